"""Multiple choice and ordering: answers that are right in part."""

from itertools import combinations, permutations
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quiz.domain.grade import Outcome, Rearrangement, Refusal, RefusalReason
from quiz.domain.kinds.multiple_choice import MultipleChoice
from quiz.domain.kinds.ordering import MOVE_FIELD, ORDER_FIELD, Ordering, position_field
from quiz.domain.question import Form, Response
from tests.questions import a_form, a_multiple_choice, an_ordering, plain_number

EVENTS = ("a", "b", "c", "d", "e", "f")
orders = st.integers(3, 6).flatmap(lambda count: st.permutations(EVENTS[:count]))


def choice_of(right: int, wrong: int) -> MultipleChoice:
    return a_multiple_choice(
        answers=[f"right-{n}" for n in range(right)], others=[f"wrong-{n}" for n in range(wrong)]
    )


def order_of(count: int) -> Ordering:
    return an_ordering(answer=EVENTS[:count])


def points(question: MultipleChoice | Ordering, response: Response) -> float:
    return question.grade(question.read(a_form(question, response), plain_number)).points


@given(right=st.integers(1, 4), wrong=st.integers(2, 3), data=st.data())
def test_a_wrong_pick_takes_a_right_one_back_and_points_do_not_go_below_zero(
    right: int, wrong: int, data: st.DataObject
) -> None:
    question = choice_of(right, wrong)
    picks = data.draw(st.sets(st.sampled_from([o.id for o in question.options]), min_size=1))

    right_picks = sum(pick.startswith("right") for pick in picks)
    expected = max(0, right_picks - (len(picks) - right_picks)) / right

    assert points(question, tuple(picks)) == pytest.approx(expected, abs=1e-4)
    assert question.picks(tuple(picks)) == (right_picks, len(picks) - right_picks)


@pytest.mark.parametrize("right", [1, 2, 3, 4])
def test_only_all_right_options_and_no_wrong_one_earn_all_points(right: int) -> None:
    question = choice_of(right, 3)
    ids = [option.id for option in question.options]
    every_pick = [picks for size in range(1, len(ids) + 1) for picks in combinations(ids, size)]

    assert [picks for picks in every_pick if points(question, picks) == 1] == [question.key]


def test_who_picks_everything_gets_nothing_where_half_is_wrong() -> None:
    question = choice_of(3, 3)

    assert question.grade(tuple(option.id for option in question.options)).outcome is Outcome.INCORRECT


def test_picks_are_kept_in_the_order_of_the_file_and_a_double_pick_counts_once() -> None:
    question = choice_of(2, 1)

    read = question.read({"answer": ["wrong-0", "right-1", "right-0", "right-1"]}, plain_number)

    assert read == ("right-0", "right-1", "wrong-0")


def test_a_pick_beside_one_that_was_never_offered_is_refused() -> None:
    with pytest.raises(Refusal) as caught:
        choice_of(2, 1).read({"answer": ["right-0", "elsewhere"]}, plain_number)

    assert caught.value.reason is RefusalReason.NOT_AN_OPTION


def test_wrong_picks_are_explained_first_and_then_what_was_missed() -> None:
    remarks = choice_of(2, 2).remarks(("right-0", "wrong-1"))

    assert [(remark.about, remark.missed) for remark in remarks] == [("wrong-1", False), ("right-1", True)]
    assert [remark.message.text for remark in remarks] == ["Ikke wrong-1.", "Også right-1."]


@pytest.mark.parametrize(
    ("answers", "others", "field"),
    [
        (["a", "b", "c"], [], ("answers",)),
        (["a", "a"], ["b"], ("answers",)),
        (["a"], ["b", "b"], ("options", 2, "id")),
        (["a"], ["b", "dont-know"], ("options", 2, "id")),
    ],
)
def test_a_multiple_choice_that_contradicts_itself_has_a_fault(
    answers: list[str], others: list[str], field: tuple[str | int, ...]
) -> None:
    question = a_multiple_choice(answers=answers, others=others)

    assert field in [fault.field for fault in question.faults()]


def test_an_answer_that_is_no_option_is_a_fault() -> None:
    question = choice_of(2, 2).model_copy(update={"answers": ("right-0", "right-9")})

    assert [fault.field for fault in question.faults()] == [("answers",)]


@given(orders)
def test_an_order_earns_the_share_of_pairs_that_stand_right(order: list[str]) -> None:
    question = order_of(len(order))
    places = {event: place for place, event in enumerate(order)}
    pairs = list(combinations(sorted(order), 2))
    right = sum(places[first] < places[second] for first, second in pairs)

    assert points(question, tuple(order)) == pytest.approx(right / len(pairs), abs=1e-4)
    assert question.pairs(order) == (right, len(pairs))


@pytest.mark.parametrize("count", [3, 4, 5, 6])
def test_of_all_orders_one_earns_all_points_and_its_reverse_none(count: int) -> None:
    question = order_of(count)
    earned = {order: question.grade(order).points for order in permutations(EVENTS[:count])}

    assert [order for order, points in earned.items() if points == 1] == [question.answer]
    assert [order for order, points in earned.items() if points == 0] == [question.answer[::-1]]


def test_two_neighbours_that_changed_places_cost_one_pair() -> None:
    assert order_of(4).grade(("b", "a", "c", "d")).points == pytest.approx(5 / 6, abs=1e-4)


@given(count=st.integers(3, 6), seed=st.integers())
def test_the_order_shown_first_is_never_the_right_one(count: int, seed: int) -> None:
    question = order_of(count)

    shown = question.arrange(Random(seed))

    assert shown != question.answer
    assert sorted(shown) == sorted(question.answer)


def test_every_other_order_may_be_shown_first() -> None:
    shown = {order_of(3).arrange(Random(seed)) for seed in range(100)}

    assert shown == set(permutations("abc")) - {("a", "b", "c")}


@pytest.mark.parametrize(
    "places", [("1", "2", "2"), ("1", "2", "4"), ("0", "1", "2"), ("1", "2", ""), ("1", "2", "²")]
)
def test_numbers_that_are_no_order_are_refused(places: tuple[str, ...]) -> None:
    form = {position_field(event): [place] for event, place in zip("abc", places, strict=True)}

    with pytest.raises(Refusal) as caught:
        order_of(3).read(form, plain_number)

    assert caught.value.reason is RefusalReason.NOT_AN_ORDER


@pytest.mark.parametrize("sent", [["1", "2"], ["2", "1"], ["1", "1"]])
def test_a_number_that_is_sent_twice_is_none(sent: list[str]) -> None:
    form = {position_field("a"): sent, position_field("b"): ["2"], position_field("c"): ["3"]}

    with pytest.raises(Refusal) as caught:
        order_of(3).read(form, plain_number)

    assert caught.value.reason is RefusalReason.NOT_AN_ORDER


def test_without_any_number_nothing_was_given() -> None:
    form = {position_field(event): [" "] for event in "abc"} | {ORDER_FIELD: ["c,b,a"]}

    with pytest.raises(Refusal) as caught:
        order_of(3).read(form, plain_number)

    assert caught.value.reason is RefusalReason.NOTHING_GIVEN


def moved(question: Ordering, shown: str, move: str, **numbers: str) -> tuple[str, ...] | None:
    """Press a button on a page, and return the order that is shown next."""
    form: Form = {ORDER_FIELD: [shown], MOVE_FIELD: [move]}
    written = {position_field(event): [number] for event, number in numbers.items()}
    with pytest.raises(Rearrangement) as caught:
        question.read({**form, **written}, plain_number)
    return question.arrangement_of(caught.value.draft)


@pytest.mark.parametrize(
    ("move", "then"),
    [
        ("a:up", ("a", "c", "b")),
        ("b:up", ("c", "b", "a")),
        ("c:down", ("a", "c", "b")),
        ("c:up", ("c", "a", "b")),
        ("b:down", ("c", "a", "b")),
    ],
)
def test_an_event_moves_by_one_place_and_stops_at_the_ends(move: str, then: tuple[str, ...]) -> None:
    assert moved(order_of(3), "c,a,b", move) == then


@given(order=orders, steps=st.lists(st.tuples(st.integers(0, 5), st.booleans()), max_size=12))
def test_no_event_is_lost_by_moving_and_every_step_can_be_taken_back(
    order: list[str], steps: list[tuple[int, bool]]
) -> None:
    question, now = order_of(len(order)), tuple(order)
    for place, down in steps:
        event = now[place % len(now)]
        after = moved(question, ",".join(now), f"{event}:{'down' if down else 'up'}")
        assert after is not None
        assert sorted(after) == sorted(order)
        if after != now:
            assert moved(question, ",".join(after), f"{event}:{'up' if down else 'down'}") == now
        now = after


def test_a_move_starts_from_the_numbers_written_so_far() -> None:
    assert moved(order_of(3), "c,a,b", "c:up", a="1", b="2", c="3") == ("a", "c", "b")


def test_a_move_leaves_numbers_that_are_no_order_aside() -> None:
    assert moved(order_of(3), "c,a,b", "b:up", a="1", b="1", c="") == ("c", "b", "a")


@pytest.mark.parametrize("move", ["z:up", "a:sideways", "a", ":", ""])
def test_a_move_that_is_none_is_no_answer_either(move: str) -> None:
    with pytest.raises(Refusal):
        order_of(3).read({ORDER_FIELD: ["c,a,b"], MOVE_FIELD: [move]}, plain_number)


@pytest.mark.parametrize("shown", ["", "a,b", "a,b,c,c", "a,a,b", "a;b;c"])
def test_a_draft_that_is_no_order_stands_for_none(shown: str) -> None:
    assert order_of(3).arrangement_of(shown) is None
    with pytest.raises(Refusal):
        order_of(3).read({ORDER_FIELD: [shown], MOVE_FIELD: ["a:up"]}, plain_number)


def test_unless_it_is_right_every_place_is_explained_in_the_right_order() -> None:
    remarks = order_of(3).remarks(("a", "c", "b"))

    assert [remark.about for remark in remarks] == ["a", "b", "c"]
    assert [remark.message.text for remark in remarks] == ["Derfor a.", "Derfor b.", "Derfor c."]


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"answer": ("a", "b")}, ("answer",)),
        ({"answer": ("a", "b", "b")}, ("answer",)),
        ({"answer": ("a", "b", "z")}, ("answer",)),
        ({"items": order_of(3).items[:2] * 2}, ("items", 2, "id")),
        ({"items": order_of(3).items[:2] * 2}, ("items", 2, "text")),
    ],
)
def test_an_ordering_that_contradicts_itself_has_a_fault(
    changes: dict[str, object], field: tuple[str | int, ...]
) -> None:
    question = order_of(3).model_copy(update=changes)

    assert field in [fault.field for fault in question.faults()]
