"""Numbers and dates in running text, found the same way in any language so that two texts can be compared."""

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from decimal import Decimal

from babel import Locale
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
    here, there = numbers(source, babel_locale(source_tag)), numbers(text, babel_locale(tag))
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
                for number, count in (numbers(words, babel_locale(of)) + _in_words(words, of)).items()
                if _LEAST_COMPARED_IN_WORDS <= number <= _LARGEST_IN_WORDS
            }
        )
        for words, of in ((source, source_tag), (text, tag))
    )
    return _written(here - there), _written(there - here)


def numbers(text: str, locale: Locale) -> Counter[Decimal]:
    """Count the numbers that a text has in digits, with the separators of its language."""
    group = re.escape(get_group_symbol(locale)) + _SPACES
    point = re.escape(get_decimal_symbol(locale))
    form = re.compile(rf"(?<!\d)(\d{{1,3}}(?:[{group}]\d{{3}})+(?!\d)|\d+)(?:{point}(\d+))?")
    return Counter(
        Decimal(re.sub(r"\D", "", match[1]) + (f".{match[2]}" if match[2] else ""))
        for match in form.finditer(text)
    )


def date_differences(source: str, source_tag: str, text: str, tag: str) -> list[str]:
    """Return the months and days of the week that the source names and its translation does not."""
    here, there = babel_locale(source_tag), babel_locale(tag)
    return [
        name
        for place, name in _dates(source, here).items()
        if place not in _dates(text, there)
    ]


def _dates(text: str, locale: Locale) -> Mapping[tuple[str, int], str]:
    """Return the months and days that a text names, by "month" or "day" and their number."""
    return {
        (unit, number): name
        for unit, number, name in _names(locale)
        # «søndag» is also in «søndagen» and «søndagskveld»; «mars» is not in «marsj».
        if re.search(rf"(?<!\w){re.escape(name)}" + (r"" if unit == "day" else r"(?:['’]?s)?(?!\w)"), text, _case(name))
    }


def _names(locale: Locale) -> Iterator[tuple[str, int, str]]:
    for context in ("format", "stand-alone"):
        for number, name in get_month_names("wide", context, locale).items():
            yield "month", number, name
        for number, name in get_day_names("wide", context, locale).items():
            yield "day", number, name


def _case(name: str) -> re.RegexFlag:
    """A name with a capital letter may be an ordinary word without it ("May")."""
    return re.IGNORECASE if name.islower() else re.NOFLAG


def _in_words(text: str, tag: str) -> Counter[Decimal]:
    """Count the number words of a text; every number up to twelve where those of its language are not known."""
    words = for_language(NUMBER_WORDS, tag)
    if words is None:
        return Counter({Decimal(number): len(text) for number in range(_LARGEST_IN_WORDS + 1)})
    found = (words.get(word) for word in re.findall(r"\w+", text.casefold()))
    return Counter(Decimal(number) for number in found if number is not None)


def _written(found: Counter[Decimal]) -> list[str]:
    return [f"{number:f}" for number in sorted(found.elements())]
