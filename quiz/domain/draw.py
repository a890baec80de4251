"""Which questions an attempt holds, and in which order."""

from collections.abc import Collection, Sequence
from random import Random

from quiz.domain.question import Question


def draw(
    questions: Sequence[Question], length: int | None, rng: Random, seen: Collection[str] = ()
) -> tuple[Question, ...]:
    """Draw `length` questions (None: all) in random order, never one twice.

    Questions whose ids are in `seen` come in only when the unseen ones do not suffice, and questions that
    give each other away are kept apart as long as there are others to take. An attempt is as long as was
    wished, or as the bank is.
    """
    pool = rng.sample(questions, len(questions))
    if length is None or length >= len(pool):
        return tuple(pool)
    pool.sort(key=lambda question: question.id in seen)
    enemies = enemy_pairs(questions)
    chosen = _apart(pool, enemies)
    if len(chosen) < length:
        # By chance one was taken that shuts out several: begin with those that shut out the fewest.
        sparing = sorted(_sparing(pool, enemies), key=lambda question: question.id in seen)
        chosen = max(chosen, sparing, key=len)
    taken = {question.id for question in chosen}
    chosen += [question for question in pool if question.id not in taken]
    return tuple(rng.sample(chosen[:length], length))


def _apart(pool: Sequence[Question], enemies: Collection[tuple[str, str]]) -> list[Question]:
    """Take, in the order of the pool, every question that no one taken before gives away."""
    chosen: list[Question] = []
    for question in pool:
        if all((question.id, other.id) not in enemies for other in chosen):
            chosen.append(question)
    return chosen


def _sparing(pool: Sequence[Question], enemies: Collection[tuple[str, str]]) -> list[Question]:
    """Take the question with the fewest enemies left, and again, until none without an enemy is left."""
    left = {question.id: question for question in pool}
    shut_out = {
        question_id: {other for other in left if (question_id, other) in enemies} for question_id in left
    }
    chosen: list[Question] = []
    while left:
        best = min(left, key=lambda question_id: len(shut_out[question_id] & left.keys()))
        chosen.append(left.pop(best))
        for enemy in shut_out[best]:
            left.pop(enemy, None)
    return chosen


def enemy_pairs(questions: Sequence[Question]) -> frozenset[tuple[str, str]]:
    """Return the ids of questions that give each other away, each pair in both orders."""
    one_way = {(question.id, enemy) for question in questions for enemy in question.enemies}
    return frozenset(one_way | {(enemy, question) for question, enemy in one_way})
