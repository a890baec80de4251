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
    chosen: list[Question] = []
    passed_over: list[Question] = []
    for question in pool:
        apart = all((question.id, other.id) not in enemies for other in chosen)
        (chosen if apart and len(chosen) < length else passed_over).append(question)
    chosen += passed_over[: length - len(chosen)]
    return tuple(rng.sample(chosen, length))


def enemy_pairs(questions: Sequence[Question]) -> frozenset[tuple[str, str]]:
    """Return the ids of questions that give each other away, each pair in both orders."""
    one_way = {(question.id, enemy) for question in questions for enemy in question.enemies}
    return frozenset(one_way | {(enemy, question) for question, enemy in one_way})
