"""The questions that come with Kildesjekk."""

from collections import Counter

from quiz.banks.load import load_library
from quiz.catalogs.agreement import check_agreement
from quiz.domain.bank import Library
from quiz.domain.kinds.registry import all_kinds
from quiz.domain.question import Skill
from quiz.settings import PROJECT


def test_the_shipped_banks_have_no_problem() -> None:
    assert "\n".join(str(problem) for problem in load_library(PROJECT / "questions").problems) == ""


def test_the_shipped_translations_agree_with_their_banks(library: Library) -> None:
    problems = check_agreement(PROJECT / "translations", library, ("nb", "en"))

    assert "\n".join(str(problem) for problem in problems) == ""


def test_every_shipped_quiz_can_be_played_in_rounds_of_ten(library: Library) -> None:
    for bank in library.articles[0].banks:
        assert len(bank.questions) >= 12, bank.id
        assert bank.longest_round >= 10, bank.id


def test_every_kind_and_every_skill_is_asked_for_several_times(library: Library) -> None:
    questions = library.articles[0].whole.questions
    kinds = Counter(question.KIND for question in questions)
    skills = Counter(skill for question in questions for skill in question.skills)

    assert len(questions) >= 60
    assert min(kinds[kind] for kind in all_kinds()) >= 4
    assert min(skills[skill] for skill in Skill) >= 4
