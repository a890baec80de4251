"""What the checks know of single languages. A language that is not here is checked for the rest alone."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import TypeVar

ValueT = TypeVar("ValueT")

# Words with which a statement leaves no exception: writers of tests put them into wrong options.
ABSOLUTE_WORDS: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "en": ("all", "always", "every", "never", "no one", "nobody", "none", "nothing", "only", "solely"),
        "nb": ("aldri", "alle", "alltid", "bare", "eneste", "ingen", "ingenting", "kun", "samtlige"),
        "nn": ("aldri", "alle", "alltid", "berre", "einaste", "ingen", "ingenting", "kun", "samtlege"),
    }
)

_NORWEGIAN_NUMBERS = MappingProxyType(
    {
        "fire": 4,
        "fem": 5,
        "seks": 6,
        "sju": 7,
        "syv": 7,
        "åtte": 8,
        "ni": 9,
        "ti": 10,
        "elleve": 11,
        "tolv": 12,
    }
)
_ENGLISH_NUMBERS = MappingProxyType(
    {"four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9, "ten": 10, "eleven": 11, "twelve": 12}
)
NUMBER_WORDS: Mapping[str, Mapping[str, int]] = MappingProxyType(
    {
        "en": {"one": 1, "two": 2, "both": 2, "three": 3, **_ENGLISH_NUMBERS},
        "nb": {"en": 1, "ett": 1, "én": 1, "to": 2, "begge": 2, "tre": 3, **_NORWEGIAN_NUMBERS},
        "nn": {"ein": 1, "eitt": 1, "éin": 1, "to": 2, "begge": 2, "tre": 3, **_NORWEGIAN_NUMBERS},
    }
)


def for_language(table: Mapping[str, ValueT], tag: str) -> ValueT | None:
    """Return what a table holds for a language tag, or failing that for the language without its region."""
    return table.get(tag, table.get(tag.partition("-")[0]))
