"""What a start needs to know of an article, be it made now or kept."""

import json
from collections.abc import Mapping
from dataclasses import astuple, dataclass
from pathlib import Path
from typing import Any, NamedTuple

from quiz.banks.problem import Problem, Severity


@dataclass(frozen=True)
class About:
    """What is known of an article at once.

    `problems` are those of its banks, `disagreements` those of its translations with them; `texts` are the
    texts that lists show, `untranslated` counts those that are lacking, both by language; `versions` are
    those in use, by bank. `outline` is as quiz.banks.kept has it, and empty where there is an error.
    """

    problems: tuple[Problem, ...]
    disagreements: tuple[Problem, ...]
    outline: Mapping[str, Any]
    texts: Mapping[str, Mapping[str, str]]
    untranslated: Mapping[str, int]
    versions: Mapping[str, str]


class Made(NamedTuple):
    """`faults` are what is wrong with its compiled catalogues; without any fault or error there are parts."""

    about: About
    faults: tuple[str, ...]
    parts: Mapping[str, bytes]


def write(content: Any) -> bytes:
    return json.dumps(content, ensure_ascii=False, separators=(",", ":")).encode()


def write_about(about: About) -> bytes:
    frozen = dict(vars(about))
    for name in ("problems", "disagreements"):
        frozen[name] = [
            [str(part) if isinstance(part, Path) else part for part in astuple(each)] for each in frozen[name]
        ]
    return write(frozen)


def read_about(written: bytes) -> About:
    """Return what `write_about` wrote."""
    frozen = json.loads(written)
    for name in ("problems", "disagreements"):
        frozen[name] = tuple(
            Problem(Severity(severity), Path(file), *rest) for severity, file, *rest in frozen[name]
        )
    return About(**frozen)
