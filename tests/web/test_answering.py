"""Questions are answered one at a time, each for good."""

import re

import pytest
from flask import Flask

from quiz.catalogs.lookup import Catalogues
from quiz.domain.bank import Library
from quiz.domain.kinds.registry import all_kinds
from quiz.domain.question import Question, Response
from tests.playing import SUNDAY, fields, go_to, play, question_of, right, sunday_size, wrong
from tests.playing import answer as give
from tests.site_client import PageView, SiteClient, words_of

KINDS = tuple(sorted(all_kinds()))
BLANK: tuple[dict[str, str], ...] = ({"answer": ""}, {"answer": " \t "}, {"svar": "supported"})


def answers(client: SiteClient) -> list[dict[str, object]]:
    """Return every stored answer of this player, oldest attempt last."""
    whole = client.http.get("/nb/history/export.json").get_json()
    return [answer for attempt in whole["attempts"] for answer in attempt["answers"]]


def exported(response: Response) -> object:
    """Return an answer as the export writes it."""
    return list(response) if isinstance(response, tuple) else response


def test_an_answer_is_a_post_that_leads_to_a_page_of_its_own(client: SiteClient) -> None:
    form = client.start().form("answer")

    response = client.http.post(form.address, data={**form.fields, "answer": "dont-know"})
    page = client.get(response.headers["Location"])
    reloaded = client.get(page.address)

    assert (response.status_code, response.headers["Location"]) == (303, form.address + "/answer")
    assert page.outcome == "skipped"
    assert reloaded.text == page.text
    assert len(answers(client)) == 1


def test_starting_is_a_post_that_leads_to_the_first_question(client: SiteClient) -> None:
    form = client.get(f"/en/quizzes/{SUNDAY}").form("start")

    response = client.http.post(form.address, data={**form.fields, "length": "all"})

    assert response.status_code == 303
    assert client.get(response.headers["Location"]).form("answer").address == response.headers["Location"]


def test_nothing_is_ticked_beforehand(client: SiteClient, library: Library) -> None:
    for kind in KINDS:
        question = go_to(client, library, kind)

        written = {name: value for name, value in question.form("answer").fields.items() if value}

        assert set(written) <= {"csrf_token", "order"}, kind


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("locale", ["nb", "en"])
def test_an_empty_answer_is_asked_for_again_and_nothing_is_stored(
    client: SiteClient, library: Library, kind: str, locale: str
) -> None:
    question = go_to(client, library, kind, locale=locale)
    before = len(answers(client))

    page = client.send(question.form("answer"))
    blank = [client.send(question.form("answer"), **values) for values in BLANK]

    summary = page.one("div", class_="error-summary stack")
    link = next(element for element in summary.iter() if element.get("href"))
    target = (link.get("href") or "").removeprefix("#")
    message = "".join(link.itertext()).strip()
    assert (page.status, page.locale, page.question_id) == (422, locale, question.question_id)
    assert page.one("input", id=target).get("name") in {"answer", target}
    assert summary.get("tabindex") == "-1"
    assert page.words("p", id="answer-error") == " ".join(message.split())
    assert page.words("title") != question.words("title")
    assert page.words("title").casefold().endswith(question.words("title").casefold())
    assert page.form("answer").choices == question.form("answer").choices
    assert page.form("answer").fields.get("order") == question.form("answer").fields.get("order")
    assert [each.status for each in blank] == [422, 422, 422]
    assert len(answers(client)) == before


@pytest.mark.parametrize("kind", KINDS)
def test_back_shows_the_question_locked_with_the_answer_given(
    client: SiteClient, library: Library, kind: str
) -> None:
    question = go_to(client, library, kind)
    asked = question_of(library, question)
    given = wrong(asked)
    answer = give(client, library, question, wrong)

    back = client.get(question.address)

    assert (back.status, back.all("form"), back.all("button")) == (200, [], [])
    assert back.outcome == ""
    assert all(control.get("disabled") is not None for control in back.all("input"))
    ticked = [each.get("value") for each in back.all("input") if each.get("checked") is not None]
    if kind == "number":
        assert (ticked, given in back.body_words) == ([], True)
    elif kind == "ordering":
        texts = {item.id: item.text for item in asked.items}  # type: ignore[attr-defined]
        shown = [words_of(item) for item in back.one("ol", class_="order")]
        assert shown == [texts[item] for item in given or ()]
    else:
        assert set(ticked) == ({given} if isinstance(given, str) else set(given or ()))
    assert back.all("a", href=answer.address)


@pytest.mark.parametrize("kind", KINDS)
def test_a_question_left_open_is_locked_as_left_open(
    client: SiteClient, library: Library, catalogues: Catalogues, kind: str
) -> None:
    said = catalogues.interface("nb").gettext("You answered: I don’t know")
    question = go_to(client, library, kind)
    client.answer(question, "dont-know")

    back = client.get(question.address)

    ticked = [each.get("value") for each in back.all("input") if each.get("checked") is not None]
    offered = [each.get("value") for each in back.all("input") if each.get("value") == "dont-know"]
    assert (back.status, back.all("form")) == (200, [])
    assert ticked == offered
    assert offered or said in back.body_words
    assert back.all("ol") == []


@pytest.mark.parametrize("kind", KINDS)
def test_of_two_answers_the_first_stands_and_the_reader_is_told(
    client: SiteClient, library: Library, kind: str
) -> None:
    question = go_to(client, library, kind)
    form, asked = question.form("answer"), question_of(library, question)
    first = client.send(form, **fields(asked, wrong(asked)))

    second = client.send(form, **fields(asked, right(asked)))
    empty = client.send(form)

    assert first.outcome == second.outcome == empty.outcome == "incorrect"
    assert (len(_notices(first)), len(_notices(second)), len(_notices(empty))) == (0, 1, 1)
    assert _notices(client.get(first.address)) == []
    assert answers(client)[-1]["response"] == exported(wrong(asked))
    assert len({str(answer["question"]) for answer in answers(client)}) == len(answers(client))


def test_the_notice_is_kept_through_a_switch_of_language(client: SiteClient) -> None:
    form = client.start().form("answer")
    client.send(form, answer="dont-know")

    twice = client.send(form, answer="dont-know")
    other = client.get(twice.language_links["en"])

    assert len(_notices(twice)) == len(_notices(other)) == 1


def test_skipping_ahead_leads_back_to_the_question_that_is_next(client: SiteClient) -> None:
    first = client.start()
    form = first.form("answer")
    ahead = first.address.removesuffix("1") + "3"

    assert client.get(ahead).address == first.address
    assert client.get(ahead + "/answer").address == first.address
    assert client.get(first.address + "/answer").address == first.address
    assert client.get(first.address.removesuffix("/1")).address == first.address
    posted = client.http.post(ahead, data={**form.fields, "answer": "dont-know"})
    assert (posted.status_code, posted.headers["Location"]) == (303, first.address)
    assert answers(client) == []


def test_a_form_sent_twice_starts_one_attempt(client: SiteClient) -> None:
    form = client.get(f"/nb/quizzes/{SUNDAY}").form("start")

    first, second = client.send(form, length="all"), client.send(form, length="all")

    assert first.address == second.address
    assert len(client.get("/nb/history").all("tr")) == 1 + 1


def test_the_same_form_sent_again_later_starts_another_round(client: SiteClient) -> None:
    form = client.get(f"/nb/quizzes/{SUNDAY}").form("start")
    first = client.send(form, length="all")
    client.answer(first, "dont-know")

    second = client.send(form, length="all")

    assert second.address != first.address
    assert second.address.endswith("/1")


def test_an_unfinished_attempt_is_resumed_from_home_and_from_the_quiz(client: SiteClient) -> None:
    first = client.start(SUNDAY)
    second = client.follow(client.answer(first, "dont-know"), data_action="next")

    for address in ("/nb/", f"/nb/quizzes/{SUNDAY}", "/nb/history"):
        assert len(client.get(address).all("a", href=second.address)) == 1

    other = client.get(
        client.get("/en/").one("a", href=second.address.replace("/nb/", "/en/")).get("href") or ""
    )
    assert (other.locale, other.question_id) == ("en", second.question_id)


def test_the_next_question_is_one_click_from_each_answer_and_the_result_comes_last(
    client: SiteClient, library: Library
) -> None:
    result = play(client, library, client.start(SUNDAY, length="all"))

    all_of_them = sunday_size(library)
    assert result.one("data").get("value") == result.one("data").get("data-max") == f"{all_of_them}.0"
    assert len(result.all("tbody")[0]) == all_of_them


def test_two_players_do_not_share_their_rounds(app: Flask) -> None:
    one, other = SiteClient(app), SiteClient(app)
    question = one.start()

    stolen = other.get(question.address)
    other.start()

    assert stolen.status == 404
    assert other.get(question.address).status == 404
    assert len(other.get("/nb/history").all("tr")) == 1 + 1


def _notices(page: PageView) -> list[object]:
    return [*page.all("p", class_="notice")]


def coming_to_nothing(question: Question) -> Response:
    """Return picks that come to zero although one of them is right."""
    options = [option.id for option in question.options]  # type: ignore[attr-defined]
    key = question.key or ()
    return (key[0], next(option for option in options if option not in key))


@pytest.mark.parametrize("locale", ["nb", "en"])
def test_picks_that_come_to_nothing_are_judged_one_by_one_with_the_arithmetic(
    client: SiteClient, library: Library, locale: str
) -> None:
    question = go_to(client, library, "multiple-choice", locale=locale)

    page = give(client, library, question, coming_to_nothing)

    said = ("Right:", "Wrong:") if locale == "en" else ("Riktig:", "Feil:")
    sums = "you get 0 of 1 point" if locale == "en" else "du får 0 av 1 poeng"
    picks = [words_of(item) for item in page.one("ul", class_="picked picked--judged")]
    assert page.outcome == "incorrect"
    assert sorted(pick.split()[0] for pick in picks) == sorted(said)
    assert sums in page.body_words


def test_where_many_things_were_asked_ones_own_mistakes_stand_first_and_passages_by_place(
    client: SiteClient, library: Library
) -> None:
    page = give(client, library, go_to(client, library, "multiple-choice", locale="en"), coming_to_nothing)

    headings = [words_of(heading) for heading in page.all("h2")]
    places = [int(re.findall(r"\d+", figure.get("aria-label") or "")[0]) for figure in page.all("figure")]
    assert headings.index("Where you went wrong") < headings.index("Why")
    assert headings.index("What you missed") < headings.index("Why")
    assert places == sorted(places)


@pytest.mark.parametrize("locale", ["nb", "en"])
def test_the_three_verdicts_are_explained_folded_up_where_a_claim_is_judged(
    client: SiteClient, library: Library, catalogues: Catalogues, locale: str
) -> None:
    question = go_to(client, library, "verdict", locale=locale)

    explained = question.one("details", class_="meanings")

    labels = [words_of(label) for label in question.all("label")]
    named = [words_of(term) for term in explained.iter("dt")]
    assert explained.get("open") is None
    assert named == labels[:3]
    settled = catalogues.interface(locale).gettext(
        "The article does not settle it, whatever one may know from elsewhere."
    )
    assert settled in words_of(explained)


def test_the_example_of_a_number_tells_nothing_of_its_size(client: SiteClient, library: Library) -> None:
    question = go_to(client, library, "number", locale="en")

    assert "such as 7 or 1,000." in client.answer(question, "many").body_words
