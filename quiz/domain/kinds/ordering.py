"""Ordering: the player puts events in order, by numbers or by moving them up and down."""

from collections.abc import Iterator, Sequence
from itertools import combinations
from random import Random
from typing import Annotated, ClassVar, NamedTuple

from pydantic import Field

from quiz.domain.grade import Grade, Rearrangement, Refusal, RefusalReason
from quiz.domain.message import Message
from quiz.domain.question import Choice, Form, NumberReader, Question, Remark, Response
from quiz.domain.shape import Fault, Prose, Shape, Slug

ORDER_FIELD = "order"  # the ids as they stand on the page, divided by commas
MOVE_FIELD = "move"  # an id and "up" or "down", divided by a colon


class Item(Shape):
    """`why` says what in the article gives the item its place."""

    id: Slug
    text: Prose
    why: Prose


class Pairs(NamedTuple):
    right: int
    all: int


class Ordering(Question):
    KIND: ClassVar[str] = "ordering"

    answer: tuple[Slug, ...]
    items: Annotated[tuple[Item, ...], Field(min_length=3, max_length=6)]

    @property
    def _ids(self) -> list[str]:
        return [item.id for item in self.items]

    def own_faults(self) -> Iterator[Fault]:
        for number, item in enumerate(self.items):
            if item.id in self._ids[:number]:
                yield Fault(("items", number, "id"), f"two items have the id '{item.id}'")
            if item.text.casefold() in [earlier.text.casefold() for earlier in self.items[:number]]:
                yield Fault(("items", number, "text"), f"two items read '{item.text}'")
        if sorted(self.answer) != sorted(self._ids):
            yield Fault(("answer",), f"the answer must name each item once: {', '.join(self._ids)}")

    @property
    def key(self) -> Response:
        return self.answer

    def choices(self) -> tuple[Choice, ...]:
        """Every item is right: only its place can be wrong."""
        return tuple(Choice(item.id, self.option_message(item.id), True) for item in self.items)

    def arrange(self, rng: Random) -> tuple[str, ...]:
        """Any order but the right one, which would give itself away to whoever changes nothing."""
        ids = list(self.answer)
        while tuple(ids) == self.answer:
            rng.shuffle(ids)
        return tuple(ids)

    def read_answer(self, form: Form, read_number: NumberReader) -> Response:
        """Read the number that stands at each item, from 1; each number is used once.

        Raises Rearrangement where an item is to be moved up or down.
        """
        written = {item: _only(form, position_field(item)) for item in self._ids}
        if moved := self._moved(form, _in_order(written)):
            item, then = moved
            raise Rearrangement(",".join(then), item)
        if not any(written.values()):
            raise Refusal(RefusalReason.NOTHING_GIVEN)
        order = _in_order(written)
        if order is None:
            raise Refusal(RefusalReason.NOT_AN_ORDER)
        return order

    def arrangement_of(self, draft: str) -> tuple[str, ...] | None:
        order = tuple(draft.split(","))
        return order if sorted(order) == sorted(self._ids) else None

    def _moved(self, form: Form, written: Sequence[str] | None) -> tuple[str, Sequence[str]] | None:
        """Move an item, starting from the numbers written so far if they make an order.

        Return the item and the new order; None where nothing is to be moved.
        """
        item, _, direction = _only(form, MOVE_FIELD).partition(":")
        shown = self.arrangement_of(_only(form, ORDER_FIELD))
        if shown is None or item not in shown or direction not in ("up", "down"):
            return None
        order = list(written or shown)
        place = order.index(item)
        order.insert(max(place + (1 if direction == "down" else -1), 0), order.pop(place))
        return item, order

    def pairs(self, response: Sequence[str]) -> Pairs:
        """Count the pairs of items that stand in the right order."""
        pairs = list(combinations(self.answer, 2))
        return Pairs(sum(response.index(a) < response.index(b) for a, b in pairs), len(pairs))

    def grade_answer(self, response: str | tuple[str, ...]) -> Grade:
        """The share of pairs in the right order (1 minus the normalised Kendall tau distance)."""
        pairs = self.pairs(response)
        return Grade(round(pairs.right / pairs.all, 4), 1)

    def remarks(self, response: Response) -> tuple[Remark, ...]:
        """Every item with what gives it its place, in the right order, unless the answer is right."""
        if response is None or response == self.answer:
            return ()
        by_id = {item.id: item for item in self.items}
        return tuple(Remark(id, self.message(f"why {id}", by_id[id].why)) for id in self.answer)

    def own_messages(self) -> Iterator[tuple[str, str]]:
        for item in self.items:
            yield f"item {item.id}", item.text
        for item in self.items:
            yield f"why {item.id}", item.why

    def option_message(self, item_id: str) -> Message:
        text = next(item.text for item in self.items if item.id == item_id)
        return self.message(f"item {item_id}", text)


def position_field(item_id: str) -> str:
    """The name of the form field that holds an item's number."""
    return f"position-{item_id}"


def _only(form: Form, field: str) -> str:
    """Return the value of a field; one that is sent several times says nothing."""
    values = form.get(field, ())
    return values[0].strip() if len(values) == 1 else ""


def _in_order(written: dict[str, str]) -> tuple[str, ...] | None:
    """Return the items by their numbers, or None where the numbers are not 1, 2, 3 … each once."""
    expected = {str(number) for number in range(1, len(written) + 1)}
    if set(written.values()) != expected:
        return None
    return tuple(sorted(written, key=lambda item: int(written[item])))
