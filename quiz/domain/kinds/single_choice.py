"""Single choice: the player picks one of two to six options."""

from collections.abc import Iterator, Sequence
from random import Random
from typing import Annotated, ClassVar

from pydantic import Field

from quiz.domain.grade import Grade, Refusal, RefusalReason
from quiz.domain.message import Message
from quiz.domain.question import (
    DONT_KNOW,
    Fault,
    NumberReader,
    Prose,
    Question,
    Response,
    Shape,
    Slug,
    Trap,
    Why,
)


class Option(Shape):
    """One option; every option but the right one says why it is wrong."""

    id: Slug
    text: Prose
    why: Prose | None = None
    trap: Trap | None = None


class SingleChoice(Question):
    KIND: ClassVar[str] = "single-choice"

    answer: Slug
    options: Annotated[tuple[Option, ...], Field(min_length=2, max_length=6)]

    def own_faults(self) -> Iterator[Fault]:
        ids = [option.id for option in self.options]
        texts = [option.text.casefold() for option in self.options]
        if self.answer not in ids:
            yield Fault(("answer",), f"the answer '{self.answer}' is not among the options: {', '.join(ids)}")
        for number, option in enumerate(self.options):
            if option.id == DONT_KNOW:
                yield Fault(("options", number, "id"), "'I don't know' is offered with every question anyway")
            if option.id in ids[:number]:
                yield Fault(("options", number, "id"), f"two options have the id '{option.id}'")
            if option.text.casefold() in texts[:number]:
                yield Fault(("options", number, "text"), f"two options read '{option.text}'")
            if option.id != self.answer and option.why is None:
                yield Fault(("options", number), f"the option '{option.id}' does not say why it is wrong")
            if option.id == self.answer and (option.why or option.trap):
                yield Fault(("options", number), "the right answer has no `why` and no `trap`")

    @property
    def key(self) -> Response:
        return self.answer

    def arrange(self, rng: Random) -> tuple[str, ...]:
        ids = [option.id for option in self.options]
        rng.shuffle(ids)
        return tuple(ids)

    def read_given(self, given: Sequence[str], read_number: NumberReader) -> Response:
        if len(given) != 1 or given[0] not in {option.id for option in self.options}:
            raise Refusal(RefusalReason.NOT_AN_OPTION)
        return given[0]

    def grade_given(self, response: str | tuple[str, ...]) -> Grade:
        return Grade(1 if response == self.answer else 0, 1)

    def why_wrong(self, response: Response) -> Why | None:
        for option in self.options:
            if option.id == response and option.why is not None:
                return Why(why=option.why, trap=option.trap)
        return None

    def own_messages(self) -> Iterator[tuple[str, str]]:
        for option in self.options:
            yield f"option {option.id}", option.text
        for option in self.options:
            if option.why is not None:
                yield f"why {option.id}", option.why

    def option_message(self, option_id: str) -> Message:
        text = next(option.text for option in self.options if option.id == option_id)
        return Message(self.context(f"option {option_id}"), text)
