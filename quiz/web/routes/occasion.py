"""The reader's own attempt that an address names."""

from flask import abort

from quiz.domain.attempt import Item
from quiz.web.pages.attempt import Occasion
from quiz.web.site import parts, player_id, reader


def find_occasion(attempt_id: int) -> Occasion:
    """Return an attempt with what its pages are made from. Raises AttemptNotFoundError."""
    attempt = parts().play.attempt(player_id(), attempt_id)
    now = parts().library.article(attempt.article_id)
    return Occasion(attempt, parts().play.edition(attempt), now, reader())


def find_item(attempt_id: int, number: int) -> tuple[Occasion, Item]:
    """Return the same with one of its questions; a number that it does not have is not found."""
    occasion = find_occasion(attempt_id)
    return occasion, occasion.attempt.item(number) or abort(404)
