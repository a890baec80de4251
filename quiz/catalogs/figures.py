"""Numbers and dates in running text, found the same way in any language so that two texts can be compared."""

import re
from collections import Counter
from collections.abc import Mapping
from decimal import Decimal
from functools import cache

from babel.dates import get_day_names, get_month_names
from babel.numbers import get_decimal_symbol, get_group_symbol

from quiz.banks.languages import NUMBER_WORDS, for_language
from quiz.catalogs.po_file import babel_locale

_SPACES = " \u00a0\u2009\u202f"  # may divide groups of digits, wherever a language uses one of them
_LARGEST_IN_WORDS = 12
# Smaller numbers are too often none, or written otherwise ("one of them", «et tre», "the two" for «partene»).
_LEAST_COMPARED_IN_WORDS = 4


def number_differences(source: str, source_tag: str, text: str, tag: str) -> tuple[list[str], list[str]]:
    """Return the numbers in digits that only the source has, and those that only its translation has.

    A number up to twelve may stand in digits in one language and as a word in the other.
    """
    here, there = _in_digits(source, source_tag), _in_digits(text, tag)
    lacking = (here - there) - _in_words(text, tag)
    added = (there - here) - _in_words(source, source_tag)
    return _written(lacking), _written(added)


def word_differences(source: str, source_tag: str, text: str, tag: str) -> tuple[list[str], list[str]]:
    """Return the numbers from four to twelve that only the source or only its translation has in any form.

    Both lists are empty where the number words of one of the languages are not known.
    """
    if for_language(NUMBER_WORDS, source_tag) is None or for_language(NUMBER_WORDS, tag) is None:
        return [], []
    here, there = (
        Counter(
            {
                number: count
                for number, count in (_in_digits(words, of) + _in_words(words, of)).items()
                if _LEAST_COMPARED_IN_WORDS <= number <= _LARGEST_IN_WORDS
            }
        )
        for words, of in ((source, source_tag), (text, tag))
    )
    return _written(here - there), _written(there - here)


def _in_digits(text: str, tag: str) -> Counter[Decimal]:
    """Count the numbers that a text has in digits, with the separators of its language."""
    return Counter(
        Decimal(re.sub(r"\D", "", match[1]) + (f".{match[2]}" if match[2] else ""))
        for match in _digits(tag).finditer(text)
    )


@cache
def _digits(tag: str) -> re.Pattern[str]:
    group = re.escape(get_group_symbol(babel_locale(tag))) + _SPACES
    point = re.escape(get_decimal_symbol(babel_locale(tag)))
    return re.compile(rf"(?<!\d)(\d{{1,3}}(?:[{group}]\d{{3}})+(?!\d)|\d+)(?:{point}(\d+))?")


def date_differences(source: str, source_tag: str, text: str, tag: str) -> Mapping[str, list[str]]:
    """Return what the source names and its translation does not, by "month" and "day" of the week."""
    named, lacking = _dates(text, tag), dict[str, list[str]]()
    for date, name in _dates(source, source_tag).items():
        if date not in named:
            lacking.setdefault(date[0], []).append(name)
    return lacking


def _dates(text: str, tag: str) -> Mapping[tuple[str, int], str]:
    """Return the months and days that a text names, by "month" or "day" and their number."""
    return {
        (unit, number): match.group()
        for unit, number, pattern in _date_patterns(tag)
        if (match := pattern.search(text))
    }


@cache
def _date_patterns(tag: str) -> tuple[tuple[str, int, re.Pattern[str]], ...]:
    locale, found = babel_locale(tag), set[tuple[str, int, str]]()
    for context in ("format", "stand-alone"):
        found |= {
            ("month", number, name) for number, name in get_month_names("wide", context, locale).items()
        }
        found |= {("day", number, name) for number, name in get_day_names("wide", context, locale).items()}
    return tuple((unit, number, _date_pattern(unit, name)) for unit, number, name in sorted(found))


def _date_pattern(unit: str, name: str) -> re.Pattern[str]:
    # «søndag» is also in «søndagskveld»; «mars» is not in «marsj».
    end = "" if unit == "day" else r"(?:['’]?s)?(?!\w)"
    # A name with a capital letter may be an ordinary word without it ("May").
    flag = re.IGNORECASE if name.islower() else re.NOFLAG
    return re.compile(rf"(?<!\w){re.escape(name)}{end}", flag)


def _in_words(text: str, tag: str) -> Counter[Decimal]:
    """Count the number words of a text; where those of its language are not known, any may be among them."""
    words = for_language(NUMBER_WORDS, tag)
    if words is None:
        return Counter({Decimal(number): len(text) for number in range(_LARGEST_IN_WORDS + 1)})
    found = (words.get(word) for word in re.findall(r"\w+", text.casefold()))
    return Counter(Decimal(number) for number in found if number is not None)


def _written(found: Counter[Decimal]) -> list[str]:
    return [f"{number:f}" for number in sorted(found.elements())]
