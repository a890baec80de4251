"""Which questions an attempt holds, and in which order."""

from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from random import Random

from quiz.domain.apart import largest_apart
from quiz.domain.attempt import Way
from quiz.domain.question import Question, Skill

TRIES = 24  # choices among which the longest is taken; more make no difference with banks of this size
EXACT_TRIES = 4  # longest rounds among which the one with the best ranks is taken


@dataclass(frozen=True, slots=True)
class Wish:
    """What a player asks for; `length` None is all, `focus` None is every skill.

    `only` leaves nothing but the questions with these ids to draw from, the first of them first.
    """

    length: int | None = None
    focus: Skill | None = None
    way: Way = Way.FROM_MEMORY
    asks_certainty: bool = False
    only: tuple[str, ...] | None = None


def draw(
    questions: Sequence[Question],
    wish: Wish,
    rng: Random,
    seen: Collection[str] = (),
    missed: Collection[str] = (),
) -> tuple[Question, ...]:
    """Draw the questions of a round in random order, never one twice.

    `seen` holds the ids of what the player has answered, `missed` of what was not fully right at last.
    Questions that give each other away are never drawn together, unless all are asked for; where that leaves
    too few, or the focus does, the round is shorter than wished.
    """
    pool = [
        question
        for question in questions
        if (wish.focus is None or wish.focus in question.skills)
        and (wish.only is None or question.id in wish.only)
    ]
    if wish.length is None:
        return mix_kinds(pool, rng)
    ranks = (
        {question.id: _rank(question.id, seen, missed) for question in pool}
        if wish.only is None
        else {question_id: rank for rank, question_id in enumerate(wish.only)}
    )
    enemies = enemy_pairs(questions)
    tries = [_choose(pool, wish.length, ranks, enemies, rng) for _ in range(TRIES)]
    if max(len(chosen) for chosen in tries) < min(wish.length, len(pool)):
        # To be as long as wished matters more than ranks.
        by_id = {question.id: question for question in pool}
        exact = [largest_apart(list(by_id), enemies, wish.length, rng) for _ in range(EXACT_TRIES)]
        tries += [[by_id[id] for id in chosen[: wish.length]] for chosen in exact]
    longest = max(len(chosen) for chosen in tries)
    best = min(
        (chosen for chosen in tries if len(chosen) == longest),
        key=lambda chosen: sum(ranks[question.id] for question in chosen),
    )
    return mix_kinds(best, rng)


def longest_round(questions: Sequence[Question], enough: int | None = None) -> int:
    """Return how many questions can be drawn of which none gives another away, or `enough` of them."""
    ids = [question.id for question in questions]
    rng = Random(0)  # noqa: S311 - nothing secret is drawn
    enough = len(ids) if enough is None else enough
    return min(enough, len(largest_apart(ids, enemy_pairs(questions), enough, rng)))


def enemy_pairs(questions: Sequence[Question]) -> frozenset[tuple[str, str]]:
    """Return the ids of questions that give each other away, each pair in both orders."""
    one_way = {(question.id, enemy) for question in questions for enemy in question.enemies}
    return frozenset(one_way | {(enemy, question) for question, enemy in one_way})


def mix_kinds(questions: Sequence[Question], rng: Random) -> tuple[Question, ...]:
    """Put questions in random order, one kind next to itself only where the others have run out."""
    left = rng.sample(questions, len(questions))
    ordered: list[Question] = []
    while left:
        counts = Counter(question.KIND for question in left)
        last = ordered[-1].KIND if ordered else None
        # A kind that makes up more than half of what is left must be taken now, or it piles up at the end.
        pressing, number = counts.most_common(1)[0]
        wanted = {pressing} if number * 2 > len(left) and pressing != last else set(counts) - {last}
        following = next((question for question in left if question.KIND in wanted), left[0])
        left.remove(following)
        ordered.append(following)
    return tuple(ordered)


def _rank(question_id: str, seen: Collection[str], missed: Collection[str]) -> int:
    """Return how late a question's turn comes, from 0: what is new, then what was missed, then the rest."""
    if question_id not in seen:
        return 0
    return 1 if question_id in missed else 2


def _choose(
    pool: Sequence[Question],
    length: int,
    ranks: dict[str, int],
    enemies: Collection[tuple[str, str]],
    rng: Random,
) -> list[Question]:
    """Take questions by rank, in random order within one, passing over the enemies of what was taken."""
    chosen: list[Question] = []
    for question in sorted(rng.sample(pool, len(pool)), key=lambda question: ranks[question.id]):
        if len(chosen) < length and all((question.id, other.id) not in enemies for other in chosen):
            chosen.append(question)
    return chosen
