"""Editor's notes, as they are shown beside what they are about."""

import datetime
from collections.abc import Iterable
from dataclasses import dataclass

from quiz.catalogs.lookup import LocalizedText
from quiz.domain.note import Note, NoteCertainty, NoteKind, Source
from quiz.web.site import Words


@dataclass(frozen=True)
class NoteView:
    """An editor's note; the titles of its sources stay in their own language."""

    id: str
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


def note_views(notes: Iterable[Note], say: Words) -> tuple[NoteView, ...]:
    """Shape notes for a page: what is wrong in the article first, then what has changed since."""
    return tuple(
        NoteView(
            id=note.id,
            kind=note.kind,
            certainty=note.certainty,
            date=note.date,
            text=say(note.message),
            language=note.language,
            sources=note.sources,
        )
        for note in sorted(notes, key=lambda note: note.kind is NoteKind.SINCE)
    )
