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

# Words with which a statement is careful: writers of tests keep them for right options.
CAREFUL_WORDS: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "en": ("can", "could", "may", "might", "often", "partly", "perhaps", "possibly", "probably", "some"),
        "nb": ("delvis", "kan", "kanskje", "kunne", "muligens", "noen", "ofte", "sannsynligvis", "trolig"),
        "nn": ("delvis", "kan", "kanskje", "kunne", "moglegvis", "nokon", "nokre", "ofte", "truleg"),
    }
)


def for_language(table: Mapping[str, ValueT], tag: str) -> ValueT | None:
    """Return what a table holds for a language tag, or failing that for the language without its region."""
    return table.get(tag, table.get(tag.partition("-")[0]))
