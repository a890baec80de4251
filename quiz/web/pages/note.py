"""Editor's notes, as they are shown beside what they are about."""

import datetime
from collections.abc import Container, Sequence
from dataclasses import dataclass

from quiz.catalogs.lookup import LocalizedText
from quiz.domain.article import Passage
from quiz.domain.note import NoteCertainty, NoteKind, Source
from quiz.web.reader import Words


@dataclass(frozen=True)
class NoteView:
    """An editor's note; the titles of its sources stay in their own language.

    `about` are the words it is about at this place, in the article's `original` language.
    """

    id: str
    about: str
    original: str
    kind: NoteKind
    certainty: NoteCertainty
    date: datetime.date
    text: LocalizedText
    language: bool
    sources: tuple[Source, ...]

    @property
    def aside(self) -> bool:
        """Whether one may pass the note over: it is about a slip of language, or can itself be disputed."""
        return self.language or (self.kind is NoteKind.WRONG and self.certainty is NoteCertainty.DEBATABLE)


def note_views(
    passages: Sequence[Passage], say: Words, said: Container[str] = frozenset()
) -> tuple[NoteView, ...]:
    """Shape the notes on some passages: what is wrong in the article first, then what has changed since.

    `said` holds the ids of the notes that stand elsewhere on the page.
    """
    article = say.article
    found = [(note, article.noted_words(note, passages)) for note in article.notes if note.id not in said]
    return tuple(
        NoteView(
            id=note.id,
            about=words,
            original=article.language,
            kind=note.kind,
            certainty=note.certainty,
            date=note.date,
            text=say(note.message),
            language=note.language,
            sources=note.sources,
        )
        for note, words in sorted(found, key=lambda each: each[0].kind is NoteKind.SINCE)
        if words is not None
    )
