"""What the pages of an attempt are made from, and two of them: the question and its answer."""

from collections.abc import Callable, Hashable
from dataclasses import dataclass
from functools import cached_property
from typing import ClassVar

from quiz.catalogs.lookup import LocalizedText
from quiz.domain.attempt import Answer, Attempt, Item, Turn, Way
from quiz.domain.bank import Article
from quiz.domain.certainty import Certainty
from quiz.domain.edition import Edition
from quiz.domain.grade import RefusalReason
from quiz.domain.progress import Score, right_with_evidence, score
from quiz.domain.question import Form, Question
from quiz.web.pages.article import ShownText, shown_text
from quiz.web.pages.explanation import Explanation, explain
from quiz.web.pages.passage import ParagraphView, stretch
from quiz.web.pages.practice import round_name
from quiz.web.reader import Reader, Words
from quiz.web.rendering import Page


@dataclass(frozen=True)
class QuizName:
    """What an attempt is an attempt at; `offered` tells whether the quiz can still be played."""

    article_id: str
    bank_id: str
    title: LocalizedText
    offered: bool


@dataclass(frozen=True)
class Occasion:
    """A question of an attempt, or a whole attempt, with what the pages are made from.

    `now` is the article as it is in use, if it still is: its editor's notes hold for earlier versions, too.
    """

    attempt: Attempt | Turn
    edition: Edition
    now: Article | None
    reader: Reader

    @cached_property
    def say(self) -> Words:
        return self.reader.say(self.edition.article, self.edition.texts)

    @cached_property
    def quiz(self) -> QuizName:
        attempt = self.attempt
        offered = self.now is not None and self.now.bank(attempt.bank_id) is not None
        title = round_name(attempt.purpose, self.say(self.edition.bank.title_message), self.reader)
        return QuizName(attempt.article_id, attempt.bank_id, title, offered)

    @property
    def text(self) -> ShownText:
        return shown_text(self.edition.article, self.say, self.reader.tag, in_use=self.edition.current)

    def question(self, item: Item) -> Question:
        return self.edition.article.questions[item.question_id]


@dataclass(frozen=True)
class WholeOccasion(Occasion):
    """A whole attempt, of which all questions may be shown."""

    attempt: Attempt

    def explanations(self) -> tuple[Explanation, ...]:
        return tuple(
            explain(self.edition, self.now, item, item.settled, self.say, self.reader.tag)
            for item in self.attempt.items
            if item.settled is not None
        )

    def score(self) -> Score:
        return score(item.settled for item in self.attempt.items if item.settled is not None)

    def right_with_evidence(self) -> int | None:
        """Count the right answers with the right evidence; None where the round asks for no evidence."""
        if self.attempt.way is not Way.WITH_SOURCE:
            return None
        return right_with_evidence(item.settled for item in self.attempt.items if item.settled is not None)


@dataclass(frozen=True)
class ProblemWithAnswer:
    """Why an answer could not be read, and what had been written."""

    reason: RefusalReason
    given: Form


@dataclass(frozen=True)
class QuestionPage(Page):
    """`answer` is the answer given before: the question is then shown locked.

    `drafted` tells that the player has begun to arrange the options; `stretch` gives the article's paragraphs
    from one id to another; `beside` is the article, where it may be read while answering; `wished` is the
    number of questions asked for, where fewer could be drawn; `certainty` is what has been said of it so far.
    `key` is that of a question which reads alike for all; None where it was answered, holds what somebody has
    begun to write, or reads otherwise now.
    """

    template: ClassVar[str] = "pages/question.html"

    key: Hashable
    attempt_id: int
    quiz: QuizName
    number: int
    length: int
    question: Question
    text: LocalizedText
    arrangement: tuple[str, ...]
    article_language: str
    stretch: Callable[[str, str], tuple[ParagraphView, ...]]
    say: Words
    drafted: bool
    wished: int | None
    answer: Answer | None
    problem: ProblemWithAnswer | None
    beside: ShownText | None
    asks_certainty: bool
    certainty: Certainty | None


@dataclass(frozen=True)
class AnswerPage(Page):
    """`stands` tells that an answer was sent once more, and that the first one counts.

    `pick_stands` tells the same of the evidence. `reported` tells that a problem with the
    question has just been reported.
    """

    template: ClassVar[str] = "pages/answer.html"

    attempt_id: int
    quiz: QuizName
    number: int
    length: int
    explanation: Explanation
    article_language: str
    next_number: int | None
    stands: bool
    pick_stands: bool
    reported: bool


def question_page(
    occasion: Occasion,
    item: Item,
    draft: str = "",
    wished: int | None = None,
    problem: ProblemWithAnswer | None = None,
    certainty: Certainty | None = None,
) -> QuestionPage:
    question, say = occasion.question(item), occasion.say
    article, tag = occasion.edition.article, occasion.reader.tag
    drafted = question.arrangement_of(draft)
    untouched = item.answer is None and problem is None and drafted is None
    return QuestionPage(
        key=(article.id, question.id) if untouched and occasion.edition.current else None,
        attempt_id=occasion.attempt.id,
        quiz=occasion.quiz,
        number=item.number,
        length=occasion.attempt.length,
        question=question,
        text=say(question.message("text", question.text)),
        arrangement=drafted or item.arrangement,
        article_language=article.language,
        stretch=lambda first, last: stretch(article, first, last, say, tag),
        say=say,
        drafted=drafted is not None,
        wished=wished if wished is not None and wished > occasion.attempt.length else None,
        answer=item.answer,
        problem=problem,
        beside=occasion.text if occasion.attempt.way is Way.WITH_SOURCE else None,
        asks_certainty=occasion.attempt.asks_certainty,
        certainty=certainty,
    )


def answer_page(
    occasion: Occasion, item: Item, answer: Answer, *, stands: bool, pick_stands: bool, reported: bool
) -> AnswerPage:
    attempt, edition = occasion.attempt, occasion.edition
    return AnswerPage(
        attempt_id=attempt.id,
        quiz=occasion.quiz,
        number=item.number,
        length=attempt.length,
        explanation=explain(edition, occasion.now, item, answer, occasion.say, occasion.reader.tag),
        article_language=edition.article.language,
        next_number=attempt.next_number,
        stands=stands,
        pick_stands=pick_stands and answer.pick is not None,
        reported=reported,
    )
