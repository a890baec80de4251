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

# From four on: smaller ones are too often no numbers ("one of them", «et tre», "both" for «de to»).
NUMBER_WORDS: Mapping[str, Mapping[str, int]] = MappingProxyType(
    {
        "en": dict(zip("four five six seven eight nine ten eleven twelve".split(), range(4, 13), strict=True)),
        "nb": {
            **dict(zip("fire fem seks sju åtte ni ti elleve tolv".split(), range(4, 13), strict=True)),
            "syv": 7,
        },
        "nn": dict(zip("fire fem seks sju åtte ni ti elleve tolv".split(), range(4, 13), strict=True)),
    }
)
# In place of a digit any word for the number will do.
SMALL_NUMBER_WORDS: Mapping[str, Mapping[str, int]] = MappingProxyType(
    {
        "en": {"one": 1, "two": 2, "both": 2, "three": 3},
        "nb": {"en": 1, "ei": 1, "ett": 1, "én": 1, "éi": 1, "to": 2, "begge": 2, "tre": 3},
        "nn": {"ein": 1, "ei": 1, "eitt": 1, "éin": 1, "to": 2, "begge": 2, "tre": 3},
    }
)


def for_language(table: Mapping[str, ValueT], tag: str) -> ValueT | None:
    """Return what a table holds for a language tag, or failing that for the language without its region."""
    return table.get(tag, table.get(tag.partition("-")[0]))
