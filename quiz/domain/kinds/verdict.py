"""Verdict: does the article support the claim, contradict it, or not say?"""

from collections.abc import Iterator
from enum import StrEnum
from random import Random
from typing import Annotated, ClassVar

from pydantic import Field

from quiz.domain.grade import Grade
from quiz.domain.picking import pick_one
from quiz.domain.question import Choice, Form, NumberReader, Question, Remark, Response, Why
from quiz.domain.shape import Fault, Pattern


class Verdict(StrEnum):
    SUPPORTED = "supported"
    CONTRADICTED = "contradicted"
    NOT_STATED = "not-stated"


class VerdictQuestion(Question):
    KIND: ClassVar[str] = "verdict"

    answer: Verdict
    wrong: dict[Verdict, Why]
    absent_patterns: Annotated[tuple[Pattern, ...], Field(alias="absent")] = ()

    def own_faults(self) -> Iterator[Fault]:
        for verdict in Verdict:
            if verdict != self.answer and verdict not in self.wrong:
                yield Fault(("wrong",), f"the verdict '{verdict}' does not say why it is wrong")
        if self.answer in self.wrong:
            yield Fault(("wrong", self.answer.value), "the right answer has no `why` and no `trap`")
        if self.absent_patterns and self.answer is not Verdict.NOT_STATED:
            yield Fault(("absent",), "`absent` belongs to a question that the article does not answer")
        if self.answer is Verdict.NOT_STATED and not self.absent_patterns:
            what = "the article is said not to answer this, and `absent` does not name what it must not hold"
            yield Fault(("answer",), what)

    @property
    def absent(self) -> tuple[str, ...]:
        return self.absent_patterns

    @property
    def quotes_nearest(self) -> bool:
        return self.answer is Verdict.NOT_STATED

    @property
    def key(self) -> Response:
        return self.answer.value

    def choices(self) -> tuple[Choice, ...]:
        return tuple(Choice(verdict.value, None, verdict is self.answer) for verdict in Verdict)

    def arrange(self, rng: Random) -> tuple[str, ...]:
        """The three verdicts keep one order, so that the player need not read them anew each time."""
        return tuple(verdict.value for verdict in Verdict)

    def read_answer(self, form: Form, read_number: NumberReader) -> Response:
        return pick_one(form, [verdict.value for verdict in Verdict])

    def grade_answer(self, response: str | tuple[str, ...]) -> Grade:
        return Grade(1 if response == self.answer.value else 0, 1)

    def remarks(self, response: Response) -> tuple[Remark, ...]:
        return tuple(
            Remark(verdict.value, self.message(f"why {verdict}", wrong.why), wrong.trap)
            for verdict, wrong in self.wrong.items()
            if verdict.value == response
        )

    def own_messages(self) -> Iterator[tuple[str, str]]:
        for verdict in Verdict:
            if verdict in self.wrong:
                yield f"why {verdict}", self.wrong[verdict].why
