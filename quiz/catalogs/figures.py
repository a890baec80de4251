"""Numbers in running text, in digits or in words, so that a text can be compared with its translation."""

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from enum import Enum
from functools import cache
from typing import NamedTuple

from babel.numbers import get_decimal_symbol, get_group_symbol

from quiz.banks.languages import for_language
from quiz.catalogs.numerals import NUMERALS, Numerals
from quiz.catalogs.po_file import babel_locale

_LARGEST_IN_WORDS = 12  # where number words are not known, any up to this may be among the words
_SPACES = " \u00a0\u2009\u202f"  # may divide groups of digits, wherever a language uses one of them
_APART = " · "  # keeps figures apart that are read out of one

_DATE = re.compile(r"(?<![\d.])(\d{1,2})\.(\d{1,2})\.(\d{4})(?!\d)|(?<!\d)(\d{4})-(\d\d)-(\d\d)(?!\d)")
_HALF_DAYS = re.compile(r"(?<![\d.,:])(0?[1-9]|1[0-2])(?:[.:](\d\d))?\s?([ap])\.?m\b", re.IGNORECASE)
_CLOCK = re.compile(r"(?<![\d.,:])(\d{1,2})[.:](\d\d)(?![.,:]?\d)")
_WORD = r"[^\W\d_]+(?:-[^\W\d_]+)*"


class Difference(NamedTuple):
    """Numbers that only the source has, and those that only its translation has, in digits."""

    lacking: tuple[str, ...]
    added: tuple[str, ...]


class _Form(Enum):
    DIGITS = "digits"
    WORD = "word"
    MAGNITUDE = "magnitude"
    PERHAPS = "perhaps"


class _Token(NamedTuple):
    value: Decimal
    form: _Form
    start: int
    end: int
    meant: bool


class _Figure(NamedTuple):
    """One that is not `meant` may be none, or need not be in a translation."""

    value: Decimal
    in_digits: bool
    meant: bool


def number_differences(source: str, source_tag: str, text: str, tag: str) -> tuple[Difference, Difference]:
    """Compare a text with its source; return how they differ in digits, and how in words alone.

    A number may stand in digits in one and in words in the other. Words are compared where those of both
    languages are known. Where "2.30" may be a time of day, that reading counts with which they differ least.
    """
    readings = [
        _compare(here, source_tag, there, tag)
        for here in _readings(source, source_tag)
        for there in _readings(text, tag)
    ]
    return min(readings, key=lambda found: [len(each.lacking) + len(each.added) for each in found])


def months_in_digits(text: str) -> Mapping[int, str]:
    """Return the months of dates that stand wholly in digits (27.9.2020, 2020-09-27), with these dates."""
    return {int(match[2] or match[5]): match.group() for match in _DATE.finditer(text)}


def _compare(
    here: Sequence[_Figure], source_tag: str, there: Sequence[_Figure], tag: str
) -> tuple[Difference, Difference]:
    lacking, added = _only_in(here, there, tag), _only_in(there, here, source_tag)
    _match_centuries(lacking, added)
    _match_centuries(added, lacking)
    in_digits, in_words = (
        Difference(
            *(tuple(f"{f.value:f}" for f in only if f.in_digits is digits) for only in (lacking, added))
        )
        for digits in (True, False)
    )
    known = all(for_language(NUMERALS, of) is not None for of in (source_tag, tag))
    return in_digits, in_words if known else Difference((), ())


def _only_in(here: Sequence[_Figure], there: Sequence[_Figure], tag_there: str) -> list[_Figure]:
    left = Counter(figure.value for figure in there)
    if for_language(NUMERALS, tag_there) is None:
        left.update({Decimal(number): len(here) for number in range(_LARGEST_IN_WORDS + 1)})
    only = []
    for figure in sorted((figure for figure in here if figure.meant), key=lambda figure: figure.value):
        if left[figure.value]:
            left[figure.value] -= 1
        else:
            only.append(figure)
    return only


def _match_centuries(one: list[_Figure], other: list[_Figure]) -> None:
    """Take out what is the same century: «1800-tallet» is the nineteenth, or 19th."""
    for figure in list(one):
        ordinal = next((f for f in other if f.value == figure.value / 100 + 1), None)
        if ordinal is not None and 1000 <= figure.value <= 2000:
            one.remove(figure)
            other.remove(ordinal)


def _readings(text: str, tag: str) -> Iterator[list[_Figure]]:
    text = _DATE.sub(lambda date: _APART.join((date[1] or date[6], date[3] or date[4])), text)
    text = _HALF_DAYS.sub(lambda time: _time(int(time[1]) % 12 + 12 * (time[3] in "pP"), time[2]), text)
    yield list(_figures(text, tag))
    if _CLOCK.search(text):
        yield list(_figures(_CLOCK.sub(lambda time: _time(int(time[1]), time[2]), text), tag))


def _time(hour: int, minutes: str | None) -> str:
    return f"{hour}{_APART}{minutes}" if minutes and int(minutes) else f"{hour}"


def _figures(text: str, tag: str) -> Iterator[_Figure]:
    """Yield each number of a text, putting together what belongs together: "three thousand two hundred"."""
    numerals = for_language(NUMERALS, tag)
    tokens = list(_tokens(text, tag, numerals))
    while tokens:
        first, *tokens = tokens
        taken = [first]
        total, part, most = Decimal(0), first.value, Decimal(0)
        if first.form is _Form.MAGNITUDE:
            total, part, most = _times(total, Decimal(1), first.value)
        while tokens and first.form is not _Form.PERHAPS:
            between, following = text[taken[-1].end : tokens[0].start].strip(" -"), tokens[0]
            joined = not between or (numerals is not None and between in numerals.joints)
            if following.form is _Form.MAGNITUDE and not between:
                total, part, most = _times(total, part, following.value)
            elif following.form in (_Form.DIGITS, _Form.WORD) and joined and following.value < most:
                part, most = part + following.value, Decimal(0)
            elif not between and _is_ten(taken[-1]) and following.form is _Form.WORD and following.value < 10:
                part += following.value
            else:
                break
            taken.append(tokens.pop(0))
        yield _Figure(total + part, any(t.form is _Form.DIGITS for t in taken), any(t.meant for t in taken))


def _times(total: Decimal, part: Decimal, magnitude: Decimal) -> tuple[Decimal, Decimal, Decimal]:
    """Return what a number is so far when a magnitude follows, and below what the next part must be."""
    if magnitude < 1000:
        return total, part * magnitude, magnitude
    return total + part * magnitude, Decimal(0), magnitude


def _is_ten(token: _Token) -> bool:
    return token.form is _Form.WORD and token.value in range(20, 100, 10)


def _tokens(text: str, tag: str, numerals: Numerals | None) -> Iterator[_Token]:
    passed_over = [match.span() for match in numerals.no_numbers.finditer(text)] if numerals else []
    for match in _pattern(tag).finditer(text):
        if match[1]:
            value = Decimal(re.sub(r"\D", "", match[1]) + (f".{match[2]}" if match[2] else ""))
            yield _Token(value, _Form.DIGITS, *match.span(), meant=True)
        elif numerals is not None:
            for start, word in _words(match, numerals):
                meant = not any(first <= start < last for first, last in passed_over)
                if (number := numerals.words.get(word)) is not None:
                    yield _Token(Decimal(number), _Form.WORD, start, start + len(word), meant)
                elif (number := numerals.magnitudes.get(word)) is not None:
                    yield _Token(Decimal(number), _Form.MAGNITUDE, start, start + len(word), meant)
                elif (number := numerals.may_mean.get(word)) is not None:
                    yield _Token(Decimal(number), _Form.PERHAPS, start, start + len(word), meant=False)


def _words(match: re.Match[str], numerals: Numerals) -> Iterator[tuple[int, str]]:
    """Yield a word with hyphens whole where it is a number ("twenty-one"), or else in its parts."""
    word = match.group().lower()
    if word in numerals.words:
        yield match.start(), word
        return
    start = match.start()
    for part in word.split("-"):
        yield start, part
        start += len(part) + 1


@cache
def _pattern(tag: str) -> re.Pattern[str]:
    group = re.escape(get_group_symbol(babel_locale(tag))) + _SPACES
    point = re.escape(get_decimal_symbol(babel_locale(tag)))
    digits = rf"(?<!\d)(\d{{1,3}}(?:[{group}]\d{{3}})+(?!\d)|\d+)(?:{point}(\d+))?"
    return re.compile(rf"{digits}|{_WORD}")
