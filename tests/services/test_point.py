"""Pointing at the evidence: after the answer, once, and for good."""

import pytest

from quiz.domain.attempt import (
    AttemptNotFoundError,
    NotYourTurnError,
    Pick,
    QuestionNotFoundError,
    Way,
)
from quiz.domain.grade import Refusal
from quiz.services.history import History
from quiz.services.play import Started
from quiz.storage.database import Database
from tests.questions import a_find_sentence
from tests.services.starting import RIGHT_VERDICT, WRONG_VERDICT, Table, a_library_of

EVIDENCE, ELSEWHERE = "p3.s1", "p1.s1"


def pick_of(table: Table, started: Started, number: int) -> Pick | None:
    answer = table.attempt(started).items[number - 1].answer
    assert answer is not None
    return answer.pick


@pytest.mark.parametrize(
    ("value", "pick"),
    [
        (EVIDENCE, Pick(EVIDENCE, 1)),
        (ELSEWHERE, Pick(ELSEWHERE, 0)),
        ("none", Pick("none", 0)),
        ("cannot-find", Pick(None, 0)),
    ],
)
@pytest.mark.parametrize("answer", [RIGHT_VERDICT, WRONG_VERDICT])
def test_the_evidence_is_graded_apart_from_the_answer(
    table: Table, answer: str, value: str, pick: Pick
) -> None:
    started = table.start(way=Way.WITH_SOURCE)
    table.answer(started, 1, answer)
    before = table.attempt(started).items[0].answer

    assert table.point(started, 1, value) is True

    after = table.attempt(started).items[0].answer
    assert before is not None
    assert after is not None
    assert (after.outcome, after.points) == (before.outcome, before.points)
    assert after.pick == pick


def test_the_next_question_waits_for_the_evidence(table: Table) -> None:
    started = table.start(way=Way.WITH_SOURCE)
    table.answer(started, 1, RIGHT_VERDICT)

    with pytest.raises(NotYourTurnError) as caught:
        table.answer(started, 2, RIGHT_VERDICT)

    assert caught.value.next_number == 1
    table.point(started, 1, EVIDENCE)
    assert table.answer(started, 2, RIGHT_VERDICT) is True


def test_a_pick_cannot_be_changed(table: Table) -> None:
    started = table.start(way=Way.WITH_SOURCE)
    table.answer(started, 1, RIGHT_VERDICT)
    table.point(started, 1, ELSEWHERE)

    assert table.point(started, 1, EVIDENCE) is False
    assert table.point(started, 1, "no-such-sentence") is False

    assert pick_of(table, started, 1) == Pick(ELSEWHERE, 0)


def test_before_the_answer_nothing_can_be_pointed_at(table: Table) -> None:
    started = table.start(way=Way.WITH_SOURCE)

    with pytest.raises(NotYourTurnError):
        table.point(started, 1, EVIDENCE)


def test_from_memory_no_evidence_is_asked_for(table: Table) -> None:
    started = table.start()
    table.answer(started, 1, RIGHT_VERDICT)

    assert table.point(started, 1, EVIDENCE) is False
    assert pick_of(table, started, 1) is None
    assert table.attempt(started).next_number == 2


def test_dont_know_and_sentences_as_an_answer_ask_for_no_evidence(database: Database) -> None:
    table = Table(database, a_library_of(0, a_find_sentence()))
    found, skipped = table.start(way=Way.WITH_SOURCE), table.start(way=Way.WITH_SOURCE)
    table.answer(found, 1, "p2.s2")
    table.answer(skipped, 1, "dont-know")

    assert table.attempt(found).finished
    assert table.attempt(skipped).finished


@pytest.mark.parametrize("values", [[], ["p9.s9"], [EVIDENCE, ELSEWHERE]])
def test_a_pick_that_cannot_be_read_stores_nothing(table: Table, values: list[str]) -> None:
    started = table.start(way=Way.WITH_SOURCE)
    table.answer(started, 1, RIGHT_VERDICT)

    with pytest.raises(Refusal):
        table.point(started, 1, *values)

    assert pick_of(table, started, 1) is None


def test_nobody_points_for_another_or_outside_the_round(table: Table) -> None:
    mine, yours = table.start(way=Way.WITH_SOURCE), table.start(way=Way.WITH_SOURCE)
    table.answer(yours, 1, RIGHT_VERDICT)

    with pytest.raises(AttemptNotFoundError):
        table.point(Started(mine.player_id, yours.attempt_id), 1, EVIDENCE)
    with pytest.raises(QuestionNotFoundError):
        table.point(yours, 99, EVIDENCE)


def test_until_the_evidence_is_given_the_history_and_the_export_tell_no_verdict(
    table: Table, history: History
) -> None:
    started = table.start(length=1, way=Way.WITH_SOURCE)
    table.answer(started, 1, RIGHT_VERDICT)

    (summary,) = table.rounds(started.player_id)
    (answer,) = next(history.export(started.player_id))["answers"]
    assert (summary.answered, summary.points, summary.finished) == (0, None, False)
    assert (answer["response"], answer["outcome"], answer["points"]) == (RIGHT_VERDICT, None, None)
    assert history.latest_finished(started.player_id, "the-cat-case") is None

    table.point(started, 1, "cannot-find")

    (summary,) = table.rounds(started.player_id)
    exported = next(history.export(started.player_id))
    assert (summary.answered, summary.points, summary.finished) == (1, 1, True)
    assert (summary.way, exported["way"]) == (Way.WITH_SOURCE, "with-source")
    assert exported["answers"][0]["outcome"] == "correct"
    assert exported["answers"][0]["evidence"] == {"sentence": None, "points": 0}
    assert history.latest_finished(started.player_id, "the-cat-case") == started.attempt_id


def test_the_newest_finished_round_on_an_article_is_found(table: Table, history: History) -> None:
    first = table.start(length=1, minute=1)
    second = table.start(first.player_id, length=1, minute=2)
    unfinished = table.start(first.player_id, length=2, minute=3)
    for started in (second, first, unfinished):
        table.answer(started, 1, RIGHT_VERDICT)

    assert history.latest_finished(first.player_id, "the-cat-case") == second.attempt_id
    assert history.latest_finished(first.player_id, "another-case") is None
    assert history.latest_finished("nobody", "the-cat-case") is None
    assert history.latest_finished(None, "the-cat-case") is None
