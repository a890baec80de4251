"""Notes beside the article, as each language tells them."""

import pytest

from quiz.domain.bank import Article
from quiz.domain.note import NoteKind
from tests.site_client import PageView, SiteClient, words_of
from tests.web.conftest import LOCALES


def the_article(client: SiteClient, article: Article, locale: str) -> PageView:
    return client.get(f"/{locale}/articles/{article.id}")


@pytest.mark.parametrize("locale", LOCALES)
def test_each_note_stands_once_beside_the_article(client: SiteClient, article: Article, locale: str) -> None:
    notes = the_article(client, article, locale).all("details")

    assert len(notes) == len(article.notes)
    assert len({words_of(note) for note in notes}) == len(notes)


def test_a_note_quotes_the_article_in_the_language_of_the_page(client: SiteClient, article: Article) -> None:
    headings = {
        locale: [words_of(each) for each in the_article(client, article, locale).all("summary")]
        for locale in LOCALES
    }

    assert (
        "The article is wrong here: in Yerevan in the breakaway region of Nagorno-Karabakh" in headings["en"]
    )
    assert "Her tar artikkelen feil: i Jerevan i utbryterregionen Nagorno-Karabakh" in headings["nb"]


def test_a_slip_of_language_is_quoted_in_its_own_and_explained_in_the_readers(
    client: SiteClient, article: Article
) -> None:
    page = the_article(client, article, "en")
    (slip,) = [each for each in page.all("summary") if "tre doner" in words_of(each)]

    assert words_of(slip) == "A language error in the article: tre doner (in our translation: three drones)"
    assert [each.get("lang") for each in slip if each.tag.endswith("q")] == ["nb", None]


@pytest.mark.parametrize(
    ("locale", "day", "month"),
    [("nb", "13. august 2020", "oktober 2020"), ("en", "13 August 2020", "October 2020")],
)
def test_a_source_keeps_its_title_and_its_date_is_the_languages(
    client: SiteClient, article: Article, locale: str, day: str, month: str
) -> None:
    page = the_article(client, article, locale)
    words = page.body_words

    assert f"Since Deadly Border Clashes, {day}" in words
    assert f"A Spirit of Solidarity and Love, {month}" in words
    links = [link for link in page.all("a") if link.get("rel") == "noreferrer"]
    assert {link.get("lang") for link in links} == {"nb", "en", "nl", "fr"}


def test_what_only_adds_to_the_article_is_not_called_wrong(client: SiteClient, article: Article) -> None:
    adding = [note for note in article.notes if note.kind is NoteKind.CONTEXT]
    headings = [words_of(each) for each in the_article(client, article, "en").all("summary")]

    assert len([each for each in headings if each.startswith("Worth knowing: ")]) == len(adding) > 0
