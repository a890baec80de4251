"""Altered quote: one word of a quotation has been changed; the player finds it among the marked words."""

from collections.abc import Callable, Iterator
from random import Random
from typing import ClassVar

from quiz.domain.article import ArticleText
from quiz.domain.kinds.single_choice import SingleChoice
from quiz.domain.message import Message
from quiz.domain.question import Choice, Fault, Prose


class AlteredQuote(SingleChoice):
    """The options are words of `shown`, the altered quotation; `original` is what the article has instead."""

    KIND: ClassVar[str] = "altered-quote"

    shown: Prose
    original: Prose

    def arrange(self, rng: Random) -> tuple[str, ...]:
        """The words keep the order in which they stand in the quotation."""
        return tuple(choice.id for choice in self.choices())

    def choices(self) -> tuple[Choice, ...]:
        """The words, in the order in which they stand in the quotation."""
        standing = sorted(self.options, key=lambda option: self.shown.find(option.text))
        return tuple(Choice(o.id, self.option_message(o.id), o.id == self.answer) for o in standing)

    def asked_with(self) -> tuple[Message, ...]:
        return (self.shown_message(),)

    def quoted_fields(self) -> frozenset[str]:
        return frozenset({"shown", "original", *(f"option {option.id}" for option in self.options)})

    def translation_faults(self, say: Callable[[Message], str]) -> Iterator[tuple[str, str]]:
        yield from super().translation_faults(say)
        shown = say(self.shown_message())
        for option in self.options:
            words = say(self.option_message(option.id))
            if (times := shown.count(words)) != 1:
                yield f"option {option.id}", f"'{words}' stands {times} times in `shown`: it must stand once"

    def own_faults(self) -> Iterator[Fault]:
        yield from super().own_faults()
        for number, option in enumerate(self.options):
            if (times := self.shown.count(option.text)) != 1:
                what = f"'{option.text}' stands {times} times in `shown`: it must stand once"
                yield Fault(("options", number, "text"), what)

    def article_faults(self, body: ArticleText) -> Iterator[Fault]:
        yield from super().article_faults(body)
        altered = next((option.text for option in self.options if option.id == self.answer), "")
        if self.shown in body.text:
            yield Fault(("shown",), "this stands in the article as it is: nothing has been altered")
        elif self.shown.replace(altered, self.original) not in body.text:
            what = f"with '{self.original}' in place of '{altered}', `shown` does not stand in the article"
            yield Fault(("shown",), what)

    def own_messages(self) -> Iterator[tuple[str, str]]:
        yield "shown", self.shown
        yield "original", self.original
        yield from super().own_messages()

    def shown_message(self) -> Message:
        return self.message("shown", self.shown)

    def original_message(self) -> Message:
        return self.message("original", self.original)
