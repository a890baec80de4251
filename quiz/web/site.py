"""What every page needs to know of the site and of the reader."""

import re
import secrets
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from gettext import NullTranslations
from typing import cast
from zoneinfo import ZoneInfo

from babel import Locale
from flask import current_app, g, request, session, url_for
from markupsafe import Markup

from quiz.catalogs.lookup import Catalogues, LocalizedText
from quiz.domain.bank import Article, Library, sentence_message
from quiz.domain.message import Message
from quiz.domain.question import NumberReader
from quiz.services.history import History
from quiz.services.my_data import MyData
from quiz.services.play import Play
from quiz.services.practice import Practice
from quiz.services.readiness import Readiness
from quiz.services.reports import Reports
from quiz.web.locales import RELATED, negotiate
from quiz.web.numbers import number_reader, number_words
from quiz.web.observation import Observer

NORWEGIAN = "norsk"
_FORM_KEY = re.compile(r"[0-9a-f]{32}")
# Dates and numbers in plain "en" are written the British way; without this they would be American.
FORMAT_LOCALES = {"en": "en-GB"}


@dataclass(frozen=True)
class Parts:
    """The finished parts that the app was connected from."""

    play: Play
    history: History
    practice: Practice
    library: Library
    catalogues: Catalogues
    locales: tuple[str, ...]
    static_url: Callable[[str], str]
    my_data: MyData
    reports: Reports
    readiness: Readiness
    observer: Observer
    contact: str | None


def parts() -> Parts:
    return cast(Parts, current_app.extensions["kildesjekk"])


@dataclass(frozen=True)
class Language:
    """A language of the site: `name` in the language itself, `url` the page at hand in that language."""

    tag: str
    name: str
    direction: str
    url: str
    current: bool


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
        if parts().library.article(self.article.id) is None:  # withdrawn, and its catalogues with it
            return LocalizedText(message.text, self.article.language)
        return parts().catalogues.say(self.article.id, message, self.reader.tag)

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
    """The language of one request, and what is said in it."""

    def __init__(self, tag: str) -> None:
        self.tag = tag
        self.locale = Locale.parse(FORMAT_LOCALES.get(tag, tag), sep="-")
        self.translations: NullTranslations = parts().catalogues.interface(tag)

    @property
    def direction(self) -> str:
        return str(self.locale.text_direction)

    def say(self, article: Article, texts: Mapping[str, Mapping[str, str]] | None = None) -> Words:
        """Return an article's words in the reader's language."""
        return Words(article, self, texts)

    @cached_property
    def read_number(self) -> NumberReader:
        # NOTE: The words for 0 to 12, divided by blanks; put a slash between words for one number (one/a).
        words = self.translations.pgettext(
            "number words",
            "zero one two three four five six seven eight nine ten eleven twelve",
        )
        return number_reader(self.locale, number_words(words))


def reader() -> Reader:
    """Return the reader of this request; outside the language paths, the one that negotiation finds."""
    if "reader" not in g:
        # An address that leads nowhere has no view, and its first part still tells the language.
        tag = request.path.split("/")[1]
        g.reader = Reader(tag if tag in parts().locales else negotiated())
    return cast(Reader, g.reader)


def negotiated() -> str:
    remembered = request.cookies.get(current_app.config["LOCALE_COOKIE_NAME"])
    return negotiate(remembered, request.accept_languages, parts().locales)


def player_id() -> str | None:
    """Return the key in the reader's signed cookie; None for somebody who has not started a quiz."""
    found = session.get("player")
    return found if isinstance(found, str) and 0 < len(found) <= 32 else None


def remember_player(key: str) -> None:
    session["player"] = key
    session.permanent = True
    session.modified = True  # renews the cookie's term at each start


def forget_player() -> None:
    """Take the player's key out of the cookie; what is left protects forms until the browser is closed."""
    session.pop("player", None)
    session.pop("link", None)
    session.permanent = False


def languages() -> tuple[Language, ...]:
    """Return the site's languages with the address of the page at hand in each."""
    return tuple(
        Language(
            tag=tag,
            name=_own_name(tag, locale),
            direction=direction(tag),
            url=_same_place(tag),
            current=tag == reader().tag,
        )
        for tag in parts().locales
        for locale in (Locale.parse(tag, sep="-"),)
    )


def _own_name(tag: str, locale: Locale) -> str:
    """Return a language's name in itself; "Norsk" says enough where one of its forms is offered."""
    forms = [offered for offered in parts().locales if offered in RELATED["no"]]
    name = NORWEGIAN if forms == [tag] else locale.language_name
    return (name or tag).capitalize()


def _same_place(tag: str) -> str:
    values = dict(request.view_args or {})
    if request.endpoint is None or "locale" not in values:
        return url_for("home.home", locale=tag)
    values["locale"] = tag
    address = url_for(request.endpoint, **values)
    query = request.query_string.decode("latin-1")
    return f"{address}?{query}" if query else address


def whole_address(path: str) -> str:
    """Return an address of this site as it is reached from elsewhere, with its scheme and host."""
    return f"{request.scheme}://{request.host}{path}"


def form_key() -> str:
    """Return a mark for a form, so that what is sent twice with it happens once."""
    return secrets.token_hex(16)


def form_key_sent(name: str) -> str | None:
    """Return the mark that the form of this request was sent with; None where it is none of ours."""
    key = request.form.get(name, "")
    return key if _FORM_KEY.fullmatch(key) else None


def local_now() -> datetime:
    """Return the time in the site's time zone: its days are those that practice goes by."""
    return datetime.now(ZoneInfo(current_app.config["BABEL_DEFAULT_TIMEZONE"]))


def gettext(message: str) -> str:
    return reader().translations.gettext(message)


def ngettext(singular: str, plural: str, number: int) -> str:
    return reader().translations.ngettext(singular, plural, number)


def pgettext(context: str, message: str) -> str:
    return reader().translations.pgettext(context, message)


def npgettext(context: str, singular: str, plural: str, number: int) -> str:
    return reader().translations.npgettext(context, singular, plural, number)


def direction(tag: str) -> str:
    """Return which way a language is written, "ltr" or "rtl"."""
    return str(Locale.parse(tag, sep="-").text_direction)


def in_language(text: LocalizedText) -> Markup:
    """Return a text as HTML; one that is in another language than the page says which."""
    if text.locale == reader().tag:
        return Markup.escape(text.text)
    note = gettext("not yet translated")
    return Markup(
        '<span lang="{lang}" dir="{dir}">{text}</span> <small class="untranslated">({note})</small>'
    ).format(lang=text.locale, dir=direction(text.locale), text=text.text, note=note)


def marked(text: LocalizedText, words: Sequence[str]) -> Markup:
    """Return a text as HTML, like in_language, with some of its words made to stand out."""
    html = in_language(text)
    for word in words:
        escaped = Markup.escape(word)
        candidate = Markup('<b class="candidate">{}</b>').format(word)
        html = Markup(html.replace(escaped, candidate, 1))  # noqa: S704 - all parts are escaped
    return html
