"""Articles that were read and checked before, and of which each part is read again when it is asked for."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import fields
from functools import lru_cache, partial
from sys import intern
from typing import Any, overload

from quiz.domain.article import ArticleText, Passage
from quiz.domain.bank import Article
from quiz.domain.edition import (
    freeze_about,
    freeze_bank,
    freeze_body,
    freeze_question,
    thaw_about,
    thaw_bank,
    thaw_body,
    thaw_question,
)
from quiz.domain.note import Note
from quiz.domain.question import Question

SOURCE = "source"  # the part with an article's text and notes
MOST_QUESTIONS = 2000  # that are held in memory, some 5 KB each
MOST_SOURCES = 64  # some 150 KB each


def question_part(question_id: str) -> str:
    return f"question {question_id}"


def freeze_outline(article: Article) -> dict[str, Any]:
    """Return as plain data what is known of an article before any of its parts is read."""
    banks = [
        {**freeze_bank(bank), "questions": [each.id for each in bank.questions]} for bank in article.banks
    ]
    return {"about": freeze_about(article), "banks": banks}


def freeze_parts(article: Article) -> Iterator[tuple[str, Any]]:
    """Yield the name and the plain data of each part of an article."""
    notes = [note.model_dump(mode="json") for note in article.notes]
    yield SOURCE, {"body": freeze_body(article.body), "notes": notes}
    for question in article.questions.values():
        yield question_part(question.id), freeze_question(question)


class InOrder(Sequence[Question]):
    """Questions in the order of their ids, each read when it is asked for."""

    def __init__(self, ids: Sequence[str], read: Callable[[str], Question]) -> None:
        self.ids = tuple(ids)
        self._read = read

    @overload
    def __getitem__(self, place: int) -> Question: ...

    @overload
    def __getitem__(self, place: slice) -> tuple[Question, ...]: ...

    def __getitem__(self, place: int | slice) -> Question | tuple[Question, ...]:
        if isinstance(place, slice):
            return tuple(self._read(id) for id in self.ids[place])
        return self._read(self.ids[place])

    def __len__(self) -> int:
        return len(self.ids)


class ById(Mapping[str, Question]):
    """Questions by their ids, each read when it is asked for."""

    def __init__(self, ids: Iterable[str], read: Callable[[str], Question]) -> None:
        self._ids = dict.fromkeys(ids)
        self._read = read

    def __getitem__(self, id: str) -> Question:
        if id not in self._ids:
            raise KeyError(id)
        return self._read(id)

    def __contains__(self, id: object) -> bool:
        return id in self._ids

    def __iter__(self) -> Iterator[str]:
        return iter(self._ids)

    def __len__(self) -> int:
        return len(self._ids)


class KeptArticle(Article):
    """An article that holds no more than lists show of it; what only checks need is left out.

    Its text, its notes and its questions, and what was found in them, are held by the shelf, for a while.
    """

    def __init__(self, outline: Mapping[str, Any], shelf: "Shelf") -> None:
        about = thaw_about(outline["about"])
        read = partial(shelf.question, about["id"])
        banks = [(bank, tuple(map(intern, bank["questions"]))) for bank in outline["banks"]]
        self.__dict__.update(
            about,
            banks=tuple(thaw_bank(bank, InOrder(ids, read)) for bank, ids in banks),
            questions=ById((id for _, ids in banks for id in ids), read),
            _open=partial(shelf.opened, about["id"]),
            glossary={},
            reserved={},
            not_in_article={},
        )

    _open: Callable[[], Article]

    @property
    def body(self) -> ArticleText:
        return self._open().body

    @property
    def notes(self) -> tuple[Note, ...]:
        return self._open().notes

    @property
    def shown_sentences(self) -> frozenset[str]:
        return self._open().shown_sentences

    @property
    def _found(self) -> dict[tuple[str, str, str], Passage]:
        return self._open()._found

    @property
    def _noted(self) -> Mapping[str, tuple[Passage, ...]]:
        return self._open()._noted


class Shelf:
    """Hands out articles whose parts are read when they are asked for, and holds what was asked for last.

    `read` gives the plain data of an article's part. Several threads may ask at once.
    """

    def __init__(self, read: Callable[[str, str], Any]) -> None:
        self._read = read
        self._articles: dict[str, KeptArticle] = {}
        self.question = lru_cache(MOST_QUESTIONS)(self._question)
        self.opened = lru_cache(MOST_SOURCES)(self._opened)

    def article(self, outline: Mapping[str, Any]) -> Article:
        article = KeptArticle(outline, self)
        self._articles[article.id] = article
        return article

    def _question(self, article_id: str, question_id: str) -> Question:
        return thaw_question(self._read(article_id, question_part(question_id)))

    def _opened(self, article_id: str) -> Article:
        """Return an article with its text and its notes, which are long; its questions are read later."""
        kept, source = self._articles[article_id], self._read(article_id, SOURCE)
        short = {each.name: getattr(kept, each.name) for each in fields(Article) if each.name not in source}
        notes = tuple(Note.model_validate(note) for note in source["notes"])
        return Article(**{**short, "body": thaw_body(source["body"]), "notes": notes})
