"""Histories of players: played, counted, taken over, and what they have learnt."""

from sqlalchemy import func, select

from quiz.domain.schedule import Memory
from quiz.services.my_data import MyData
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


def played(table: Table, player_id: str | None = None, answers: int = 2) -> str:
    """Play a round of four questions and return its player."""
    started = table.start(player_id)
    for number in range(1, answers + 1):
        table.answer(started, number, RIGHT_VERDICT)
    return started.player_id


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
