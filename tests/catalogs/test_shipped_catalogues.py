"""The catalogues that come with Kildesjekk."""

import pytest

from quiz.catalogs.check import Checked, check_catalogues
from quiz.catalogs.templates import Sources
from quiz.domain.bank import Library
from quiz.settings import PROJECT, read_settings

SOURCES = Sources(PROJECT, PROJECT / "quiz", PROJECT / "templates", PROJECT / "questions")


@pytest.fixture(scope="module")
def checked(library: Library, tmp_path_factory: pytest.TempPathFactory) -> Checked:
    settings = read_settings({}, tmp_path_factory.mktemp("instance"))
    return check_catalogues(settings.translations, SOURCES, library, settings.locales)


def test_the_shipped_catalogues_are_complete_and_up_to_date(checked: Checked) -> None:
    assert "\n".join(str(problem) for problem in checked.problems) == ""


def test_the_interface_and_the_article_are_translated(checked: Checked) -> None:
    assert [(line.locale, line.domain) for line in checked.coverage] == [
        ("nb", "messages"),
        ("en", "karabakh-2020"),
    ]
    assert all(line.translated == line.total for line in checked.coverage)
