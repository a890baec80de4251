"""One site for many tests, and one round through all questions in each language."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TypeAlias

import pytest
from flask import Flask

from quiz.catalogs.lookup import Catalogues
from quiz.domain.bank import Article, Library
from quiz.domain.message import Message
from quiz.domain.question import Question, Response
from tests.every_page import open_site
from tests.playing import WHOLE, fields, question_of, right, skip, wrong
from tests.site_client import PageView, SiteClient

LOCALES = ("nb", "en")


Say: TypeAlias = Callable[[Message], str]


@dataclass(frozen=True)
class Step:
    """A question, the answer that was sent, and the pages before and after."""

    question: Question
    sent: Response
    asked: PageView
    answered: PageView


@dataclass(frozen=True)
class Round:
    client: SiteClient
    locale: str
    steps: tuple[Step, ...]
    result: PageView


@pytest.fixture(scope="session")
def shared_app(
    tmp_path_factory: pytest.TempPathFactory, migrated: Path, library: Library, catalogues: Catalogues
) -> Iterator[Flask]:
    site = open_site(tmp_path_factory.mktemp("shared"), migrated, library, catalogues)
    yield site.app
    site.close()


@pytest.fixture
def app(shared_app: Flask) -> Flask:
    """One site for all these tests, each with players of its own: its templates are compiled only once."""
    return shared_app


@pytest.fixture
def article(library: Library) -> Article:
    return library.articles[0]


def say_in(catalogues: Catalogues, article: Article, locale: str) -> Say:
    """Return a function that gives a message in one language, its white space folded."""

    def say(message: Message) -> str:
        return " ".join(catalogues.say(article.id, message, locale).text.split())

    return say


@pytest.fixture(scope="session")
def rounds(shared_app: Flask, library: Library) -> dict[str, Round]:
    """A wrong, a right and an open answer by turns, as each language's own player."""
    return {locale: _round(SiteClient(shared_app), library, locale) for locale in LOCALES}


def _round(client: SiteClient, library: Library, locale: str) -> Round:
    steps = []
    asked = client.start(WHOLE, locale, length="all")
    while asked.kind:
        question = question_of(library, asked)
        sent = (wrong, right, skip)[len(steps) % 3](question)
        answered = client.send(asked.form("answer"), **fields(question, sent))
        steps.append(Step(question, sent, asked, answered))
        asked = client.follow(answered, data_action="next")
    return Round(client, locale, tuple(steps), asked)
