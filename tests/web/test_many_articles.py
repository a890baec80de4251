"""The home page of a site with more articles than one page shows."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from quiz.catalogs.lookup import Catalogues
from quiz.domain.bank import Library
from tests.every_page import Site, open_site, with_many_articles


@pytest.fixture
def site(tmp_path: Path, migrated: Path, library: Library, catalogues: Catalogues) -> Iterator[Site]:
    small = open_site(tmp_path, migrated, library, catalogues)
    large = with_many_articles(small, 45)
    yield large
    for each in (small, large):
        each.close()


def test_each_article_stands_on_one_page_in_the_order_of_the_library(site: Site) -> None:
    client = site.client()
    pages = [client.get("/en/")]
    while next_page := [link.get("href") for link in pages[-1].all("a") if link.get("rel") == "next"]:
        pages.append(client.get(next_page[0] or ""))

    shown = [
        [id for heading in page.all("h2") if (id := heading.get("id") or "").startswith("article-")]
        for page in pages
    ]
    assert [len(each) for each in shown] == [20, 20, 5]
    assert [id for each in shown for id in each] == [
        f"article-{article.id}" for article in site.library.articles
    ]


@pytest.mark.parametrize("number", ["4", "0", "-1", "two", "1" * 9])
def test_a_page_that_is_not_there_is_not_found(site: Site, number: str) -> None:
    assert site.client().get(f"/en/?page={number}").status == 404


def test_a_quiz_of_the_last_page_can_be_played(site: Site) -> None:
    question = site.client().start("article-44/the-sunday", "en")

    assert question.kind
    assert question.status == 200
