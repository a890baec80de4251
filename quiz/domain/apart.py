"""The largest choice of things of which no two are enemies: a largest independent set of a graph."""

from collections.abc import Collection, Iterator, Sequence
from random import Random

MOST_STEPS = 1000  # of a search: 71 questions with 166 pairs take a hundred


def largest_apart(
    ids: Sequence[str], pairs: Collection[tuple[str, str]], enough: int, rng: Random
) -> list[str]:
    """Return as many of `ids` as can stand together without a pair of enemies, or `enough` of them.

    With hundreds of ids that have several enemies each it may be a few fewer: to be sure would take minutes.

    `pairs` names each pair in both orders. Which of several equally large choices it is, `rng` decides. The
    search is exact (branch and bound) within MOST_STEPS; with dozens of ids that have a few enemies each it
    takes milliseconds.
    """
    order = rng.sample(ids, len(ids))
    place = {id: number for number, id in enumerate(order)}
    near = [0] * len(order)  # the enemies of each, as bits
    for one, other in pairs:
        if one in place and other in place:
            near[place[one]] |= 1 << place[other]
    found = _search(near, (1 << len(order)) - 1, 0, 0, enough, iter(range(MOST_STEPS)))
    return [order[number] for number in _bits(found)]


def _search(near: Sequence[int], left: int, chosen: int, best: int, enough: int, steps: Iterator[int]) -> int:
    """Return the better of `best` and the best choice that adds to `chosen` some of what is `left`.

    Once there are no `steps` any more, what has been found is as good as it gets.
    """
    if best and next(steps, None) is None:
        return best
    while left:
        degrees = [((near[number] & left).bit_count(), number) for number in _bits(left)]
        fewest, easiest = min(degrees)
        if fewest > 1:
            break
        # Whoever has at most one enemy left belongs to some best choice.
        chosen |= 1 << easiest
        left &= ~(near[easiest] | 1 << easiest)
    if not left:
        return chosen if chosen.bit_count() > best.bit_count() else best
    # Of a pair only one can be chosen: with a matching of m pairs, at most all but m.
    if chosen.bit_count() + left.bit_count() - _matched(near, left) <= best.bit_count():
        return best
    _, hardest = max(degrees)
    for taken, rest in (
        (1 << hardest, left & ~(near[hardest] | 1 << hardest)),
        (0, left & ~(1 << hardest)),
    ):
        if best.bit_count() < enough:
            best = _search(near, rest, chosen | taken, best, enough, steps)
    return best


def _matched(near: Sequence[int], left: int) -> int:
    """Return the number of some pairs of enemies among those left, none in two of them."""
    pairs = 0
    for number in _bits(left):
        if left >> number & 1 and (other := near[number] & left):
            left &= ~(1 << number | other & -other)
            pairs += 1
    return pairs


def _bits(mask: int) -> list[int]:
    return [number for number in range(mask.bit_length()) if mask >> number & 1]
