"""How sure a player says to be of an answer: optional, and no part of the score."""

from enum import StrEnum

from quiz.domain.question import Form

CERTAINTY_FIELD = "certainty"


class Certainty(StrEnum):
    """Three levels, the least sure first; they are words, and stand for no percentages."""

    GUESSING = "guessing"
    FAIRLY_SURE = "fairly-sure"
    CERTAIN = "certain"


def read_certainty(form: Form) -> Certainty | None:
    """Return the level that a form names; None where it names none, or something that is no level.

    Nobody has to say how sure they are, so nothing is refused.
    """
    named = [Certainty(value) for value in form.get(CERTAINTY_FIELD, ()) if value in set(Certainty)]
    return named[0] if len(named) == 1 else None
