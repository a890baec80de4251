"""Asked how sure one is: on the quiz page, beside the question, and said again beside the verdict."""

import pytest

from quiz.domain.bank import Library
from quiz.domain.certainty import Certainty
from tests.playing import SUNDAY, WHOLE, fields, question_of, right, wrong
from tests.playing import answer as give
from tests.site_client import PageView, SiteClient, words_of
from tests.web.test_answering import answers

ASKED = {"asks_certainty": "yes"}


def ticked(page: PageView) -> list[str | None]:
    levels = page.all("input", name="certainty")
    return [level.get("value") for level in levels if level.get("checked") is not None]


def go_to(client: SiteClient, library: Library, kind: str) -> PageView:
    page = client.start(WHOLE, "nb", **ASKED)
    while page.kind != kind:
        page = client.follow(client.answer(page, "dont-know"), data_action="next")
    return page


def test_nobody_is_asked_who_has_not_asked_for_it(client: SiteClient) -> None:
    quiz = client.get(f"/nb/quizzes/{SUNDAY}")

    assert quiz.one("input", name="asks_certainty").get("checked") is None
    assert client.start().all("input", name="certainty") == []


def test_three_levels_are_on_offer_and_none_is_ticked(client: SiteClient) -> None:
    page = client.start(**ASKED)

    levels = page.all("input", name="certainty")
    assert [level.get("value") for level in levels] == [level.value for level in Certainty]
    assert {level.get("type") for level in levels} == {"radio"}
    assert ticked(page) == []


def test_one_can_answer_without_saying(client: SiteClient, library: Library) -> None:
    page = give(client, library, client.start(**ASKED), wrong)

    assert page.outcome == "incorrect"
    assert answers(client)[-1]["certainty"] is None


@pytest.mark.parametrize("level", Certainty)
def test_what_was_said_is_kept_and_told_with_the_answer(
    client: SiteClient, library: Library, level: Certainty
) -> None:
    asked = client.start(SUNDAY, "en", **ASKED)
    form = asked.form("answer")
    form.fields["certainty"] = level.value

    page = client.send(form, **right_fields(library, asked))
    again, review = client.get(asked.address), client.get(asked.address.rsplit("/", 1)[0] + "/review")

    words = {
        "guessing": "You were guessing.",
        "fairly-sure": "You were fairly sure.",
        "certain": "You were certain.",
    }[level.value]
    assert answers(client)[-1]["certainty"] == level.value
    for place in (page, again, review):
        assert words in [words_of(line) for line in place.all("p")], place.address


def right_fields(library: Library, asked: PageView) -> dict[str, object]:
    question = question_of(library, asked)
    return dict(fields(question, right(question)))


def test_it_is_still_ticked_when_the_answer_could_not_be_read(client: SiteClient) -> None:
    asked = client.start(**ASKED)

    refused = client.send(asked.form("answer"), certainty="fairly-sure")

    assert refused.status == 422
    assert ticked(refused) == ["fairly-sure"]


def test_it_is_still_ticked_after_a_move_and_in_the_other_language(
    client: SiteClient, library: Library
) -> None:
    asked = go_to(client, library, "ordering")
    last = asked.form("answer").fields["order"].split(",")[-1]

    moved = client.send(asked.form("answer"), move=f"{last}:up", certainty="certain")
    again = client.send(moved.form("answer"), move=f"{last}:up")
    other = client.get(again.language_links["en"])

    assert [ticked(page) for page in (moved, again, other)] == [["certain"]] * 3
    assert other.locale == "en"


@pytest.mark.parametrize("forged", ["", "very", "certain%00", "certain&certainty=guessing"])
def test_an_address_that_names_no_level_ticks_none(client: SiteClient, forged: str) -> None:
    asked = client.start(**ASKED)

    page = client.get(f"{asked.address}?certainty={forged}")

    assert (page.status, ticked(page)) == (200, [])


def test_it_is_asked_beside_the_article_too(client: SiteClient, library: Library) -> None:
    asked = client.start(way="with-source", **ASKED)
    while asked.kind == "find-sentence":
        asked = client.follow(client.answer(asked, "dont-know"), data_action="next")
    form = asked.form("answer")
    form.fields["certainty"] = "guessing"

    pointing = client.send(form, **right_fields(library, asked))
    client.send(pointing.form("evidence"), sentence="cannot-find")

    assert answers(client)[-1]["certainty"] == "guessing"
