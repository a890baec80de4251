"""A round looked back on: its result, the review of its answers, and the handout."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import ClassVar

from quiz.catalogs.lookup import LocalizedText
from quiz.domain.attempt import Attempt
from quiz.domain.certainty import Certainty
from quiz.domain.grade import Outcome
from quiz.domain.look_back import Rated, SkillSum, by_skill, calibrate, fallen_for
from quiz.domain.progress import Score
from quiz.domain.question import Skill, Trap
from quiz.web.pages.attempt import QuizName, WholeOccasion
from quiz.web.pages.explanation import Explanation, explain
from quiz.web.pages.practice import MissedQuestions, missed_questions
from quiz.web.pages.share import ShareableResult, shareable_result
from quiz.web.rendering import Page


@dataclass(frozen=True)
class ResultPage(Page):
    """`certain` counts the answers of which the player was certain; None where there are none.

    `sure_and_wrong` holds those of them that were wrong. `traps` is how often the player fell for each, the
    most frequent first. `missed_elsewhere` counts what is left to practise after practice of what was missed.
    """

    template: ClassVar[str] = "pages/result.html"

    attempt: Attempt
    quiz: QuizName
    score: Score
    right_with_evidence: int | None
    explanations: tuple[Explanation, ...]
    article_language: str
    certain: Rated | None
    sure_and_wrong: tuple[Explanation, ...]
    skills: Mapping[Skill, SkillSum]
    traps: Mapping[Trap, int]
    share: ShareableResult | None
    missed: MissedQuestions | None
    missed_elsewhere: int

    @property
    def exact_points(self) -> bool:
        """Whether an answer earned a part of its points, so that all are shown with decimals."""
        return any(not each.answer.points.is_integer() for each in self.explanations)


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


def result_page(occasion: WholeOccasion, start_key: str, missed_elsewhere: int) -> ResultPage:
    explanations = occasion.explanations()
    answers = [(each.question, each.answer) for each in explanations]
    levels = calibrate((answer.certainty, answer.outcome) for _, answer in answers).levels
    return ResultPage(
        attempt=occasion.attempt,
        quiz=occasion.quiz,
        score=occasion.score(),
        right_with_evidence=occasion.right_with_evidence(),
        explanations=explanations,
        article_language=occasion.edition.article.language,
        certain=next((level for level in levels if level.certainty is Certainty.CERTAIN), None),
        sure_and_wrong=tuple(
            each
            for each in explanations
            if each.answer.certainty is Certainty.CERTAIN and each.answer.outcome is Outcome.INCORRECT
        ),
        skills=by_skill((question.skills, answer.points, answer.max_points) for question, answer in answers),
        traps=fallen_for((question, answer.response) for question, answer in answers),
        share=shareable_result(
            occasion.attempt, occasion.quiz.offered, occasion.quiz.title, occasion.score()
        ),
        missed=missed_questions(occasion.attempt, occasion.now, start_key),
        missed_elsewhere=missed_elsewhere,
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
