"""A player and a bank of four questions."""

import pytest

from quiz.services.history import History
from quiz.services.my_data import MyData
from quiz.storage.database import Database
from tests.both_databases import on_both_databases
from tests.services.starting import Table, a_library_of

pytest_generate_tests = on_both_databases


@pytest.fixture
def table(database: Database) -> Table:
    return Table(database, a_library_of(4))


@pytest.fixture
def history(table: Table) -> History:
    return table.history


@pytest.fixture
def my_data(database: Database) -> MyData:
    return MyData(database)
