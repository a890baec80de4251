"""Editor's notes, as they are shown beside what they are about."""

import datetime
from collections.abc import Container, Sequence
from dataclasses import dataclass

from quiz.catalogs.lookup import LocalizedText
from quiz.domain.article import Passage
from quiz.domain.bank import sentence_message
from quiz.domain.note import Note, NoteCertainty, NoteKind, Source
from quiz.web.reader import Words


@dataclass(frozen=True)
class NoteView:
    """An editor's note; the titles of its sources stay in their own language.

    `about` are the words it is about at this place, as the reader is told them, and `original` the article's
    own, in its `language_of_article`.
    """

    id: str
    about: LocalizedText
    original: str
    language_of_article: str
    kind: NoteKind
    certainty: NoteCertainty
    date: datetime.date
    text: LocalizedText
    language: bool
    sources: tuple[Source, ...]

    @property
    def aside(self) -> bool:
        """Whether one may pass the note over: it is about a slip, only adds, or can be disputed."""
        return (
            self.language
            or self.kind is NoteKind.CONTEXT
            or (self.kind is NoteKind.WRONG and self.certainty is NoteCertainty.DEBATABLE)
        )


def note_views(
    passages: Sequence[Passage], say: Words, said: Container[str] = frozenset()
) -> tuple[NoteView, ...]:
    """Shape the notes on some passages: what is wrong first, then what to know, then what has changed since.

    `said` holds the ids of the notes that stand elsewhere on the page.
    """
    article = say.article
    found = [(note, article.noted_words(note, passages)) for note in article.notes if note.id not in said]
    shown = article.shown_sentences
    return tuple(
        NoteView(
            id=note.id,
            about=_words(note, number, say),
            original=note.passages[number - 1].quote,
            language_of_article=article.language,
            kind=note.kind,
            certainty=note.certainty,
            date=note.date,
            text=say(note.message),
            language=note.language,
            sources=note.sources,
        )
        for note, number in sorted(found, key=lambda each: list(NoteKind).index(each[0].kind))
        if number is not None
        and all(each.id in shown for each in article.passage(note.passages[number - 1]).sentences)
    )


def _words(note: Note, number: int, say: Words) -> LocalizedText:
    """Return the words noted in the reader's language, or the article's own where they are not known."""
    quotation = note.passages[number - 1]
    if quotation.is_part:
        return say(note.words_of(number))
    sentences = say.article.passage(quotation).sentences
    said = [say.translated(sentence_message(sentence.id, sentence.text)) for sentence in sentences]
    whole = [each for each in said if each is not None]
    if len(whole) < len(said):
        return LocalizedText(quotation.quote, say.article.language)
    return LocalizedText(" ".join(whole), say.reader.tag)
