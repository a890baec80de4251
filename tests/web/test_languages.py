"""Which language a reader gets, and how the switch keeps the place."""

import pytest
from babel import Locale
from werkzeug.datastructures import LanguageAccept
from werkzeug.http import parse_accept_header

from quiz.domain.bank import Library
from quiz.web.locales import negotiate
from tests.playing import SUNDAY, WHOLE, play
from tests.site_client import PageView, SiteClient

LOCALES = ("nb", "en")


@pytest.mark.parametrize(
    ("remembered", "accepted", "chosen"),
    [
        (None, "", "nb"),
        (None, "nb", "nb"),
        (None, "no", "nb"),
        (None, "nn", "nb"),
        (None, "nb-NO", "nb"),
        (None, "nn-NO,nn;q=0.9,en;q=0.8", "nb"),
        (None, "no-NO, en", "nb"),
        (None, "en", "en"),
        (None, "en-GB", "en"),
        (None, "EN-us", "en"),
        (None, "en-US,en;q=0.9,nb;q=0.8", "en"),
        (None, "nb;q=0.5, en;q=0.9", "en"),
        (None, "sv, da;q=0.9, en;q=0.3", "en"),
        (None, "de, fr", "nb"),
        (None, "*", "nb"),
        (None, "en;q=0", "nb"),
        (None, ";;,q=,=", "nb"),
        (None, "x" * 5000, "nb"),
        (None, "en," + "x," * 5000, "en"),
        (None, "x," * 5000 + "en", "nb"),  # to read all of it costs far more than a page
        ("en", "nb", "en"),
        ("nb", "en", "nb"),
        ("de", "en", "en"),
        ("", "en", "en"),
        ("../../etc", "nn", "nb"),
    ],
)
def test_the_remembered_language_comes_first_then_the_browsers_then_norwegian(
    client: SiteClient, remembered: str | None, accepted: str, chosen: str
) -> None:
    if remembered is not None:
        client.http.set_cookie("locale", remembered)

    response = client.http.get("/", headers={"Accept-Language": accepted})

    assert (response.status_code, response.headers["Location"]) == (302, f"/{chosen}/")
    assert {"Accept-Language", "Cookie"} <= set(response.vary)


def test_a_language_that_is_offered_later_is_negotiated_too() -> None:
    accepted = parse_accept_header("nn-NO, nb;q=0.9", LanguageAccept)

    assert negotiate(accepted, ("nb", "nn", "en")) == "nn"
    assert negotiate(accepted, ("en", "se")) == "en"


@pytest.mark.parametrize(
    ("address", "leads_to"),
    [
        ("/no/", "/nb/"),
        ("/nn/about", "/nb/about"),
        ("/nb-NO/history?a=1&b=%C3%A6", "/nb/history?a=1&b=%C3%A6"),
        ("/en-GB/privacy", "/en/privacy"),
        ("/NB/", "/nb/"),
        ("/nn/a%3Fb", "/nb/a%3Fb"),
    ],
)
def test_an_address_in_a_related_language_leads_to_the_one_there_is(
    client: SiteClient, address: str, leads_to: str
) -> None:
    for response in (client.http.get(address), client.http.head(address)):
        assert (response.status_code, response.headers["Location"]) == (302, leads_to)


@pytest.mark.parametrize(
    "address", ["/no/%0d%0aSet-Cookie:x=1", "/nn/%0a", "/no/%00", "/no/%e2%80%a8", "/no/%ff"]
)
def test_no_address_in_a_related_language_breaks_the_headers(client: SiteClient, address: str) -> None:
    page = client.get(address)

    assert page.status == 404
    assert page.locale == "nb"


@pytest.mark.parametrize("address", ["/de/", "/de", "/nope", "/xx/about", "/english/", "/e/"])
def test_an_unknown_language_is_not_found_in_the_readers_own(client: SiteClient, address: str) -> None:
    page = client.get(address, headers={"Accept-Language": "en"})

    assert page.status == 404
    assert page.locale == "en"


def test_the_language_gone_to_is_remembered_until_another_is_gone_to(client: SiteClient) -> None:
    browser = {"Accept-Language": "nb"}

    before = client.get("/", headers=browser).locale
    client.get("/en/about", headers=browser)
    remembered = client.get("/", headers=browser).locale
    client.get("/nb/about", headers=browser)
    again = client.get("/", headers=browser).locale

    assert (before, remembered, again) == ("nb", "en", "nb")


def test_a_page_that_is_not_found_changes_no_remembered_language(client: SiteClient) -> None:
    client.get("/en/there/is/nothing", headers={"Accept-Language": "nb"})

    assert client.http.get_cookie("locale") is None


@pytest.mark.parametrize(
    "address", ["/about", "/history?sort=x&y=%C3%A5", f"/quizzes/{WHOLE}?from=a%26b", "/"]
)
def test_the_switch_keeps_place_and_query_and_leads_back(client: SiteClient, address: str) -> None:
    here = client.get(f"/nb{address}")

    there = client.get(here.language_links["en"])

    assert here.language_links == {tag: f"/{tag}{address}" for tag in LOCALES}
    assert (there.locale, there.language_links) == ("en", here.language_links)


def test_a_query_can_not_smuggle_markup_into_the_switch(client: SiteClient) -> None:
    page = client.get('/nb/about?"><script>alert(1)</script>')

    assert len(page.all("script")) == 1
    assert set(page.language_links) == set(LOCALES)


def test_the_switch_keeps_question_and_order_of_options(client: SiteClient) -> None:
    question = client.start(SUNDAY, "nb")
    while question.kind != "single-choice":
        question = client.follow(client.answer(question, "dont-know"), data_action="next")

    orders = set()
    for _ in range(3):
        for tag in ("en", "nb"):
            seen = client.get(question.language_links[tag])
            orders.add(tuple(seen.form("answer").choices))
            assert (seen.locale, seen.question_id) == (tag, question.question_id)

    assert orders == {tuple(question.form("answer").choices)}


def test_each_attempt_draws_its_own_order(client: SiteClient) -> None:
    orders = {client.start(WHOLE).question_id for _ in range(12)}

    assert len(orders) > 1


def test_old_results_read_in_either_language(client: SiteClient, library: Library) -> None:
    result = play(client, library, client.start(SUNDAY, "nb"))
    review = client.get(result.address + "/review")

    for page in (result, review):
        other = client.get(page.language_links["en"])

        assert (other.status, other.locale) == (200, "en")
        assert _score(other) == _score(page)
        assert other.words("h1") != page.words("h1")


def test_each_language_names_itself(client: SiteClient) -> None:
    header = client.get("/nb/about").one("header")

    for link in header.iter():
        if tag := link.get("hreflang"):
            name = (Locale.parse(tag).language_name or "").casefold()
            words = "".join(link.itertext()).casefold()
            assert words in name
            assert link.get("lang") == tag


def _score(page: PageView) -> tuple[str | None, str | None]:
    data = page.all("data")[0]
    return data.get("value"), data.get("data-max")
