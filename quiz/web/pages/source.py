"""Playing with the article beside, and the article with a player's answers."""

from dataclasses import dataclass
from typing import ClassVar

from quiz.catalogs.lookup import LocalizedText
from quiz.domain.grade import Outcome
from quiz.domain.question import Question, Response
from quiz.web.pages.article import ArticleView, ShownText, article_view
from quiz.web.pages.attempt import Occasion, QuizName, WholeOccasion
from quiz.web.reader import Words
from quiz.web.rendering import Page


@dataclass(frozen=True)
class EvidencePage(Page):
    """The article to point at, after the answer and before its verdict.

    `problem` tells that the form pointed at nothing.
    """

    template: ClassVar[str] = "pages/evidence.html"

    attempt_id: int
    quiz: QuizName
    number: int
    length: int
    question: Question
    text: LocalizedText
    response: Response
    say: Words
    article_language: str
    article: ShownText
    problem: bool


@dataclass(frozen=True)
class Mark:
    """A question of the attempt that a sentence settled, and how the player did."""

    number: int
    outcome: Outcome


@dataclass(frozen=True)
class MarkedArticlePage(Page):
    """The article as it was when the attempt was started; `marks` goes by the ids of its sentences.

    `marked` are the ids of the paragraphs that hold these. `next_number` is where to go on; None where the
    attempt is finished.
    """

    template: ClassVar[str] = "pages/marked_article.html"

    attempt_id: int
    quiz: QuizName
    article: ArticleView
    marks: dict[str, tuple[Mark, ...]]
    marked: frozenset[str]
    next_number: int | None


def evidence_page(
    occasion: Occasion, number: int, question: Question, response: Response, *, problem: bool = False
) -> EvidencePage:
    article, say = occasion.edition.article, occasion.say
    return EvidencePage(
        attempt_id=occasion.attempt.id,
        quiz=occasion.quiz,
        number=number,
        length=occasion.attempt.length,
        question=question,
        text=say(question.message("text", question.text)),
        response=response,
        say=say,
        article_language=article.language,
        article=occasion.text,
        problem=problem,
    )


def marked_article_page(occasion: WholeOccasion) -> MarkedArticlePage:
    marks = _marks(occasion)
    return MarkedArticlePage(
        attempt_id=occasion.attempt.id,
        quiz=occasion.quiz,
        article=article_view(
            occasion.edition.article, occasion.say, occasion.reader.tag, in_use=occasion.edition.current
        ),
        marks=marks,
        marked=frozenset(sentence.partition(".")[0] for sentence in marks),
        next_number=occasion.attempt.next_number,
    )


def _marks(occasion: WholeOccasion) -> dict[str, tuple[Mark, ...]]:
    """Mark what settled the questions that are settled; nothing is given away of the others."""
    article = occasion.edition.article
    marks: dict[str, tuple[Mark, ...]] = {}
    for item in occasion.attempt.items:
        if item.settled is None:
            continue
        quoted = [article.passage(evidence) for evidence in occasion.question(item).evidence]
        for sentence in dict.fromkeys(sentence.id for passage in quoted for sentence in passage.sentences):
            marks[sentence] = (*marks.get(sentence, ()), Mark(item.number, item.settled.outcome))
    return marks
