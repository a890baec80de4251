"""A question or a quiz that the editors withdraw while somebody is in the middle of it."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TypeAlias

import pytest

from quiz.catalogs.lookup import Catalogues
from quiz.domain.bank import Library
from tests.every_page import Site, open_site, same_browser, without_bank, without_questions
from tests.playing import SUNDAY, play, question_of, right
from tests.site_client import SiteClient

After: TypeAlias = Callable[[SiteClient, Library], SiteClient]


@pytest.fixture
def site(tmp_path: Path, migrated: Path, library: Library, catalogues: Catalogues) -> Iterator[Site]:
    opened = open_site(tmp_path, migrated, library, catalogues)
    yield opened
    opened.close()


@pytest.fixture
def after(site: Site) -> Iterator[After]:
    """Give the same player on the site with a changed library."""
    changed: list[Site] = []

    def give(client: SiteClient, library: Library) -> SiteClient:
        changed.append(site.with_library(library))
        return same_browser(client, changed[-1])

    yield give
    for each in changed:
        each.close()


def test_a_withdrawn_question_is_passed_over_and_the_round_can_be_finished(site: Site, after: After) -> None:
    client = site.client()
    question = client.start(SUNDAY)
    later = after(client, without_questions(site.library, question.question_id))

    withdrawn = later.get(question.address)
    passed_over = later.send(withdrawn.form("answer"))
    result = play(later, site.library, later.follow(passed_over, data_action="next"))

    assert withdrawn.kind == ""
    score = result.one("data")
    assert (score.get("value"), score.get("data-max")) == ("6.0", "6.0")
    assert result.all("p", class_="notice") == []
    assert len(result.one("tbody")) == 7
    assert [later.get(address).status for address in ("/nb/", "/en/history")] == [200, 200]


def test_an_answer_stands_after_its_question_was_withdrawn(site: Site, after: After) -> None:
    client = site.client()
    question = client.start(SUNDAY)
    answer = client.answer(question, right(question_of(site.library, question)))
    rest = client.follow(answer, data_action="next")
    later = after(client, without_questions(site.library, question.question_id))

    result = play(later, site.library, rest)

    assert result.one("data").get("data-max") == "7.0"
    assert later.get(answer.address).status == 200
    assert result.one("data").get("value") == "7.0"


def test_a_round_of_which_nothing_is_left_can_be_finished_and_looked_at(site: Site, after: After) -> None:
    client = site.client()
    page = client.start(SUNDAY)
    later = after(client, without_bank(site.library, "the-sunday"))

    page = later.get(page.address)
    for _ in range(7):
        page = later.follow(later.send(page.form("answer")), data_action="next")

    assert page.one("data").get("data-max") in {"0", "0.0"}
    assert [later.get(a).status for a in ("/nb/", "/nb/history", page.address + "/review")] == [200] * 3
    # As the quiz comes back, its card shows such a round too.
    assert client.get("/nb/").status == client.get(f"/nb/quizzes/{SUNDAY}").status == 200


def test_a_quiz_that_is_withdrawn_can_not_be_started(site: Site, after: After) -> None:
    client = site.client()
    form = client.get(f"/nb/quizzes/{SUNDAY}").form("start")
    later = after(client, without_bank(site.library, "the-sunday"))

    assert later.send(form, length="all").status == 404
