"""What a player pointed at as evidence, beside the verdict on the answer."""

from dataclasses import dataclass
from enum import StrEnum

from quiz.catalogs.lookup import LocalizedText
from quiz.domain.attempt import Answer
from quiz.domain.evidence import NO_SENTENCE
from quiz.domain.question import Question
from quiz.web.reader import Words


class Found(StrEnum):
    RIGHT = "right"
    WRONG = "wrong"
    NONE = "none"


@dataclass(frozen=True)
class EvidenceView:
    """`found` is NONE for "I can't find it"; `denied` tells that the player said "no sentence settles it".

    `sentence` is what the player pointed at, None where that is nothing or may no longer be shown. `stated`
    tells whether the article settles the question at all.
    """

    found: Found
    denied: bool
    sentence: LocalizedText | None
    stated: bool


def evidence_view(question: Question, answer: Answer, say: Words) -> EvidenceView | None:
    """Shape a pick; None where there is none."""
    if answer.pick is None:
        return None
    picked = answer.pick.sentence
    found = Found.NONE if picked is None else Found.RIGHT if answer.pick.points else Found.WRONG
    sentence = say.sentence(picked) if picked in say.article.shown_sentences else None
    return EvidenceView(found, picked == NO_SENTENCE, sentence, not question.quotes_nearest)
