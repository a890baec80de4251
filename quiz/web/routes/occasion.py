"""The reader's own attempt that an address names."""

from quiz.domain.attempt import Item
from quiz.web.pages.attempt import Occasion, WholeOccasion
from quiz.web.site import parts, player_id, reader


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
