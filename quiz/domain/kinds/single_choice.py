"""Single choice: the player picks one of two to six options."""

from collections.abc import Iterator, Sequence
from random import Random
from typing import Annotated, ClassVar

from pydantic import Field

from quiz.domain.grade import Grade
from quiz.domain.message import Message
from quiz.domain.picking import Option, option_faults, option_messages, pick_one
from quiz.domain.question import Choice, Form, NumberReader, Question, Remark, Response
from quiz.domain.shape import Fault, Slug


class SingleChoice(Question):
    KIND: ClassVar[str] = "single-choice"

    answer: Slug
    options: Annotated[tuple[Option, ...], Field(min_length=2, max_length=6)]

    def own_faults(self) -> Iterator[Fault]:
        yield from option_faults(self.options, {self.answer}, "answer")
        for number, option in enumerate(self.options):
            if option.id == self.answer and option.why:
                yield Fault(("options", number, "why"), "the right answer is explained in `explanation`")

    @property
    def key(self) -> Response:
        return self.answer

    def choices(self) -> tuple[Choice, ...]:
        return tuple(Choice(o.id, self.option_message(o.id), o.id == self.answer) for o in self.options)

    def arrange(self, rng: Random) -> tuple[str, ...]:
        ids = [option.id for option in self.options]
        rng.shuffle(ids)
        return tuple(ids)

    def read_answer(self, form: Form, read_number: NumberReader) -> Response:
        return pick_one(form, [option.id for option in self.options])

    def grade_answer(self, response: str | tuple[str, ...]) -> Grade:
        return Grade(1 if response == self.answer else 0, 1)

    def remarks(self, response: Response) -> tuple[Remark, ...]:
        return tuple(
            Remark(option.id, self.message(f"why {option.id}", option.why), option.trap)
            for option in self.options
            if option.id == response and option.id != self.answer and option.why is not None
        )

    def own_messages(self) -> Iterator[tuple[str, str]]:
        yield from option_messages(self.options)

    def option_message(self, option_id: str) -> Message:
        text = next(option.text for option in self.options if option.id == option_id)
        return self.message(f"option {option_id}", text)

    def option_messages(self, option_ids: Sequence[str]) -> list[Message]:
        return [self.option_message(option_id) for option_id in option_ids]
