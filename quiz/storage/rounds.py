"""A player's attempts to look back on, found without reading more than is shown."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from sqlalchemy import (
    ColumnElement,
    ScalarSelect,
    String,
    Subquery,
    and_,
    case,
    cast,
    func,
    literal,
    or_,
    select,
    tuple_,
    union_all,
)
from sqlalchemy.orm import Session, aliased

from quiz.domain.attempt import AttemptSummary, PastRound, Played, Purpose, Way
from quiz.domain.certainty import Certainty
from quiz.domain.grade import Outcome
from quiz.domain.look_back import ROUNDS, WINDOW, PastAnswer, RecentAnswer
from quiz.domain.question import Skill
from quiz.storage.finished import SCORED, is_settled
from quiz.storage.players import owner
from quiz.storage.tables import AnswerRow, AttemptQuestionRow, AttemptRow

_NEWEST_FIRST = (AttemptRow.started_at.desc(), AttemptRow.id.desc())


def load_past_rounds(
    session: Session, player_id: str, played: Played | None, *, skip: int, take: int
) -> tuple[Mapping[Played, int], list[PastRound]]:
    """Count a player's rounds by what was played; return some of them, newest first, of all or of one.

    One statement: each quiz with its count, joined with those of its rounds that are wanted.
    """
    mine = AttemptRow.player_id == owner(player_id)
    counted = (
        select(
            AttemptRow.article_id,
            AttemptRow.bank_id,
            func.count().label("rounds"),
            func.sum(case((AttemptRow.purpose.in_(SCORED), 1), else_=0)).label("scored"),
        )
        .where(mine)
        .group_by(AttemptRow.article_id, AttemptRow.bank_id)
        .cte("counted")
    )
    newest = select(AttemptRow.id, AttemptRow.article_id, AttemptRow.bank_id).where(mine, *_of(played))
    wanted = newest.order_by(*_NEWEST_FIRST).limit(take).offset(skip).cte("wanted")
    shown = aliased(AttemptRow, name="shown")
    rows = session.execute(
        select(counted, shown, _answered(shown), _locales(shown), _question_ids(shown))
        .select_from(counted)
        .outerjoin(
            wanted,
            and_(wanted.c.article_id == counted.c.article_id, wanted.c.bank_id == counted.c.bank_id),
        )
        .outerjoin(shown, shown.id == wanted.c.id)
    ).all()
    past = [_past_round(*row[4:]) for row in rows if row.shown is not None]
    past.sort(key=lambda each: (each.attempt.started_at, each.attempt.id), reverse=True)
    return _counts(row[:4] for row in rows), past


def _counts(rows: Iterable[Sequence[Any]]) -> Mapping[Played, int]:
    counts: Counter[Played] = Counter()
    for article_id, bank_id, rounds, scored in {tuple(row) for row in rows}:
        counts[Played(article_id, bank_id)] += scored
        counts[Played(article_id, None)] += rounds - scored
    return +counts


def _of(played: Played | None) -> list[ColumnElement[bool]]:
    """Tell, as parts of a query, whether an attempt is a round of something; everything is, of None."""
    if played is None:
        return []
    of_article = AttemptRow.article_id == played.article_id
    if played.bank_id is None:
        return [of_article, AttemptRow.purpose.not_in(SCORED)]
    return [of_article, AttemptRow.bank_id == played.bank_id, AttemptRow.purpose.in_(SCORED)]


def _answered(attempt: Any) -> ColumnElement[int]:
    """Count, as part of a query, the settled questions of an attempt, which are all where it is finished."""
    settled = select(func.count(AnswerRow.id)).where(AnswerRow.attempt_id == attempt.id, is_settled())
    return case((attempt.points.is_not(None), attempt.length), else_=settled.scalar_subquery())


def _locales(attempt: Any) -> ScalarSelect[str | None]:
    """Return, as part of a query, the languages of an attempt's answers; _in_order reads them."""
    first = cast(func.min(AnswerRow.id), String) + ":" + AnswerRow.locale
    used = (
        select(first.label("used"))
        .where(AnswerRow.attempt_id == attempt.id)
        .group_by(AnswerRow.locale)
        .correlate(attempt)
        .subquery()
    )
    return select(func.aggregate_strings(used.c.used, " ")).scalar_subquery()


def _in_order(used: str | None) -> tuple[str, ...]:
    """Return languages in the order of their use: each comes with the number of its first answer."""
    first = (each.split(":") for each in (used or "").split())
    return tuple(locale for _, locale in sorted((int(number), locale) for number, locale in first))


def _question_ids(attempt: Any) -> ScalarSelect[str | None]:
    drawn = select(func.aggregate_strings(AttemptQuestionRow.question_id, " "))
    return drawn.where(AttemptQuestionRow.attempt_id == attempt.id).scalar_subquery()


def _past_round(row: AttemptRow, answered: int, used: str | None, drawn: str | None) -> PastRound:
    return PastRound(
        attempt=_summary(row, answered),
        locales=_in_order(used) or (row.locale,),
        question_ids=frozenset((drawn or "").split()),
    )


def _summary(row: AttemptRow, answered: int) -> AttemptSummary:
    return AttemptSummary(
        id=row.id,
        article_id=row.article_id,
        bank_id=row.bank_id,
        bank_version=row.bank_version,
        focus=Skill(row.focus) if row.focus else None,
        started_at=row.started_at,
        length=row.length,
        answered=answered,
        points=row.points,
        max_points=row.max_points,
        purpose=Purpose(row.purpose),
        way=Way(row.way),
    )


def load_standing(
    session: Session, player_id: str, quiz: tuple[str, str] | None = None
) -> list[AttemptSummary]:
    """Return, newest first, the attempts that tell how a player stands with every quiz, or with one.

    Of each quiz these are the newest unfinished one, the newest finished one and the best; of practice, the
    newest unfinished one. Each is found by an index, whatever else the player has played.
    """
    played = _quizzes_played(player_id) if quiz is None else _one_quiz(*quiz)
    found = aliased(AttemptRow)

    def first(of: list[ColumnElement[bool]], *order: ColumnElement[Any]) -> ScalarSelect[int]:
        mine = select(found.id).where(found.player_id == owner(player_id), *of)
        return mine.order_by(*order, found.started_at.desc(), found.id.desc()).limit(1).scalar_subquery()

    of_quiz = [found.article_id == played.c.article_id, found.bank_id == played.c.bank_id]
    scored, unfinished = found.share.is_not(None), found.points.is_(None)
    told = union_all(
        select(first([*of_quiz, scored], found.share.desc())).select_from(played),
        select(first([*of_quiz, scored])).select_from(played),
        select(first([*of_quiz, unfinished, found.purpose.in_(SCORED)])).select_from(played),
        select(first([unfinished, found.purpose.not_in(SCORED)])),
    )
    rows = session.execute(
        select(AttemptRow, _answered(AttemptRow)).where(AttemptRow.id.in_(told)).order_by(*_NEWEST_FIRST)
    )
    return [_summary(*row) for row in rows]


def _one_quiz(article_id: str, bank_id: str) -> Subquery:
    return select(literal(article_id).label("article_id"), literal(bank_id).label("bank_id")).subquery()


def _quizzes_played(player_id: str) -> Subquery:
    """Select the quizzes that a player has rounds of, going from one to the next by the index.

    A GROUP BY would read all of the player's attempts; neither database skips to the next value by itself.
    """
    here, after = aliased(AttemptRow), aliased(AttemptRow)

    def next_one(*further: ColumnElement[bool]) -> ScalarSelect[int]:
        found = select(after.id).where(after.player_id == owner(player_id), *further)
        return found.order_by(after.article_id, after.bank_id).limit(1).scalar_subquery()

    walk = select(next_one().label("id")).cte("walk", recursive=True)
    further = tuple_(after.article_id, after.bank_id) > tuple_(here.article_id, here.bank_id)
    walk = walk.union_all(select(next_one(further)).select_from(walk).join(here, here.id == walk.c.id))
    return select(here.article_id, here.bank_id).join(walk, walk.c.id == here.id).subquery()


def latest_finished(session: Session, player_id: str, article_id: str) -> int | None:
    """Return the id of a player's newest finished attempt on an article; None where there is none."""
    finished = select(AttemptRow.id).where(
        AttemptRow.player_id == owner(player_id),
        AttemptRow.article_id == article_id,
        AttemptRow.points.is_not(None),
    )
    return session.scalar(finished.order_by(*_NEWEST_FIRST).limit(1))


def load_recent_answers(session: Session, player_id: str, played: Played | None) -> list[RecentAnswer]:
    """Return the answers of a player's latest finished rounds of all quizzes or of one, newest round first.

    Of the newest ROUNDS rounds these are as many as hold 2 * WINDOW answers, and as many of those that asked
    how sure the player was. Practice is left out.
    """
    newest = (
        select(AttemptRow)
        .where(AttemptRow.player_id == owner(player_id), *_of(played))
        .order_by(*_NEWEST_FIRST)
        .limit(ROUNDS)
        .subquery()
    )
    order = (newest.c.started_at.desc(), newest.c.id.desc())
    so_far = func.sum(newest.c.length)
    finished = (
        select(
            newest.c.id,
            newest.c.article_id,
            newest.c.asks_certainty,
            (so_far.over(order_by=order) - newest.c.length).label("before"),
            (so_far.over(partition_by=newest.c.asks_certainty, order_by=order) - newest.c.length).label(
                "alike_before"
            ),
        )
        .where(newest.c.share.is_not(None))
        .subquery()
    )
    rows = session.execute(
        select(finished, AnswerRow)
        .join(AnswerRow, AnswerRow.attempt_id == finished.c.id)
        .where(
            or_(
                finished.c.before < 2 * WINDOW,
                and_(finished.c.asks_certainty, finished.c.alike_before < 2 * WINDOW),
            )
        )
        .order_by(finished.c.before, AnswerRow.id)
    )
    return [
        RecentAnswer(
            PastAnswer(
                attempt_id=row.id,
                article_id=row.article_id,
                question_id=row.AnswerRow.question_id,
                points=row.AnswerRow.points,
                max_points=row.AnswerRow.max_points,
                outcome=Outcome(row.AnswerRow.outcome),
                certainty=Certainty(row.AnswerRow.certainty) if row.AnswerRow.certainty else None,
            ),
            before=row.before,
            asked_before=row.alike_before if row.asks_certainty else None,
        )
        for row in rows
    ]
