"""Two histories become one."""

from collections.abc import Callable
from typing import Any

import pytest
from sqlalchemy import select, update

from quiz.domain.grade import Outcome
from quiz.domain.schedule import review
from quiz.domain.transfer import Stored, TransferState
from quiz.services import my_data as services
from quiz.services import practice
from quiz.services.my_data import CannotTakeOverError, MyData
from quiz.services.practice import memories_together, rebuild
from quiz.storage import tables
from quiz.storage.database import Database
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
    monkeypatch.setattr(services, "MOST_GONE_THROUGH", 1)
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
    """And nothing else: or all of a long history would be gone through for each new player it comes to."""
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
    monkeypatch.setattr(services, "MOST_GONE_THROUGH", 1)
    mine, yours = played(table, answers=4), played(table, answers=4)
    forget_how_stable(database)

    take(my_data, yours, my_data.make_link(mine, SUNDAY).token)

    told = [each.stability for each in memories(database, mine).values()]
    assert len(told) == 4
    assert told.count(123.0) == 3


Meanwhile = Callable[[Callable[[], object]], None]


@pytest.fixture
def meanwhile(monkeypatch: pytest.MonkeyPatch) -> Meanwhile:
    """Have something happen once two histories have been gone through, before they are joined."""

    def have(happen: Callable[[], object]) -> None:
        def once(*arguments: Any) -> object:
            monkeypatch.setattr(services, "memories_together", practice.memories_together)
            found = practice.memories_together(*arguments)
            happen()
            return found

        monkeypatch.setattr(services, "memories_together", once)

    return have


def assert_as_the_answers_make_it(database: Database, player_id: str) -> None:
    known = memories(database, player_id)
    with database.writing() as session:
        rebuild(session, player_id)
    assert memories(database, player_id) == known


@pytest.mark.parametrize("question", [1, 2])
def test_what_is_answered_while_histories_are_gone_through_counts_as_well(
    table: Table, database: Database, my_data: MyData, meanwhile: Meanwhile, question: int
) -> None:
    """Whether both had met it before or not; and it can be answered: nobody waits for what takes long."""
    mine, yours = played(table), table.start()
    table.answer(yours, 1, RIGHT_VERDICT)
    if question == 1:
        yours = table.start(yours.player_id)
    meanwhile(lambda: table.answer(yours, question, WRONG_VERDICT, minute=2))

    assert my_data.stored(take(my_data, yours.player_id, my_data.make_link(mine, SUNDAY).token, minute=3))

    player_id = table.start(mine).player_id
    assert [each.missed for each in memories(database, player_id).values()].count(True) == 1
    assert_as_the_answers_make_it(database, player_id)


def test_a_third_history_that_is_joined_while_two_are_gone_through_counts_as_well(
    table: Table, database: Database, my_data: MyData, meanwhile: Meanwhile
) -> None:
    """It need not change when a question was last answered."""
    mine, yours = played(table), table.start(minute=5)
    table.answer(yours, 1, WRONG_VERDICT, minute=5)
    table.start(yours.player_id)
    third = table.start()
    table.answer(third, 1, WRONG_VERDICT, minute=3)
    link = my_data.make_link(third.player_id, SUNDAY)
    meanwhile(lambda: take(my_data, yours.player_id, link.token))

    player_id = take(my_data, yours.player_id, my_data.make_link(mine, SUNDAY).token, minute=6)

    assert my_data.stored(player_id) == Stored(4, 4)
    assert_as_the_answers_make_it(database, player_id)


def test_of_histories_that_change_hands_while_they_are_gone_through_all_is_counted(
    table: Table, database: Database, my_data: MyData, meanwhile: Meanwhile
) -> None:
    mine, yours, longer = played(table), played(table), played(table)
    for _ in range(2):
        played(table, longer)
    link = my_data.make_link(longer, SUNDAY)
    meanwhile(lambda: take(my_data, yours, link.token))

    player_id = take(my_data, yours, my_data.make_link(mine, SUNDAY).token, minute=6)

    assert player_id == longer
    assert_as_the_answers_make_it(database, player_id)


def test_aliases_follow_when_histories_are_joined_again(table: Table, my_data: MyData) -> None:
    first, second, third = played(table), played(table), played(table)
    take(my_data, first, my_data.make_link(second, SUNDAY).token)
    take(my_data, first, my_data.make_link(third, SUNDAY).token)

    assert [my_data.stored(key) for key in (first, second, third)] == [Stored(3, 6)] * 3
    with pytest.raises(CannotTakeOverError):
        take(my_data, second, my_data.make_link(first, SUNDAY).token)


def test_of_long_histories_only_the_newest_answers_are_gone_through(table: Table, database: Database) -> None:
    old, new = table.start(), table.start(minute=DAY)
    play(table, old, WRONG_VERDICT, WRONG_VERDICT, WRONG_VERDICT, WRONG_VERDICT)
    table.answer(new, 1, RIGHT_VERDICT, minute=DAY)
    (known,) = memories(database, new.player_id).items()

    with database.reading() as session:
        found = memories_together(session, old.player_id, new.player_id, most=1)

    assert found == {("the-cat-case", known[0]): known[1]}


def test_of_long_histories_only_the_newest_rounds_are_looked_at_for_answers(
    table: Table, database: Database
) -> None:
    """Thousands of rounds may be without an answer."""
    old, new = played(table), played(table)
    for day in (1, 2):
        table.start(new, minute=day * DAY)

    with database.reading() as session:
        assert memories_together(session, old, new, most=3)
        assert not memories_together(session, old, new, most=2)


def test_what_two_players_know_together_is_made_from_the_answers_of_both(
    table: Table, database: Database
) -> None:
    mine, yours = table.start(), table.start(minute=DAY)
    play(table, mine, WRONG_VERDICT, WRONG_VERDICT)
    table.answer(yours, 1, RIGHT_VERDICT, minute=DAY)
    (common,) = memories(database, yours.player_id)
    first = memories(database, mine.player_id)[common]

    with database.reading() as session:
        found = memories_together(session, yours.player_id, mine.player_id, most=9)

    assert found == {("the-cat-case", common): review(first, Outcome.CORRECT, None, later(DAY))}
