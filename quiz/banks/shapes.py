"""The shape of article.toml and bank.toml; the shape of a question's file is its kind in the domain."""

from datetime import date
from typing import Annotated

from pydantic import Field, StringConstraints

from quiz.domain.article import ParagraphKind
from quiz.domain.bank import Display
from quiz.domain.note import Note
from quiz.domain.shape import LanguageTag, Pattern, Prose, Shape, Slug

FileName = Annotated[str, StringConstraints(pattern=r"^[\w.-]+$")]
Term = Annotated[str, StringConstraints(min_length=1)]
ParagraphNumber = Annotated[int, Field(ge=1)]


class MixedFile(Shape):
    """The quiz that draws from all banks of an article."""

    id: Slug
    title: Prose
    summary: Prose


class ArticleFile(Shape):
    """article.toml"""

    language: LanguageTag
    text: FileName
    title: Prose
    summary: Prose
    date: date
    as_of: Prose
    rights: Prose
    author: Prose | None = None
    publisher: Prose | None = None
    display: Display = Display.WHOLE
    unbroken: tuple[str, ...] = ()
    banks: Annotated[tuple[Slug, ...], Field(min_length=1)]
    paragraphs: dict[ParagraphKind, tuple[ParagraphNumber, ...]] = Field(default_factory=dict)
    glossary: dict[Term, dict[LanguageTag, Annotated[tuple[Prose, ...], Field(min_length=1)]]] = Field(
        default_factory=dict
    )
    reserved: dict[LanguageTag, tuple[Pattern, ...]] = Field(default_factory=dict)
    not_in_article: dict[LanguageTag, tuple[Prose, ...]] = Field(default_factory=dict)
    mixed: MixedFile


class NotesFile(Shape):
    """notes.toml"""

    notes: tuple[Note, ...]


class BankFile(Shape):
    """bank.toml"""

    title: Prose
    summary: Prose


class ReleasedQuestion(Shape):
    """What stored answers may name of a question: its kind, and the ids of what a player chooses among."""

    kind: str
    choices: tuple[str, ...] = ()


class ReleasedFile(Shape):
    """released.toml"""

    withdrawn: tuple[str, ...] = ()
    banks: tuple[Slug, ...] = ()
    questions: dict[Slug, ReleasedQuestion] = Field(default_factory=dict)
