"""Numbers as people write them."""

import re
from collections.abc import Mapping
from decimal import Decimal

from babel import Locale
from babel.numbers import NumberFormatError, get_decimal_symbol, get_group_symbol, parse_decimal

from quiz.domain.question import NumberReader

_SPACES = re.compile(r"(?<=\d)[ \u00a0\u2009\u202f](?=\d{3}(\D|$))")


def number_words(written: str) -> Mapping[str, Decimal]:
    """Read a list of words for zero, one, two …, divided by blanks; a slash divides words of one value."""
    return {
        word: Decimal(value)
        for value, words in enumerate(written.split())
        for word in words.casefold().split("/")
    }


def number_reader(locale: Locale, words: Mapping[str, Decimal]) -> NumberReader:
    """Make a reader of numbers in a locale's form, in digits or as a word; it gives None for the rest."""
    # Python takes more for a number ("1e5", "1_000"), and Babel lets a full stop pass in Norwegian.
    marks = re.escape(get_group_symbol(locale) + get_decimal_symbol(locale))
    form = re.compile(rf"[+-]?\d[\d {marks}\u00a0\u2009\u202f]*")

    def read(written: str) -> Decimal | None:
        written = written.strip()
        if (value := words.get(written.casefold())) is not None:
            return value
        if not form.fullmatch(written):
            return None
        try:
            return parse_decimal(_SPACES.sub("", written), locale=locale, strict=True)
        except NumberFormatError:
            return None

    return read
