"""All 34 questions in both languages: nothing is told before the answer, and everything after it."""

import base64
import json
import zlib
from collections.abc import Iterator
from html import unescape
from xml.etree.ElementTree import Element

import pytest

from quiz.catalogs.lookup import Catalogues
from quiz.domain.bank import Article, Library, sentence_message
from quiz.domain.message import Message
from quiz.domain.question import DONT_KNOW, Question
from tests.playing import right
from tests.site_client import HTML, PageView, words_of
from tests.web.conftest import LOCALES, Round, Step

OUTCOMES = ("incorrect", "correct", "skipped")


@pytest.fixture
def article(library: Library) -> Article:
    return library.articles[0]


@pytest.mark.parametrize("locale", LOCALES)
def test_the_round_holds_every_question_once(rounds: dict[str, Round], article: Article, locale: str) -> None:
    asked = [step.question.id for step in rounds[locale].steps]

    assert sorted(asked) == sorted(article.questions)
    assert len(asked) == 34
    assert len({step.asked.words("title") for step in rounds[locale].steps}) == 34


@pytest.mark.parametrize("locale", LOCALES)
def test_nothing_of_the_answer_is_in_the_page_or_its_headers_before_it_is_given(
    rounds: dict[str, Round], article: Article, catalogues: Catalogues, locale: str
) -> None:
    told = []
    for step in rounds[locale].steps:
        page = unescape(step.asked.text)
        for header, value in step.asked.response.headers:
            page += f"\n{header}: {value}"
        shown = _shown(step.question, article, catalogues, locale)
        told += [
            f"{step.question.id}: {secret}"
            for secret in _secrets(step.question, article, catalogues)
            if secret in page and not any(secret in text for text in shown)
        ]

    assert told == []


@pytest.mark.parametrize("locale", LOCALES)
def test_no_option_is_marked_before_the_answer(rounds: dict[str, Round], locale: str) -> None:
    for step in rounds[locale].steps:
        key = str(step.question.key)
        radios = step.asked.all("input", type="radio")
        marks = {
            tuple(
                (name, value.replace(radio.get("value") or "", "*")) for name, value in radio.attrib.items()
            )
            for radio in radios
        }
        named = [e.attrib for e in step.asked.root.iter() if key in e.attrib.values()]

        assert len(marks) == (1 if radios else 0)
        assert len(named) == (1 if radios else 0)
        assert step.asked.outcome == ""
        assert step.asked.all("mark") == step.asked.all("blockquote") == []


@pytest.mark.parametrize("locale", LOCALES)
def test_the_cookie_holds_no_answers(rounds: dict[str, Round], locale: str) -> None:
    cookie = rounds[locale].client.http.get_cookie("kildesjekk")
    assert cookie is not None

    payload = cookie.value.removeprefix(".").split(".")[0]
    raw = base64.urlsafe_b64decode(payload + "=" * (-len(payload) % 4))
    held = json.loads(zlib.decompress(raw) if cookie.value.startswith(".") else raw)

    assert set(held) == {"_permanent", "csrf_token", "player"}


@pytest.mark.parametrize("locale", LOCALES)
def test_every_question_offers_that_one_does_not_know(rounds: dict[str, Round], locale: str) -> None:
    for step in rounds[locale].steps:
        offered = step.asked.form("answer").choices + [
            button.get("value") for button in step.asked.all("button") if button.get("name") == "answer"
        ]

        assert offered.count(DONT_KNOW) == 1


@pytest.mark.parametrize("locale", LOCALES)
def test_the_key_is_graded_right_and_the_foreseen_mistake_wrong(
    rounds: dict[str, Round], locale: str
) -> None:
    for place, step in enumerate(rounds[locale].steps):
        assert (step.question.id, step.answered.outcome) == (step.question.id, OUTCOMES[place % 3])
        assert step.answered.question_id == step.question.id


@pytest.mark.parametrize("locale", LOCALES)
def test_each_passage_stands_marked_in_its_paragraph_word_for_word(
    rounds: dict[str, Round], article: Article, locale: str
) -> None:
    for step in rounds[locale].steps:
        quotations = step.answered.all("blockquote")
        marked = [_marked(quotation) for quotation in quotations]
        evidence = [each.quote for each in step.question.evidence]

        assert quotations
        assert {quotation.get("lang") for quotation in quotations} == {"nb"}
        for quote in evidence:
            assert any(quote in each for each in marked), (step.question.id, quote, marked)
        for each in marked:
            for quote in sorted(evidence, key=len, reverse=True):
                each = each.replace(quote, "")
            assert each.strip(" …") == "", f"{step.question.id}: more is marked than quoted: {each}"
        for quotation in quotations:
            assert words_of(quotation) in article.body.text


@pytest.mark.parametrize("locale", LOCALES)
def test_a_passage_links_to_its_place_in_the_article(
    rounds: dict[str, Round], article: Article, locale: str
) -> None:
    sentences = {sentence.id for sentence in article.body.sentences}
    for step in rounds[locale].steps:
        links = [link.get("href") or "" for link in step.answered.one("main").iter(f"{HTML}a")]
        places = {link.split("#")[1] for link in links if "#" in link}

        assert places
        assert places <= sentences
        assert article.passage(step.question.evidence[0]).id in places


def test_the_english_page_has_the_translation_beside_the_original(
    rounds: dict[str, Round], article: Article, catalogues: Catalogues
) -> None:
    for step in rounds["en"].steps:
        quoted = " ".join(words_of(each) for each in step.answered.all("blockquote"))
        for evidence in step.question.evidence:
            for sentence in article.passage(evidence).sentences:
                message = sentence_message(sentence.id, sentence.text)
                translated = catalogues.say(article.id, message, "en")
                assert translated.locale == "en"
                assert " ".join(translated.text.split()) in step.answered.body_words
                assert translated.text == sentence.text or translated.text not in quoted


def test_the_norwegian_page_shows_no_translation(
    rounds: dict[str, Round], article: Article, catalogues: Catalogues
) -> None:
    for step in rounds["nb"].steps:
        for evidence in step.question.evidence:
            sentence = article.passage(evidence).sentences[0]
            translated = catalogues.say(article.id, sentence_message(sentence.id, sentence.text), "en").text
            assert translated == sentence.text or translated not in step.answered.body_words


@pytest.mark.parametrize("locale", LOCALES)
def test_the_answer_page_explains_in_the_readers_language_and_in_order(
    rounds: dict[str, Round], article: Article, catalogues: Catalogues, locale: str
) -> None:
    for step in rounds[locale].steps:
        question, words = step.question, step.answered.body_words
        say = _say(catalogues, article, locale)
        parts = [
            step.answered.words("h1"),
            say(question.context("text"), question.text),
            say(question.context("explanation"), question.explanation),
            words_of(step.answered.all("blockquote")[0]),
        ]
        why = None if step.sent == DONT_KNOW else question.why_wrong(step.sent)
        if why is not None:
            parts.append(say(question.context(f"why {step.sent}"), why.why))
        places = [words.find(part) for part in parts]

        assert -1 not in places, (question.id, parts[places.index(-1)])
        assert places == sorted(places)
        assert (why is not None) == (step.answered.outcome == "incorrect")
        assert step.answered.words("h1") in step.answered.words("title")


@pytest.mark.parametrize("locale", LOCALES)
def test_the_verdict_names_the_right_answer(
    rounds: dict[str, Round], article: Article, catalogues: Catalogues, locale: str
) -> None:
    for step in rounds[locale].steps:
        if step.question.KIND == "single-choice":
            key = right(step.question)
            text = next(option.text for option in step.question.options if option.id == key)  # type: ignore[attr-defined]
            named = _say(catalogues, article, locale)(step.question.context(f"option {key}"), text)
        elif step.question.KIND == "number":
            named = right(step.question)
        else:
            named = next(
                words_of(label)
                for label in step.asked.all("label")
                if label.get("for") == f"answer-{step.question.key}"
            )
        assert named in step.answered.words("h1")


@pytest.mark.parametrize("locale", LOCALES)
def test_result_and_review_have_them_all(rounds: dict[str, Round], locale: str) -> None:
    played = rounds[locale]
    review = played.client.get(played.result.address + "/review")
    correct = sum(step.answered.outcome == "correct" for step in played.steps)

    for page in (played.result, review):
        data = page.all("data")[0]
        assert (data.get("data-score"), data.get("value"), data.get("data-max")) == (
            "",
            f"{correct}.0",
            "34.0",
        )
    assert len(played.result.one("tbody")) == 34
    assert len(review.all("article")) == 34
    assert len(review.all("blockquote")) == sum(len(step.answered.all("blockquote")) for step in played.steps)


def _marked(quotation: Element) -> str:
    """Return what is marked of a quotation; what is not becomes an ellipsis."""
    paragraph = quotation[0]
    runs = [paragraph.text or ""]
    marked = "" if not runs[0].strip() else "…"
    for part in paragraph:
        assert part.tag == f"{HTML}mark"
        tail = part.tail or ""
        marked += "".join(part.itertext()) + (" … " if tail.strip() else " " if tail else "")
    return marked


def _say(catalogues: Catalogues, article: Article, locale: str):  # type: ignore[no-untyped-def]
    def say(context: str, text: str) -> str:
        return " ".join(catalogues.say(article.id, Message(context, text), locale).text.split())

    return say


def _shown(question: Question, article: Article, catalogues: Catalogues, locale: str) -> list[str]:
    """Return the texts that the question itself shows."""
    texts = [(question.context("text"), question.text)]
    texts += [
        (message.context, message.text)
        for message in question.messages()
        if " / option " in message.context or message.context.endswith(" / unit")
    ]
    return [_say(catalogues, article, locale)(*text) for text in texts]


def _secrets(question: Question, article: Article, catalogues: Catalogues) -> Iterator[str]:
    """Yield in every language what only the answer page may say."""
    messages = [
        message
        for message in question.messages()
        if any(part in message.context for part in (" / why ", " / explanation"))
    ]
    for evidence in question.evidence:
        messages += [
            sentence_message(sentence.id, sentence.text) for sentence in article.passage(evidence).sentences
        ]
        yield evidence.quote
    for message in messages:
        for locale in LOCALES:
            yield catalogues.say(article.id, message, locale).text
    yield from ("data-outcome", "data-key", "data-correct", "is-correct", "verdict--", "aria-checked")


def test_the_secrets_are_on_the_answer_page(
    rounds: dict[str, Round], article: Article, catalogues: Catalogues
) -> None:
    """Else the search for them on the question pages would find nothing whatever they held."""
    step: Step = rounds["en"].steps[0]
    page: PageView = step.answered

    found = [
        secret for secret in _secrets(step.question, article, catalogues) if secret in unescape(page.text)
    ]

    assert len(found) >= 5
