"""The pages of an attempt: question, answer, result, review."""

from collections.abc import Callable, Hashable
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property
from typing import ClassVar

from quiz.catalogs.lookup import LocalizedText
from quiz.domain.attempt import Answer, Attempt, Item, Turn, Way
from quiz.domain.bank import Article
from quiz.domain.edition import Edition
from quiz.domain.grade import RefusalReason
from quiz.domain.progress import Score, right_with_evidence, score
from quiz.domain.question import Form, Question
from quiz.web.pages.article import ShownParagraph, shown_paragraphs
from quiz.web.pages.explanation import Explanation, explain
from quiz.web.pages.passage import ParagraphView, stretch
from quiz.web.pages.practice import MissedQuestions, missed_questions, round_name
from quiz.web.pages.share import ShareableResult, shareable_result
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
    number of questions asked for, where fewer could be drawn; `key` is that of open questions that read
    alike, None for one that was answered, or reads otherwise now.
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
    beside: tuple[ShownParagraph, ...] | None


@dataclass(frozen=True)
class AnswerPage(Page):
    """`stands` tells that an answer was sent once more, and that the first one counts.

    `reported` tells that a problem with the question has just been reported.
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
    reported: bool


@dataclass(frozen=True)
class ResultPage(Page):
    template: ClassVar[str] = "pages/result.html"

    attempt: Attempt
    quiz: QuizName
    score: Score
    right_with_evidence: int | None
    explanations: tuple[Explanation, ...]
    share: ShareableResult | None
    missed: MissedQuestions | None


@dataclass(frozen=True)
class ReviewPage(Page):
    template: ClassVar[str] = "pages/review.html"

    attempt: Attempt
    quiz: QuizName
    score: Score
    right_with_evidence: int | None
    explanations: tuple[Explanation, ...]
    article_language: str


@dataclass(frozen=True)
class HandoutPage(Page):
    """A finished round for paper: its questions, then the key; the player's own answers are left out.

    `arrangements` are the orders of the options, one for each explanation.
    """

    template: ClassVar[str] = "pages/handout.html"

    attempt_id: int
    quiz: QuizName
    article_title: LocalizedText
    article_language: str
    date: date
    as_of: LocalizedText
    explanations: tuple[Explanation, ...]
    arrangements: tuple[tuple[str, ...], ...]


def question_page(
    occasion: Occasion,
    item: Item,
    draft: str = "",
    wished: int | None = None,
    problem: ProblemWithAnswer | None = None,
) -> QuestionPage:
    question, say = occasion.question(item), occasion.say
    article, tag = occasion.edition.article, occasion.reader.tag
    drafted = question.arrangement_of(draft)
    open_now = item.answer is None and occasion.edition.current
    return QuestionPage(
        key=(article.id, question.id) if open_now else None,
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
        beside=shown_paragraphs(article, say, tag) if occasion.attempt.way is Way.WITH_SOURCE else None,
    )


def answer_page(
    occasion: Occasion, item: Item, answer: Answer, *, stands: bool, reported: bool
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
        reported=reported,
    )


def result_page(occasion: WholeOccasion, start_key: str) -> ResultPage:
    return ResultPage(
        attempt=occasion.attempt,
        quiz=occasion.quiz,
        score=occasion.score(),
        right_with_evidence=occasion.right_with_evidence(),
        explanations=occasion.explanations(),
        share=shareable_result(
            occasion.attempt, occasion.quiz.offered, occasion.quiz.title, occasion.score()
        ),
        missed=missed_questions(occasion.attempt, occasion.now, start_key),
    )


def review_page(occasion: WholeOccasion) -> ReviewPage:
    return ReviewPage(
        attempt=occasion.attempt,
        quiz=occasion.quiz,
        score=occasion.score(),
        right_with_evidence=occasion.right_with_evidence(),
        explanations=occasion.explanations(),
        article_language=occasion.edition.article.language,
    )


def handout_page(occasion: WholeOccasion) -> HandoutPage:
    attempt, article, say = occasion.attempt, occasion.edition.article, occasion.say
    explained = [
        # Explained as if the answer had been the key: nothing of it is about what somebody answered.
        explain(
            occasion.edition,
            occasion.now,
            item,
            replace(item.answer, response=occasion.question(item).key),
            say,
            occasion.reader.tag,
        )
        for item in attempt.items
        if item.answer is not None
    ]
    return HandoutPage(
        attempt_id=attempt.id,
        quiz=occasion.quiz,
        article_title=say(article.message("title")),
        article_language=article.language,
        date=article.date,
        as_of=say(article.message("as_of")),
        explanations=tuple(explained),
        arrangements=tuple(item.arrangement for item in attempt.items),
    )
