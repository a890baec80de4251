"""Which of a player's rounds a statement is about, in statements that are made once and run with values."""

from collections.abc import Mapping
from enum import Enum
from typing import Any

from sqlalchemy import ColumnElement, String, bindparam

from quiz.domain.attempt import Played
from quiz.storage.finished import SCORED
from quiz.storage.players import owner
from quiz.storage.tables import AttemptRow

_ATTEMPT = AttemptRow.__table__.c  # the columns of the class would make each query one for objects
NEWEST_FIRST = (_ATTEMPT.started_at.desc(), _ATTEMPT.id.desc())


def mine(attempt: Any) -> ColumnElement[bool]:
    """Tell, as part of a statement, whether an attempt is the player's."""
    same: ColumnElement[bool] = attempt.player_id == owner(bindparam("player", type_=String))
    return same


_MINE = mine(AttemptRow)
_OF_ARTICLE = AttemptRow.article_id == bindparam("article", type_=String)
_OF_BANK = AttemptRow.bank_id == bindparam("bank", type_=String)


class Selection(Enum):
    """All of a player's rounds, those of a quiz, or practice on an article."""

    ALL = (_MINE,)
    QUIZ = (_MINE, _OF_ARTICLE, _OF_BANK, AttemptRow.purpose.in_(SCORED))
    PRACTICE = (_MINE, _OF_ARTICLE, AttemptRow.purpose.not_in(SCORED))


def selection(played: Played | None) -> Selection:
    if played is None:
        return Selection.ALL
    return Selection.PRACTICE if played.bank_id is None else Selection.QUIZ


def named(player_id: str, played: Played | None) -> Mapping[str, Any]:
    """Return the values that a statement about such rounds is run with."""
    return {"player": player_id} | ({"article": played.article_id, "bank": played.bank_id} if played else {})
