"""Requests that no page of ours would send: a clear page in the reader's language, and nothing lost."""

import pytest
from flask import Flask

from quiz.domain.bank import Library
from tests.playing import SUNDAY, answer, go_to, play, sunday_size
from tests.site_client import PageView, SiteClient
from tests.web.test_answering import answers

LOCALES = ("nb", "en")
HUGE = ("2147483648", "9" * 20, "9" * 5000)


@pytest.mark.parametrize("locale", LOCALES)
@pytest.mark.parametrize(
    "address",
    [
        "quizzes/karabakh-2020/no-such-quiz",
        "quizzes/no-such-article/the-sunday",
        "quizzes/karabakh-2020",
        "quizzes/karabakh-2020/the-sunday/",
        "quizzes/%00/%0a",
        "articles/no-such-article",
        "articles/..%2f..%2fetc%2fpasswd",
        "attempts/1/1",
        "attempts/0/1",
        "attempts/-1/1",
        "attempts/one/1",
        "attempts/1/1/review",
        *(f"attempts/{number}{end}" for number in HUGE for end in ("", "/1", "/review")),
        "history/export.xml",
        "%ff%fe",
        "favicon.ico",
    ],
)
def test_an_address_that_leads_nowhere_is_not_found(client: SiteClient, locale: str, address: str) -> None:
    page = client.get(f"/{locale}/{address}")

    assert (page.status, page.locale) == (404, locale)
    assert page.one("main").findall(".//*[@href]")


@pytest.mark.parametrize("with_mark", [True, False])
def test_a_form_as_for_files_is_read_as_an_empty_one(client: SiteClient, with_mark: bool) -> None:
    form = client.start(SUNDAY, "en").form("answer")
    headers = {"X-CSRFToken": form.fields["csrf_token"]} if with_mark else {}
    nameless = b"--x\r\nContent-Disposition: form-data\r\n\r\n1\r\n"
    named = b'--x\r\nContent-Disposition: form-data; name="answer"\r\n\r\ndont-know\r\n--x--\r\n'

    page = PageView(
        client.http.post(
            form.address,
            data=nameless + named,
            content_type="multipart/form-data; boundary=x",
            headers=headers,
        )
    )

    assert (page.status, page.locale) == (422 if with_mark else 400, "en")
    assert answers(client) == []


@pytest.mark.parametrize("with_mark", [True, False])
def test_a_form_of_thousands_of_fields_is_refused_unread(client: SiteClient, with_mark: bool) -> None:
    """Such forms cost the site much more than whoever sends them, and a limit on forms would not help."""
    form = client.start(SUNDAY, "en").form("answer")
    fields = f"csrf_token={form.fields['csrf_token']}&answer=dont-know" if with_mark else "a"

    page = PageView(
        client.http.post(
            form.address, data=fields + "&a" * 30_000, content_type="application/x-www-form-urlencoded"
        )
    )

    assert (page.status, page.locale) == (413, "en")
    assert len(page.text) < 10_000
    assert answers(client) == []


@pytest.mark.parametrize("number", ["0", "one more", "-1", "x", "1.0", *HUGE])
def test_an_attempt_has_no_more_questions_than_were_drawn(
    client: SiteClient, library: Library, number: str
) -> None:
    form = client.start(SUNDAY, "en").form("answer")
    if number == "one more":
        number = str(sunday_size(library) + 1)
    address = form.address.removesuffix("1") + number

    got = [client.get(address), client.get(address + "/answer")]
    posted = client.http.post(address, data={**form.fields, "answer": "dont-know"})

    assert [page.status for page in got] == [404, 404]
    assert posted.status_code in {404, 405}
    assert answers(client) == []


def test_another_players_attempt_looks_as_if_there_were_none(app: Flask, library: Library) -> None:
    owner, other = SiteClient(app), SiteClient(app)
    question = owner.start(SUNDAY)
    attempt = question.address.removesuffix("/1")
    result = play(owner, library, question)
    form = other.start(SUNDAY).form("answer")
    nowhere = other.get("/nb/attempts/999999/1")

    for address in ("", "/1", "/1/answer", "/review"):
        page = other.get(attempt + address)
        assert (page.status, page.body_words) == (404, nowhere.body_words)
    posted = other.http.post(f"{attempt}/1", data={**form.fields, "answer": "dont-know"})

    assert result.status == 200
    assert posted.status_code == 404
    assert answers(other) == []


def test_somebody_without_a_cookie_finds_no_attempt(app: Flask, client: SiteClient) -> None:
    question = client.start(SUNDAY)

    assert SiteClient(app).get(question.address).status == 404


@pytest.mark.parametrize("how", ["cut", "swapped", "rubbish", "empty", "unsigned"])
def test_a_forged_or_broken_cookie_is_no_cookie(app: Flask, client: SiteClient, how: str) -> None:
    question = client.start(SUNDAY)
    cookie = client.http.get_cookie("kildesjekk")
    assert cookie is not None
    value = cookie.value
    forged = {
        "cut": value[:-4],
        "swapped": "A" + value[1:],
        "rubbish": "\x01%00;,ø" * 100,
        "empty": "",
        "unsigned": value.split(".")[0],
    }[how]
    other = SiteClient(app)
    other.http.set_cookie("kildesjekk", forged)

    home, theirs, own = other.get("/nb/"), other.get(question.address), other.start(SUNDAY)

    assert (home.status, theirs.status, own.status) == (200, 404, 200)
    assert len(other.get("/nb/history").all("tr")) == 1 + 1


def test_a_cookie_of_a_player_who_was_deleted_starts_anew(app: Flask, client: SiteClient) -> None:
    with client.http.session_transaction() as session:
        session["player"] = "0" * 32

    assert client.get("/nb/history").all("tr") == []
    assert client.start(SUNDAY).status == 200
    assert len(client.get("/nb/history").all("tr")) == 1 + 1


@pytest.mark.parametrize("player", [17, None, ["x"], "", "x" * 33])
def test_a_signed_cookie_of_another_shape_is_no_player(client: SiteClient, player: object) -> None:
    with client.http.session_transaction() as session:
        session["player"] = player

    assert client.get("/nb/").status == 200
    assert client.start(SUNDAY).status == 200


@pytest.mark.parametrize("locale", LOCALES)
@pytest.mark.parametrize("token", [None, "", "x", "\x00"])
def test_a_form_that_is_not_ours_is_refused_in_the_readers_language(
    client: SiteClient, locale: str, token: str | None
) -> None:
    form = client.start(SUNDAY, locale).form("answer")
    fields = {"answer": "dont-know"} | ({} if token is None else {"csrf_token": token})

    page = PageView(client.http.post(form.address, data=fields))

    assert (page.status, page.locale, answers(client)) == (400, locale, [])


def test_another_browsers_token_is_refused(app: Flask, client: SiteClient) -> None:
    form = client.start(SUNDAY).form("answer")
    other = SiteClient(app).get(f"/nb/quizzes/{SUNDAY}").form("start")

    page = client.send(form, answer="dont-know", csrf_token=other.fields["csrf_token"])

    assert (page.status, answers(client)) == (400, [])


@pytest.mark.parametrize("locale", LOCALES)
def test_too_large_a_body_is_refused_and_the_question_stays_open(client: SiteClient, locale: str) -> None:
    question = client.start(SUNDAY, locale)
    form = question.form("answer")

    page = client.send(form, answer="x" * 70_000)
    many = client.send(form, **{f"field{number}": "x" for number in range(5000)})

    assert (page.status, page.locale) == (413, locale)
    assert many.status in {413, 422}
    assert answers(client) == []
    assert client.get(question.address).form("answer").choices == form.choices


@pytest.mark.parametrize("method", ["PUT", "DELETE", "PATCH", "POST"])
def test_a_method_that_an_address_does_not_know_is_refused(client: SiteClient, method: str) -> None:
    token = client.get(f"/en/quizzes/{SUNDAY}").form("start").fields

    page = PageView(client.http.open("/en/about", method=method, data=token))

    assert (page.status, page.locale) == (405, "en")
    assert "GET" in page.response.headers["Allow"]


@pytest.mark.parametrize("query", ["a=\xad", "\xff\xfe", "round=\xf8", "draft=%ff", "wished=\xb2"])
def test_a_query_in_no_known_signs_changes_nothing(client: SiteClient, query: str) -> None:
    question = client.start(SUNDAY)

    for address in ("/nb/my-data", f"/nb/quizzes/{SUNDAY}", question.address):
        response = client.http.get(address, environ_overrides={"QUERY_STRING": query})

        assert response.status_code == 200


def test_head_is_get_without_a_body(client: SiteClient) -> None:
    for address in ("/nb/", "/en/about", f"/nb/quizzes/{SUNDAY}", "/healthz"):
        response = client.http.head(address)

        assert (response.status_code, response.data) == (200, b"")


def test_an_unknown_query_changes_nothing(client: SiteClient, library: Library) -> None:
    question = go_to(client, library, "verdict")
    answered = answer(client, library, question)

    for address in (question.address, answered.address, "/nb/", "/nb/history"):
        page = client.get(address + "?answer=supported&outcome=correct&number=%ff&x[]=1&&&==")

        assert page.status == 200
