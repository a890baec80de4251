"""A reader's language, and what is said in it."""

import re
from collections.abc import Iterable, Mapping, Sequence
from copy import copy
from datetime import date, datetime
from decimal import Decimal, localcontext
from functools import cached_property
from gettext import NullTranslations
from typing import Any

from babel import Locale
from babel.dates import format_skeleton, get_datetime_format
from babel.numbers import format_decimal
from flask_babel import format_date, format_percent, format_time
from markupsafe import Markup, escape

from quiz.catalogs.lookup import Catalogues, LocalizedText
from quiz.domain.bank import Article, Library, sentence_message
from quiz.domain.message import Message
from quiz.domain.question import NumberReader
from quiz.web.cache import Cache
from quiz.web.numbers import number_reader, number_words

# Dates and numbers in plain "en" are written the British way; without this they would be American.
FORMAT_LOCALES = {"en": "en-GB"}
MOST_DIGITS = 100  # no answer that can be read comes near
MOST_KEPT = 4000
MOST_TEXTS = 50  # a long article has 60 KB of HTML, and as many of objects


def direction(tag: str) -> str:
    """Return which way a language is written, "ltr" or "rtl"."""
    return str(Locale.parse(tag, sep="-").text_direction)


def _places(text: str, words: Iterable[str]) -> Sequence[tuple[int, int]]:
    """Find where each word stands first, and none within another: the ends of each, in the text's order."""
    found: list[tuple[int, int]] = []
    for word in sorted(words, key=len, reverse=True):
        for match in re.finditer(re.escape(word), text):
            if all(match.end() <= first or last <= match.start() for first, last in found):
                found.append(match.span())
                break
    return sorted(found)


class Words:
    """An article's messages in a reader's language, each with the language that it really is in.

    `texts` are the translations of an earlier version by language and context; what they lack, the catalogues
    may have.
    """

    def __init__(
        self, article: Article, reader: "Reader", texts: Mapping[str, Mapping[str, str]] | None
    ) -> None:
        self.article = article
        self.reader = reader
        self._texts = (texts or {}).get(reader.tag, {})

    def __call__(self, message: Message) -> LocalizedText:
        if (kept := self._texts.get(message.context)) is not None:
            return LocalizedText(kept, self.reader.tag)
        return self.reader.read(self.article, message)

    def translated(self, message: Message) -> str | None:
        """Return a message's translation; None where it has none."""
        said = self(message)
        return said.text if said.locale == self.reader.tag else None

    def sentence(self, sentence_id: str) -> LocalizedText:
        """Return a sentence of the article. Raises LookupError where it has none with that id."""
        found = self.article.body.sentence(sentence_id)
        if found is None:
            raise LookupError(sentence_id)
        return self(sentence_message(found.id, found.text))

    def texts(self, messages: Iterable[Message]) -> tuple[str, ...]:
        return tuple(self(message).text for message in messages)


class Reader:
    """A language of the site as somebody reads it: its texts, and its forms of dates and numbers.

    There is one for each language; it holds nothing of a request. `name` is the language's own. Dates, times
    and per cent are written while a request is served, in its language and in the site's time zone.
    """

    def __init__(self, tag: str, name: str, library: Library, catalogues: Catalogues) -> None:
        self.tag = tag
        self.name = name
        self.locale = Locale.parse(FORMAT_LOCALES.get(tag, tag), sep="-")
        self.direction = str(self.locale.text_direction)
        self.translations: NullTranslations = catalogues.interface(tag)
        self.has_whole_interface = catalogues.has_whole_interface(tag)
        self._library = library
        self._catalogues = catalogues
        # What the pages of many players have in common: explanations of one answer, and parts of HTML.
        self.explanations: Cache[Any] = Cache(MOST_KEPT)
        self.parts: Cache[str] = Cache(MOST_KEPT)
        # The texts of whole articles, as objects and as HTML.
        self.article_texts: Cache[Any] = Cache(MOST_TEXTS)
        self._numbers: Cache[str] = Cache(MOST_KEPT)

    def say(self, article: Article, texts: Mapping[str, Mapping[str, str]] | None = None) -> Words:
        """Return an article's words in the reader's language."""
        return Words(article, self, texts)

    def read(self, article: Article, message: Message) -> LocalizedText:
        """Return a message of an article as the catalogues have it."""
        if self._library.article(article.id) is None:  # withdrawn, and its catalogues with it
            return LocalizedText(message.text, article.language)
        return self._catalogues.say(article.id, message, self.tag)

    @cached_property
    def read_number(self) -> NumberReader:
        # NOTE: The words for 0 to 12, divided by blanks; put a slash between words for one number (one/a).
        words = self.translations.pgettext(
            "number words",
            "zero one two three four five six seven eight nine ten eleven twelve",
        )
        return number_reader(self.locale, number_words(words))

    def in_language(self, text: LocalizedText) -> Markup:
        """Return a text as HTML; one that is in another language than the page says which."""
        return self._shown(text.locale, escape(text.text))

    def marked(self, text: LocalizedText, words: Sequence[str]) -> Markup:
        """Return a text as HTML, like in_language, with some of its words made to stand out."""
        shown, end = Markup(), 0
        for first, last in _places(text.text, words):
            shown += escape(text.text[end:first])
            shown += Markup('<b class="candidate">{}</b>').format(text.text[first:last])
            end = last
        return self._shown(text.locale, shown + escape(text.text[end:]))

    def _shown(self, locale: str, html: Markup) -> Markup:
        if locale == self.tag:
            return html
        note = self.translations.gettext("not yet translated")
        return Markup(
            '<span lang="{lang}" dir="{dir}">{html}</span> <small class="untranslated">({note})</small>'
        ).format(lang=locale, dir=direction(locale), html=html, note=note)

    def long_date(self, day: date) -> str:
        return str(format_date(day, "long"))

    def date_of_source(self, when: date | str) -> str:
        """Format when a work appeared: a day, a month such as "2020-10" or a year."""
        if isinstance(when, date):
            return self.long_date(when)
        if "-" not in when:
            return when
        return str(format_skeleton("yMMMM", date.fromisoformat(f"{when}-01"), locale=self.locale))

    def full_date(self, day: date) -> str:
        """Format a date with the day of the week."""
        return str(format_date(day, "full"))

    def short_time(self, moment: datetime) -> str:
        """Format a time to the minute, on the site's own clock."""
        joined = str(get_datetime_format("medium", self.locale)).replace("'", "")
        return joined.format(format_time(moment, "short"), format_date(moment, "medium"))

    def number(self, value: float | Decimal | str) -> str:
        """Format a number: points (float) whole or with two decimals, an answer (str) as it was given."""
        if isinstance(value, float):
            return self.points(value, exact=not round(value, 2).is_integer())
        given = str(value)
        return self._numbers.get(given, lambda: self._written(given))

    def _written(self, value: str) -> str:
        with localcontext(prec=MOST_DIGITS):
            return format_decimal(Decimal(value), locale=self.locale, decimal_quantization=False)

    def points(self, value: float, *, exact: bool) -> str:
        """Format points with two decimals, so that those of a column can be added up, or with none."""
        return self._numbers.get((value, exact), lambda: self._written_points(value, exact=exact))

    def _written_points(self, value: float, *, exact: bool) -> str:
        form = copy(self.locale.decimal_formats[None])
        form.frac_prec = (2, 2) if exact else (0, 0)
        return str(form.apply(value, self.locale))

    def percent(self, share: float) -> str:
        return str(format_percent(share))
