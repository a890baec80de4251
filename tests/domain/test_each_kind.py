"""What each kind of question does in its own way."""

from decimal import Decimal
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quiz.domain.grade import Grade, Outcome, Refusal, RefusalReason
from quiz.domain.kinds.verdict import Verdict
from quiz.domain.question import Question, Response
from tests.questions import a_number_question, a_single_choice, a_verdict_question, plain_number

option_ids = st.lists(st.from_regex(r"[a-z]{1,8}", fullmatch=True), min_size=1, max_size=5, unique=True)


def read(question: Question, *values: str) -> Response:
    return question.read({"answer": values}, plain_number)


def said_of(question: Question, response: Response) -> list[str]:
    return [remark.message.text for remark in question.remarks(response)]


@pytest.mark.parametrize("answer", Verdict)
def test_two_of_three_verdicts_are_wrong_and_say_why(answer: Verdict) -> None:
    question = a_verdict_question(answer=answer)

    wrong = [verdict for verdict in Verdict if question.grade(verdict.value).outcome is Outcome.INCORRECT]

    assert wrong == [verdict for verdict in Verdict if verdict is not answer]
    assert [said_of(question, verdict.value) for verdict in wrong] == [[f"Ikke {v}."] for v in wrong]


def test_verdicts_stand_in_the_same_order_for_everybody() -> None:
    assert {a_verdict_question().arrange(Random(seed)) for seed in range(20)} == {
        ("supported", "contradicted", "not-stated")
    }


def test_only_a_question_that_is_not_answered_quotes_the_nearest() -> None:
    quoting = [a for a in Verdict if a_verdict_question(answer=a).quotes_nearest]

    assert quoting == [Verdict.NOT_STATED]


@given(others=option_ids, seed=st.integers())
def test_options_are_shuffled_and_none_is_lost(others: list[str], seed: int) -> None:
    question = a_single_choice(answer="the-key", others=others)

    arranged = question.arrange(Random(seed))

    assert sorted(arranged) == sorted(["the-key", *others])
    assert arranged == question.arrange(Random(seed))


def test_the_right_option_may_stand_in_any_place() -> None:
    question = a_single_choice()

    assert {question.arrange(Random(seed)).index("ntb") for seed in range(50)} == {0, 1, 2}


@given(others=option_ids)
def test_of_all_options_one_earns_the_point(others: list[str]) -> None:
    question = a_single_choice(answer="the-key", others=others)

    earning = [option.id for option in question.options if question.grade(read(question, option.id)).points]

    assert earning == ["the-key"]
    assert all(said_of(question, other) == [f"Ikke {other}."] for other in others)


@pytest.mark.parametrize(
    ("answer", "field"),
    [("mouse", ("answer",)), ("ntb", ("options", 1, "id")), ("ntb", ("options", 1, "text"))],
)
def test_a_choice_that_contradicts_itself_has_a_fault(answer: str, field: tuple[str | int, ...]) -> None:
    question = a_single_choice(others=["ntb"]).model_copy(update={"answer": answer})

    assert field in [fault.field for fault in question.faults()]


@pytest.mark.parametrize(
    ("written", "kept"), [("3", "3"), ("3.0", "3"), ("03", "3"), ("3.50", "3.5"), ("1E+3", "1000")]
)
def test_a_number_is_kept_in_one_form(written: str, kept: str) -> None:
    assert read(a_number_question(), written) == kept


@pytest.mark.parametrize(
    ("written", "outcome"),
    [("97", "incorrect"), ("98", "correct"), ("102", "correct"), ("102.01", "incorrect")],
)
def test_a_number_within_the_tolerance_is_right(written: str, outcome: str) -> None:
    question = a_number_question(answer="100", tolerance="2")

    assert question.grade(read(question, written)).outcome == outcome


@given(st.decimals(allow_nan=False, allow_infinity=False, places=2, min_value=-1000, max_value=1000))
def test_without_tolerance_only_the_number_itself_is_right(value: Decimal) -> None:
    question = a_number_question(answer="23")

    assert (question.grade(read(question, str(value))).points == 1) == (value == 23)


@pytest.mark.parametrize(
    "written", ["three", "NaN", "sNaN", "Infinity", "-inf", "9" * 31, "3 4", "3\n4", "3;"]
)
def test_what_is_no_number_is_refused(written: str) -> None:
    with pytest.raises(Refusal) as caught:
        read(a_number_question(), written)

    assert caught.value.reason is RefusalReason.NOT_A_NUMBER


@pytest.mark.parametrize("written", ["1e30", "1e999999", "1e99999999999", "1e-999999", "1e-99999999999"])
def test_a_number_of_absurd_size_is_refused(written: str) -> None:
    with pytest.raises(Refusal) as caught:
        read(a_number_question(), written)

    assert caught.value.reason is RefusalReason.NOT_A_NUMBER


@pytest.mark.parametrize("foreseen", ["2", "2.0", "2.50", "1000"])
def test_a_wrong_number_that_was_foreseen_says_why_in_a_message_of_the_question(foreseen: str) -> None:
    question = a_number_question(wrong=[foreseen])

    (remark,) = question.remarks(read(question, foreseen))

    assert remark.message.text == f"Ikke {foreseen}."
    assert remark.message.context in {known.context for known in question.messages()}


def test_a_wrong_number_that_was_not_foreseen_says_nothing_of_its_own() -> None:
    assert a_number_question(wrong=["2"]).remarks("4") == ()


@pytest.mark.parametrize("wrong", [["2", "2.0"], ["3"], ["4"]])
def test_a_number_is_not_foreseen_twice_nor_when_it_counts_as_right(wrong: list[str]) -> None:
    faults = list(a_number_question(answer="3", tolerance="1", wrong=wrong).faults())

    assert {fault.field for fault in faults} >= {("wrong", len(wrong) - 1, "value")}


@pytest.mark.parametrize(("points", "max_points"), [(-1, 1), (2, 1), (0, -1), (float("nan"), 1)])
def test_a_grade_out_of_bounds_cannot_be_made(points: float, max_points: float) -> None:
    with pytest.raises(ValueError, match="points out of"):
        Grade(points, max_points)


@pytest.mark.parametrize(
    ("grade", "outcome"),
    [
        (Grade(1, 1), Outcome.CORRECT),
        (Grade(0.5, 1), Outcome.PARTLY_CORRECT),
        (Grade(0, 1), Outcome.INCORRECT),
        (Grade(0, 1, skipped=True), Outcome.SKIPPED),
    ],
)
def test_the_outcome_follows_from_the_points(grade: Grade, outcome: Outcome) -> None:
    assert grade.outcome is outcome
