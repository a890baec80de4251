"""An article whose source is English and whose translation is Norwegian: nothing takes Norwegian for the source."""

import re
import shutil
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from quiz.catalogs.lookup import Catalogues
from quiz.domain.bank import Article
from quiz.domain.kinds.number import NumberQuestion
from quiz.domain.kinds.registry import all_kinds
from quiz.domain.message import Message
from quiz.domain.question import Question
from quiz.settings import Settings
from quiz.storage.database import Database
from tests.playing import fields
from tests.second_article.other_site import OtherSite, make_other_site
from tests.site_client import HTML, PageView, SiteClient, words_of

SECOND_ARTICLE = Path(__file__).parent / "second_article"
ARTICLE = "sunday-library"
WHOLE = f"{ARTICLE}/the-whole-article"
LOCALES = ("nb", "en")
THOUSANDS = {"nb": "\N{NO-BREAK SPACE}", "en": ","}


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> OtherSite:
    site = make_other_site(tmp_path_factory.mktemp("second") / "site")
    shutil.copytree(SECOND_ARTICLE / "questions", site.root / "questions", dirs_exist_ok=True)
    shutil.copytree(SECOND_ARTICLE / "translations", site.root / "translations", dirs_exist_ok=True)
    site.flask("translations", "extract")
    return site


@pytest.fixture(scope="module")
def article(site: OtherSite) -> Article:
    article = site.library().article(ARTICLE)
    assert article is not None
    return article


@pytest.fixture(scope="module")
def words(site: OtherSite) -> Catalogues:
    return site.catalogues(*LOCALES)


@pytest.fixture
def client(site: OtherSite, settings: Settings, database: Database) -> SiteClient:
    return SiteClient(site.app(settings, database))


def play(
    client: SiteClient, article: Article, locale: str
) -> tuple[list[PageView], list[PageView], PageView]:
    """Play the whole article; return the pages of the questions and of the answers, and the result."""
    page = client.start(WHOLE, locale)
    questions, answers = [], []
    while page.kind:
        questions.append(page)
        written = as_written(article.questions[page.question_id], locale)
        answers.append(client.send(page.form("answer"), **written))
        page = client.follow(answers[-1], data_action="next")
    return questions, answers, page


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


def test_the_source_language_has_no_catalogue_of_its_own(site: OtherSite) -> None:
    result = site.flask("translations", "update")

    assert result.output == "every catalogue is up to date\n"
    assert not (site.root / "translations" / "en").exists()


def test_the_site_starts_with_it(site: OtherSite) -> None:
    for command in (("translations", "compile"), ("database", "upgrade")):
        assert site.flask(*command).status == 0

    result = site.run("import wsgi")

    assert (result.output, result.status) == ("", 0)


def test_it_has_a_question_of_each_kind(article: Article) -> None:
    assert {question.KIND for question in article.questions.values()} == set(all_kinds())


@pytest.mark.parametrize("locale", LOCALES)
def test_a_whole_round_is_played_in_either_language(
    client: SiteClient, article: Article, locale: str
) -> None:
    questions, answers, result = play(client, article, locale)

    assert {page.question_id for page in questions} == set(article.questions)
    assert [page.outcome for page in answers] == ["correct"] * len(article.questions)
    assert result.one("data", data_score="").get("value") == str(float(len(article.questions)))
    for page in (*questions, *answers, result):
        assert page.locale == locale
        assert page.all("small", class_="untranslated") == []


@pytest.mark.parametrize("locale", LOCALES)
def test_the_quiz_speaks_the_readers_language(
    client: SiteClient, article: Article, words: Catalogues, locale: str
) -> None:
    questions, answers, _ = play(client, article, locale)

    for asked, answered in zip(questions, answers, strict=True):
        question = article.questions[asked.question_id]
        assert asked.words("h1") == text(question.message("text", question.text), words, locale)
        why = text(question.message("explanation", question.explanation), words, locale)
        assert why in answered.body_words


@pytest.mark.parametrize("locale", LOCALES)
def test_passages_are_english_in_either_language(client: SiteClient, article: Article, locale: str) -> None:
    _, answers, _ = play(client, article, locale)

    for page in answers:
        question = article.questions[page.question_id]
        quotations = page.all("blockquote")
        assert {quotation.get("lang") for quotation in quotations} == {"en"}
        marked = " ".join(
            words_of(mark) for quotation in quotations for mark in quotation.iter(f"{HTML}mark")
        )
        assert all(sentence in marked for quote in question.evidence for sentence in quote.quote.split(". "))


def test_the_translation_stands_beside_the_original_in_norwegian_alone(
    client: SiteClient, article: Article, words: Catalogues
) -> None:
    sentence = next(message for message in article.messages() if message.context == "article / p5.s1")
    norwegian, english = (client.get(f"/{locale}/articles/{ARTICLE}") for locale in LOCALES)

    for page in (norwegian, english):
        originals = page.all("p", lang="en")
        assert len(originals) == len(article.body.paragraphs)
        assert any(sentence.text in words_of(paragraph) for paragraph in originals)
    assert text(sentence, words, "nb") in norwegian.body_words
    assert text(sentence, words, "nb") not in english.body_words


def test_sentences_to_choose_among_show_the_original_beside_the_translation(
    client: SiteClient, article: Article
) -> None:
    questions, _, _ = play(client, article, "nb")
    page = next(page for page in questions if page.kind == "find-sentence")

    originals = [words_of(each) for each in page.all("span", lang="en")]

    stretch = article.questions[page.question_id].stretch
    sentences = {sentence.id: sentence.text for sentence in article.body.sentences}
    assert originals == [sentences[id] for id in stretch]


@pytest.mark.parametrize("locale", LOCALES)
def test_the_words_of_an_altered_quotation_stand_out_in_either_language(
    client: SiteClient, article: Article, words: Catalogues, locale: str
) -> None:
    questions, _, _ = play(client, article, locale)
    page = next(page for page in questions if page.kind == "altered-quote")

    shown = [words_of(word) for word in page.all("b", class_="candidate")]

    choices = article.questions[page.question_id].choices()
    assert shown == [text(choice.message, words, locale) for choice in choices if choice.message]


def test_the_editors_note_is_translated_and_its_source_is_not(
    client: SiteClient, article: Article, words: Catalogues
) -> None:
    (note,) = article.notes

    page = client.get(f"/nb/articles/{ARTICLE}")

    assert text(note.message, words, "nb") in page.body_words
    assert page.words("a", href=note.sources[0].url) == note.sources[0].title


def test_the_site_can_be_in_english_alone(site: OtherSite, settings: Settings, database: Database) -> None:
    client = SiteClient(site.app(replace(settings, locales=("en",)), database))

    home = client.get("/", headers={"Accept-Language": "nb"})

    assert (home.status, home.locale, home.address) == (200, "en", "/en/")
    assert client.get("/nb/").status == 404


def test_the_first_language_of_the_setting_is_the_default(
    site: OtherSite, settings: Settings, database: Database
) -> None:
    client = SiteClient(site.app(replace(settings, locales=("en", "nb")), database))

    assert client.get("/", headers={"Accept-Language": "ja"}).address == "/en/"
