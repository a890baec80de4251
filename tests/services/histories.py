"""Histories of players: played, counted, taken over, and what they have learnt."""

from datetime import timedelta

from sqlalchemy import func, insert, select

from quiz.domain.schedule import Memory
from quiz.services.my_data import MyData
from quiz.services.play import Started
from quiz.storage import tables
from quiz.storage.database import Database
from quiz.storage.tables import ScheduleRow
from tests.builders import later
from tests.services.starting import RIGHT_VERDICT, Table

MARKS = ("0" * 32, "1" * 32)
# Everything that is a player's; what is left of a question or a version is nobody's.
OF_PLAYERS = (
    *(tables.PlayerRow, tables.AliasRow, tables.AttemptRow, tables.AttemptQuestionRow, tables.AnswerRow),
    *(tables.PickRow, tables.ScheduleRow, tables.TransferRow),
)


def play(table: Table, started: Started, *answers: str, minute: int = 1) -> list[str]:
    """Answer one question after another and return their ids."""
    for number, value in enumerate(answers, start=1):
        table.answer(started, number, value, minute=minute)
    return [item.question_id for item in table.attempt(started).items]


def played(table: Table, player_id: str | None = None, answers: int = 2) -> str:
    """Play a round of four questions and return its player."""
    started = table.start(player_id)
    for number in range(1, answers + 1):
        table.answer(started, number, RIGHT_VERDICT)
    return started.player_id


def add_rounds(database: Database, player_id: str, count: int) -> None:
    """Give a player so many rounds more like the newest, without questions, each begun a moment earlier."""
    with database.writing() as session:
        mine = select(tables.AttemptRow).where(tables.AttemptRow.player_id == player_id)
        newest = session.scalars(mine.order_by(tables.AttemptRow.id.desc()).limit(1)).one()
        names = ("player_id", "article_id", "bank_id", "bank_version", "locale", "length")
        like = {name: getattr(newest, name) for name in names}
        session.execute(
            insert(tables.AttemptRow),
            [
                {**like, "started_at": newest.started_at - timedelta(seconds=number)}
                for number in range(1, count + 1)
            ],
        )


def rows(database: Database) -> dict[str, int]:
    with database.reading() as session:
        counts = {
            table.__tablename__: session.scalar(select(func.count()).select_from(table))
            for table in OF_PLAYERS
        }
    return {name: count for name, count in counts.items() if count}


def take(my_data: MyData, key: str | None, token: str, mark: str = MARKS[0], minute: int = 2) -> str:
    return my_data.take_over(key, mark, token, later(minute))


def memories(database: Database, player_id: str) -> dict[str, Memory]:
    with database.reading() as session:
        rows = session.scalars(select(ScheduleRow).where(ScheduleRow.player_id == player_id))
        return {
            row.question_id: Memory(row.stability, row.difficulty, row.reviewed_at, row.due_at, row.missed)
            for row in rows
        }
