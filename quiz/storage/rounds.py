"""A player's attempts to look back on, found without reading more than is shown.

The statements are large, and to put one together takes longer than to run it: each is made once.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from typing import Any

from sqlalchemy import (
    CTE,
    ColumnElement,
    Integer,
    ScalarSelect,
    Select,
    String,
    Subquery,
    and_,
    bindparam,
    case,
    cast,
    func,
    select,
    union_all,
)
from sqlalchemy.orm import Session, aliased

from quiz.domain.attempt import AttemptSummary, PastRound, Played, Purpose, Way
from quiz.domain.question import Skill
from quiz.storage.finished import SCORED, is_settled
from quiz.storage.players import owner
from quiz.storage.selection import NEWEST_FIRST, Selection, mine, named, selection
from quiz.storage.tables import AnswerRow, AttemptQuestionRow, AttemptRow


def load_past_rounds(
    session: Session, player_id: str, played: Played | None, *, skip: int, take: int
) -> tuple[Mapping[Played, int], list[PastRound]]:
    """Count a player's rounds by what was played; return some of them, newest first, of all or of one."""
    values = {**named(player_id, played), "skip": skip, "take": take}
    rows = session.execute(_past_rounds(selection(played)), values).all()
    past = [_past_round(*row[4:]) for row in rows if row.shown is not None]
    past.sort(key=lambda each: (each.attempt.started_at, each.attempt.id), reverse=True)
    return _counts(row[:4] for row in rows), past


@cache
def _past_rounds(selected: Selection) -> Select[*tuple[Any, ...]]:
    """Select each quiz with the count of its rounds, joined with those of its rounds that are wanted."""
    counted = (
        select(
            AttemptRow.article_id,
            AttemptRow.bank_id,
            func.count().label("rounds"),
            func.sum(case((AttemptRow.purpose.in_(SCORED), 1), else_=0)).label("scored"),
        )
        .where(mine(AttemptRow))
        .group_by(AttemptRow.article_id, AttemptRow.bank_id)
        .cte("counted")
    )
    wanted = (
        select(AttemptRow.id, AttemptRow.article_id, AttemptRow.bank_id)
        .where(*selected.value)
        .order_by(*NEWEST_FIRST)
        .limit(bindparam("take", type_=Integer))
        .offset(bindparam("skip", type_=Integer))
        .cte("wanted")
    )
    shown = aliased(AttemptRow, name="shown")
    of_quiz = and_(wanted.c.article_id == counted.c.article_id, wanted.c.bank_id == counted.c.bank_id)
    return (
        select(counted, shown, _answered(shown), _locales(shown), _question_ids(shown))
        .select_from(counted)
        .outerjoin(wanted, of_quiz)
        .outerjoin(shown, shown.id == wanted.c.id)
    )


def _counts(rows: Iterable[Sequence[Any]]) -> Mapping[Played, int]:
    counts: Counter[Played] = Counter()
    for article_id, bank_id, rounds, scored in {tuple(row) for row in rows}:
        counts[Played(article_id, bank_id)] += scored
        counts[Played(article_id, None)] += rounds - scored
    return +counts


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

    Of each quiz these are the newest unfinished one, the newest finished one and the best, and the newest
    unfinished one of practice that was drawn from it. Each is found by an index, however many there are.
    """
    rows = session.execute(_standing(quiz is not None), named(player_id, quiz and Played(*quiz)))
    return [_summary(*row) for row in rows]


@cache
def _standing(with_one: bool) -> Select[AttemptRow, int]:
    played = _the_quiz() if with_one else _quizzes_played()
    found = aliased(AttemptRow)

    def first(of: list[ColumnElement[bool]], *order: ColumnElement[Any]) -> ScalarSelect[int]:
        theirs = select(found.id).where(mine(found), *of)
        return theirs.order_by(*order, found.started_at.desc(), found.id.desc()).limit(1).scalar_subquery()

    of_quiz = [found.article_id == played.c.article_id, found.bank_id == played.c.bank_id]
    scored, unfinished = found.share.is_not(None), found.points.is_(None)
    told = union_all(
        select(first([*of_quiz, scored], found.share.desc())).select_from(played),
        select(first([*of_quiz, scored])).select_from(played),
        select(first([*of_quiz, unfinished, found.purpose.in_(SCORED)])).select_from(played),
        select(first([*of_quiz, unfinished, found.purpose.not_in(SCORED)])).select_from(played),
    )
    return select(AttemptRow, _answered(AttemptRow)).where(AttemptRow.id.in_(told)).order_by(*NEWEST_FIRST)


def _the_quiz() -> Subquery:
    return select(
        bindparam("article", type_=String).label("article_id"),
        bindparam("bank", type_=String).label("bank_id"),
    ).subquery()


def _quizzes_played() -> CTE:
    """Select the quizzes that a player has rounds of, going from one to the next by the index.

    A GROUP BY would read all of the player's attempts; neither database skips to the next value by itself.
    """
    after = aliased(AttemptRow)

    def first(column: str, *further: ColumnElement[bool]) -> ScalarSelect[str]:
        found = select(getattr(after, column)).where(mine(after), *further)
        return found.order_by(after.article_id, after.bank_id).limit(1).scalar_subquery()

    names = ("article_id", "bank_id")
    walk = select(*(first(name).label(name) for name in names)).cte("walk", recursive=True)
    in_article = (after.article_id == walk.c.article_id, after.bank_id > walk.c.bank_id)
    later = after.article_id > walk.c.article_id
    following = (func.coalesce(first(name, *in_article), first(name, later)) for name in names)
    return walk.union_all(select(*following).where(walk.c.article_id.is_not(None)))


def latest_finished(session: Session, player_id: str, article_id: str) -> int | None:
    """Return the id of a player's newest finished attempt on an article; None where there is none."""
    finished = select(AttemptRow.id).where(
        AttemptRow.player_id == owner(player_id),
        AttemptRow.article_id == article_id,
        AttemptRow.points.is_not(None),
    )
    return session.scalar(finished.order_by(*NEWEST_FIRST).limit(1))
