"""Number: the player types a number, in digits or, up to twelve, in words."""

from collections.abc import Iterator
from decimal import Decimal
from typing import Annotated, ClassVar

from pydantic import AfterValidator, Field

from quiz.domain.grade import Grade, Refusal, RefusalReason
from quiz.domain.message import Message
from quiz.domain.picking import picked
from quiz.domain.question import Form, NumberReader, Question, Remark, Response, Why
from quiz.domain.shape import Fault, Prose

LONGEST_NUMBER = 25  # characters; also the digits before or after the decimal mark


def _digits(value: Decimal) -> str:
    """Write a number in the one form in which it is kept: 23 for 23.0, 0 for -0."""
    return f"{value.normalize():f}" if value else "0"


def _is_written_out(value: Decimal) -> bool:
    """Whether a number can be kept: "1e999999" is short as it is written, and would be a million digits."""
    return value.is_finite() and abs(value.adjusted()) < LONGEST_NUMBER


def _writable(value: Decimal) -> Decimal:
    if not _is_written_out(value):
        raise ValueError(f"the number has more than {LONGEST_NUMBER} digits")
    return value


Number = Annotated[Decimal, AfterValidator(_writable)]
Amount = Annotated[Decimal, Field(ge=0), AfterValidator(_writable)]


class WrongNumber(Why):
    """A wrong number that can be foreseen."""

    value: Number


class NumberQuestion(Question):
    KIND: ClassVar[str] = "number"

    answer: Amount
    unit: Prose | None = None
    tolerance: Amount = Decimal(0)
    wrong: tuple[WrongNumber, ...] = ()

    def own_faults(self) -> Iterator[Fault]:
        for number, wrong in enumerate(self.wrong):
            if self._is_right(wrong.value):
                yield Fault(
                    ("wrong", number, "value"), f"{wrong.value} is listed as wrong and counts as right"
                )
            if wrong.value in [earlier.value for earlier in self.wrong[:number]]:
                yield Fault(("wrong", number, "value"), f"{wrong.value} is listed twice")

    def _is_right(self, value: Decimal) -> bool:
        return abs(value - self.answer) <= self.tolerance

    @property
    def key(self) -> Response:
        return _digits(self.answer)

    def read_answer(self, form: Form, read_number: NumberReader) -> Response:
        given = picked(form)
        written = given[0].strip()
        value = read_number(written) if len(given) == 1 and len(written) <= LONGEST_NUMBER else None
        if value is None or not _is_written_out(value):
            raise Refusal(RefusalReason.NOT_A_NUMBER)
        return _digits(value)

    def grade_answer(self, response: str | tuple[str, ...]) -> Grade:
        return Grade(1 if isinstance(response, str) and self._is_right(Decimal(response)) else 0, 1)

    def remarks(self, response: Response) -> tuple[Remark, ...]:
        return tuple(
            Remark("", self.message(f"why {_digits(wrong.value)}", wrong.why), wrong.trap)
            for wrong in self.wrong
            if isinstance(response, str) and wrong.value == Decimal(response)
        )

    def own_messages(self) -> Iterator[tuple[str, str]]:
        if self.unit is not None:
            yield "unit", self.unit
        for number in self.wrong:
            yield f"why {_digits(number.value)}", number.why

    def asked_with(self) -> tuple[Message, ...]:
        unit = self.unit_message()
        return () if unit is None else (unit,)

    def unit_message(self) -> Message | None:
        return None if self.unit is None else self.message("unit", self.unit)
