"""The pages of an attempt: question, answer, result, review."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import ClassVar

from quiz.catalogs.lookup import LocalizedText
from quiz.domain.attempt import Answer, Attempt, Item
from quiz.domain.bank import Article, Library
from quiz.domain.grade import RefusalReason
from quiz.domain.progress import Score, score
from quiz.domain.question import Form, Question, Trap
from quiz.web.pages.passage import ParagraphView, PassageView, passages, stretch
from quiz.web.rendering import Page
from quiz.web.site import Reader, Words


@dataclass(frozen=True)
class QuizName:
    """What an attempt is an attempt at; `title` is None where the quiz has been withdrawn."""

    article_id: str
    bank_id: str
    title: LocalizedText | None


def quiz_name(library: Library, article_id: str, bank_id: str, reader: Reader) -> QuizName:
    found = library.bank(article_id, bank_id)
    title = reader.say(article_id)(found[1].title_message) if found else None
    return QuizName(article_id, bank_id, title)


@dataclass(frozen=True)
class ProblemWithAnswer:
    """Why an answer could not be read, and what had been written."""

    reason: RefusalReason
    given: Form


@dataclass(frozen=True)
class QuestionPage(Page):
    """`answer` is the answer given before: the question is then shown locked.

    `drafted` tells that the player has begun to arrange the options; `stretch` gives the article's paragraphs
    from one id to another.
    """

    template: ClassVar[str] = "pages/question.html"

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
    answer: Answer | None
    problem: ProblemWithAnswer | None


@dataclass(frozen=True)
class WithdrawnPage(Page):
    """A question that is not in its bank any more; `answered` when it has been passed already."""

    template: ClassVar[str] = "pages/withdrawn.html"

    attempt_id: int
    quiz: QuizName
    number: int
    length: int
    answered: bool
    next_number: int | None


@dataclass(frozen=True)
class RemarkView:
    """What is said about one part of an answer; see quiz.domain.question.Remark."""

    about: str
    text: LocalizedText
    trap: Trap | None
    missed: bool


@dataclass(frozen=True)
class Explanation:
    """An answered question with all that explains it; `question` is None where it has been withdrawn."""

    number: int
    question_id: str
    answer: Answer
    question: Question | None
    say: Words
    text: LocalizedText | None
    why_right: LocalizedText | None
    remarks: tuple[RemarkView, ...]
    passages: tuple[PassageView, ...]


@dataclass(frozen=True)
class AnswerPage(Page):
    """`stands` tells that an answer was sent once more, and that the first one counts."""

    template: ClassVar[str] = "pages/answer.html"

    attempt_id: int
    quiz: QuizName
    number: int
    length: int
    explanation: Explanation
    article_id: str
    article_language: str
    next_number: int | None
    stands: bool


@dataclass(frozen=True)
class ResultPage(Page):
    template: ClassVar[str] = "pages/result.html"

    attempt: Attempt
    quiz: QuizName
    score: Score
    explanations: tuple[Explanation, ...]


@dataclass(frozen=True)
class ReviewPage(Page):
    template: ClassVar[str] = "pages/review.html"

    attempt: Attempt
    quiz: QuizName
    score: Score
    explanations: tuple[Explanation, ...]
    article_language: str


def question_page(
    library: Library,
    attempt: Attempt,
    item: Item,
    question: Question | None,
    reader: Reader,
    draft: str = "",
    problem: ProblemWithAnswer | None = None,
) -> QuestionPage | WithdrawnPage:
    name = quiz_name(library, attempt.article_id, attempt.bank_id, reader)
    article = library.article(attempt.article_id)
    if article is None or question is None:
        return WithdrawnPage(
            attempt_id=attempt.id,
            quiz=name,
            number=item.number,
            length=attempt.length,
            answered=item.answer is not None,
            next_number=attempt.next_number,
        )
    say = reader.say(attempt.article_id)
    drafted = question.arrangement_of(draft)
    return QuestionPage(
        attempt_id=attempt.id,
        quiz=name,
        number=item.number,
        length=attempt.length,
        question=question,
        text=say(question.message("text", question.text)),
        arrangement=drafted or item.arrangement,
        article_language=article.language,
        stretch=lambda first, last: stretch(article, first, last, say, reader.tag),
        say=say,
        drafted=drafted is not None,
        answer=item.answer,
        problem=problem,
    )


def answer_page(
    library: Library, attempt: Attempt, item: Item, answer: Answer, reader: Reader, *, stands: bool
) -> AnswerPage | WithdrawnPage:
    article = library.article(attempt.article_id)
    explanation = _explanation(article, item, answer, reader)
    name = quiz_name(library, attempt.article_id, attempt.bank_id, reader)
    if article is None or explanation.question is None:
        return WithdrawnPage(
            attempt_id=attempt.id,
            quiz=name,
            number=item.number,
            length=attempt.length,
            answered=True,
            next_number=attempt.next_number,
        )
    return AnswerPage(
        attempt_id=attempt.id,
        quiz=name,
        number=item.number,
        length=attempt.length,
        explanation=explanation,
        article_id=article.id,
        article_language=article.language,
        next_number=attempt.next_number,
        stands=stands,
    )


def result_page(library: Library, attempt: Attempt, reader: Reader) -> ResultPage:
    return ResultPage(
        attempt=attempt,
        quiz=quiz_name(library, attempt.article_id, attempt.bank_id, reader),
        score=_score(attempt),
        explanations=_explanations(library, attempt, reader),
    )


def review_page(library: Library, attempt: Attempt, reader: Reader) -> ReviewPage:
    article = library.article(attempt.article_id)
    return ReviewPage(
        attempt=attempt,
        quiz=quiz_name(library, attempt.article_id, attempt.bank_id, reader),
        score=_score(attempt),
        explanations=_explanations(library, attempt, reader),
        article_language=article.language if article else reader.tag,
    )


def _score(attempt: Attempt) -> Score:
    return score(item.answer for item in attempt.items if item.answer is not None)


def _explanations(library: Library, attempt: Attempt, reader: Reader) -> tuple[Explanation, ...]:
    article = library.article(attempt.article_id)
    return tuple(
        _explanation(article, item, item.answer, reader) for item in attempt.items if item.answer is not None
    )


def _explanation(article: Article | None, item: Item, answer: Answer, reader: Reader) -> Explanation:
    question = article.questions.get(item.question_id) if article else None
    say = reader.say(article.id if article else "")
    if article is None or question is None:
        return Explanation(item.number, item.question_id, answer, None, say, None, None, (), ())
    return Explanation(
        number=item.number,
        question_id=item.question_id,
        answer=answer,
        question=question,
        say=say,
        text=say(question.message("text", question.text)),
        why_right=say(question.message("explanation", question.explanation)),
        remarks=tuple(
            RemarkView(remark.about, say(remark.message), remark.trap, remark.missed)
            for remark in question.remarks(answer.response)
        ),
        passages=passages(article, question, say, reader.tag),
    )
