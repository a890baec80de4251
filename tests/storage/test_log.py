"""The log in which SQLite keeps what is written (`-wal`): it has an end, and nobody waits for that."""

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Event
from time import monotonic, sleep

import pytest
from sqlalchemy import select

from quiz.settings import Settings
from quiz.storage import editions
from quiz.storage.database import Database
from quiz.storage.tables import PlayerRow
from tests.builders import SUNDAY
from tests.storage.pragmas import file_of
from tests.storage.stored_players import add_player

READERS = 5

pytestmark = pytest.mark.sqlite


def read_again_and_again(database: Database, seconds: float, stop: Event) -> None:
    while not stop.is_set():
        with database.reading() as session:
            session.scalar(select(PlayerRow.id))
            sleep(seconds)


def lengths_of_log(settings: Settings, database: Database, writes: int) -> list[int]:
    """Write much, again and again, and return how long the log is after each time."""
    log = Path(f"{file_of(settings)}-wal")
    lengths = []
    for number in range(writes):
        with database.writing() as session:
            editions.add(session, str(number), "the-cat-case", "the-cat", {"a": "x" * 256 * 1024}, SUNDAY)
        lengths.append(log.stat().st_size)
    return lengths


@pytest.fixture
def short_log(monkeypatch: pytest.MonkeyPatch) -> None:
    """Have a megabyte of the log be too much: of so little, SQLite would not begin it anew by itself."""
    monkeypatch.setattr("quiz.storage.sqlite.MOST_LOG", 1024 * 1024)
    monkeypatch.setattr("quiz.storage.sqlite.LOG_PAUSE", 0.0)


@pytest.mark.usefixtures("short_log")
def test_the_log_begins_anew_though_somebody_reads_all_the_time(
    settings: Settings, database: Database
) -> None:
    stop = Event()
    with ThreadPoolExecutor(READERS) as pool:
        readers = [
            pool.submit(read_again_and_again, database, 0.003 + 0.001 * number, stop)
            for number in range(READERS)
        ]
        try:
            lengths = lengths_of_log(settings, database, writes=10)
        finally:
            stop.set()
        for reader in readers:
            reader.result()

    assert lengths != sorted(lengths)


@pytest.mark.usefixtures("short_log")
def test_a_backup_holds_up_nobody_who_writes(
    settings: Settings, database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("quiz.storage.sqlite.LOG_PATIENCE", 2000)
    monkeypatch.setattr("quiz.storage.sqlite.LOG_LEFT", 100)
    add_player(database, "before")

    with database.reading() as session:  # as a backup does
        session.scalar(select(PlayerRow.id))
        begun = monotonic()
        with ThreadPoolExecutor(1) as another:
            another.submit(lengths_of_log, settings, database, writes=10).result()
        took = monotonic() - begun

    assert took < 2
