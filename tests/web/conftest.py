"""One round through all 34 questions in each language, walked once and looked at by many tests."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from quiz.catalogs.lookup import Catalogues
from quiz.domain.bank import Library
from quiz.domain.question import Question
from tests.every_page import open_site
from tests.playing import WHOLE, question_of, right, skip, wrong
from tests.site_client import PageView, SiteClient

LOCALES = ("nb", "en")


@dataclass(frozen=True)
class Step:
    """A question, the answer that was sent, and the pages before and after."""

    question: Question
    sent: str
    asked: PageView
    answered: PageView


@dataclass(frozen=True)
class Round:
    client: SiteClient
    locale: str
    steps: tuple[Step, ...]
    result: PageView


@pytest.fixture(scope="session")
def rounds(
    tmp_path_factory: pytest.TempPathFactory, migrated: Path, library: Library, catalogues: Catalogues
) -> Iterator[dict[str, Round]]:
    """A wrong, a right and an open answer by turns, as each language's own player."""
    site = open_site(tmp_path_factory.mktemp("rounds"), migrated, library, catalogues)
    yield {locale: _round(site.client(), library, locale) for locale in LOCALES}
    site.close()


def _round(client: SiteClient, library: Library, locale: str) -> Round:
    steps = []
    asked = client.start(WHOLE, locale, length="all")
    while asked.kind:
        question = question_of(library, asked)
        sent = (wrong, right, skip)[len(steps) % 3](question)
        answered = client.answer(asked, sent)
        steps.append(Step(question, sent, asked, answered))
        asked = client.follow(answered, data_action="next")
    return Round(client, locale, tuple(steps), asked)
