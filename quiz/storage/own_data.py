"""All that is stored of one player: counted, deleted, joined to another's."""

from sqlalchemy import delete, exists, func, insert, select, update
from sqlalchemy.orm import Session, aliased

from quiz.domain.transfer import Stored
from quiz.storage.tables import AliasRow, AnswerRow, AttemptRow, PlayerRow, ScheduleRow, TransferRow


def count_stored(session: Session, player_id: str) -> Stored:
    """Count what is stored under a player's own id, which is not that of an alias."""
    rounds = select(func.count(AttemptRow.id)).where(AttemptRow.player_id == player_id)
    answers = (
        select(func.count(AnswerRow.id))
        .join(AttemptRow, AttemptRow.id == AnswerRow.attempt_id)
        .where(AttemptRow.player_id == player_id)
    )
    return Stored(*session.execute(select(rounds.scalar_subquery(), answers.scalar_subquery())).one())


def count_to_move(session: Session, player_id: str) -> tuple[int, int]:
    """Count the rounds and the aliases that would move if the player were joined to another."""
    rounds = select(func.count(AttemptRow.id)).where(AttemptRow.player_id == player_id)
    aliases = select(func.count(AliasRow.key)).where(AliasRow.player_id == player_id)
    return session.scalar(rounds) or 0, session.scalar(aliases) or 0


def delete_rounds(session: Session, player_id: str, most: int) -> int:
    """Delete at most so many of a player's rounds, and all that hangs on them; return how many these were."""
    some = select(AttemptRow.id).where(AttemptRow.player_id == player_id).limit(most).subquery()
    deleted = session.execute(
        delete(AttemptRow).where(AttemptRow.id.in_(select(some.c.id)), AttemptRow.player_id == player_id),
        execution_options={"synchronize_session": False},
    )
    return int(deleted.rowcount)  # type: ignore[attr-defined]  # that of a statement which writes


def delete_player(session: Session, player_id: str) -> None:
    """Delete a player; attempts, answers, picks, schedule, links and aliases go with the row."""
    session.execute(delete(PlayerRow).where(PlayerRow.id == player_id))


def join_player(session: Session, joined: str, into: str) -> None:
    """Give a player's attempts and aliases to another, and make the id one more alias of that other.

    The joined player's schedule is deleted, but for questions that the other's lacks, and so are the links
    that nobody has used. The one that joins them is used, and its form may come a second time.
    """
    session.execute(update(AttemptRow).where(AttemptRow.player_id == joined).values(player_id=into))
    session.execute(update(AliasRow).where(AliasRow.player_id == joined).values(player_id=into))
    session.execute(
        update(TransferRow)
        .where(TransferRow.player_id == joined, TransferRow.used_at.is_not(None))
        .values(player_id=into)
    )
    theirs = aliased(ScheduleRow)
    same = (theirs.article_id == ScheduleRow.article_id) & (theirs.question_id == ScheduleRow.question_id)
    lacking = ~exists().where(theirs.player_id == into, same)
    session.execute(
        update(ScheduleRow).where(ScheduleRow.player_id == joined, lacking).values(player_id=into),
        execution_options={"synchronize_session": False},
    )
    session.execute(delete(ScheduleRow).where(ScheduleRow.player_id == joined))
    delete_player(session, joined)
    add_alias(session, joined, into)


def add_alias(session: Session, key: str, player_id: str) -> None:
    session.execute(insert(AliasRow).values(key=key, player_id=player_id))
