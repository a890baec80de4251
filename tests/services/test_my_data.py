"""What players do with what is stored: count, delete, take along."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from quiz.domain.attempt import MOST_ROUNDS
from quiz.domain.transfer import Stored, TransferState
from quiz.services import my_data as services
from quiz.services.my_data import CannotTakeOverError, MyData, NothingStoredError
from quiz.storage import tables
from quiz.storage.database import Database
from tests.builders import SUNDAY, later
from tests.services.histories import MARKS, add_rounds, played, rows, take
from tests.services.starting import Table


@pytest.mark.parametrize("key", [None, "", "nobody"])
def test_a_stranger_has_nothing_stored_and_nothing_to_delete(
    table: Table, my_data: MyData, key: str | None
) -> None:
    other = played(table)

    my_data.delete(key)

    assert not my_data.stored(key)
    assert my_data.stored(other) == Stored(1, 2)
    with pytest.raises(NothingStoredError):
        my_data.make_link(key, SUNDAY)


def test_a_link_brings_the_history_to_a_device_without_one(table: Table, my_data: MyData) -> None:
    mine = played(table)
    link = my_data.make_link(mine, SUNDAY)
    offer = my_data.offer(None, link.token, later(1))

    assert (offer.state, offer.history, offer.own) == (TransferState.READY, Stored(1, 2), Stored(0, 0))
    assert take(my_data, None, link.token) == mine
    assert my_data.stored(mine) == Stored(1, 2)


def test_a_link_is_used_once_but_its_own_form_may_be_sent_twice(table: Table, my_data: MyData) -> None:
    mine, yours = played(table), played(table)
    link = my_data.make_link(mine, SUNDAY)

    assert take(my_data, None, link.token) == take(my_data, None, link.token) == mine
    with pytest.raises(CannotTakeOverError):
        take(my_data, None, link.token, MARKS[1])
    with pytest.raises(CannotTakeOverError):
        take(my_data, yours, link.token, MARKS[1])

    assert my_data.offer(yours, link.token, later(3)).state is TransferState.USED
    assert my_data.stored(yours) == Stored(1, 2)


def test_histories_that_are_too_long_together_stay_apart_and_use_nothing_up(
    table: Table, database: Database, my_data: MyData
) -> None:
    mine, yours = played(table), played(table)
    add_rounds(database, yours, MOST_ROUNDS - 1)
    link = my_data.make_link(yours, SUNDAY)

    with pytest.raises(CannotTakeOverError):
        take(my_data, mine, link.token)

    assert my_data.offer(mine, link.token, SUNDAY).state is TransferState.TOO_LONG
    assert my_data.stored(mine) == Stored(1, 2)
    assert my_data.stored(yours).rounds == MOST_ROUNDS


def test_a_device_without_a_history_takes_over_one_of_any_length(
    table: Table, database: Database, my_data: MyData
) -> None:
    """Such as one from a time when there was no limit."""
    yours = played(table)
    add_rounds(database, yours, MOST_ROUNDS)
    link = my_data.make_link(yours, SUNDAY)

    assert my_data.offer(None, link.token, SUNDAY).state is TransferState.READY
    assert take(my_data, None, link.token) == yours


def test_of_a_history_that_is_brought_anywhere_no_more_is_kept_than_the_last_times(
    table: Table, database: Database, my_data: MyData, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It moves and goes with the history at once: 130,000 times held up everybody for 1.5 seconds."""
    monkeypatch.setattr(services, "MOST_REMEMBERED", 4)
    mine, yours = played(table), played(table)
    for key in (mine, yours):
        for minute in range(5):
            link = my_data.make_link(key, SUNDAY)
            assert take(my_data, None, link.token, MARKS[minute % 2], minute=minute) == key
    counts = rows(database)
    assert ("alias" in counts, counts["transfer"]) == (False, 8)
    assert take(my_data, None, link.token, MARKS[0], minute=6) == yours

    take(my_data, yours, my_data.make_link(mine, SUNDAY).token, minute=7)

    counts = rows(database)
    assert (counts["alias"], counts["transfer"]) == (1, 4)


def test_a_link_expires(table: Table, my_data: MyData) -> None:
    link = my_data.make_link(played(table), SUNDAY)

    assert link.expires_at - SUNDAY == timedelta(minutes=30)
    assert my_data.offer(None, link.token, later(29)).state is TransferState.READY
    assert my_data.offer(None, link.token, later(30)).state is TransferState.EXPIRED
    with pytest.raises(CannotTakeOverError):
        take(my_data, None, link.token, minute=30)


def test_a_new_link_takes_the_place_of_the_one_before(table: Table, my_data: MyData) -> None:
    mine = played(table)
    old, new = my_data.make_link(mine, SUNDAY), my_data.make_link(mine, SUNDAY)

    assert my_data.offer(None, old.token, later(1)).state is TransferState.UNKNOWN
    assert my_data.offer(None, new.token, later(1)).state is TransferState.READY


def test_a_device_that_has_the_history_uses_nothing_up(table: Table, my_data: MyData) -> None:
    mine, yours = played(table), played(table)
    take(my_data, yours, my_data.make_link(mine, SUNDAY).token)
    link = my_data.make_link(mine, SUNDAY)

    for key in (mine, yours):
        assert my_data.offer(key, link.token, later(1)).state is TransferState.OWN
        with pytest.raises(CannotTakeOverError):
            take(my_data, key, link.token)
    assert take(my_data, None, link.token) == mine


def test_the_link_itself_is_not_stored(table: Table, database: Database, my_data: MyData) -> None:
    link = my_data.make_link(played(table), SUNDAY)

    with database.reading() as session:
        stored = session.scalars(select(tables.TransferRow)).one()

    assert len(link.token) == 32
    assert link.token not in str(vars(stored))


def test_a_round_started_twice_stays_one_after_histories_are_joined(table: Table, my_data: MyData) -> None:
    mine = played(table)
    started = table.start(None, start_key="a" * 32)
    take(my_data, started.player_id, my_data.make_link(mine, SUNDAY).token)

    again = table.start(started.player_id, start_key="a" * 32)

    assert (again.attempt_id, again.player_id) == (started.attempt_id, mine)
    assert my_data.stored(mine) == Stored(2, 2)
