"""Absurd answers get a clear page, and nothing is stored."""

import pytest
from flask import Flask

from quiz.domain.bank import Library
from tests.page_rules import broken_rules
from tests.playing import SUNDAY, go_to, question_of, right
from tests.site_client import PageView, SiteClient
from tests.web.test_answering import answers

LOCALES = ("nb", "en")
ABSURD = [
    "x" * 20_000,
    "\x00",
    "\x00\x01\x1b[31m\x7f",
    "\ufffe\uffff\ufdd0",
    "\u202e\u200b\ufeff",
    "<script>alert(1)</script>",
    "' OR 1=1 --",
    "../../etc/passwd",
    "${7*7}",
    "𝟗𝟗 🦊",
    "-",
    "None",
    "true",
]
NOT_NUMBERS = [
    "1e999999",
    "1e5",
    "1_000",
    "NaN",
    "Infinity",
    "-inf",
    "½",
    "0x17",
    "23 people",
    "2 3",
    "--1",
    "1,2,3",
]


@pytest.mark.parametrize("kind", ["number", "single-choice", "verdict"])
def test_an_absurd_answer_is_refused(client: SiteClient, library: Library, kind: str) -> None:
    question = go_to(client, library, kind, locale="en")
    before = len(answers(client))

    for given in ABSURD:
        page = client.answer(question, given)

        assert (given, page.status, broken_rules(page, LOCALES)) == (given, 422, [])

    assert len(answers(client)) == before


@pytest.mark.parametrize("locale", LOCALES)
def test_what_is_no_number_is_given_back_to_mend(client: SiteClient, library: Library, locale: str) -> None:
    question = go_to(client, library, "number", locale=locale)

    for given in NOT_NUMBERS:
        page = client.answer(question, given)

        assert (given, page.status) == (given, 422)
        assert page.one("input", id="answer").get("value") == given


def test_an_option_of_another_question_is_refused(client: SiteClient, library: Library) -> None:
    verdict = go_to(client, library, "verdict")
    single = go_to(client, library, "single-choice")
    before = len(answers(client))

    refused = [client.answer(verdict, question_of(library, single).key), client.answer(single, "supported")]

    assert [page.status for page in refused] == [422, 422]
    assert len(answers(client)) == before


@pytest.mark.parametrize("kind", ["number", "single-choice", "verdict"])
def test_several_answers_at_once_are_refused(client: SiteClient, library: Library, kind: str) -> None:
    question = go_to(client, library, kind)
    key = right(question_of(library, question))

    page = client.send(question.form("answer"), answer=[key, "not-stated" if kind == "verdict" else "7"])

    assert page.status == 422


def test_unknown_fields_are_left_aside(client: SiteClient, library: Library) -> None:
    question = go_to(client, library, "verdict")
    key = right(question_of(library, question))

    page = client.send(question.form("answer"), answer=key, points="1000", outcome="correct", question="x")

    assert page.outcome == "correct"
    assert (answers(client)[-1]["points"], answers(client)[-1]["max_points"]) == (1.0, 1.0)


@pytest.mark.parametrize("given", ["999999999999999", "-999999999999999", "0", "-0", "12 345 678"])
@pytest.mark.parametrize("locale", LOCALES)
def test_a_far_fetched_number_is_an_answer_like_any_other(
    client: SiteClient, library: Library, locale: str, given: str
) -> None:
    question = go_to(client, library, "number", locale=locale)

    page = client.answer(question, given)
    review = client.get(page.address.rsplit("/", 2)[0] + "/review")

    assert (page.status, page.outcome, review.status) == (200, "incorrect", 200)


@pytest.mark.parametrize("given", ["9" * 30, "-" + "9" * 29, "0" * 29 + "7"])
def test_no_number_whatever_its_length_breaks_a_page(
    client: SiteClient, library: Library, given: str
) -> None:
    question = go_to(client, library, "number")

    page = client.answer(question, given)

    assert page.status in {200, 422}
    assert client.get("/nb/history").status == 200
    assert client.get(question.address).status == 200


def test_a_number_that_is_nearly_right_is_not_shown_as_the_right_one(
    client: SiteClient, library: Library
) -> None:
    question = go_to(client, library, "number")
    key = right(question_of(library, question))

    page = client.answer(question, f"{key},0001")

    assert page.outcome == "incorrect"
    assert f"{key},0001" in page.body_words


def test_a_length_that_can_not_be_is_asked_for_again(client: SiteClient) -> None:
    form = client.get(f"/nb/quizzes/{SUNDAY}").form("start")

    for length in ("0", "-1", "1e1", "1000", "١٠", "", "many", "\x00", "9" * 400):
        page = client.send(form, length=length)

        assert (length, page.status, broken_rules(page, LOCALES)) == (length, 422, [])

    assert client.get("/nb/history").all("tr") == []


def test_a_length_beyond_the_bank_takes_all_of_it(client: SiteClient) -> None:
    assert client.start(SUNDAY, length="999").words("title").count("7") == 1


@pytest.mark.parametrize("start_key", ["", "x", "0" * 32, "\x00", "g" * 32, "0" * 4000])
def test_a_forged_start_key_starts_a_round_of_ones_own(app: Flask, start_key: str) -> None:
    one, other = SiteClient(app), SiteClient(app)
    one.send(one.get(f"/nb/quizzes/{SUNDAY}").form("start"), length="all")

    page = other.send(other.get(f"/nb/quizzes/{SUNDAY}").form("start"), length="all", start_key=start_key)

    assert page.status == 200
    assert len(other.get("/nb/history").all("tr")) == 1 + 1


def test_a_body_that_is_no_form_is_refused(client: SiteClient) -> None:
    form = client.start().form("answer")
    token = {"X-CSRFToken": form.fields["csrf_token"]}

    as_json = PageView(client.http.post(form.address, json={"answer": "dont-know"}, headers=token))
    as_bytes = PageView(
        client.http.post(
            form.address, data=b"\xff\xfe\x00", content_type="application/octet-stream", headers=token
        )
    )
    broken = PageView(
        client.http.post(form.address, data=b"--x\r\n", content_type="multipart/form-data", headers=token)
    )

    assert [page.status for page in (as_json, as_bytes, broken)] == [422, 422, 422]
    assert answers(client) == []
