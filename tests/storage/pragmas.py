"""Makes a real SQLite file behave as on a bad day: no patience, no room."""

import sqlite3
from pathlib import Path

from sqlalchemy import event

from quiz.settings import Settings
from quiz.storage.database import Database


def always_set(database: Database, **pragmas: int | None) -> None:
    """Set pragmas on each connection as it is used."""

    @event.listens_for(database.engine, "checkout")
    def set_them(connection: sqlite3.Connection, *_: object) -> None:
        for name, value in pragmas.items():
            connection.execute(f"PRAGMA {name}={value}").close()


def file_of(settings: Settings) -> Path:
    return Path(settings.database_url.removeprefix("sqlite:///"))
