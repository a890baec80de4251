"""Which questions an attempt holds."""

from collections.abc import Sequence
from random import Random

from hypothesis import given
from hypothesis import strategies as st

from quiz.domain.draw import draw, enemy_pairs
from quiz.domain.question import Question
from tests.builders import a_question


def questions(count: int) -> list[Question]:
    return [a_question(f"q{number}") for number in range(count)]


def ids(drawn: Sequence[Question]) -> list[str]:
    return [question.id for question in drawn]


def enemies_met(drawn: Sequence[Question]) -> set[tuple[str, str]]:
    return {pair for pair in enemy_pairs(drawn) if set(pair) <= set(ids(drawn))}


@given(count=st.integers(1, 12), length=st.none() | st.integers(1, 20), seed=st.integers())
def test_no_question_is_drawn_twice_and_the_length_is_respected(
    count: int, length: int | None, seed: int
) -> None:
    pool = questions(count)

    drawn = draw(pool, length, Random(seed))

    assert len(set(ids(drawn))) == len(drawn) == (count if length is None else min(length, count))
    assert set(ids(drawn)) <= set(ids(pool))


def test_all_are_drawn_in_an_order_of_chance() -> None:
    pool = questions(8)

    orders = {tuple(ids(draw(pool, None, Random(seed)))) for seed in range(20)}

    assert len(orders) > 15
    assert {frozenset(order) for order in orders} == {frozenset(ids(pool))}


def test_the_same_chance_draws_the_same() -> None:
    assert draw(questions(9), 4, Random(7)) == draw(questions(9), 4, Random(7))


@given(seen=st.sets(st.integers(0, 11)), length=st.integers(1, 11), seed=st.integers())
def test_unseen_questions_come_first(seen: set[int], length: int, seed: int) -> None:
    pool = questions(12)
    seen_ids = {f"q{number}" for number in seen} | {"withdrawn-long-ago"}

    drawn = draw(pool, length, Random(seed), seen_ids)

    assert sum(question.id not in seen_ids for question in drawn) == min(length, 12 - len(seen))


def test_unseen_questions_stand_anywhere_among_the_seen() -> None:
    pool = questions(4)

    first = {ids(draw(pool, 3, Random(seed), seen=["q0", "q1"]))[0] for seed in range(60)}

    assert first == {"q0", "q1", "q2", "q3"}


@given(seed=st.integers())
def test_questions_that_give_each_other_away_are_kept_apart(seed: int) -> None:
    pool = [a_question("a", enemies=["b"]), a_question("b"), *questions(4)]

    for length in range(1, 6):
        assert not enemies_met(draw(pool, length, Random(seed)))


@given(seed=st.integers(), pairs=st.integers(1, 6))
def test_enemies_are_kept_apart_even_where_a_careless_choice_would_leave_no_others(
    seed: int, pairs: int
) -> None:
    """Each leader is the enemy of two others, which are none to each other: only without leaders it works."""
    pool = [
        question
        for n in range(pairs)
        for question in (
            a_question(f"leader-{n}", enemies=[f"a{n}", f"b{n}"]),
            a_question(f"a{n}"),
            a_question(f"b{n}"),
        )
    ]

    assert not enemies_met(draw(pool, 2 * pairs, Random(seed)))


def test_an_attempt_is_as_long_as_was_wished_although_enemies_must_meet() -> None:
    pool = [a_question("a", enemies=["b", "c"]), a_question("b", enemies=["c"]), a_question("c")]

    assert len(draw(pool, 2, Random(1))) == 2


@given(seed=st.integers())
def test_unseen_questions_come_first_although_enemies_are_kept_apart(seed: int) -> None:
    pool = [a_question("leader", enemies=["a", "b", "c"]), *map(a_question, ("a", "b", "c", "seen"))]

    assert set(ids(draw(pool, 3, Random(seed), seen=["seen"]))) == {"a", "b", "c"}


@given(seed=st.integers())
def test_an_enemy_in_another_bank_is_no_hindrance(seed: int) -> None:
    pool = [a_question("a", enemies=["b", "c", "elsewhere"]), a_question("b"), a_question("c")]

    assert set(ids(draw(pool, 2, Random(seed)))) == {"b", "c"}


def test_a_question_with_enemies_is_drawn_too() -> None:
    pool = [a_question("a", enemies=["q0", "q1"]), *questions(4)]

    assert any("a" in ids(draw(pool, 2, Random(seed))) for seed in range(40))


def test_enmity_goes_both_ways() -> None:
    assert enemy_pairs([a_question("a", enemies=["b"]), a_question("b")]) == {("a", "b"), ("b", "a")}
