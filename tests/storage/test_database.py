"""Opening the database, and many who write at the same time."""

import sqlite3
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from pathlib import Path
from threading import Barrier
from time import monotonic

import pytest
from sqlalchemy import event, insert, select, text, update
from sqlalchemy.exc import IntegrityError

from quiz.settings import Settings
from quiz.storage import editions
from quiz.storage.database import (
    POOL_SIZE,
    Database,
    DatabaseError,
    DatabaseUnavailableError,
    open_database,
)
from quiz.storage.locks import one_at_a_time
from quiz.storage.tables import AttemptRow, PlayerRow
from tests.builders import SUNDAY
from tests.storage.pragmas import always_set, file_of
from tests.storage.stored_players import add_player, players

WRITERS = 6
ROUNDS = 20


def add_attempt(database: Database, length: int) -> None:
    version = "0123456789abcdef"
    with database.writing() as session:
        editions.add(session, version, "the-cat-case", "the-cat", {}, SUNDAY)
        session.execute(
            insert(AttemptRow).values(
                player_id="player",
                article_id="the-cat-case",
                bank_id="the-cat",
                bank_version=version,
                locale="nb",
                length=length,
                started_at=SUNDAY,
            )
        )


@pytest.mark.sqlite
def test_sqlite_is_set_up_for_durability_and_concurrency(database: Database) -> None:
    with database.reading() as session:
        found = {
            name: session.scalar(text(f"PRAGMA {name}"))
            for name in ("journal_mode", "foreign_keys", "synchronous", "busy_timeout")
        }

    assert found == {"journal_mode": "wal", "foreign_keys": 1, "synchronous": 2, "busy_timeout": 5000}


@pytest.mark.sqlite
def test_synchronous_may_be_set_to_normal(settings: Settings) -> None:
    with closing(open_database(settings.database_url, "NORMAL")) as database, database.reading() as session:
        assert session.scalar(text("PRAGMA synchronous")) == 1


@pytest.mark.sqlite
def test_only_who_writes_locks_at_once(database: Database) -> None:
    begun: list[str] = []

    @event.listens_for(database.engine, "before_cursor_execute")
    def note(connection: object, cursor: object, statement: str, *rest: object) -> None:
        if statement.startswith("BEGIN"):
            begun.append(statement)

    players(database)
    add_player(database)

    assert begun == ["BEGIN DEFERRED", "BEGIN IMMEDIATE"]


def test_writers_at_the_same_time_lose_nothing(database: Database) -> None:
    add_player(database)
    add_attempt(database, length=0)
    all_ready = Barrier(WRITERS)

    def count_up(_: int) -> None:
        all_ready.wait()
        for _round in range(ROUNDS):
            with database.writing() as session:
                one_at_a_time(session, "the length")
                length = session.scalars(select(AttemptRow.length)).one()
                session.execute(update(AttemptRow).values(length=length + 1))

    with ThreadPoolExecutor(WRITERS) as threads:
        list(threads.map(count_up, range(WRITERS)))

    with database.reading() as session:
        assert session.scalars(select(AttemptRow.length)).one() == WRITERS * ROUNDS


def test_a_reader_is_not_disturbed_by_a_writer(database: Database) -> None:
    add_player(database, "first")

    with database.writing() as session:
        session.execute(insert(PlayerRow).values(id="second", created_at=SUNDAY))
        seen_meanwhile = players(database)

    assert seen_meanwhile == {"first"}
    assert players(database) == {"first", "second"}


def test_a_transaction_that_fails_leaves_nothing_behind(database: Database) -> None:
    def write_half() -> None:
        with database.writing() as session:
            session.execute(insert(PlayerRow).values(id="half done", created_at=SUNDAY))
            raise InterruptedError

    with pytest.raises(InterruptedError):
        write_half()

    assert players(database) == set()
    add_player(database, "next")
    assert players(database) == {"next"}


@pytest.mark.sqlite
@pytest.mark.usefixtures("impatient")
def test_a_database_that_stays_locked_is_unavailable(settings: Settings, database: Database) -> None:
    add_player(database, "before")

    with closing(sqlite3.connect(file_of(settings))) as other:
        other.execute("BEGIN IMMEDIATE")
        for _ in range(POOL_SIZE + 1):
            with pytest.raises(DatabaseUnavailableError, match="locked"):
                add_player(database, "meanwhile")
        assert players(database) == {"before"}

    add_player(database, "after")
    assert players(database) == {"before", "after"}


def add_player_as_a_row(database: Database, name: str) -> None:
    with database.writing_rows() as transaction:
        transaction.execute(insert(PlayerRow).values(id=name, created_at=SUNDAY))


@pytest.mark.sqlite
@pytest.mark.parametrize("add", [add_player, add_player_as_a_row])
def test_while_the_database_stays_locked_the_next_are_told_sooner_until_somebody_is_served(
    settings: Settings, monkeypatch: pytest.MonkeyPatch, add: Callable[[Database, str], None]
) -> None:
    monkeypatch.setattr("quiz.storage.database.BUSY_TIMEOUT", 500)
    times: list[float] = []

    with closing(open_database(settings.database_url)) as database:
        for _ in range(2):
            with closing(sqlite3.connect(file_of(settings))) as other:
                other.execute("BEGIN IMMEDIATE")
                for _ in range(2):
                    begun = monotonic()
                    with pytest.raises(DatabaseUnavailableError, match="locked"):
                        add(database, "meanwhile")
                    times.append(monotonic() - begun)
            add(database, f"after {len(times)}")

    first, second, after, again = times
    assert min(first, after) >= 0.5
    assert max(second, again) < 0.5


@pytest.mark.sqlite
def test_a_disk_that_is_full_is_unavailable_and_keeps_what_is_there(database: Database) -> None:
    add_player(database, "before")
    with database.engine.connect() as connection:
        pages = connection.scalar(text("PRAGMA page_count"))

    always_set(database, max_page_count=pages)

    with pytest.raises(DatabaseUnavailableError, match="full"):
        add_player(database, "x" * 1_000_000)
    assert players(database) == {"before"}


def test_a_database_file_that_is_gone_is_unavailable(tmp_path: Path) -> None:
    with (
        closing(open_database(f"sqlite:///{tmp_path}/no-such-folder/site.sqlite3")) as database,
        pytest.raises(DatabaseUnavailableError, match="unable to open"),
    ):
        players(database)


@pytest.mark.sqlite
@pytest.mark.parametrize(
    ("start", "told"), [(0, "file is not a database"), (4096, "database disk image is malformed")]
)
def test_a_damaged_file_is_unavailable(settings: Settings, start: int, told: str) -> None:
    path = file_of(settings)
    sound = path.read_bytes()
    path.write_bytes(sound[:start] + b"\xab" * (len(sound) - start))

    with closing(open_database(settings.database_url)) as database:
        with pytest.raises(DatabaseUnavailableError, match=told):
            players(database)
        with pytest.raises(DatabaseUnavailableError, match=told):
            add_player(database)


def test_a_fault_of_ours_is_no_trouble_with_the_database(database: Database) -> None:
    add_player(database)

    with pytest.raises(IntegrityError):
        add_player(database)


@pytest.mark.parametrize(
    "url",
    [
        "nonsense",
        "sqlite://",
        "sqlite:///:memory:",
        "nosuchdatabase://host/name",
        "sqlite:///site.sqlite3?timeout=soon",
        "mysql://host/name",
        "oracle+oracledb://host/name",
        "sqlite+nosuchdriver:///site.sqlite3",
    ],
)
def test_an_address_that_is_none_is_named_as_the_setting(url: str) -> None:
    with pytest.raises(DatabaseError, match="DATABASE_URL"):
        open_database(url)
