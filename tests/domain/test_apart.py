"""The longest round without enemies is found exactly."""

from itertools import combinations
from random import Random
from time import perf_counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quiz.domain.apart import largest_apart
from quiz.domain.draw import Wish, draw, longest_round
from tests.questions import a_question

IDS = [f"q{number}" for number in range(9)]
some_pairs = st.sets(st.sampled_from(list(combinations(IDS, 2))))


def both_ways(pairs: set[tuple[str, str]]) -> set[tuple[str, str]]:
    return pairs | {(other, one) for one, other in pairs}


def stand_together(ids: tuple[str, ...], pairs: set[tuple[str, str]]) -> bool:
    return not any(pair in pairs for pair in combinations(sorted(ids), 2))


@given(pairs=some_pairs, seed=st.integers())
def test_no_choice_is_larger_than_the_one_that_is_found(pairs: set[tuple[str, str]], seed: int) -> None:
    largest = max(
        size
        for size in range(len(IDS) + 1)
        if any(stand_together(ids, pairs) for ids in combinations(IDS, size))
    )

    found = largest_apart(IDS, both_ways(pairs), len(IDS), Random(seed))

    assert len(found) == len(set(found)) == largest
    assert stand_together(tuple(found), pairs)


def test_a_bank_in_which_chance_hardly_ever_finds_the_longest_round_gives_it() -> None:
    """Twenty questions that are enemies of two others each: whoever takes one of the twenty loses one."""
    pool = [a_question(f"hub{n}", enemies=[f"left{n}", f"right{n}"]) for n in range(20)]
    pool += [a_question(f"{side}{n}") for n in range(20) for side in ("left", "right")]

    assert longest_round(pool) == 40
    assert {len(draw(pool, Wish(40), Random(seed))) for seed in range(5)} == {40}


@pytest.mark.parametrize("seed", range(5))
def test_a_bank_of_61_questions_with_130_pairs_takes_no_time(seed: int) -> None:
    rng = Random(seed)
    ids = [f"q{number}" for number in range(61)]
    pairs = both_ways(set(rng.sample(list(combinations(ids, 2)), 130)))

    began = perf_counter()
    found = largest_apart(ids, pairs, len(ids), rng)

    assert len(found) >= 20
    assert perf_counter() - began < 1  # some milliseconds, on a machine that does nothing else


def test_a_bank_that_is_made_to_be_hard_holds_nobody_up() -> None:
    """A round is drawn while nobody else can write; without an end to the search this one takes minutes."""
    rng = Random(1)
    ids = [f"q{number}" for number in range(200)]
    pairs = both_ways(set(rng.sample(list(combinations(ids, 2)), 1000)))

    began = perf_counter()
    found = largest_apart(ids, pairs, len(ids), rng)

    assert len(found) >= 50
    assert stand_together(tuple(found), pairs)
    assert perf_counter() - began < 10  # less than a second, on a machine that does nothing else
