"""Banks, articles and the library that holds them all."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from functools import cached_property

from quiz.domain.article import ArticleText, Passage
from quiz.domain.draw import longest_round
from quiz.domain.message import Message
from quiz.domain.note import Note
from quiz.domain.question import Question, Quotation


class Display(StrEnum):
    WHOLE = "whole"
    QUOTATIONS = "quotations"


@dataclass(frozen=True)
class Bank:
    """A set of questions on one article: what the player sees as one quiz.

    `mixed` marks the quiz that draws from all the article's banks.
    """

    id: str
    title: str
    summary: str
    questions: Sequence[Question]
    mixed: bool = False

    @cached_property
    def longest_round(self) -> int:
        """How many questions can be asked in one round of which none gives another away."""
        return longest_round(self.questions)

    @property
    def title_message(self) -> Message:
        return Message(f"quiz {self.id} / title", self.title)

    @property
    def summary_message(self) -> Message:
        return Message(f"quiz {self.id} / summary", self.summary)


@dataclass(frozen=True)
class Article:
    """A news article, what is known of it, and its banks; the mixed one comes last.

    `glossary` gives for a name of the source language its accepted forms by language; `reserved` gives by
    language the words (regular expressions) that only quotations may hold, and `not_in_article` the phrases
    that may stand in quotation marks without being the article's.
    """

    id: str
    language: str
    title: str
    summary: str
    date: date
    as_of: str
    rights: str
    body: ArticleText
    banks: tuple[Bank, ...]
    author: str | None = None
    publisher: str | None = None
    display: Display = Display.WHOLE
    notes: tuple[Note, ...] = ()
    glossary: Mapping[str, Mapping[str, tuple[str, ...]]] = field(default_factory=dict)
    reserved: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    not_in_article: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    def message(self, field: str) -> Message:
        """Return one of the texts about the article: title, summary, as_of or rights."""
        return Message(f"article / {field}", getattr(self, field))

    def messages(self) -> Iterator[Message]:
        """Yield the article's own texts: what is said about it, then its sentences."""
        for name in ("title", "summary", "as_of", "rights"):
            yield self.message(name)
        for sentence in self.body.sentences:
            yield sentence_message(sentence.id, sentence.text)

    def all_messages(self) -> Iterator[Message]:
        """Yield every message of the article's domain, each context once."""
        yield from self.messages()
        for bank in self.banks:
            yield bank.title_message
            yield bank.summary_message
        for question in self.questions.values():
            yield from question.messages()
        for note in self.notes:
            yield from note.messages()

    @cached_property
    def questions(self) -> Mapping[str, Question]:
        return {question.id: question for bank in self.banks for question in bank.questions}

    @property
    def whole(self) -> Bank:
        """The bank that holds all the article's questions: the mixed one, or the only one."""
        return self.banks[-1]

    @cached_property
    def _banks_by_id(self) -> Mapping[str, Bank]:
        return {bank.id: bank for bank in self.banks}

    def bank(self, bank_id: str) -> Bank | None:
        return self._banks_by_id.get(bank_id)

    @cached_property
    def shown_sentences(self) -> frozenset[str]:
        """The ids of the sentences that are shown: all, or what the questions quote with its neighbours.

        What an earlier question lets its players choose from stays, though nothing else shows it any more.
        """
        if self.display is Display.WHOLE:
            return frozenset(sentence.id for sentence in self.body.sentences)
        return self.quoted_sentences.union(*(question.stretch for question in self.questions.values()))

    @cached_property
    def quoted_sentences(self) -> frozenset[str]:
        """The ids of the sentences that evidence quotes, and of those next to them."""
        sentences = [sentence.id for sentence in self.body.sentences]
        places = {sentence_id: place for place, sentence_id in enumerate(sentences)}
        quoted = {
            places[sentence.id]
            for question in self.questions.values()
            for evidence in question.evidence
            for sentence in self.passage(evidence).sentences
        }
        return frozenset(
            sentences[near]
            for place in quoted
            for near in (place - 1, place, place + 1)
            if 0 <= near < len(sentences)
        )

    def passage(self, quotation: Quotation) -> Passage:
        """Find the passage that a checked file quotes. Raises PassageNotFoundError for one that is not."""
        words = (quotation.quote, quotation.prefix, quotation.suffix)
        if words not in self._found:
            self._found[words] = self.body.find_passage(*words)
        return self._found[words]

    @cached_property
    def _found(self) -> dict[tuple[str, str, str], Passage]:
        """What was looked for before, since pages and notes ask for the same passages again and again."""
        return {}

    def faulty_grounds(self, passage: Passage) -> tuple[Note, ...]:
        """Return the notes by which words of a passage are certainly wrong, slips of language apart."""
        return tuple(note for note in self.notes_on([passage]) if note.is_certain_error)

    def notes_on(self, passages: Sequence[Passage]) -> tuple[Note, ...]:
        """Return the editor's notes on anything within the passages."""
        return tuple(note for note in self.notes if self.noted_words(note, passages) is not None)

    def noted_words(self, note: Note, passages: Sequence[Passage]) -> int | None:
        """Return the number, from 1, of a note's first words within the passages; None where it has none."""
        return next(
            (
                number
                for number, noted in enumerate(self._noted[note.id], start=1)
                if any(noted.start < passage.end and passage.start < noted.end for passage in passages)
            ),
            None,
        )

    @cached_property
    def _noted(self) -> Mapping[str, tuple[Passage, ...]]:
        return {note.id: tuple(self.passage(quotation) for quotation in note.passages) for note in self.notes}


def sentence_message(sentence_id: str, text: str) -> Message:
    return Message(f"article / {sentence_id}", text)


def newest_first(articles: Iterable[Article]) -> tuple[Article, ...]:
    return tuple(sorted(articles, key=lambda article: (article.date, article.id), reverse=True))


@dataclass(frozen=True)
class Library:
    """All articles, in the order in which they are shown: newest first."""

    articles: tuple[Article, ...]

    @cached_property
    def _by_id(self) -> Mapping[str, Article]:
        return {article.id: article for article in self.articles}

    def article(self, article_id: str) -> Article | None:
        return self._by_id.get(article_id)

    def question(self, article_id: str, question_id: str) -> Question | None:
        article = self.article(article_id)
        return article.questions.get(question_id) if article else None

    def bank(self, article_id: str, bank_id: str) -> tuple[Article, Bank] | None:
        article = self.article(article_id)
        bank = article.bank(bank_id) if article else None
        return (article, bank) if article and bank else None
