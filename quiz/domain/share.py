"""The questions of a round as a short text for an address: no row in a database, nothing about a player."""

from base64 import b32encode
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from hashlib import sha256

from quiz.domain.question import Question

SIGNS = 5  # for each question: 25 bits, so that two of a hundred share a code once in seven thousand articles


@dataclass(frozen=True, slots=True)
class SharedRound:
    """Questions that somebody has shared, in their order; `unknown` counts those that are gone."""

    question_ids: tuple[str, ...]
    unknown: int


def question_code(question_id: str) -> str:
    """Return a code of SIGNS letters and digits that a question keeps as long as its id."""
    return b32encode(sha256(question_id.encode()).digest()).decode()[:SIGNS].lower()


def write_round(question_ids: Iterable[str]) -> str:
    return "".join(question_code(question_id) for question_id in question_ids)


def read_round(code: str, questions: Sequence[Question]) -> SharedRound | None:
    """Find the questions that a code names among those of a quiz; None where it names none of them.

    A question that is named twice is there once.
    """
    by_code = {question_code(question.id): question.id for question in questions}
    code = code.lower()
    parts = dict.fromkeys(code[start : start + SIGNS] for start in range(0, len(code), SIGNS))
    found = tuple(by_code[part] for part in parts if part in by_code)
    return SharedRound(found, len(parts) - len(found)) if found else None
