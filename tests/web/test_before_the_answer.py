"""All questions in both languages: nothing of the answer is told before it is given."""

import base64
import json
import re
import zlib
from collections import Counter
from collections.abc import Iterator
from html import unescape

import pytest

from quiz.catalogs.lookup import Catalogues
from quiz.domain.bank import Article, sentence_message
from quiz.domain.kinds.find_sentence import FindSentence
from quiz.domain.kinds.ordering import Ordering
from quiz.domain.question import DONT_KNOW, Question
from tests.site_client import PageView, words_of
from tests.web.conftest import LOCALES, Round, say_in


@pytest.mark.parametrize("locale", LOCALES)
def test_the_round_holds_every_question_once(rounds: dict[str, Round], article: Article, locale: str) -> None:
    asked = [step.question.id for step in rounds[locale].steps]

    assert sorted(asked) == sorted(article.questions)
    assert len({step.asked.words("title") for step in rounds[locale].steps}) == len(article.questions)


@pytest.mark.parametrize("locale", LOCALES)
def test_nothing_of_the_answer_is_in_the_page_or_its_headers_before_it_is_given(
    rounds: dict[str, Round], article: Article, catalogues: Catalogues, locale: str
) -> None:
    told = []
    for step in rounds[locale].steps:
        page = unescape(step.asked.text) + words_of(step.asked.root)  # the latter for what tags divide
        for header, value in step.asked.response.headers:
            page += f"\n{header}: {value}"
        shown = _shown(step.question, article, catalogues, locale)
        told += [
            f"{step.question.id}: {secret}"
            for secret in _secrets(step.question, article, catalogues)
            if _stands_in(secret, page) and not any(_stands_in(secret, text) for text in shown)
        ]

    assert told == []


@pytest.mark.parametrize("locale", LOCALES)
def test_no_option_is_marked_before_the_answer(rounds: dict[str, Round], locale: str) -> None:
    for step in rounds[locale].steps:
        options = [*step.question.stretch] or [choice.id for choice in step.question.choices()]
        marks = [_marks(step.asked, option) for option in options]

        assert [mark for mark in marks if mark != marks[0]] == [], step.question.id
        assert all(marks), step.question.id
        assert len(step.asked.all("b", class_="candidate")) in {0, len(options)}
        assert step.asked.outcome == ""
        assert step.asked.all("mark") == step.asked.all("blockquote") == []


def _marks(page: PageView, option: str) -> Counter[tuple[str, frozenset[tuple[str, str]]]]:
    """Return the elements that name an option, with all that could tell it from another."""
    stems = (
        "{}",
        "answer-{}",
        "words-{}",
        "position-{}",
        "item-{}",
        "number-word item-{}",
        "{}:up",
        "{}:down",
    )
    names = {stem.format(option): stem for stem in stems}
    return Counter(
        (
            str(element.tag),
            frozenset(
                (name, names.get(value, value))
                for name, value in element.attrib.items()
                if name not in {"aria-label", "data-end"}  # an item's own words, and its place on the page
            ),
        )
        for element in page.root.iter()
        if names.keys() & set(element.attrib.values())
    )


@pytest.mark.parametrize("locale", LOCALES)
def test_no_order_of_the_key_is_in_the_page_before_the_answer(
    rounds: dict[str, Round], article: Article, catalogues: Catalogues, locale: str
) -> None:
    steps = [step for step in rounds[locale].steps if isinstance(step.question, Ordering)]
    for step in steps:
        question = step.question
        assert isinstance(question, Ordering)
        say = say_in(catalogues, article, locale)
        texts = [say(question.option_message(item)) for item in question.answer]
        words, controls = step.asked.body_words, [each.attrib for each in step.asked.root.iter()]
        written = [attributes.get(name, "") for attributes in controls for name in ("id", "value")]

        assert step.asked.form("answer").fields["order"].split(",") != list(question.answer)
        places = [words.find(text) for text in texts]
        assert -1 not in places
        assert places != sorted(places)
        for stem in ("{}", "position-{}", "item-{}", "{}:up", "{}:down"):
            order = [
                written.index(named) for item in question.answer if (named := stem.format(item)) in written
            ]
            assert order != sorted(order) or not order
        assert not any(",".join(question.answer) in value for value in written)

    assert len(steps) >= 4


@pytest.mark.parametrize("locale", LOCALES)
def test_options_that_are_shuffled_stand_in_no_order_of_the_file(
    rounds: dict[str, Round], locale: str
) -> None:
    shuffled = [
        step for step in rounds[locale].steps if step.question.KIND in {"multiple-choice", "single-choice"}
    ]

    as_written = [
        step.question.id
        for step in shuffled
        if [option for option in step.asked.form("answer").choices if option != DONT_KNOW]
        == [choice.id for choice in step.question.choices()]
    ]

    assert len(as_written) < len(shuffled) / 2


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


def test_the_secrets_are_on_the_answer_page(
    rounds: dict[str, Round], article: Article, catalogues: Catalogues
) -> None:
    """Else the search for them on the question pages would find nothing whatever they held."""
    for step in rounds["en"].steps:
        page = f"{unescape(step.answered.text)} {step.answered.body_words}"
        secrets = set(_secrets(step.question, article, catalogues))

        found = [secret for secret in secrets if _stands_in(secret, page)]

        assert len(found) >= 4, step.question.id


def _stands_in(secret: str, text: str) -> bool:
    """Whether words stand in a text as words of their own, and not within longer ones."""
    return re.search(rf"(?<!\w){re.escape(secret)}(?!\w)", text) is not None


def _shown(question: Question, article: Article, catalogues: Catalogues, locale: str) -> list[str]:
    """Return the texts that the question itself shows: a stretch of the article in its own language, too."""
    messages = [question.message("text", question.text), *question.asked_with()]
    messages += [choice.message for choice in question.choices() if choice.message is not None]
    shown = [say_in(catalogues, article, locale)(message) for message in messages]
    if isinstance(question, FindSentence):
        stretch = [each for each in article.body.sentences if each.id in question.stretch]
        shown += [
            say_in(catalogues, article, locale)(sentence_message(each.id, each.text)) for each in stretch
        ]
        shown += [" ".join(each.text for each in stretch)]
    return shown


def _secrets(question: Question, article: Article, catalogues: Catalogues) -> Iterator[str]:
    """Yield in every language what only the answer page may say."""
    messages = [
        message
        for message in question.messages()
        if any(part in message.context for part in (" / why ", " / explanation", " / original"))
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
