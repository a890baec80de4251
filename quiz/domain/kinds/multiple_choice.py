"""Multiple choice: the player picks all options that hold."""

from collections.abc import Iterator
from random import Random
from typing import Annotated, ClassVar, NamedTuple

from pydantic import Field

from quiz.domain.grade import Grade
from quiz.domain.message import Message
from quiz.domain.picking import Option, option_faults, option_messages, pick_several
from quiz.domain.question import Choice, Form, NumberReader, Question, Remark, Response
from quiz.domain.shape import Fault, Slug


class Picks(NamedTuple):
    right: int
    wrong: int


class MultipleChoice(Question):
    KIND: ClassVar[str] = "multiple-choice"
    BY_PLACE: ClassVar[bool] = True

    answers: Annotated[tuple[Slug, ...], Field(min_length=1)]
    options: Annotated[tuple[Option, ...], Field(min_length=3, max_length=7)]

    def own_faults(self) -> Iterator[Fault]:
        yield from option_faults(self.options, self.answers, "answers")
        if len(set(self.answers)) < len(self.answers):
            yield Fault(("answers",), "an answer is listed twice")
        if {option.id for option in self.options} <= set(self.answers):
            yield Fault(("answers",), "every option is right: there must be a wrong one")

    @property
    def key(self) -> Response:
        return tuple(option.id for option in self.options if option.id in self.answers)

    def choices(self) -> tuple[Choice, ...]:
        return tuple(Choice(o.id, self.option_message(o.id), o.id in self.answers) for o in self.options)

    def arrange(self, rng: Random) -> tuple[str, ...]:
        ids = [option.id for option in self.options]
        rng.shuffle(ids)
        return tuple(ids)

    def read_answer(self, form: Form, read_number: NumberReader) -> Response:
        return pick_several(form, [option.id for option in self.options])

    def picks(self, response: Response) -> Picks:
        right = sum(pick in self.answers for pick in response or ())
        return Picks(right, len(response or ()) - right)

    def grade_answer(self, response: str | tuple[str, ...]) -> Grade:
        """Right picks minus wrong picks, not below 0, as a share of the right options."""
        picks = self.picks(response)
        return Grade(round(max(0, picks.right - picks.wrong) / len(self.answers), 4), 1)

    def remarks(self, response: Response) -> tuple[Remark, ...]:
        """Wrong picks first, then the right options that were missed."""
        chosen = response or ()
        wrong = [o for o in self.options if o.id in chosen and o.id not in self.answers]
        missed = [o for o in self.options if o.id not in chosen and o.id in self.answers]
        if response is None:
            missed = []
        return tuple(
            Remark(option.id, self.message(f"why {option.id}", option.why), option.trap, option in missed)
            for option in (*wrong, *missed)
            if option.why is not None
        )

    def own_messages(self) -> Iterator[tuple[str, str]]:
        yield from option_messages(self.options)

    def option_message(self, option_id: str) -> Message:
        text = next(option.text for option in self.options if option.id == option_id)
        return self.message(f"option {option_id}", text)
