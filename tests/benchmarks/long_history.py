"""Home and history in a database of a million answers, for a player with a thousand rounds and one with ten.

Processor time of one process, without a server: what a page takes of a machine that is busy otherwise, too.
"""

import sys
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path
from random import Random
from statistics import median
from typing import Any

from flask.testing import FlaskClient
from sqlalchemy import Connection, insert

from quiz.app import create_app
from quiz.banks.load import load_library
from quiz.catalogs.lookup import Catalogues
from quiz.domain.bank import Library
from quiz.domain.certainty import Certainty
from quiz.domain.grade import Outcome
from quiz.services.editions import Editions
from quiz.settings import PROJECT, read_settings
from quiz.storage import migrate
from quiz.storage.database import Database, open_database
from quiz.storage.finished import keep_sums
from quiz.storage.tables import AnswerRow, AttemptQuestionRow, AttemptRow, PlayerRow
from tests.compiled import compiled_catalogues

ROUNDS, QUESTIONS = 10_000, 100
FEW, MANY = 10, 1_000  # of them mine
OTHERS = 9  # players
VIEWS = 60
START = datetime(2026, 1, 1, tzinfo=UTC)
LOCALES = ("nb", "en")
ME = "me"
PAGES = ("/nb/", "/nb/quizzes/{quiz}", "/nb/history", "/nb/history?page={last}")
AT_ONCE = 100  # rounds that are stored together


def fill(database: Database, library: Library, catalogues: Catalogues, mine: int) -> None:
    """Store ROUNDS finished rounds of all quizzes of the first article by turns, the first of them mine."""
    article = library.articles[0]
    editions = Editions(database, library, catalogues, LOCALES)
    with database.writing() as session:
        versions = {bank.id: editions.keep(session, article, bank, START) for bank in article.banks}
        players = [ME, *(f"player-{number}" for number in range(OTHERS))]
        session.execute(insert(PlayerRow), [{"id": each, "created_at": START} for each in players])
    drawn = [*article.questions, *(f"more-{number}" for number in range(QUESTIONS))][:QUESTIONS]
    rng = Random(1)
    for first in range(1, ROUNDS + 1, AT_ONCE):
        with database.writing() as session:
            rows = session.connection()
            for number in range(first, first + AT_ONCE):
                player = ME if number <= mine else f"player-{number % OTHERS}"
                bank_id = article.banks[number % len(article.banks)].id
                quiz = {"article_id": article.id, "bank_id": bank_id, "bank_version": versions[bank_id]}
                _store_round(rows, number, {"player_id": player, **quiz}, drawn, rng)
                keep_sums(rows, number)


def _store_round(
    rows: Connection, number: int, quiz: Mapping[str, Any], drawn: Sequence[str], rng: Random
) -> None:
    asks, at = number % 2 == 0, START + timedelta(minutes=7 * number)
    attempt = {"id": number, "locale": "nb", "length": len(drawn), "asks_certainty": asks, "started_at": at}
    rows.execute(insert(AttemptRow), {**quiz, **attempt})
    keys = [{"attempt_id": number, "question_id": question_id} for question_id in drawn]
    asked = [{**key, "number": place, "arrangement": []} for place, key in enumerate(keys, start=1)]
    rows.execute(insert(AttemptQuestionRow), asked)
    rows.execute(insert(AnswerRow), [{**key, **_answer(rng, asks, at)} for key in keys])


def _answer(rng: Random, asks_certainty: bool, at: datetime) -> Mapping[str, Any]:
    outcome = rng.choice((Outcome.CORRECT, Outcome.CORRECT, Outcome.INCORRECT, Outcome.SKIPPED))
    return {
        "response": "supported",
        "outcome": outcome.value,
        "points": float(outcome is Outcome.CORRECT),
        "max_points": 1.0,
        "certainty": rng.choice(list(Certainty)).value if asks_certainty else None,
        "locale": rng.choice(LOCALES),
        "answered_at": at,
    }


def time_of(client: FlaskClient, address: str) -> float:
    """Return the milliseconds of processor time that a view takes."""
    taken = []
    for _ in range(VIEWS):
        before = time.process_time()
        client.get(address)
        taken.append(time.process_time() - before)
    return 1000 * median(taken)


def timings(folder: Path, mine: int) -> Iterator[tuple[str, float]]:
    """Fill a database and yield the pages with their times."""
    library = load_library(PROJECT / "questions").library
    catalogues = compiled_catalogues(PROJECT / "translations", library, LOCALES)
    environment = {"DATABASE_URL": f"sqlite:///{folder}/{mine}.sqlite3", "SECRET_KEY": "for measuring only"}
    settings = read_settings(environment, folder)
    with closing(open_database(settings.database_url, "NORMAL")) as database:
        migrate.upgrade(database)
        fill(database, library, catalogues, mine)
        client = create_app(settings, library, catalogues, database).test_client()
        with client.session_transaction() as cookie:
            cookie["player"] = ME
        quiz = f"{library.articles[0].id}/{library.articles[0].whole.id}"
        for page in PAGES:
            yield page, time_of(client, page.format(last=-(-mine // 20), quiz=quiz))


def measure(folder: Path) -> None:
    """Print a table of the pages with their times."""
    folder.mkdir()
    few, many = (dict(timings(folder, mine)) for mine in (FEW, MANY))
    lines = [
        f"\n{ROUNDS * QUESTIONS:,} answers in {ROUNDS:,} rounds; wanted: at most 1.5 times as long\n",
        f"| page | ms with {FEW} rounds of mine | ms with {MANY:,} | times |",
        "|---|---|---|---|",
        *(
            f"| {page} | {few[page]:.1f} | {many[page]:.1f} | {many[page] / few[page]:.2f} |"
            for page in PAGES
        ),
    ]
    sys.stdout.write("\n".join(lines) + "\n")
