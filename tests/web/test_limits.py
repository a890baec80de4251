"""Too much in a minute: a page in the reader's language that says when, and nothing typed is lost."""

from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from quiz.catalogs.lookup import Catalogues
from quiz.domain.bank import Library
from quiz.services.limits import ALLOWANCES, Act
from quiz.web import limits
from quiz.web.limits import FORMS, PAGES
from tests.every_page import Site, open_site
from tests.playing import SUNDAY, go_to, question_of, right
from tests.site_client import Form, PageView, SiteClient
from tests.web.test_answering import answers

LOCALES = ("nb", "en")


@pytest.fixture
def site(tmp_path: Path, migrated: Path, library: Library, catalogues: Catalogues) -> Iterator[Site]:
    made = open_site(tmp_path, migrated, library, catalogues, RATE_LIMITS="yes", TRUSTED_PROXIES="1")
    yield made
    made.close()


@pytest.fixture(autouse=True)
def minute(monkeypatch: pytest.MonkeyPatch) -> Callable[[int], None]:
    """Let the tests begin in a minute of their own; what is given back lets minutes go by."""
    begun = datetime(2020, 9, 27, 12, 0, 15, tzinfo=UTC)

    class Clock:
        gone = 0

        @classmethod
        def now(cls, _: object) -> datetime:
            return begun + timedelta(minutes=cls.gone)

    monkeypatch.setattr(limits, "datetime", Clock)

    def go_by(minutes: int) -> None:
        Clock.gone += minutes

    return go_by


def spend(client: SiteClient, form: Form, times: int, **fields: str) -> None:
    """Send a form, without looking at what comes back."""
    for _ in range(times):
        client.http.post(form.address, data={**form.fields, **fields})


@pytest.mark.parametrize("locale", LOCALES)
def test_who_sends_too_much_is_told_when_to_send_again_and_loses_nothing(
    site: Site, library: Library, minute: Callable[[int], None], locale: str
) -> None:
    client = site.client()
    question = go_to(client, library, "multiple-choice", locale=locale)
    minute(1)
    before = len(answers(client))
    form = question.form("answer")
    ticked = right(question_of(library, question))
    spend(client, form, ALLOWANCES[Act.POST].player)

    refused = client.send(form, answer=list(ticked or ()))
    again = refused.form("send-again")

    assert (refused.status, refused.locale) == (429, locale)
    assert refused.response.headers["Retry-After"] == "45"
    assert refused.response.headers["Cache-Control"] == "no-store"
    assert len(answers(client)) == before
    minute(1)
    values = [
        (field.get("name"), field.get("value"))
        for field in refused.one("form", data_action="send-again").iter()
        if field.get("name") not in {None, "csrf_token"}
    ]
    assert values == [("answer", value) for value in ticked or ()]
    sent = PageView(
        client.http.post(
            again.address,
            data={"csrf_token": again.fields["csrf_token"], "answer": list(ticked or ())},
            follow_redirects=True,
        )
    )
    assert (sent.status, sent.outcome) == (200, "correct")


def test_another_player_at_the_same_address_goes_on(site: Site) -> None:
    loud, quiet = site.client(), site.client()
    form = loud.start().form("answer")
    other = quiet.start()
    spend(loud, form, ALLOWANCES[Act.POST].player)

    assert loud.send(form, answer="dont-know").status == 429
    assert quiet.answer(other, "dont-know").status == 200


def test_a_class_behind_one_address_can_play(site: Site) -> None:
    """Thirty pupils, each of whom starts a round and answers every five seconds, in one minute."""
    pupils = [site.client() for _ in range(30)]
    statuses = set()
    for pupil in pupils:
        form = pupil.start(length="10").form("answer")
        statuses |= {
            pupil.http.post(form.address.removesuffix("1") + str(number), data=form.fields).status_code
            for number in range(1, 13)
        }

    assert 429 not in statuses


def test_one_address_has_its_limit_and_others_are_not_touched_by_it(site: Site) -> None:
    client = site.client()
    form = client.get(f"/nb/quizzes/{SUNDAY}").form("start")

    def post(address: str) -> int:
        headers = {"X-Forwarded-For": address}
        return client.http.post("/nb/about", data=form.fields, headers=headers).status_code

    first = {post("198.51.100.1") for _ in range(ALLOWANCES[Act.POST].address)}

    assert first == {405}
    assert post("198.51.100.1") == 429
    assert post("198.51.100.2") == 405
    assert client.http.get("/nb/about", headers={"X-Forwarded-For": "198.51.100.1"}).status_code == 200


@pytest.mark.parametrize(("endpoint", "act"), PAGES.items())
def test_pages_that_cost_a_lot_have_a_limit_too(site: Site, endpoint: str, act: Act) -> None:
    client = site.client()
    client.start()
    address = {
        "my_data.offer": "/nb/my-data/transfer/no-such-link",
        "history.export": "/nb/history/export.json",
        "history.export_csv": "/nb/history/export.csv",
    }[endpoint]

    statuses = [client.http.get(address).status_code for _ in range(ALLOWANCES[act].player + 1)]

    assert statuses[-2:] == [statuses[0], 429]
    assert client.get("/en/about").status == 200


def test_a_page_that_is_too_much_offers_nothing_to_send_again(site: Site) -> None:
    client = site.client()
    client.start()
    for _ in range(ALLOWANCES[Act.EXPORT].player):
        client.http.get("/nb/history/export.json")

    assert client.get("/nb/history/export.json").all("form") == []


def test_what_came_from_elsewhere_is_not_offered_to_be_sent(site: Site) -> None:
    """Another site's form must not come to be sent by a click on a button of ours."""
    client = site.client()
    question = client.start()
    form = question.form("answer")
    spend(client, form, ALLOWANCES[Act.POST].player)

    page = PageView(client.http.post(form.address, data={"answer": "supported"}))

    assert (page.status, page.all("form")) == (400, [])


def test_each_act_is_counted_at_a_route_that_is_there(site: Site) -> None:
    routes = {
        (rule.endpoint, method) for rule in site.app.url_map.iter_rules() for method in rule.methods or ()
    }

    assert {(endpoint, "POST") for endpoint in FORMS} <= routes
    assert {(endpoint, "GET") for endpoint in PAGES} <= routes
    assert {*FORMS.values(), *PAGES.values(), Act.POST} == set(Act)


def test_where_limits_are_turned_off_there_are_none(client: SiteClient) -> None:
    form = client.start().form("answer")
    spend(client, form, ALLOWANCES[Act.POST].player)

    assert client.send(form, answer="dont-know").status == 200
