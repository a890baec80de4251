"""What is wrong with a bank, told to its author."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from quiz.domain.shape import without_control_signs


class Severity(StrEnum):
    ERROR = "error"
    WARNING = "warning"


@dataclass(frozen=True, slots=True)
class Problem:
    """One problem with its place and the advice that mends it; `line` counts from 1, 0 is the whole file."""

    severity: Severity
    file: Path
    line: int
    what: str
    advice: str = ""
    question: str = ""
    field: str = ""
    language: str = ""

    def __str__(self) -> str:
        place = f"{self.file}:{self.line}" if self.line else str(self.file)
        about = " · ".join(part for part in (self.question, self.field, self.language) if part)
        lines = [f"{place}: {self.severity}: {about + ': ' if about else ''}{self.what}"]
        if self.advice:
            lines.append(f"    {self.advice}")
        # What an author wrote must not steer the terminal of whoever checks it.
        return without_control_signs("\n".join(lines))


def errors_in(problems: Iterable[Problem]) -> tuple[Problem, ...]:
    return tuple(problem for problem in problems if problem.severity is Severity.ERROR)
