"""The signed cookie: keys that change, and contents that no page of ours would write."""

import time
from dataclasses import replace
from typing import Any

import pytest
from flask import Flask
from hypothesis import given
from hypothesis import settings as examples
from hypothesis import strategies as st
from itsdangerous import TimestampSigner, URLSafeTimedSerializer

from quiz.app import create_app
from quiz.catalogs.lookup import Catalogues
from quiz.domain.bank import Library
from quiz.settings import Settings
from quiz.storage.database import Database
from quiz.web.sessions import TOKEN_TERM
from tests.playing import SUNDAY, WHOLE
from tests.site_client import SiteClient
from tests.web.test_answering import answers

OLD, NEW, NEWEST = "the old key, 16 letters", "the new key, 16 letters", "the newest, of 16 letters"
JSON: st.SearchStrategy[Any] = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=40),
    lambda part: st.lists(part, max_size=4) | st.dictionaries(st.text(max_size=8), part, max_size=4),
    max_leaves=8,
)
NAMES = st.sampled_from(["player", "csrf_token", "link", "_permanent", "_flashes", "locale"])


@pytest.fixture
def site_with(settings: Settings, library: Library, catalogues: Catalogues, database: Database) -> Any:
    def make(key: str, *earlier: str) -> Flask:
        changed = replace(settings, secret_key=key, earlier_secret_keys=earlier)
        return create_app(changed, library, catalogues, database)

    return make


def move(client: SiteClient, app: Flask) -> SiteClient:
    """Return a client of a site that was started anew, with the cookie that the browser has."""
    other = SiteClient(app)
    cookie = client.http.get_cookie("kildesjekk")
    assert cookie is not None
    other.http.set_cookie("kildesjekk", cookie.value)
    return other


def test_a_form_that_was_open_while_the_key_changed_is_stored(site_with: Any) -> None:
    before = SiteClient(site_with(OLD))
    form = before.start().form("answer")

    after = move(before, site_with(NEW, OLD))
    page = after.send(form, answer="dont-know")

    assert page.outcome == "skipped"
    assert len(answers(after)) == 1


def test_a_cookie_is_signed_anew_so_that_the_earlier_key_can_go(site_with: Any) -> None:
    before = SiteClient(site_with(OLD))
    question = before.start()
    between = move(before, site_with(NEW, OLD))
    signed = between.http.get("/nb/about").headers.getlist("Set-Cookie")
    again = between.http.get("/nb/about").headers.getlist("Set-Cookie")

    after = move(between, site_with(NEWEST, NEW))

    assert (len(signed), again) == (1, [])
    assert "Expires=" in signed[0]
    assert after.get(question.address).status == 200
    assert move(before, site_with(NEWEST, NEW)).get(question.address).status == 404


def test_without_the_earlier_key_a_player_is_a_stranger(site_with: Any) -> None:
    before = SiteClient(site_with(OLD))
    question = before.start()

    after = move(before, site_with(NEW))

    assert after.get(question.address).status == 404
    assert after.start(SUNDAY).status == 200


def signed(app: Flask, content: Any) -> str:
    """Sign a cookie as only the site can, with whatever in it."""
    serializer: URLSafeTimedSerializer = app.session_interface.get_signing_serializer(app)  # type: ignore[attr-defined]
    return str(serializer.dumps(content))


@given(content=st.dictionaries(NAMES, JSON, max_size=5) | JSON)
@examples(max_examples=60, deadline=None, derandomize=True)
def test_whatever_a_signed_cookie_holds_every_page_is_answered(shared_app: Flask, content: Any) -> None:
    client = SiteClient(shared_app)
    client.http.set_cookie("kildesjekk", signed(shared_app, content))

    for address in ("/nb/", "/en/history", "/nb/my-data/transfer", f"/nb/quizzes/{SUNDAY}"):
        assert client.http.get(address).status_code == 200
    form = client.get(f"/nb/quizzes/{SUNDAY}").form("start")
    assert client.http.post(form.address, data={**form.fields, "length": "10"}).status_code == 303


def test_a_signed_cookie_that_is_no_session_is_none(app: Flask) -> None:
    serializer: Any = app.session_interface.get_signing_serializer(app)  # type: ignore[attr-defined]
    signer = serializer.make_signer(serializer.salt)
    for payload in (b"", b"e30x", b".eJw", b"bm8ganNvbg", b"W10", b"bnVsbA"):
        client = SiteClient(app)
        client.http.set_cookie("kildesjekk", signer.sign(payload).decode())

        assert client.get("/nb/history").status == 200


def test_the_signature_is_hmac_with_sha_256(app: Flask) -> None:
    client = SiteClient(app)
    client.start()
    cookie = client.http.get_cookie("kildesjekk")

    assert cookie is not None
    assert len(cookie.value.rsplit(".", 1)[1]) == 43  # 32 bytes in base64


def token(client: SiteClient) -> str:
    field = client.get(f"/nb/quizzes/{WHOLE}").one("input", name="csrf_token")
    return str(field.get("value"))


def test_a_browser_keeps_a_token_for_ten_minutes_and_each_has_its_own(
    site_with: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    app, now = site_with(OLD), [0.0]
    monkeypatch.setattr("quiz.web.sessions.monotonic", lambda: now[0])
    one, other = SiteClient(app), SiteClient(app)
    for client in (one, other):
        token(client)  # the first page of a browser makes its secret, the next ones know it

    first = token(one)
    assert token(one) == first
    assert token(other) != first

    form = one.start().form("answer")
    now[0] = TOKEN_TERM + 1
    monkeypatch.setattr(TimestampSigner, "get_timestamp", lambda signer: int(time.time()) + TOKEN_TERM)
    assert token(one) != first
    assert one.send(form, answer="dont-know").outcome == "skipped"
