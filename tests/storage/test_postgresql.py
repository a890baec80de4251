"""What PostgreSQL alone can do to us: locked tables, a server started anew, tables that are gone."""

from collections.abc import Iterator
from contextlib import closing, contextmanager

import pytest
from sqlalchemy import select, text
from sqlalchemy.exc import ProgrammingError

from quiz.settings import Settings
from quiz.storage import database as database_module
from quiz.storage import revisions
from quiz.storage.database import Database, DatabaseError, DatabaseUnavailableError, open_database
from quiz.storage.tables import PlayerRow
from tests.postgresql import PostgresServer
from tests.storage.stored_players import add_player, players

pytestmark = pytest.mark.postgresql


@contextmanager
def table_locked(settings: Settings) -> Iterator[None]:
    """Hold the table of players as another program would."""
    with closing(open_database(settings.database_url)) as other, other.engine.begin() as connection:
        connection.execute(text("LOCK TABLE player"))
        yield


def test_a_table_that_stays_locked_is_unavailable_and_then_free(
    settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(database_module, "BUSY_TIMEOUT", 50)
    with closing(open_database(settings.database_url)) as database:
        add_player(database, "before")

        with table_locked(settings):
            with pytest.raises(DatabaseUnavailableError, match="lock timeout"):
                add_player(database, "meanwhile")
            with pytest.raises(DatabaseUnavailableError, match="lock timeout"):
                players(database)

        add_player(database, "after")
        assert players(database) == {"before", "after"}


def test_a_server_that_was_started_anew_costs_nobody_a_page(database: Database, settings: Settings) -> None:
    add_player(database)
    with closing(open_database(settings.database_url)) as other, other.engine.begin() as connection:
        connection.execute(
            text(
                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity "
                "WHERE datname = current_database() AND pid <> pg_backend_pid()"
            )
        )

    assert players(database) == {"player"}


def test_a_server_that_is_out_of_reach_is_unavailable_and_named_without_its_password() -> None:
    url = "postgresql+psycopg://quiz:secret@127.0.0.1:1/kildesjekk"
    with closing(open_database(url)) as database:
        with pytest.raises(DatabaseUnavailableError):
            players(database)
        with pytest.raises(DatabaseError, match=r"127\.0\.0\.1") as caught:
            revisions.require_newest(database)

    assert "secret" not in str(caught.value)
    assert "\n" not in str(caught.value)


def test_tables_that_are_gone_are_unavailable(postgresql: PostgresServer) -> None:
    with (
        closing(open_database(postgresql.new_database())) as database,
        pytest.raises(DatabaseUnavailableError, match="does not exist"),
    ):
        players(database)


def test_a_fault_in_our_sql_is_a_fault_of_ours(database: Database) -> None:
    with pytest.raises(ProgrammingError), database.reading() as session:
        session.execute(text("SELEKT"))


def test_who_reads_sees_one_moment_and_changes_nothing(database: Database) -> None:
    with database.reading() as session:
        before = session.scalars(select(PlayerRow.id)).all()
        add_player(database)
        assert session.scalars(select(PlayerRow.id)).all() == before == []
        with pytest.raises(DatabaseUnavailableError, match="read-only"), database.reading() as reader:
            reader.execute(text("DELETE FROM player"))

    assert players(database) == {"player"}


def test_the_driver_may_be_left_to_the_default(settings: Settings) -> None:
    url = settings.database_url.replace("postgresql+psycopg", "postgresql")
    with closing(open_database(url)) as database:
        assert players(database) == set()
