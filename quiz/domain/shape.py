"""What the files of an article are made of: texts, ids, and what is said of one that contradicts itself."""

import re
from typing import Annotated, Any, NamedTuple

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, StringConstraints

# No page may hold them, and terminals are steered by them.
_CONTROL_SIGN = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f]")


def control_sign(text: str) -> str | None:
    """Return the first sign of a text that no page may hold; None where there is none."""
    found = _CONTROL_SIGN.search(text)
    return found[0] if found else None


def without_control_signs(text: str) -> str:
    return _CONTROL_SIGN.sub("", text)


def fold(value: Any) -> Any:
    """Let an author break a long text over several lines."""
    return " ".join(value.split()) if isinstance(value, str) else value


def _shows(text: str) -> str:
    if sign := control_sign(text):
        raise ValueError(f"holds the character U+{ord(sign):04X}, which no page may hold")
    return text


def _compiles(pattern: str) -> str:
    try:
        re.compile(pattern)
    except re.error as error:
        raise ValueError(f"not a regular expression: {error}") from error
    return pattern


Prose = Annotated[
    str, BeforeValidator(fold), StringConstraints(min_length=1, max_length=2000), AfterValidator(_shows)
]
Slug = Annotated[str, StringConstraints(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$", max_length=60)]
Pattern = Annotated[str, AfterValidator(_compiles)]
LanguageTag = Annotated[str, StringConstraints(pattern=r"^[a-z]{2,3}(-[A-Za-z0-9]+)*$")]


class Fault(NamedTuple):
    """Something in a file that contradicts itself; `field` is the way to it from the top of the file."""

    field: tuple[str | int, ...]
    what: str


class Shape(BaseModel):
    """A part of a file: every field known, nothing changed afterwards."""

    model_config = ConfigDict(extra="forbid", frozen=True)
