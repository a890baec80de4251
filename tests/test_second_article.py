"""An article written in English and translated into Norwegian: nothing takes Norwegian for the source."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from flask import Flask

from quiz.catalogs.lookup import Catalogues
from quiz.domain.bank import Article
from quiz.domain.kinds.number import NumberQuestion
from quiz.domain.kinds.registry import all_kinds
from quiz.domain.message import Message
from quiz.domain.question import Question
from tests.playing import fields
from tests.second_article.other_site import OtherSite, make_second_site
from tests.site_client import PageView, SiteClient, words_of

SECOND_ARTICLE = Path(__file__).parent / "second_article"
ARTICLE = "sunday-library"
LOCALES = ("nb", "en")
THOUSANDS = {"nb": "\N{NO-BREAK SPACE}", "en": ","}


@dataclass(frozen=True)
class Step:
    question: Question
    asked: PageView
    answered: PageView


@dataclass(frozen=True)
class Round:
    """The whole article, played in one language with every answer right."""

    locale: str
    steps: tuple[Step, ...]
    result: PageView

    def of_kind(self, kind: str) -> Step:
        return next(step for step in self.steps if step.asked.kind == kind)


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory, migrated: Path) -> OtherSite:
    site = make_second_site(tmp_path_factory.mktemp("second"), migrated)
    assert site.flask("translations", "extract").status == 0
    return site


@pytest.fixture(scope="module")
def article(site: OtherSite) -> Article:
    article = site.library().article(ARTICLE)
    assert article is not None
    return article


@pytest.fixture(scope="module")
def words(site: OtherSite) -> Catalogues:
    return site.catalogues(*LOCALES)


@pytest.fixture(scope="module")
def second_app(site: OtherSite) -> Iterator[Flask]:
    with site.open(*LOCALES) as app:
        yield app


@pytest.fixture(scope="module")
def rounds(second_app: Flask, article: Article) -> Mapping[str, Round]:
    return {locale: play(SiteClient(second_app), article, locale) for locale in LOCALES}


@pytest.fixture(params=LOCALES)
def played(request: pytest.FixtureRequest, rounds: Mapping[str, Round]) -> Round:
    return rounds[request.param]


@pytest.fixture
def client(second_app: Flask) -> SiteClient:
    return SiteClient(second_app)


def play(client: SiteClient, article: Article, locale: str) -> Round:
    steps = []
    page = client.start(f"{ARTICLE}/the-whole-article", locale)
    while page.kind:
        question = article.questions[page.question_id]
        answered = client.send(page.form("answer"), **as_written(question, locale))
        steps.append(Step(question, page, answered))
        page = client.follow(answered, data_action="next")
    return Round(locale, tuple(steps), page)


def as_written(question: Question, locale: str) -> Mapping[str, Any]:
    """Return the right answer in form fields; a number as a reader of the language writes it."""
    if isinstance(question, NumberQuestion):
        return {"answer": f"{question.answer:,}".replace(",", THOUSANDS[locale])}
    return fields(question, question.key)


def text(message: Message, words: Catalogues, locale: str) -> str:
    said = words.say(ARTICLE, message, locale)
    assert said.locale == locale
    return " ".join(said.text.split())


def test_the_bank_check_is_silent(site: OtherSite) -> None:
    result = site.flask("bank", "check")

    assert result.output == "9 questions in 2 banks of 1 article: no problem\n"
    assert result.status == 0


def test_the_translation_check_is_silent(site: OtherSite) -> None:
    result = site.flask("translations", "check")

    assert [re.sub(r"\b(\d+) of \1$", "all", line) for line in result.output.splitlines()] == [
        "nb: messages all",
        f"nb: {ARTICLE} all",
    ]
    assert result.status == 0


def test_the_source_language_needs_no_catalogue(site: OtherSite, words: Catalogues) -> None:
    assert not (site.root / "translations" / "en").exists()
    assert words.untranslated(site.library(), LOCALES) == {}


def test_the_site_starts_with_it(site: OtherSite, words: Catalogues) -> None:
    result = site.run("import wsgi")

    assert (result.output, result.status) == ("", 0)


def test_it_has_a_question_of_each_kind(article: Article) -> None:
    assert {question.KIND for question in article.questions.values()} == set(all_kinds())


def test_a_whole_round_is_played_in_either_language(played: Round, article: Article) -> None:
    assert {step.question.id for step in played.steps} == set(article.questions)
    assert {step.answered.outcome for step in played.steps} == {"correct"}
    score = played.result.one("data", data_score="")
    assert float(score.get("value") or 0) == float(score.get("data-max") or 0) == len(article.questions)


def test_the_quiz_speaks_the_readers_language(played: Round, words: Catalogues) -> None:
    for step in played.steps:
        question, locale = step.question, played.locale
        asked = text(question.message("text", question.text), words, locale)
        why = text(question.message("explanation", question.explanation), words, locale)
        assert step.asked.words("h1") == asked
        assert why in step.answered.body_words


def test_nothing_is_marked_as_untranslated(played: Round) -> None:
    pages = [page for step in played.steps for page in (step.asked, step.answered)]

    for page in (*pages, played.result):
        assert page.locale == played.locale
        assert page.all("small", class_="untranslated") == []


def test_passages_are_english_in_either_language(played: Round) -> None:
    for step in played.steps:
        passages = step.answered.all("blockquote")
        assert {passage.get("lang") for passage in passages} == {"en"}
        marked = " ".join(words_of(mark) for passage in passages for mark in passage.iter("mark"))
        assert all(evidence.quote in marked for evidence in step.question.evidence)


def test_the_translation_stands_beside_the_original_in_norwegian_alone(
    client: SiteClient, article: Article, words: Catalogues
) -> None:
    sentence = next(message for message in article.messages() if message.context == "article / p5.s1")

    norwegian, english = (client.get(f"/{locale}/articles/{ARTICLE}") for locale in LOCALES)

    for page in (norwegian, english):
        originals = page.all("p", lang="en")
        assert " ".join(map(words_of, originals)) == " ".join(s.text for s in article.body.sentences)
    assert text(sentence, words, "nb") in norwegian.body_words
    assert text(sentence, words, "nb") not in english.body_words


def test_sentences_to_choose_among_show_the_original_beside_the_translation(
    rounds: Mapping[str, Round], article: Article
) -> None:
    step = rounds["nb"].of_kind("find-sentence")

    originals = [words_of(each) for each in step.asked.all("span", lang="en")]

    sentences = {sentence.id: sentence.text for sentence in article.body.sentences}
    assert originals == [sentences[id] for id in step.question.stretch]


def test_the_words_of_an_altered_quotation_stand_out_in_either_language(
    played: Round, words: Catalogues
) -> None:
    step = played.of_kind("altered-quote")

    shown = [words_of(word) for word in step.asked.all("b", class_="candidate")]

    choices = step.question.choices()
    assert shown == [text(choice.message, words, played.locale) for choice in choices if choice.message]


def test_the_editors_note_is_translated_and_its_source_is_not(
    client: SiteClient, article: Article, words: Catalogues
) -> None:
    (note,) = article.notes

    page = client.get(f"/nb/articles/{ARTICLE}")

    assert text(note.message, words, "nb") in page.body_words
    assert page.words("a", href=note.sources[0].url) == note.sources[0].title


def test_the_site_can_be_in_english_alone(site: OtherSite) -> None:
    with site.open("en") as app:
        client = SiteClient(app)

        home = client.get("/", headers={"Accept-Language": "nb"})

        assert (home.status, home.locale, home.address) == (200, "en", "/en/")
        assert client.get("/nb/").status == 404


def test_the_first_language_of_the_setting_is_the_default(site: OtherSite) -> None:
    with site.open("en", "nb") as app:
        assert SiteClient(app).get("/", headers={"Accept-Language": "ja"}).address == "/en/"
