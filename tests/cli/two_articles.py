"""A site with two articles, opened as a start opens it, with a file that keeps what was made of them."""

import shutil
import sqlite3
import time
from contextlib import closing
from pathlib import Path

from quiz.catalogs.lookup import Catalogues
from quiz.cli.opening import Content
from quiz.domain.bank import Article, Library
from quiz.domain.message import Message
from tests.banks.small_folder import ARTICLE
from tests.catalogs.small_site import SmallSite, in_capitals, make_small_site

LATER = time.time_ns() + 10**12
OTHER = "the-other-case"
QUESTION = f"{ARTICLE}/the-rescue/child-count.toml"
COUNT = Message("child-count / text", "Hvor mange barn så på?")


def make_two_articles(root: Path) -> SmallSite:
    """Make a site with two articles that read alike."""
    made = make_small_site(root)
    shutil.copytree(made.root / "questions" / ARTICLE, made.root / "questions" / OTHER)
    made.update()
    for domain in ("messages", ARTICLE, OTHER):
        made.translate(domain, in_capitals)
    made.compile()
    return made


def the_article(content: Content, id: str = ARTICLE) -> Article:
    article = content.library.article(id)
    assert article is not None
    return article


def asked(content: Content, id: str = ARTICLE) -> str:
    return the_article(content, id).questions["child-count"].text


def kept_articles(file: Path) -> list[str]:
    if not file.exists():
        return []
    with closing(sqlite3.connect(file)) as connection:
        return [id for (id,) in connection.execute("SELECT id FROM article ORDER BY id")]


def whole(content: Content) -> tuple[object, ...]:
    """Return all that a site asks and says."""
    return (*everything(content.library, content.catalogues), content.versions, content.untranslated)


def everything(library: Library, catalogues: Catalogues) -> tuple[object, ...]:
    articles = library.articles
    return (
        [(article.id, article.date, article.body, article.notes, article.display) for article in articles],
        [(bank.id, bank.mixed, [*bank.questions]) for article in articles for bank in article.banks],
        [dict(article.questions) for article in articles],
        [
            catalogues.say(article.id, message, locale)
            for article in articles
            for message in article.all_messages()
            for locale in ("nb", "en")
        ],
    )
