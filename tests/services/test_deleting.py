"""Deleting a history, at once or in portions, and what others do meanwhile."""

import pytest
from sqlalchemy import event

from quiz.domain.transfer import Stored
from quiz.services import my_data as services
from quiz.services.my_data import MyData
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


def test_what_is_joined_with_a_history_while_it_is_deleted_stays_with_it(
    table: Table, database: Database, my_data: MyData, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(services, "DELETED_AT_ONCE", 1)
    mine, longer = played(table), played(table)
    for _ in range(2):
        played(table, mine)
        played(table, longer)
    link = my_data.make_link(mine, SUNDAY)

    def join_once() -> None:
        if my_data.stored(mine) != my_data.stored(longer):
            take(my_data, longer, link.token)

    monkeypatch.setattr(database, "let_others_write", join_once)
    my_data.delete(mine)

    assert my_data.stored(longer).rounds == 5
