"""Collects problems, and puts what pydantic says about a file into words for its author."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from difflib import get_close_matches
from pathlib import Path
from typing import Any, TypeVar

from pydantic import ValidationError
from pydantic_core import ErrorDetails

from quiz.banks.fields import ABOUT
from quiz.banks.problem import Problem, Severity
from quiz.banks.toml_file import TomlFile
from quiz.domain.shape import Shape

ShapeT = TypeVar("ShapeT", bound=Shape)


@dataclass
class Report:
    """The problems found so far; file names are given relative to the parent of the folder that is read."""

    root: Path
    problems: list[Problem] = field(default_factory=list)

    def add(
        self,
        path: Path,
        line: int,
        what: str,
        advice: str = "",
        *,
        question: str = "",
        at: str = "",
        language: str = "",
        severity: Severity = Severity.ERROR,
    ) -> None:
        file = path.relative_to(self.root.parent) if path.is_relative_to(self.root) else path
        self.problems.append(Problem(severity, file, line, what, advice, question, at, language))


def check_shape(
    model: type[ShapeT], file: TomlFile, data: Mapping[str, Any], report: Report, *, question: str = ""
) -> ShapeT | None:
    """Return a file's content as its model, or None after reporting everything that does not fit."""
    try:
        return model.model_validate(data)
    except ValidationError as error:
        details = error.errors(include_url=False)
        for detail in details:
            if _only_follows(detail, details):
                continue
            # "[key]" is how pydantic points at a name instead of what stands under it.
            location = tuple(part for part in detail["loc"] if part != "[key]")
            what, advice = _in_words(detail, location, model)
            report.add(file.path, file.line(location), what, advice, question=question, at=dotted(location))
        return None


def did_you_mean(word: str, known: Sequence[str]) -> str:
    near = get_close_matches(word, known, n=1)
    return f"Did you mean '{near[0]}'?" if near else ""


def dotted(location: Sequence[str | int]) -> str:
    """Write a field as an author counts: evidence 1 is the first."""

    def parts() -> Iterator[str]:
        for part in location:
            yield f"[{part + 1}]" if isinstance(part, int) else f".{part}"

    return "".join(parts()).lstrip(".")


def _only_follows(detail: ErrorDetails, details: Sequence[ErrorDetails]) -> bool:
    """Whether a list is too short only because items that have a problem of their own are not counted."""
    place = detail["loc"]
    return detail["type"] == "too_short" and any(
        len(other["loc"]) > len(place) and other["loc"][: len(place)] == place for other in details
    )


def _in_words(detail: ErrorDetails, location: Sequence[str | int], model: type[Shape]) -> tuple[str, str]:
    kind, message, given = detail["type"], detail["msg"], detail["input"]
    name = location[-1] if location else ""
    field = next((part for part in reversed(location) if isinstance(part, str)), "")
    about = f"{ABOUT[field]}." if field in ABOUT else ""
    if isinstance(name, int):
        name = dotted(location)
    if kind == "missing":
        return f"the field `{name}` is missing", about
    if kind == "extra_forbidden":
        return f"there is no field `{name}` here", did_you_mean(str(name), _field_names(model))
    if kind in ("too_short", "string_too_short") and not (given.strip() if isinstance(given, str) else given):
        return f"the field `{name}` is empty", about
    if kind == "too_short":
        return f"the field `{name}` needs at least {detail['ctx']['min_length']} entries", about
    if kind == "too_long":
        unit = "characters" if isinstance(given, str) else "entries"
        return f"the field `{name}` holds more than {detail['ctx']['max_length']} {unit}", about
    if kind == "string_pattern_mismatch":
        return f"'{given}' cannot stand here: {message}", about
    if kind == "enum":
        allowed = re.findall(r"'(.*?)'", message)
        return f"'{given}' cannot stand here: {message}", did_you_mean(str(given), allowed) or about
    return message.removeprefix("Value error, "), about


def _field_names(model: type[Shape]) -> list[str]:
    """Return every name that may stand in such a file, whichever table it belongs to."""
    schema = model.model_json_schema()
    tables = [schema, *schema.get("$defs", {}).values()]
    return ["kind", *(name for table in tables for name in table.get("properties", {}))]
