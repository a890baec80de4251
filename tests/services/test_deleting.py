"""Deleting a history, at once or in portions, and what others do meanwhile."""

import pytest

from quiz.domain import transfer
from quiz.domain.transfer import Stored, TransferState
from quiz.services import my_data as services
from quiz.services.my_data import CannotTakeOverError, DeletionUnderWayError, MyData
from quiz.storage.database import Database
from quiz.storage.own_data import add_alias
from tests.builders import SUNDAY, later
from tests.services.histories import played, rows, take
from tests.services.starting import Table


def test_everything_of_a_player_is_deleted_and_nothing_of_others(
    table: Table, database: Database, my_data: MyData
) -> None:
    other = played(table)
    before = rows(database)
    mine, joined = played(table), played(table)
    take(my_data, joined, my_data.make_link(mine, SUNDAY).token)
    my_data.make_link(mine, later(3))

    my_data.delete(joined)  # a device that shares the history
    my_data.delete(mine)

    assert rows(database) == before
    assert my_data.stored(other) == Stored(1, 2)


@pytest.mark.parametrize(("rounds", "pauses"), [(1, 0), (3, 1), (8, 2)])
def test_a_long_history_is_deleted_in_portions_between_which_others_write(
    table: Table,
    database: Database,
    my_data: MyData,
    monkeypatch: pytest.MonkeyPatch,
    rounds: int,
    pauses: int,
) -> None:
    monkeypatch.setattr(services, "DELETED_AT_ONCE", 3)
    other, mine = played(table), played(table)
    for _ in range(rounds - 1):
        played(table, mine)
    paused: list[Stored] = []
    monkeypatch.setattr(database, "let_others_write", lambda: paused.append(my_data.stored(other)))

    my_data.delete(mine)

    assert len(paused) == pauses
    assert not my_data.stored(mine)
    assert my_data.stored(other) == Stored(1, 2)


@pytest.mark.parametrize("rounds", [2, 6])
def test_no_other_device_can_join_its_own_with_a_history_that_is_being_deleted(
    table: Table, database: Database, my_data: MyData, monkeypatch: pytest.MonkeyPatch, rounds: int
) -> None:
    """It would lose its own, too, where that is the shorter."""
    monkeypatch.setattr(services, "DELETED_AT_ONCE", 1)
    mine, other = played(table), played(table)
    for _ in range(rounds - 1):
        played(table, mine)
    for _ in range(2):
        played(table, other)
    link = my_data.make_link(mine, SUNDAY)
    states: list[TransferState] = []

    def join() -> None:
        states.append(my_data.offer(other, link.token, SUNDAY).state)
        with pytest.raises(CannotTakeOverError):
            take(my_data, other, link.token)

    monkeypatch.setattr(database, "let_others_write", join)
    my_data.delete(mine)

    assert set(states) == {TransferState.UNKNOWN}
    assert (my_data.stored(other).rounds, my_data.stored(mine).rounds) == (3, 0)


def test_while_a_long_history_is_deleted_a_short_one_is_and_nothing_of_another_long_one(
    table: Table, database: Database, my_data: MyData, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(services, "DELETED_AT_ONCE", 2)
    monkeypatch.setattr(services, "SHORT", 3)
    mine, long, short = (played(table) for _ in range(3))
    for player, more in ((mine, 5), (long, 3), (short, 2)):
        for _ in range(more):
            played(table, player)
    tries: list[int] = []

    def others_delete() -> None:
        if not tries:
            tries.append(1)
            my_data.delete(short)
            with pytest.raises(DeletionUnderWayError):
                my_data.delete(long)
            tries.append(my_data.stored(long).rounds)

    monkeypatch.setattr(database, "let_others_write", others_delete)
    my_data.delete(mine)

    assert tries == [1, 4]
    assert [my_data.stored(each).rounds for each in (mine, long, short)] == [0, 4, 0]


def test_what_a_deletion_that_was_cut_short_left_is_found_by_every_device_and_deleted_by_the_next_try(
    table: Table, database: Database, my_data: MyData, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(services, "DELETED_AT_ONCE", 2)
    devices = [played(table) for _ in range(5)]
    for other in devices[1:]:
        take(my_data, other, my_data.make_link(devices[0], SUNDAY).token)

    def break_off() -> None:
        raise ConnectionError

    with monkeypatch.context() as patch:
        patch.setattr(database, "let_others_write", break_off)
        with pytest.raises(ConnectionError):
            my_data.delete(devices[-1])
    left = [my_data.stored(device).rounds for device in devices]
    my_data.delete(devices[1])

    assert left == [3] * 5
    assert rows(database) == {}


def test_histories_that_have_more_keys_together_than_rounds_may_be_are_not_joined(
    table: Table, database: Database, my_data: MyData, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Keys move in one transaction; and each deletion that is cut short leaves some without their rounds."""
    mine, yours = played(table), played(table)
    with database.writing() as session:
        for key in ("a", "b", "c"):
            add_alias(session, key, yours)
    monkeypatch.setattr(transfer, "MOST_ROUNDS", 3)
    link = my_data.make_link(yours, SUNDAY)

    assert my_data.offer(mine, link.token, SUNDAY).state is TransferState.TOO_LONG
    with pytest.raises(CannotTakeOverError):
        take(my_data, mine, link.token)
    assert [my_data.stored(each).rounds for each in (mine, yours)] == [1, 1]


def test_a_longer_history_that_is_taken_over_while_ones_own_is_deleted_stays(
    table: Table, database: Database, my_data: MyData, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(services, "DELETED_AT_ONCE", 1)
    mine, longer = played(table), played(table)
    for _ in range(2):
        played(table, mine)
        played(table, longer)
    link = my_data.make_link(longer, SUNDAY)

    def take_over_once() -> None:
        if my_data.stored(mine) != my_data.stored(longer):
            take(my_data, mine, link.token)

    monkeypatch.setattr(database, "let_others_write", take_over_once)
    my_data.delete(mine)

    assert my_data.stored(longer).rounds == 5
