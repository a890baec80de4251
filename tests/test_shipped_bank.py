"""The questions that come with Kildesjekk."""

from quiz.banks.load import load_library
from quiz.catalogs.agreement import check_agreement
from quiz.domain.bank import Library
from quiz.settings import PROJECT


def test_the_shipped_banks_have_no_problem() -> None:
    assert "\n".join(str(problem) for problem in load_library(PROJECT / "questions").problems) == ""


def test_the_shipped_translations_agree_with_their_banks(library: Library) -> None:
    problems = check_agreement(PROJECT / "translations", library, ("nb", "en"))

    assert "\n".join(str(problem) for problem in problems) == ""
