"""Numbers as people write them, in each language."""

from decimal import Decimal

import pytest

from quiz.domain.bank import Library
from quiz.domain.question import Question
from quiz.web.numbers import number_words
from tests.playing import go_to, question_of, right
from tests.site_client import SiteClient

FORMS = {
    "nb": {
        "1000": ("1000", "1 000", "1\u00a0000", "1\u202f000", "1 000,0", " 1000 ", "+1000", "01000"),
        "12345678": ("12 345 678", "12345678"),
        "23.5": ("23,5", "23,50"),
        "6": ("seks", "Seks", " SEKS "),
        "1": ("en", "én", "ett"),
        "7": ("sju", "syv"),
        "0": ("null", "0", "-0"),
        "12": ("tolv",),
    },
    "en": {
        "1000": ("1000", "1,000", "1 000", "1,000.0"),
        "12345678": ("12,345,678", "12 345 678"),
        "23.5": ("23.5",),
        "6": ("six", "Six"),
        "1": ("one",),
        "0": ("zero", "0"),
        "12": ("twelve",),
    },
}
UNREADABLE = {
    "nb": ("1.000", "23.5", "six", "tretten", "12,34,5", "1 00", "seks landsbyer"),
    "en": ("1.000.000", "23,5", "seks", "thirteen", "1,00", "1,0000", "six villages"),
}


@pytest.mark.parametrize(
    ("locale", "value"), [(locale, value) for locale in FORMS for value in FORMS[locale]]
)
def test_a_number_is_read_in_the_locales_form(
    client: SiteClient, library: Library, locale: str, value: str
) -> None:
    for written in FORMS[locale][value]:
        page = client.answer(go_to(client, library, "number", locale=locale), written)

        assert (written, page.status) == (written, 200)
        assert _newest(client)["response"] == value


def _newest(client: SiteClient) -> dict[str, object]:
    attempts = client.http.get("/nb/history/export.json").get_json()["attempts"]
    answer: dict[str, object] = attempts[0]["answers"][-1]
    return answer


@pytest.mark.parametrize("locale", FORMS)
def test_another_languages_form_is_asked_for_again(client: SiteClient, library: Library, locale: str) -> None:
    question = go_to(client, library, "number", locale=locale)

    statuses = {written: client.answer(question, written).status for written in UNREADABLE[locale]}

    assert set(statuses.values()) == {422}, statuses


@pytest.mark.parametrize(("locale", "word"), [("nb", "fem"), ("en", "five")])
def test_a_word_is_as_right_as_its_digits(
    client: SiteClient, library: Library, locale: str, word: str
) -> None:
    page = go_to(client, library, "number", locale=locale)
    while right(question_of(library, page)) != "5":
        page = go_to(client, library, "number", locale=locale)

    assert client.answer(page, word).outcome == "correct"


def test_every_number_word_of_a_language_has_a_value_of_its_own() -> None:
    words = number_words("null en/én/ett to")

    assert words == {
        "null": Decimal(0),
        "en": Decimal(1),
        "én": Decimal(1),
        "ett": Decimal(1),
        "to": Decimal(2),
    }


def test_the_key_is_right_in_both_languages(client: SiteClient, library: Library) -> None:
    for locale in FORMS:
        question = go_to(client, library, "number", locale=locale)
        asked: Question = question_of(library, question)

        assert client.answer(question, right(asked)).outcome == "correct"
