"""The reader's own attempt that an address names."""

import re

from quiz.domain.attempt import AttemptNotFoundError, Item, QuestionNotFoundError
from quiz.web.pages.attempt import Occasion, WholeOccasion
from quiz.web.site import parts, player_id, reader, told

_FROM = re.compile(r"([1-9][0-9]{0,8})-([1-9][0-9]{0,2})")


def find_occasion(attempt_id: int) -> WholeOccasion:
    """Return an attempt with what its pages are made from. Raises AttemptNotFoundError."""
    site = parts()
    attempt = site.play.attempt(player_id(), attempt_id)
    now = site.library.article(attempt.article_id)
    return WholeOccasion(attempt, site.play.edition(attempt), now, reader())


def find_item(attempt_id: int, number: int) -> tuple[Occasion, Item]:
    """Return one question of an attempt. Raises AttemptNotFoundError, QuestionNotFoundError."""
    site = parts()
    turn = site.play.turn(player_id(), attempt_id, number)
    now = site.library.article(turn.article_id)
    return Occasion(turn, site.play.edition(turn), now, reader()), turn.item


def came_from(article_id: str) -> tuple[int, int] | None:
    """Return the attempt and number of the reader's own answer on an article that the address names."""
    found = _FROM.fullmatch(told("from") or "")
    if found is None:
        return None
    attempt_id, number = int(found[1]), int(found[2])
    try:
        turn = parts().play.turn(player_id(), attempt_id, number)
    except (AttemptNotFoundError, QuestionNotFoundError):
        return None
    return (attempt_id, number) if turn.article_id == article_id else None
