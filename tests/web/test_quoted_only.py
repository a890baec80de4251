"""An article of which only what questions quote may be shown, with its neighbours: no page shows more."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from quiz.catalogs.lookup import Catalogues
from quiz.domain.bank import Display, Library
from tests.every_page import Site, open_site
from tests.playing import ARTICLE, answer, wrong
from tests.site_client import words_of

LONG = 40  # characters: shorter ones may stand in our own words, too


@pytest.fixture
def quoted_only(library: Library) -> Library:
    """The shipped article with one quiz alone, which quotes half of it."""
    article = library.articles[0]
    bank = article.bank("the-great-powers")
    assert bank is not None
    return Library((replace(article, banks=(bank,), display=Display.QUOTATIONS),))


@pytest.fixture
def site(tmp_path: Path, migrated: Path, quoted_only: Library, catalogues: Catalogues) -> Iterator[Site]:
    opened = open_site(tmp_path, migrated, quoted_only, catalogues)
    yield opened
    opened.close()


@pytest.mark.parametrize("way", ["from-memory", "with-source"])
def test_no_page_shows_what_may_not_be_shown(site: Site, quoted_only: Library, way: str) -> None:
    article = quoted_only.articles[0]
    hidden = {
        sentence.text
        for sentence in article.body.sentences
        if sentence.id not in article.shown_sentences and len(sentence.text) > LONG
    }
    client = site.client()
    page = client.start(f"{ARTICLE}/the-great-powers", way=way, length="all")
    attempt = page.address.rsplit("/", 1)[0]
    pages = [client.get(f"/nb/articles/{ARTICLE}")]
    while page.kind:
        pages += [page, answered := answer(client, quoted_only, page, wrong)]
        if answered.all("form", data_action="evidence"):
            pages.append(answered := client.send(answered.form("evidence"), sentence="cannot-find"))
        page = client.follow(answered, data_action="next")
    pages += [page, *(client.get(f"{attempt}/{name}") for name in ("review", "handout", "article"))]

    assert len(hidden) > 20
    assert {page.status for page in pages} == {200}
    shown = " ".join(words_of(page.one("main")) for page in pages)
    assert [text for text in hidden if text in shown] == []
