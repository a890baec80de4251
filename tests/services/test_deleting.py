"""Deleting a history, at once or in portions, and what others do meanwhile."""

import pytest
from sqlalchemy import event

from quiz.domain.transfer import Stored, TransferState
from quiz.services import my_data as services
from quiz.services.my_data import CannotTakeOverError, MyData
from quiz.storage.database import Database
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


@pytest.mark.parametrize(("rounds", "transactions"), [(1, 1), (3, 2), (8, 3)])
def test_a_long_history_is_deleted_in_portions_between_which_others_write(
    table: Table,
    database: Database,
    my_data: MyData,
    monkeypatch: pytest.MonkeyPatch,
    rounds: int,
    transactions: int,
) -> None:
    monkeypatch.setattr(services, "DELETED_AT_ONCE", 3)
    other, mine = played(table), played(table)
    for _ in range(rounds - 1):
        played(table, mine)
    commits: list[object] = []
    event.listen(database.engine, "commit", commits.append)

    my_data.delete(mine)

    assert len(commits) == transactions
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


def test_of_a_deletion_that_is_cut_short_no_more_keys_are_left_than_rounds_and_the_devices_own_finds_them(
    table: Table, database: Database, my_data: MyData, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(services, "DELETED_AT_ONCE", 2)
    first, *others = (played(table) for _ in range(5))
    for other in others:
        take(my_data, other, my_data.make_link(first, SUNDAY).token)
    mine = others[-1]  # found by an alias
    before = rows(database)

    def break_off() -> None:
        raise ConnectionError

    with monkeypatch.context() as patch:
        patch.setattr(database, "let_others_write", break_off)
        with pytest.raises(ConnectionError):
            my_data.delete(mine)
    left = rows(database)
    my_data.delete(mine)

    assert [(count["attempt"], count["alias"]) for count in (before, left)] == [(5, 4), (3, 2)]
    assert rows(database) == {}


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
