"""Which questions a round holds, and in which order."""

from collections import Counter
from collections.abc import Collection, Sequence
from itertools import pairwise
from random import Random

from hypothesis import given
from hypothesis import strategies as st

from quiz.domain.draw import Wish, draw, enemy_pairs, longest_round, mix_kinds
from quiz.domain.question import Question, Skill
from tests.builders import a_bank
from tests.questions import a_number_question, a_question, a_single_choice, a_verdict_question

SIZE = 10
IDS = [f"q{number}" for number in range(SIZE)]
some_ids = st.sets(st.sampled_from(IDS))
some_pairs = st.lists(st.tuples(st.sampled_from(IDS), st.sampled_from(IDS)), max_size=12)


def questions(count: int) -> list[Question]:
    return [a_question(f"q{number}") for number in range(count)]


def at_odds(pairs: Collection[tuple[str, str]]) -> list[Question]:
    """Make questions of which some give each other away."""
    return [a_question(id, enemies=[b for a, b in pairs if a == id != b]) for id in IDS]


def ids(drawn: Sequence[Question]) -> list[str]:
    return [question.id for question in drawn]


def enemies_met(drawn: Sequence[Question]) -> set[tuple[str, str]]:
    return {pair for pair in enemy_pairs(drawn) if set(pair) <= set(ids(drawn))}


@given(count=st.integers(1, 12), length=st.none() | st.integers(1, 20), seed=st.integers())
def test_no_question_is_drawn_twice_and_the_length_is_respected(
    count: int, length: int | None, seed: int
) -> None:
    pool = questions(count)

    drawn = draw(pool, Wish(length), Random(seed))

    assert len(set(ids(drawn))) == len(drawn) == (count if length is None else min(length, count))
    assert set(ids(drawn)) <= set(ids(pool))


def test_all_are_drawn_in_an_order_of_chance() -> None:
    pool = questions(8)

    orders = {tuple(ids(draw(pool, Wish(), Random(seed)))) for seed in range(20)}

    assert len(orders) > 15
    assert {frozenset(order) for order in orders} == {frozenset(ids(pool))}


@given(
    pairs=some_pairs,
    seen=some_ids,
    missed=some_ids,
    length=st.none() | st.integers(1, SIZE),
    seed=st.integers(),
)
def test_the_same_chance_draws_the_same(
    pairs: list[tuple[str, str]], seen: set[str], missed: set[str], length: int | None, seed: int
) -> None:
    first, second = (draw(at_odds(pairs), Wish(length), Random(seed), seen, missed) for _ in range(2))

    assert ids(first) == ids(second)


def test_nothing_can_be_drawn_from_nothing() -> None:
    assert draw([], Wish(5), Random(1)) == draw([], Wish(), Random(1)) == ()


@given(seen=some_ids, length=st.integers(1, SIZE), seed=st.integers())
def test_unseen_questions_come_first(seen: set[str], length: int, seed: int) -> None:
    drawn = draw(questions(SIZE), Wish(length), Random(seed), seen | {"withdrawn-long-ago"})

    assert sum(id not in seen for id in ids(drawn)) == min(length, SIZE - len(seen))


@given(seen=some_ids, missed=some_ids, length=st.integers(1, SIZE), seed=st.integers())
def test_after_the_unseen_come_those_that_were_missed(
    seen: set[str], missed: set[str], length: int, seed: int
) -> None:
    missed &= seen
    drawn = set(ids(draw(questions(SIZE), Wish(length), Random(seed), seen, missed)))

    left = max(0, length - (SIZE - len(seen)))
    assert len(drawn & missed) == min(left, len(missed))


def test_unseen_questions_stand_anywhere_among_the_seen() -> None:
    pool = questions(4)

    first = {ids(draw(pool, Wish(3), Random(seed), seen=["q0", "q1"]))[0] for seed in range(60)}

    assert first == {"q0", "q1", "q2", "q3"}


@given(practised=some_ids, length=st.none() | st.integers(1, SIZE), seed=st.integers())
def test_a_round_with_a_focus_holds_only_what_practises_it(
    practised: set[str], length: int | None, seed: int
) -> None:
    def skills(id: str) -> list[Skill]:
        return [Skill.RECALL, Skill.CAUSE] if id in practised else [Skill.RECALL]

    pool = [a_verdict_question(id, skills=skills(id)) for id in IDS]

    drawn = ids(draw(pool, Wish(length, focus=Skill.CAUSE), Random(seed)))

    assert set(drawn) <= practised
    assert len(drawn) == min(length or SIZE, len(practised))


@given(pairs=some_pairs, seen=some_ids, length=st.integers(1, SIZE), seed=st.integers())
def test_enemies_never_meet_and_a_round_is_short_only_where_nothing_more_fits(
    pairs: list[tuple[str, str]], seen: set[str], length: int, seed: int
) -> None:
    pool = at_odds(pairs)

    drawn = ids(draw(pool, Wish(length), Random(seed), seen))

    met = {(a, b) for a, b in pairs if a != b and {a, b} <= set(drawn)}
    shut_out = {enemy for a, b in pairs if a != b for enemy in (a, b) if ({a, b} - {enemy}) & set(drawn)}
    assert met == set()
    assert len(drawn) <= length
    assert len(drawn) == length or set(IDS) - set(drawn) <= shut_out


@given(pairs=some_pairs, seed=st.integers())
def test_who_asks_for_all_gets_all_enemies_or_not(pairs: list[tuple[str, str]], seed: int) -> None:
    assert sorted(ids(draw(at_odds(pairs), Wish(), Random(seed)))) == IDS


@given(seed=st.integers(), pairs=st.integers(1, 4))
def test_a_careless_choice_does_not_cost_the_length(seed: int, pairs: int) -> None:
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

    drawn = draw(pool, Wish(2 * pairs), Random(seed))

    assert not enemies_met(drawn)
    assert len(drawn) >= 2 * pairs - 1
    assert longest_round(pool) == 2 * pairs


def test_a_bank_of_enemies_gives_a_round_of_one() -> None:
    pool = [a_question("a", enemies=["b", "c"]), a_question("b", enemies=["c"]), a_question("c")]

    assert len(draw(pool, Wish(3), Random(1))) == longest_round(pool) == 1
    assert a_bank(*pool).longest_round == 1


@given(seed=st.integers())
def test_to_be_as_long_as_was_wished_matters_more_than_to_be_unseen(seed: int) -> None:
    pool = [a_question("unseen", enemies=["a", "b"]), *map(a_question, ("a", "b"))]

    assert set(ids(draw(pool, Wish(2), Random(seed), seen=["a", "b"]))) == {"a", "b"}


@given(seed=st.integers())
def test_unseen_questions_come_first_although_enemies_are_kept_apart(seed: int) -> None:
    pool = [a_question("leader", enemies=["a", "b", "c"]), *map(a_question, ("a", "b", "c", "seen"))]

    assert set(ids(draw(pool, Wish(3), Random(seed), seen=["seen"]))) == {"a", "b", "c"}


@given(seed=st.integers())
def test_of_rounds_of_the_same_length_the_one_with_more_unseen_questions_is_drawn(seed: int) -> None:
    pool = [a_question("leader", enemies=["a", "b"]), *map(a_question, ("a", "b", "seen"))]

    assert set(ids(draw(pool, Wish(2), Random(seed), seen=["seen"]))) == {"a", "b"}


@given(seed=st.integers())
def test_an_enemy_in_another_bank_is_no_hindrance(seed: int) -> None:
    pool = [a_question("a", enemies=["elsewhere"]), a_question("b"), a_question("c", enemies=["elsewhere"])]

    assert set(ids(draw(pool, Wish(3), Random(seed)))) == {"a", "b", "c"}


def test_a_question_with_enemies_is_drawn_too() -> None:
    pool = [a_question("a", enemies=["q0", "q1"]), *questions(4)]

    assert any("a" in ids(draw(pool, Wish(2), Random(seed))) for seed in range(40))


def test_enmity_goes_both_ways() -> None:
    assert enemy_pairs([a_question("a", enemies=["b"]), a_question("b")]) == {("a", "b"), ("b", "a")}


@given(
    counts=st.tuples(st.integers(0, 7), st.integers(0, 7), st.integers(0, 7)),
    length=st.none() | st.integers(1, 12),
    seed=st.integers(),
)
def test_one_kind_stands_next_to_itself_only_where_there_is_no_other_way(
    counts: tuple[int, int, int], length: int | None, seed: int
) -> None:
    makers = (a_verdict_question, a_single_choice, a_number_question)
    pool = [make(f"{n}-{i}") for n, make in enumerate(makers) for i in range(counts[n])]

    drawn = draw(pool, Wish(length), Random(seed))

    kinds = [question.KIND for question in drawn]
    most = max(Counter(kinds).values(), default=0)
    unavoidable = max(0, most - (len(kinds) - most) - 1)
    assert sum(one == next for one, next in pairwise(kinds)) == unavoidable


def test_any_question_may_come_first_although_kinds_are_mixed() -> None:
    pool = [a_single_choice("a"), a_single_choice("b"), a_number_question("c"), a_verdict_question("d")]

    assert {mix_kinds(pool, Random(seed))[0].id for seed in range(60)} == {"a", "b", "c", "d"}
