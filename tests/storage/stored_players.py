"""Players in a database, of whom only the keys matter."""

from sqlalchemy import insert, select

from quiz.storage.database import Database
from quiz.storage.tables import PlayerRow
from tests.builders import SUNDAY


def add_player(database: Database, name: str = "player") -> None:
    with database.writing() as session:
        session.execute(insert(PlayerRow).values(id=name, created_at=SUNDAY))


def players(database: Database) -> set[str]:
    with database.reading() as session:
        return set(session.scalars(select(PlayerRow.id)))
