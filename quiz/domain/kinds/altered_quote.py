"""Altered quote: one word of a quotation has been changed; the player finds it among the marked words."""

from collections.abc import Iterator
from random import Random
from typing import ClassVar

from quiz.domain.article import ArticleText
from quiz.domain.kinds.single_choice import SingleChoice
from quiz.domain.message import Message
from quiz.domain.question import Fault, Prose


class AlteredQuote(SingleChoice):
    """The options are words of `shown`, the altered quotation; `original` is what the article has instead."""

    KIND: ClassVar[str] = "altered-quote"

    shown: Prose
    original: Prose

    def arrange(self, rng: Random) -> tuple[str, ...]:
        """The words keep the order in which they stand in the quotation."""
        return tuple(option.id for option in sorted(self.options, key=lambda o: self.shown.find(o.text)))

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
