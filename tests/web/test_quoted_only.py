"""An article of which only what questions quote may be shown, with its neighbours: no page shows more."""

from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path

import pytest

from quiz.catalogs.lookup import Catalogues
from quiz.domain.bank import Display, Library
from tests.every_page import open_site, same_browser
from tests.playing import ARTICLE, answer, wrong
from tests.site_client import PageView, words_of

LONG = 40  # characters: shorter ones may stand in our own words, too


@pytest.fixture
def quoted_only(library: Library) -> Library:
    """The shipped article with one quiz alone, which quotes half of it."""
    article = library.articles[0]
    bank = article.bank("the-great-powers")
    assert bank is not None
    return Library((replace(article, banks=(bank,), display=Display.QUOTATIONS),))


def is_shown(text: str, pages: Iterable[PageView]) -> bool:
    return any(text in words_of(page.one("main")) for page in pages)


@pytest.mark.parametrize("way", ["from-memory", "with-source"])
@pytest.mark.parametrize("begun_before", [True, False])
def test_no_page_shows_what_may_not_be_shown(
    tmp_path: Path,
    migrated: Path,
    library: Library,
    catalogues: Catalogues,
    quoted_only: Library,
    way: str,
    begun_before: bool,
) -> None:
    """Neither of a round that was begun when the article was shown whole, nor what was pointed at then."""
    article = quoted_only.articles[0]
    hidden = [each for each in article.body.sentences if each.id not in article.shown_sentences]
    texts = {sentence.text for sentence in hidden if len(sentence.text) > LONG}
    texts |= {
        passage.quote
        for note in article.notes
        for passage in note.passages
        if len(passage.quote) > LONG
        and article.shown_sentences.isdisjoint(each.id for each in article.passage(passage).sentences)
    }
    whole = open_site(tmp_path, migrated, library, catalogues)
    quoted = whole.with_library(quoted_only)
    begun_on = whole.client() if begun_before else quoted.client()
    page = begun_on.start(f"{ARTICLE}/the-great-powers", way=way, length="all")
    client = same_browser(begun_on, quoted)
    page = client.get(page.address)
    attempt = page.address.rsplit("/", 1)[0]
    pages = [client.get(f"/nb/articles/{ARTICLE}")]
    pointed_at = hidden[0].id if begun_before else "cannot-find"
    while page.kind:
        pages += [page, answered := answer(client, library, page, wrong)]
        if answered.all("form", data_action="evidence"):
            answered = begun_on.send(answered.form("evidence"), sentence=pointed_at)
            pages.append(answered := client.get(answered.address))
        page = client.follow(answered, data_action="next")
    pages += [page, *(client.get(f"{attempt}/{name}") for name in ("review", "handout", "article"))]
    for each in (whole, quoted):
        each.close()

    assert len(texts) > len(hidden) / 2
    assert {page.status for page in pages} == {200}
    assert [text for text in texts if is_shown(text, pages)] == []
    told = is_shown("Setningen du pekte på, kan ikke lenger vises.", pages)
    assert told is (begun_before and way == "with-source")
