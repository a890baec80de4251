"""An ordering is put in order with number fields or with buttons, without JavaScript."""

import pytest
from flask import Flask

from quiz.domain.bank import Library
from quiz.domain.kinds.ordering import Ordering
from tests.page_rules import broken_rules
from tests.playing import fields, go_to, question_of
from tests.site_client import PageView, SiteClient
from tests.web.test_answering import answers

LOCALES = ("nb", "en")
NO_ORDERS = ("1 1 1 1 1 1", "2 3 4 5 6 7", "0 1 2 3 4 5", "1 2 x 4 5 6", "1", "1 2 3.0 4 5 6")
FORGED_MOVES = (
    *("", "x", "x:up", ":up", "\x00:up", "x" * 4000),
    *("{item}", "{item}:", "{item}:left", "{item}:up:down", "{item}:UP"),
)
FORGED_DRAFTS = ("", "x", ",,,", "{first}", "{all},{first}", "\x00", "%", "{all}x", "x" * 3000)


@pytest.fixture
def question(client: SiteClient, library: Library) -> PageView:
    return go_to(client, library, "ordering")


def order(page: PageView) -> list[str]:
    """Return the items as they stand on the page; the form says the same."""
    shown = [item.get("data-item") or "" for item in page.one("ol", class_="choices")]
    assert page.form("answer").fields["order"] == ",".join(shown)
    return shown


def numbers(page: PageView) -> list[str]:
    written = page.form("answer").fields
    return [written[f"position-{item}"] for item in order(page)]


def move(client: SiteClient, page: PageView, item: str, direction: str, **written: str) -> PageView:
    return client.send(page.form("answer"), move=f"{item}:{direction}", **written)


def asked(library: Library, page: PageView) -> Ordering:
    found = question_of(library, page)
    assert isinstance(found, Ordering)
    return found


def test_a_move_is_a_round_trip_that_numbers_all_and_stores_nothing(
    client: SiteClient, question: PageView
) -> None:
    before = order(question)
    stored = answers(client)

    down = move(client, question, before[0], "down")
    back = move(client, down, before[0], "up")

    assert order(down) == [before[1], before[0], *before[2:]]
    assert order(back) == before
    assert numbers(question) == [""] * len(before)
    assert numbers(down) == numbers(back) == [str(place) for place in range(1, len(before) + 1)]
    assert (down.status, answers(client)) == (200, stored)


def test_a_move_leads_to_an_address_that_can_be_loaded_again(client: SiteClient, question: PageView) -> None:
    form = question.form("answer")
    item = order(question)[0]

    response = client.http.post(form.address, data={**form.fields, "move": f"{item}:down"})
    page = client.get(response.headers["Location"])

    assert response.status_code == 303
    again = client.get(page.address)
    assert (again.body_words, order(again), numbers(again)) == (page.body_words, order(page), numbers(page))
    assert order(client.get(question.address)) == order(question)


def test_what_was_moved_stays_through_a_switch_of_language(client: SiteClient, question: PageView) -> None:
    moved = move(client, question, order(question)[0], "down")

    other = client.get(moved.language_links["en"])
    back = client.get(other.language_links["nb"])

    assert (moved.locale, other.locale) == ("nb", "en")
    assert order(other) == order(moved) == order(back) != order(question)
    assert numbers(other) == numbers(moved)


def test_the_first_stays_first_and_the_last_last(client: SiteClient, question: PageView) -> None:
    before = order(question)

    assert order(move(client, question, before[0], "up")) == before
    assert order(move(client, question, before[-1], "down")) == before


def test_a_move_starts_from_the_numbers_that_make_an_order(client: SiteClient, question: PageView) -> None:
    before = order(question)
    wanted = before[::-1]
    written = {f"position-{item}": str(wanted.index(item) + 1) for item in before}

    page = move(client, question, wanted[0], "down", **written)

    assert order(page) == [wanted[1], wanted[0], *wanted[2:]]


def test_a_move_starts_from_the_page_where_the_numbers_make_none(
    client: SiteClient, question: PageView
) -> None:
    before = order(question)

    page = move(client, question, before[1], "up", **{f"position-{before[0]}": "3"})

    assert order(page) == [before[1], before[0], *before[2:]]


def test_an_answer_by_moves_alone_is_graded_as_it_stands(
    client: SiteClient, library: Library, question: PageView
) -> None:
    key = asked(library, question).answer
    page = question
    for place, item in enumerate(key):
        while order(page).index(item) > place:
            page = move(client, page, item, "up")

    answered = client.send(page.form("answer"))

    assert answered.outcome == "correct"
    assert answers(client)[-1]["response"] == list(key)


@pytest.mark.parametrize("locale", LOCALES)
def test_an_answer_by_numbers_is_graded_whatever_the_page_showed(
    client: SiteClient, library: Library, locale: str
) -> None:
    question = go_to(client, library, "ordering", locale=locale)
    moved = move(client, question, order(question)[0], "down")
    found = asked(library, question)

    answered = client.send(moved.form("answer"), **fields(found, found.answer))

    assert (answered.outcome, answered.locale) == ("correct", locale)


def test_the_first_button_of_the_form_checks_the_answer(question: PageView) -> None:
    """It is the one that Enter presses in a number field."""
    buttons = question.one("form", data_action="answer").iter("button")
    first = next(buttons)

    assert (first.get("type"), first.get("name")) == ("submit", None)
    assert (first.get("tabindex"), first.get("aria-hidden")) == ("-1", "true")


@pytest.mark.parametrize(
    "written", ["1 1 1 1 1 1", "2 3 4 5 6 7", "0 1 2 3 4 5", "1 2 x 4 5 6", "1", "1 2 3.0 4 5 6"]
)
def test_numbers_that_make_no_order_are_given_back_to_mend(
    client: SiteClient, question: PageView, written: str
) -> None:
    before, stored = order(question), answers(client)
    given = dict(zip([f"position-{item}" for item in before], written.split(), strict=False))

    page = client.send(question.form("answer"), **given)

    assert (page.status, answers(client)) == (422, stored)
    assert broken_rules(page, LOCALES) == []
    assert order(page) == before
    kept = {name: page.form("answer").fields[name] for name in given}
    assert kept == {name: value[:3] for name, value in given.items()}


@pytest.mark.parametrize(
    "forged",
    [
        "",
        "x",
        "x:up",
        ":up",
        "{item}",
        "{item}:",
        "{item}:left",
        "{item}:up:down",
        "\x00:up",
        "{item}:UP",
        "x" * 4000,
    ],
)
def test_a_move_that_no_button_makes_moves_nothing(
    client: SiteClient, question: PageView, forged: str
) -> None:
    stored = answers(client)

    page = client.send(question.form("answer"), move=forged.format(item=order(question)[1]))

    assert (page.status, order(page), answers(client)) == (422, order(question), stored)


@pytest.mark.parametrize(
    "draft", ["", "x", ",,,", "{first}", "{all},{first}", "\x00", "%", "{all}x", "x" * 3000]
)
def test_a_draft_that_is_no_order_is_left_aside(client: SiteClient, question: PageView, draft: str) -> None:
    shown = order(question)
    forged = draft.format(first=shown[0], all=",".join(shown))

    page = client.get(question.address, query_string={"draft": forged})

    assert (page.status, order(page), numbers(page)) == (200, shown, [""] * len(shown))


def test_a_form_without_its_order_moves_nothing_and_breaks_nothing(
    client: SiteClient, question: PageView
) -> None:
    for shown in ("", "x", ",".join(order(question)[1:])):
        page = client.send(question.form("answer"), order=shown, move=f"{order(question)[1]}:up")

        assert (page.status, order(page)) == (422, order(question))


def test_another_questions_address_takes_no_draft(client: SiteClient, library: Library) -> None:
    question = go_to(client, library, "verdict")

    page = client.get(question.address, query_string={"draft": "not-stated,contradicted,supported"})

    assert page.form("answer").choices == question.form("answer").choices


def test_a_question_that_has_been_answered_is_not_moved(
    client: SiteClient, library: Library, question: PageView
) -> None:
    found = asked(library, question)
    answered = client.send(question.form("answer"), **fields(found, found.answer))
    stored = answers(client)

    late = move(client, question, order(question)[0], "down")
    locked = client.get(question.address, query_string={"draft": ",".join(found.answer[::-1])})

    assert late.outcome == answered.outcome == "correct"
    assert answers(client) == stored
    assert locked.all("ol", class_="choices") == []
    assert locked.words("ol", class_="order") == answered.words("ol", class_="order")


def test_another_players_ordering_is_not_moved(app: Flask, question: PageView) -> None:
    other = SiteClient(app)
    form = other.start().form("answer")
    shown = ",".join(order(question))

    response = other.http.post(
        question.form("answer").address,
        data={**form.fields, "order": shown, "move": f"{order(question)[0]}:down"},
    )

    assert response.status_code == 404
