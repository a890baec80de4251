"""Altered quote: one word of a quotation has been changed; the player finds it among the marked words."""

from collections.abc import Callable, Iterator, Sequence
from random import Random
from typing import ClassVar

from quiz.domain.article import ArticleText
from quiz.domain.kinds.single_choice import SingleChoice
from quiz.domain.message import Message
from quiz.domain.question import Choice
from quiz.domain.shape import Fault, Prose


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
        own = {"shown", "original", *(f"option {option.id}" for option in self.options)}
        return super().quoted_fields() | own

    def translation_faults(self, say: Callable[[Message], str]) -> Iterator[tuple[str, str]]:
        yield from super().translation_faults(say)
        said = [say(self.option_message(option.id)) for option in self.options]
        for number, what in _not_marked_once(say(self.shown_message()), said):
            yield f"option {self.options[number].id}", what

    def own_faults(self) -> Iterator[Fault]:
        yield from super().own_faults()
        for number, what in _not_marked_once(self.shown, [option.text for option in self.options]):
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


def _not_marked_once(shown: str, words: Sequence[str]) -> Iterator[tuple[int, str]]:
    """Yield the number of each word that cannot be marked in the quotation, once and by itself, and why."""
    found = [shown.find(word) for word in words]
    places = [(at, at + len(word)) if at >= 0 else (0, 0) for at, word in zip(found, words, strict=True)]
    for number, word in enumerate(words):
        if (times := shown.count(word)) != 1:
            yield number, f"'{word}' stands {times} times in `shown`: it must stand once"
            continue
        start, end = places[number]
        for other, (first, last) in zip(words[:number], places, strict=False):
            if word != other and first < end and start < last:
                yield number, f"'{word}' and '{other}' overlap: one of them could not be marked"
