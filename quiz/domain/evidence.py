"""Pointing at the evidence: which sentence of the article settles a question."""

from quiz.domain.attempt import Way
from quiz.domain.bank import Article
from quiz.domain.grade import Refusal, RefusalReason
from quiz.domain.question import Form, Question, Response

SENTENCE_FIELD = "sentence"
NO_SENTENCE = "none"  # "no sentence in the article settles it"; never a sentence's id
CANNOT_FIND = "cannot-find"


def asks_evidence(way: Way, question: Question, response: Response) -> bool:
    """Tell whether a player who has answered is asked for the sentence, too.

    "I don't know" claims nothing that needs evidence, and an answer that consists of sentences is its own.
    """
    return way is Way.WITH_SOURCE and response is not None and not question.stretch


def read_pick(form: Form, article: Article) -> str | None:
    """Return the sentence that a form points at, or NO_SENTENCE; None for "I can't find it".

    Raises Refusal where it points at nothing that is shown.
    """
    values = [value for value in form.get(SENTENCE_FIELD, ()) if value]
    if CANNOT_FIND in values:
        return None
    if not values:
        raise Refusal(RefusalReason.NOTHING_GIVEN)
    if len(values) > 1 or values[0] not in article.shown_sentences | {NO_SENTENCE}:
        raise Refusal(RefusalReason.NOT_AN_OPTION)
    return values[0]


def right_evidence(question: Question, article: Article) -> frozenset[str]:
    """Return what a player may point at: every sentence that the question's evidence quotes, also in part.

    Where the article does not say, that is the nearest passage, or NO_SENTENCE.
    """
    quoted = {
        sentence.id for evidence in question.evidence for sentence in article.passage(evidence).sentences
    }
    return frozenset(quoted | {NO_SENTENCE} if question.quotes_nearest else quoted)


def grade_evidence(question: Question, article: Article, sentence: str | None) -> float:
    """Return 1 for right evidence and 0 for other, whatever the answer was.

    Fact-checking benchmarks score verdict and evidence apart, and report how often both are right: FEVER
    (Thorne et al. 2018) counts a verdict fully only with a complete set of evidence, and AVeriTeC
    (Schlichtkrull et al. 2023) only above a bar of evidence. One right sentence is enough here: the player
    shows where to look, and is not asked to collect everything.
    """
    return 1.0 if sentence in right_evidence(question, article) else 0.0
