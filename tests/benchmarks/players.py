"""A site's database with players in the middle of their rounds, and the requests that they send next."""

import time
from collections.abc import Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from ipaddress import IPv4Address
from itertools import islice
from pathlib import Path
from random import Random
from typing import Any, NamedTuple
from urllib.parse import urlencode

from flask import Flask
from sqlalchemy import insert

from quiz.app import create_app
from quiz.cli.opening import open_content
from quiz.cli.start import KEPT_CONTENT
from quiz.domain.bank import Article, Bank, Library
from quiz.domain.question import Question
from quiz.services.editions import Editions
from quiz.settings import PROJECT, Settings, read_settings
from quiz.storage import migrate
from quiz.storage.database import Database, open_database
from quiz.storage.tables import AnswerRow, AttemptQuestionRow, AttemptRow, PlayerRow
from tests.benchmarks.signing import SECRET_KEY, signed
from tests.playing import fields, right, skip, wrong

STARTED = datetime(2026, 1, 1, tzinfo=UTC)
ROUND = 10  # questions
FIRST_CLIENT = IPv4Address("10.0.0.1")
_ROWS_AT_ONCE = 5000


@dataclass(frozen=True)
class Asked:
    """A request; `form` is the body of a post, and `client` who sends it, as a proxy would tell."""

    address: str
    cookie: str
    form: str = ""
    client: str = "127.0.0.1"


@dataclass(frozen=True)
class Site:
    """A site with a database of its own; `environment` holds the settings that a server starts it with."""

    environment: dict[str, str]
    settings: Settings
    library: Library
    database: Database
    app: Flask
    editions: Editions

    def attempts(self) -> int:
        """Count the rounds that are stored."""
        return _count(self, "attempt")


def make_site(folder: Path, project: Path = PROJECT) -> Site:
    folder.mkdir(parents=True, exist_ok=True)
    environment = {"DATABASE_URL": f"sqlite:///{folder}/site.sqlite3", "SECRET_KEY": SECRET_KEY}
    environment["TRUSTED_PROXIES"] = "1"  # players come from addresses of their own, and limits count them
    settings = read_settings(environment, folder, project)
    content = open_content(settings, folder / KEPT_CONTENT, time.time_ns())
    database = open_database(settings.database_url)
    migrate.upgrade(database)
    editions = Editions(database, content.library, content.catalogues, settings.locales, content.versions)
    return Site(
        environment,
        settings,
        content.library,
        database,
        create_app(settings, content.library, content.catalogues, database, content.versions),
        editions,
    )


class Crowd:
    """Fills a database with rounds, many at a time; their ids follow on `after`."""

    def __init__(self, site: Site, article: Article, bank: Bank, seed: int = 1, after: int = 0) -> None:
        self._site = site
        self._article = article
        self._bank = bank
        self._random = Random(seed)
        self._attempts = after
        with site.database.writing() as session:
            self._version = site.editions.keep(session, article, bank, STARTED)

    def players(self, count: int, prefix: str = "player") -> list[str]:
        keys = [f"{prefix}-{number}" for number in range(count)]
        self._insert(PlayerRow, ({"id": key, "created_at": STARTED} for key in keys))
        return keys

    def rounds(
        self, players: Sequence[str], count: int, answered: int
    ) -> list[tuple[int, str, list[Question]]]:
        """Store rounds, dealt out among players, with so many of their first questions answered.

        Returns the id, the player and the questions of each.
        """
        started = []
        for number in range(count):
            self._attempts += 1
            questions = self._random.sample(self._bank.questions, ROUND)
            started.append((self._attempts, players[number % len(players)], questions))
        self._insert(AttemptRow, (self._attempt(*each) for each in started))
        self._insert(AttemptQuestionRow, (row for each in started for row in self._questions(*each)))
        self._insert(AnswerRow, (row for each in started for row in self._answers(*each, answered)))
        return started

    def _insert(self, table: Any, rows: Iterator[dict[str, Any]]) -> None:
        with self._site.database.engine.execution_options(sqlite_begin="IMMEDIATE").begin() as connection:
            while some := list(islice(rows, _ROWS_AT_ONCE)):
                connection.execute(insert(table.__table__), some)

    def _attempt(self, attempt: int, player: str, questions: Sequence[Question]) -> dict[str, Any]:
        return {
            "id": attempt,
            "player_id": player,
            "article_id": self._article.id,
            "bank_id": self._bank.id,
            "bank_version": self._version,
            "locale": "nb",
            "length": len(questions),
            "focus": None,
            "purpose": "quiz",
            "way": "from-memory",
            "asks_certainty": False,
            "start_key": None,
            "started_at": STARTED + timedelta(minutes=attempt),
        }

    def _questions(
        self, attempt: int, player: str, questions: Sequence[Question]
    ) -> Iterator[dict[str, Any]]:
        for number, question in enumerate(questions, start=1):
            yield {
                "attempt_id": attempt,
                "number": number,
                "question_id": question.id,
                "arrangement": list(question.arrange(self._random)),
            }

    def _answers(
        self, attempt: int, player: str, questions: Sequence[Question], answered: int
    ) -> Iterator[dict[str, Any]]:
        for number, question in enumerate(questions[:answered], start=1):
            response = self._random.choice((right, wrong, skip))(question)
            grade = question.grade(response)
            yield {
                "attempt_id": attempt,
                "question_id": question.id,
                "response": list(response) if isinstance(response, tuple) else response,
                "outcome": grade.outcome.value,
                "points": grade.points,
                "max_points": grade.max_points,
                "certainty": None,
                "locale": "nb",
                "answered_at": STARTED + timedelta(minutes=attempt, seconds=number),
                "asks_evidence": False,
            }


def asked_questions(
    app: Flask, rounds: Sequence[tuple[int, str, list[Question]]], page: str = ""
) -> list[Asked]:
    """Return the requests for the first questions of rounds; with `page`, for what stands below them."""
    known = _known(app, rounds)
    return [
        Asked(f"/nb/attempts/{attempt}/1{page}", known[player].cookie, client=known[player].client)
        for attempt, player, _ in rounds
    ]


def given_answers(app: Flask, rounds: Sequence[tuple[int, str, list[Question]]]) -> list[Asked]:
    """Return the posts that answer the first questions of rounds."""
    known = _known(app, rounds)
    posts = []
    for attempt, player, questions in rounds:
        by = known[player]
        form = {"csrf_token": by.mark, **fields(questions[0], right(questions[0]))}
        posts.append(Asked(f"/nb/attempts/{attempt}/1", by.cookie, urlencode(form, doseq=True), by.client))
    return posts


class _Known(NamedTuple):
    """What a player sends along: the cookie, the mark of its forms, and the address, each its own."""

    cookie: str
    mark: str
    client: str


def _known(app: Flask, rounds: Sequence[tuple[int, str, list[Question]]]) -> dict[str, _Known]:
    names = dict.fromkeys(player for _, player, _ in rounds)
    return {player: _Known(*signed(app, player), str(FIRST_CLIENT + at)) for at, player in enumerate(names)}


def count_answers(site: Site) -> int:
    return _count(site, "answer")


def _count(site: Site, table: str) -> int:
    with closing(site.database.engine.raw_connection()) as connection:
        cursor = connection.cursor()
        cursor.execute(f"SELECT count(*) FROM {table}")
        return int(cursor.fetchone()[0])


def mean_bytes(app: Flask, asked: Sequence[Asked]) -> int:
    """Return the mean size of pages; raises ValueError where one is no page."""
    sizes = []
    for each in asked:
        client = app.test_client(use_cookies=False)
        response = client.get(each.address, headers={"Cookie": each.cookie, "Accept-Language": "nb"})
        if response.status_code != 200:
            raise ValueError(f"{each.address} answers {response.status}")
        sizes.append(len(response.data))
    return round(sum(sizes) / len(sizes))
