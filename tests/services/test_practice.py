"""Practice: the schedule kept with each answer, and the rounds made from it."""

from datetime import timedelta
from random import Random

import pytest
from hypothesis import HealthCheck, given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st

from quiz.domain.attempt import AttemptNotFoundError, NothingToDrawError, Purpose, Way
from quiz.domain.progress import standing
from quiz.services.practice import (
    LONGEST_PRACTICE,
    Beginning,
    Practice,
    rebuild,
    rebuild_all,
)
from quiz.storage.database import Database
from quiz.storage.schedule import forget_schedule
from tests.builders import DAY, a_bank, a_library, later
from tests.questions import a_question
from tests.services.histories import memories, play
from tests.services.starting import RIGHT_VERDICT, WRONG_VERDICT, Table, a_library_of
from tests.statements import statements


@pytest.fixture
def practice(table: Table, database: Database) -> Practice:
    return Practice(database, table.library, table.play)


def beginning(minute: int, key: str | None = None) -> Beginning:
    return Beginning("nb", key, later(minute), Random(1))


def test_what_was_missed_is_due_the_next_day_and_what_was_right_later(
    table: Table, practice: Practice
) -> None:
    started = table.start()
    ids = play(table, started, WRONG_VERDICT, RIGHT_VERDICT, RIGHT_VERDICT, "dont-know")
    article_id = table.library.articles[0].id

    assert practice.due_today(started.player_id, later(2)) == {}
    assert practice.due_today(started.player_id, later(DAY)) == {article_id: 2}

    outlook = practice.outlook(started.player_id, later(DAY))[article_id]
    assert set(outlook.due) == set(outlook.missed) == {ids[0], ids[3]}
    assert sum(outlook.coming.values()) + outlook.later == 2


def test_a_round_of_what_is_due_holds_that_and_says_what_it_is_for(table: Table, practice: Practice) -> None:
    started = table.start()
    ids = play(table, started, WRONG_VERDICT, RIGHT_VERDICT, WRONG_VERDICT, RIGHT_VERDICT)

    round = practice.start_due(started.player_id, table.library.articles[0], beginning(DAY))

    attempt = table.attempt(round)
    assert attempt.purpose is Purpose.DUE
    assert {item.question_id for item in attempt.items} == {ids[0], ids[2]}
    play(table, round, RIGHT_VERDICT, RIGHT_VERDICT, minute=DAY + 1)
    assert practice.due_today(started.player_id, later(DAY + 2)) == {}


def test_the_most_overdue_come_first_where_not_all_fit(database: Database) -> None:
    table = Table(database, a_library_of(LONGEST_PRACTICE + 5))
    practice = Practice(database, table.library, table.play)
    started = table.start()
    for number in range(1, LONGEST_PRACTICE + 6):
        table.answer(started, number, WRONG_VERDICT, minute=number)
    first = [item.question_id for item in table.attempt(started).items][:LONGEST_PRACTICE]

    round = practice.start_due(started.player_id, table.library.articles[0], beginning(3 * DAY))

    assert {item.question_id for item in table.attempt(round).items} == set(first)


def test_enemies_are_kept_apart_in_practice(database: Database) -> None:
    library = a_library(a_bank(a_question("q1", enemies=["q2"]), a_question("q2"), a_question("q3")))
    table = Table(database, library)
    started = table.start()
    play(table, started, "dont-know", "dont-know", "dont-know")

    practice = Practice(database, library, table.play)
    round = practice.start_missed_in(started.player_id, started.attempt_id, beginning(5))

    drawn = {item.question_id for item in table.attempt(round).items}
    assert len(drawn & {"q1", "q2"}) == 1
    assert "q3" in drawn


def test_what_was_missed_in_an_attempt_can_be_practised_at_once(table: Table, practice: Practice) -> None:
    started = table.start()
    ids = play(table, started, RIGHT_VERDICT, WRONG_VERDICT, RIGHT_VERDICT, "dont-know")

    round = practice.start_missed_in(started.player_id, started.attempt_id, beginning(5))

    attempt = table.attempt(round)
    assert attempt.purpose is Purpose.MISSED
    assert {item.question_id for item in attempt.items} == {ids[1], ids[3]}


def test_what_is_missed_at_last_leaves_out_what_was_got_right_since(table: Table, practice: Practice) -> None:
    started = table.start()
    play(table, started, WRONG_VERDICT, WRONG_VERDICT, RIGHT_VERDICT, RIGHT_VERDICT)
    again = practice.start_missed_in(started.player_id, started.attempt_id, beginning(5))
    ids = play(table, again, RIGHT_VERDICT, WRONG_VERDICT, minute=6)

    round = practice.start_missed(started.player_id, table.library.articles[0], beginning(7))

    assert [item.question_id for item in table.attempt(round).items] == [ids[1]]


def test_nothing_to_practise_starts_nothing(table: Table, practice: Practice) -> None:
    started = table.start()
    play(table, started, *[RIGHT_VERDICT] * 4)
    article = table.library.articles[0]

    for player_id in (started.player_id, None, "nobody"):
        with pytest.raises(NothingToDrawError):
            practice.start_due(player_id, article, beginning(2))
        with pytest.raises(NothingToDrawError):
            practice.start_missed(player_id, article, beginning(2))
    with pytest.raises(NothingToDrawError):
        practice.start_missed_in(started.player_id, started.attempt_id, beginning(2))


def test_another_players_attempt_cannot_be_practised(table: Table, practice: Practice) -> None:
    started, other = table.start(), table.start(seed=2)
    play(table, started, WRONG_VERDICT)

    with pytest.raises(AttemptNotFoundError):
        practice.start_missed_in(other.player_id, started.attempt_id, beginning(2))


def test_a_form_sent_twice_starts_one_round(table: Table, practice: Practice) -> None:
    started = table.start()
    play(table, started, WRONG_VERDICT)
    key = "0" * 32

    rounds = [
        practice.start_missed_in(started.player_id, started.attempt_id, beginning(2, key)) for _ in range(2)
    ]

    assert rounds[0] == rounds[1]


def test_practice_counts_in_no_quiz(table: Table, practice: Practice) -> None:
    started = table.start()
    play(table, started, RIGHT_VERDICT, WRONG_VERDICT, WRONG_VERDICT, WRONG_VERDICT)
    round = practice.start_missed_in(started.player_id, started.attempt_id, beginning(5))
    play(table, round, RIGHT_VERDICT, RIGHT_VERDICT)

    stands = standing(table.rounds(started.player_id))

    assert stands.unfinished is None
    assert stands.best is not None
    assert stands.best.id == started.attempt_id


@pytest.mark.sqlite
def test_an_answer_is_one_transaction_of_few_statements_with_its_schedule_and_its_sums(
    table: Table, database: Database
) -> None:
    started, taken = table.start(), []

    for number in (1, 2, 3, 4):
        with statements(database) as said:
            table.answer(started, number, RIGHT_VERDICT)
        taken.append(said)

    assert taken[:3] == [["BEGIN", "SELECT", "INSERT", "INSERT", "COMMIT"]] * 3
    assert taken[3] == ["BEGIN", "SELECT", "INSERT", "INSERT", "UPDATE", "COMMIT"]


steps = st.lists(
    st.tuples(st.sampled_from([RIGHT_VERDICT, WRONG_VERDICT, "dont-know"]), st.integers(0, 40 * DAY)),
    min_size=1,
    max_size=12,
)


@hypothesis_settings(
    max_examples=15,
    deadline=timedelta(seconds=5),
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(steps=steps)
def test_the_schedule_kept_is_the_one_that_the_answers_make(
    table: Table, database: Database, steps: list[tuple[str, int]]
) -> None:
    minute, started, number = 0, table.start(), 0
    for value, pause in steps:
        minute += pause
        if number == 4:
            started, number = table.start(started.player_id, minute=minute), 0
        number += 1
        table.answer(started, number, value, minute=minute)
    kept = memories(database, started.player_id)
    with database.writing() as session:
        forget_schedule(session, started.player_id)

    with database.writing() as session:
        count = rebuild(session, started.player_id)

    assert memories(database, started.player_id) == kept
    assert count == len(kept) > 0


def test_an_answer_that_waits_for_its_evidence_is_practised_after_it(
    table: Table, practice: Practice, database: Database
) -> None:
    started = table.start(way=Way.WITH_SOURCE)
    table.answer(started, 1, WRONG_VERDICT)
    with database.writing() as session:
        waiting = rebuild(session, started.player_id)

    assert waiting == 0
    assert practice.outlook(started.player_id, later(1)) == {}
    with pytest.raises(NothingToDrawError):
        practice.start_missed_in(started.player_id, started.attempt_id, beginning(1))

    table.point(started, 1, "cannot-find", minute=2)
    kept = memories(database, started.player_id)
    with database.writing() as session:
        rebuild(session, started.player_id)

    assert memories(database, started.player_id) == kept
    assert [memory.missed for memory in kept.values()] == [True]


def test_the_schedules_of_all_players_are_made_again(table: Table, database: Database) -> None:
    players = [table.start(seed=seed) for seed in range(3)]
    for started in players:
        play(table, started, WRONG_VERDICT, RIGHT_VERDICT)
    kept = [memories(database, started.player_id) for started in players]
    with database.writing() as session:
        for started in players:
            forget_schedule(session, started.player_id)

    assert list(rebuild_all(database)) == [(1, 3), (2, 3), (3, 3)]

    assert [memories(database, started.player_id) for started in players] == kept
