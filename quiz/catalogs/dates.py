"""Months and days of the week in running text, found so that a text can be compared with its translation."""

import re
from collections.abc import Mapping
from functools import cache
from typing import Literal, TypeAlias

from babel.dates import get_day_names, get_month_names

from quiz.catalogs.figures import months_in_digits
from quiz.catalogs.po_file import babel_locale

Unit: TypeAlias = Literal["month", "day"]
Width: TypeAlias = Literal["wide", "abbreviated"]


def date_differences(source: str, source_tag: str, text: str, tag: str) -> Mapping[Unit, list[str]]:
    """Return what the source names and its translation does not, by month and day of the week.

    The translation may shorten a name, or give the date in digits.
    """
    found = {*_named(text, tag, "wide"), *_named(text, tag, "abbreviated")}
    lacking: dict[Unit, list[str]] = {}
    for (unit, number), name in _named(source, source_tag, "wide").items():
        if (unit, number) not in found:
            lacking.setdefault(unit, []).append(name)
    return lacking


def _named(text: str, tag: str, width: Width) -> Mapping[tuple[Unit, int], str]:
    """Return the months and days that a text gives, as it gives them."""
    in_digits: dict[tuple[Unit, int], str] = {
        ("month", number): date for number, date in months_in_digits(text).items()
    }
    return in_digits | {
        (unit, number): match.group()
        for unit, number, pattern in _patterns(tag, width)
        if (match := pattern.search(text))
    }


@cache
def _patterns(tag: str, width: Width) -> tuple[tuple[Unit, int, re.Pattern[str]], ...]:
    locale, found = babel_locale(tag), set[tuple[Unit, int, str]]()
    for context in ("format", "stand-alone"):
        found |= {("month", number, name) for number, name in get_month_names(width, context, locale).items()}
        found |= {("day", number, name) for number, name in get_day_names(width, context, locale).items()}
    return tuple((unit, number, _pattern(unit, name.rstrip("."))) for unit, number, name in sorted(found))


def _pattern(unit: Unit, name: str) -> re.Pattern[str]:
    # «søndag» is also in «søndagskveld»; «mars» is not in «marsj».
    end = "" if unit == "day" else r"(?:['’]?s)?(?!\w)"
    # A name with a capital letter may be an ordinary word without it ("May").
    flag = re.IGNORECASE if name.islower() else re.NOFLAG
    return re.compile(rf"(?<!\w){re.escape(name)}{end}", flag)
