"""Editor's notes: where the article is wrong, and what has changed since; never mixed with what it says."""

import datetime
from collections.abc import Iterator
from enum import StrEnum
from typing import Annotated

from pydantic import Field, StringConstraints

from quiz.domain.message import Message
from quiz.domain.question import Quotation
from quiz.domain.shape import Fault, LanguageTag, Prose, Shape, Slug


class NoteKind(StrEnum):
    WRONG = "wrong"
    CONTEXT = "context"
    SINCE = "since"


YearOrMonth = Annotated[str, StringConstraints(pattern=r"^[1-9][0-9]{3}(-(0[1-9]|1[0-2]))?$")]


class NoteCertainty(StrEnum):
    CERTAIN = "certain"
    PROBABLE = "probable"
    DEBATABLE = "debatable"


class Source(Shape):
    """Where a note has it from: the work's own title, in its own language, and when it appeared.

    `language` is None where it is the article's. Where the day is not known, `date` is a string such as
    "2020-10" or "2020".
    """

    title: Prose
    url: Annotated[str, StringConstraints(pattern=r"^https?://[^\s\"'<>]+$", max_length=500)]
    language: LanguageTag | None = None
    date: datetime.date | YearOrMonth | None = None


class Note(Shape):
    """A note on one or more passages. `language` marks a slip of language, which needs no source."""

    id: Slug
    kind: NoteKind
    certainty: NoteCertainty
    date: datetime.date
    text: Prose
    language: bool = False
    passages: Annotated[tuple[Quotation, ...], Field(min_length=1)]
    sources: tuple[Source, ...] = ()

    def faults(self) -> Iterator[Fault]:
        if not self.sources and not self.language:
            yield Fault((), f"the note '{self.id}' names no source")
        if self.language and self.kind is not NoteKind.WRONG:
            yield Fault(("language",), "only a note on what is wrong can be about a slip of language")

    @property
    def is_certain_error(self) -> bool:
        """Whether what the article says is certainly wrong, and not only how it is written."""
        return self.kind is NoteKind.WRONG and self.certainty is NoteCertainty.CERTAIN and not self.language

    @property
    def message(self) -> Message:
        return Message(f"note {self.id} / text", self.text, " ⁄ ".join(p.quote for p in self.passages))

    def words_of(self, number: int) -> Message:
        """The message with the words of the passage with this number, counted from 1."""
        return Message(f"note {self.id} / words {number}", self.passages[number - 1].quote)

    def messages(self) -> Iterator[Message]:
        """Yield what is translated: the text, and the words noted where they are no whole sentence."""
        yield self.message
        for number, passage in enumerate(self.passages, start=1):
            if passage.is_part:
                yield self.words_of(number)
