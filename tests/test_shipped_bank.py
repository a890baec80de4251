"""The questions that come with Kildesjekk."""

from quiz.banks.load import load_library
from quiz.settings import PROJECT


def test_the_shipped_banks_have_no_problem() -> None:
    assert "\n".join(str(problem) for problem in load_library(PROJECT / "questions").problems) == ""
