"""Two histories become one."""

from collections.abc import Callable, Collection
from itertools import count
from typing import Any

import pytest
from sqlalchemy import select, update

from quiz.domain.grade import Outcome
from quiz.domain.schedule import review
from quiz.domain.transfer import Stored, TransferState
from quiz.services import my_data as services
from quiz.services import practice
from quiz.services.my_data import CannotTakeOverError, MyData
from quiz.services.practice import rebuild, work_out
from quiz.storage import tables
from quiz.storage.database import Database, DatabaseUnavailableError
from tests.builders import DAY, SUNDAY, later
from tests.services.histories import memories, play, played, rows, take
from tests.services.starting import RIGHT_VERDICT, WRONG_VERDICT, Table


def test_two_histories_become_one_that_both_keys_lead_to(
    table: Table, database: Database, my_data: MyData
) -> None:
    mine, yours = played(table), played(table, answers=3)

    assert take(my_data, yours, my_data.make_link(mine, SUNDAY).token) == mine

    assert my_data.stored(mine) == my_data.stored(yours) == Stored(2, 5)
    assert len(table.rounds(yours)) == 2
    assert table.start(yours).player_id == mine
    counts = rows(database)
    assert (counts["player"], counts["alias"]) == (1, 1)
    with database.reading() as session:
        asked = session.scalars(select(tables.AnswerRow.question_id).distinct()).all()
        schedule = tables.ScheduleRow
        scheduled = session.execute(select(schedule.player_id, schedule.question_id)).all()
    assert sorted(scheduled) == [(mine, question_id) for question_id in sorted(asked)]


def test_the_shorter_of_two_histories_moves_into_the_longer(
    table: Table, database: Database, my_data: MyData
) -> None:
    """A long one would hold up all who write, as often as somebody brought it to another new player."""
    long, short = played(table), played(table)
    played(table, long)
    aliases = {long: played(table), short: played(table)}
    for key, alias in aliases.items():
        take(my_data, alias, my_data.make_link(key, SUNDAY).token)
    own, link = my_data.make_link(long, SUNDAY), my_data.make_link(short, SUNDAY)

    # Its form may be sent twice, and each key leads on.
    assert take(my_data, long, link.token) == take(my_data, long, link.token) == long
    assert {my_data.stored(key) for key in (long, short, *aliases.values())} == {Stored(5, 10)}
    assert rows(database)["player"] == 1
    assert my_data.offer(None, own.token, later(3)).state is TransferState.READY


def test_to_join_a_long_history_keeps_what_was_to_be_practised(
    table: Table, database: Database, my_data: MyData, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("quiz.services.my_data.MOST_GONE_THROUGH", 1)
    mine, yours = played(table, answers=1), played(table, answers=4)

    take(my_data, yours, my_data.make_link(mine, SUNDAY).token)

    with database.reading() as session:
        asked = session.scalars(select(tables.AnswerRow.question_id).distinct()).all()
        scheduled = session.scalars(select(tables.ScheduleRow.question_id)).all()
    assert len(asked) == 4
    assert sorted(scheduled) == sorted(asked)


def forget_how_stable(database: Database) -> None:
    """Mark what is known of each question; wherever its answers are gone through, it is made again."""
    with database.writing() as session:
        session.execute(update(tables.ScheduleRow).values(stability=123.0))


def test_to_join_histories_goes_through_what_both_have_answered(
    table: Table, database: Database, my_data: MyData
) -> None:
    """And nothing else: who brought a long history to ever new players had it do nothing else."""
    mine = played(table, answers=1)
    (common,) = memories(database, mine)
    forget_how_stable(database)
    take(my_data, played(table, answers=0), my_data.make_link(mine, SUNDAY).token)
    assert memories(database, mine)[common].stability == 123.0

    yours = played(table, answers=4)
    forget_how_stable(database)
    take(my_data, yours, my_data.make_link(mine, SUNDAY).token)

    made_again = {name for name, each in memories(database, mine).items() if each.stability != 123.0}
    assert made_again == {common}


def test_to_join_histories_goes_through_so_many_of_the_newest_answers_and_no_more(
    table: Table, database: Database, my_data: MyData, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("quiz.services.my_data.MOST_GONE_THROUGH", 1)
    mine, yours = played(table, answers=4), played(table, answers=4)
    forget_how_stable(database)

    take(my_data, yours, my_data.make_link(mine, SUNDAY).token)

    told = [each.stability for each in memories(database, mine).values()]
    assert len(told) == 4
    assert told.count(123.0) == 3


@pytest.fixture
def while_worked_out(monkeypatch: pytest.MonkeyPatch) -> Callable[[Callable[[], object]], None]:
    """Have something happen whenever two histories have been gone through and are about to be joined."""

    def have(happen: Callable[[], object]) -> None:
        def work_out(*arguments: Any, **named: Any) -> object:
            found = practice.work_out(*arguments, **named)
            happen()
            return found

        monkeypatch.setattr(services, "work_out", work_out)

    return have


def test_what_is_answered_while_histories_are_gone_through_counts_as_well(
    table: Table,
    database: Database,
    my_data: MyData,
    while_worked_out: Callable[[Callable[[], object]], None],
) -> None:
    """And can be: nobody waits for it."""
    mine, yours = played(table), table.start()
    table.answer(yours, 1, RIGHT_VERDICT)
    while_worked_out(lambda: table.answer(yours, 2, WRONG_VERDICT, minute=2))

    assert take(my_data, yours.player_id, my_data.make_link(mine, SUNDAY).token, minute=3) == mine

    known = memories(database, mine)
    with database.writing() as session:
        rebuild(session, mine)
    assert memories(database, mine) == known
    assert sorted(each.missed for each in known.values()) == [False, True]


def test_histories_that_are_played_whenever_they_are_gone_through_stay_apart_and_use_nothing_up(
    table: Table,
    my_data: MyData,
    while_worked_out: Callable[[Callable[[], object]], None],
) -> None:
    mine, yours = played(table, answers=4), played(table)
    link = my_data.make_link(mine, SUNDAY)
    minutes = count(2)  # after those in which `played` has answered

    def play() -> None:
        minute = next(minutes)
        table.answer(table.start(yours, minute=minute), 1, WRONG_VERDICT, minute=minute)

    while_worked_out(play)

    with pytest.raises(DatabaseUnavailableError):
        take(my_data, yours, link.token)

    assert my_data.stored(mine) == Stored(1, 4)
    assert my_data.stored(yours).rounds == 1 + services.MOST_BEGINNINGS
    while_worked_out(lambda: None)
    assert take(my_data, yours, link.token) == yours


def test_aliases_follow_when_histories_are_joined_again(table: Table, my_data: MyData) -> None:
    first, second, third = played(table), played(table), played(table)
    take(my_data, first, my_data.make_link(second, SUNDAY).token)
    take(my_data, first, my_data.make_link(third, SUNDAY).token)

    assert [my_data.stored(key) for key in (first, second, third)] == [Stored(3, 6)] * 3
    with pytest.raises(CannotTakeOverError):
        take(my_data, second, my_data.make_link(first, SUNDAY).token)


def named(known: Collection[str]) -> list[tuple[str, str]]:
    return [("the-cat-case", question_id) for question_id in known]


def test_of_a_long_history_only_the_newest_answers_are_gone_through(table: Table, database: Database) -> None:
    old = table.start()
    play(table, old, WRONG_VERDICT, WRONG_VERDICT, WRONG_VERDICT, WRONG_VERDICT)
    new = table.start(old.player_id, minute=DAY)
    table.answer(new, 1, RIGHT_VERDICT, minute=DAY)
    (again, *_) = table.attempt(new).items
    known = memories(database, old.player_id)

    with database.reading() as session:
        found = work_out(session, [old.player_id], named(known), most=1)

    ((question, memory),) = found.items()
    assert question == ("the-cat-case", again.question_id)
    assert memory == review(None, Outcome.CORRECT, None, later(DAY))
    assert memory != known[again.question_id]


def test_of_a_long_history_only_the_newest_rounds_are_looked_at_for_answers(
    table: Table, database: Database
) -> None:
    """Thousands of rounds may be without an answer."""
    old = table.start()
    play(table, old, WRONG_VERDICT, WRONG_VERDICT, WRONG_VERDICT, WRONG_VERDICT)
    for day in (1, 2):
        table.start(old.player_id, minute=day * DAY)

    with database.reading() as session:
        assert not work_out(session, [old.player_id], named(memories(database, old.player_id)), most=2)


def test_what_two_players_know_together_is_made_from_the_answers_of_both(
    table: Table, database: Database
) -> None:
    mine, yours = table.start(), table.start(minute=DAY)
    play(table, mine, WRONG_VERDICT)
    table.answer(yours, 1, RIGHT_VERDICT, minute=DAY)
    (question, *_), (same, *_) = (table.attempt(each).items for each in (mine, yours))
    assert question.question_id == same.question_id
    (first,) = memories(database, mine.player_id).values()

    with database.reading() as session:
        found = work_out(session, [yours.player_id, mine.player_id], named([question.question_id]), most=9)

    assert list(found.values()) == [review(first, Outcome.CORRECT, None, later(DAY))]
