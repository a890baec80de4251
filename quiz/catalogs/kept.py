"""The texts of an article that was checked before, read again when they are asked for."""

from collections.abc import Callable, Mapping
from functools import lru_cache, partial
from typing import Any

from quiz.catalogs.lookup import key_of
from quiz.domain.bank import Article

MOST_GROUPS = 2000  # of texts held in memory, such as those of a question, some 8 KB each
KEPT_FIELDS = ("title", "summary", "as_of", "rights")


def outline_texts(article: Article, texts: Mapping[str, str]) -> dict[str, str]:
    """Return of an article's texts in one language those that lists show."""
    messages = [article.message(field) for field in KEPT_FIELDS]
    messages += [each for bank in article.banks for each in (bank.title_message, bank.summary_message)]
    keys = {key_of(message) for message in messages}
    return {key: text for key, text in texts.items() if key in keys}


def text_parts(texts: Mapping[str, str], locale: str) -> Mapping[str, Mapping[str, str]]:
    """Divide texts into parts, by name: those of each question, note and quiz, and of the article."""
    parts: dict[str, dict[str, str]] = {}
    for key, text in texts.items():
        parts.setdefault(text_part(locale, _group(key)), {})[key] = text
    return parts


def text_part(locale: str, group: str) -> str:
    return f"texts {locale} {group}"


def _group(key: str) -> str:
    return key.partition(" / ")[0]


class KeptTexts:
    """An article's texts in one language: those of its outline are at hand, the others are read by groups."""

    def __init__(self, outline: Mapping[str, str], group: Callable[[str], Mapping[str, str]]) -> None:
        self._outline = outline
        self._texts_of = group

    def get(self, key: str) -> str | None:
        return self._outline.get(key) or self._texts_of(_group(key)).get(key)


class TextShelf:
    """Hands out texts that are read when they are asked for, and holds what was asked for last.

    `read` gives the plain data of an article's part, None where it has none of that name.
    """

    def __init__(self, read: Callable[[str, str], Any]) -> None:
        self._read = read
        self._group = lru_cache(MOST_GROUPS)(self._read_group)

    def texts(self, article_id: str, locale: str, outline: Mapping[str, str]) -> KeptTexts:
        return KeptTexts(outline, partial(self._group, article_id, locale))

    def _read_group(self, article_id: str, locale: str, group: str) -> Mapping[str, str]:
        return self._read(article_id, text_part(locale, group)) or {}
