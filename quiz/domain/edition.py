"""A bank as it was when somebody played it, in every language, so that a review shows what was asked then."""

import datetime
import hashlib
import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from quiz.domain.article import ArticleText, ParagraphKind, rebuild_article
from quiz.domain.bank import Article, Bank, Display
from quiz.domain.kinds.registry import all_kinds
from quiz.domain.message import Message
from quiz.domain.question import Question

_ARTICLE_FIELDS = ("id", "language", "title", "summary", "as_of", "rights", "author", "publisher")


@dataclass(frozen=True)
class Edition:
    """One version of a bank and its article.

    `texts` holds the translations of that version by language and context; None where it is the version in
    use, whose translations are in the catalogues.
    """

    article: Article
    bank: Bank
    texts: Mapping[str, Mapping[str, str]] | None = None

    @property
    def current(self) -> bool:
        return self.texts is None

    def changed(
        self, now: Article | None, locale: str, translated_now: Callable[[Message], str | None]
    ) -> frozenset[str]:
        """Return the ids of this edition's questions that read otherwise now in a language, or are gone."""
        if self.texts is None:
            return frozenset()
        return frozenset(
            question.id
            for question in self.bank.questions
            if self.has_changed(question, now, locale, translated_now)
        )

    def has_changed(
        self,
        question: Question,
        now: Article | None,
        locale: str,
        translated_now: Callable[[Message], str | None],
    ) -> bool:
        """Tell whether one of this edition's questions reads otherwise now in a language, or is gone.

        `translated_now` gives a message's translation into that language, None where it has none. A text
        that has been translated for the first time is no change of what was asked.
        """
        if self.texts is None:
            return False
        in_use, then = now.questions.get(question.id) if now else None, self.texts.get(locale, {})
        return (
            in_use is None
            or in_use.fingerprint != question.fingerprint
            or any(
                message.context in then
                and (translation := translated_now(message)) is not None
                and translation != then[message.context]
                for message in question.read_messages()
            )
        )


def edition_version(article: Article, bank: Bank, texts: Mapping[str, Mapping[str, str]]) -> str:
    """Return a hash of all that players read and of how it is graded, in every language.

    `texts` is as in Edition. The order of the questions, and corrections that are told, make no difference.
    """
    told = {
        message.context
        for question in bank.questions
        for message in set(question.messages()) - set(question.read_messages())
    }
    content = {
        **freeze(article, replace(bank, questions=()), {}),
        "questions": sorted([question.id, question.fingerprint] for question in bank.questions),
        "texts": {
            locale: {context: text for context, text in by_context.items() if context not in told}
            for locale, by_context in texts.items()
        },
    }
    return hashlib.sha256(json.dumps(content, sort_keys=True).encode()).hexdigest()[:16]


def freeze(article: Article, bank: Bank, texts: Mapping[str, Mapping[str, str]]) -> dict[str, Any]:
    """Return an edition as plain data for JSON."""
    return {
        "article": {**freeze_about(article), "paragraphs": freeze_body(article.body)},
        "bank": {**freeze_bank(bank), "questions": [freeze_question(each) for each in bank.questions]},
        "texts": {locale: dict(by_context) for locale, by_context in texts.items()},
    }


def thaw(frozen: Mapping[str, Any]) -> Edition:
    """Return the edition that `freeze` made plain data of."""
    about, kept = frozen["article"], frozen["bank"]
    bank = thaw_bank(kept, tuple(thaw_question(fields) for fields in kept["questions"]))
    article = Article(**thaw_about(about), body=thaw_body(about["paragraphs"]), banks=(bank,))
    return Edition(article, bank, frozen["texts"])


def freeze_about(article: Article) -> dict[str, Any]:
    """Return what is told about an article, without its text and its banks, as plain data."""
    return {
        **{field: getattr(article, field) for field in _ARTICLE_FIELDS},
        "date": article.date.isoformat(),
        "display": article.display.value,
    }


def thaw_about(about: Mapping[str, Any]) -> dict[str, Any]:
    """Return the fields of an Article that `freeze_about` made plain data of."""
    return {
        **{field: about[field] for field in _ARTICLE_FIELDS},
        "date": datetime.date.fromisoformat(about["date"]),
        "display": Display(about["display"]),
    }


def freeze_body(body: ArticleText) -> list[Any]:
    return [
        [paragraph.kind.value, [sentence.text for sentence in paragraph.sentences]]
        for paragraph in body.paragraphs
    ]


def thaw_body(paragraphs: Iterable[Any]) -> ArticleText:
    return rebuild_article((ParagraphKind(kind), sentences) for kind, sentences in paragraphs)


def freeze_bank(bank: Bank) -> dict[str, Any]:
    """Return a bank without its questions as plain data."""
    return {"id": bank.id, "title": bank.title, "summary": bank.summary, "mixed": bank.mixed}


def thaw_bank(kept: Mapping[str, Any], questions: Sequence[Question]) -> Bank:
    return Bank(kept["id"], kept["title"], kept["summary"], questions, kept["mixed"])


def freeze_question(question: Question) -> dict[str, Any]:
    return {"kind": question.KIND, **question.model_dump(mode="json", by_alias=True)}


def thaw_question(fields: Mapping[str, Any]) -> Question:
    rest = dict(fields)
    return all_kinds()[rest.pop("kind")].model_validate(rest)


def edition_messages(article: Article, bank: Bank) -> Iterable[Message]:
    """Yield the messages that a review of the bank may show."""
    yield from article.messages()
    yield bank.title_message
    for question in bank.questions:
        yield from question.messages()
