"""A thousand banks of fifty questions beside one: how the site starts, what it holds, how it answers.

The first start reads and checks 50,000 questions, which takes long. What it made is kept where MANY_BANKS
names a folder, and used again by the next run of the same program.
"""

import os
import time
from collections.abc import Sequence
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from statistics import median

from quiz.domain.bank import Article
from quiz.storage import migrate
from quiz.storage.database import open_database
from tests.benchmarks import players, wrk
from tests.benchmarks.comparing import Side, compare
from tests.benchmarks.many_banks import QUESTIONS, make_project
from tests.benchmarks.players import Asked, Crowd, Site
from tests.benchmarks.serving import serving
from tests.benchmarks.signing import SECRET_KEY
from tests.benchmarks.starting import time_to_start

BANKS = 1000
PLAYERS = 200
ROUNDS = 2000  # of each of which the first question is asked for
SETTLE = 3  # seconds after which files are no longer new
PROGRAM = "tests.benchmarks.other_content"
WANTED = "0.91 (1.1 times as long)"


def measure(folder: Path, rounds: int, seconds: float) -> None:
    """Print two lines of the table, then how long the starts take and how much memory is held."""
    folder = Path(os.environ.get("MANY_BANKS") or folder)
    projects = [_project(folder / f"{banks}", banks) for banks in (1, BANKS)]
    settings = [_settings(project) for project in projects]
    before = [time_to_start(PROGRAM, each, 1)[0] for each in settings]
    starts = [time_to_start(PROGRAM, each, rounds) for each in settings]
    one, many = (players.make_site(project / "instance", project) for project in projects)
    hot = [_asked(site, site.library.articles[:1], "hot") for site in (one, many)]
    spread = _asked(many, many.library.articles, "spread")
    with serving(settings[0], f"{PROGRAM}:app") as small, serving(settings[1], f"{PROGRAM}:app") as large:
        for server, asked in ((small, hot[0]), (large, hot[1]), (large, spread)):
            wrk.send(server.port, asked, 2 * seconds, folder)
        for name, asked in (("one", hot[1]), ("all", spread)):
            ours = Side(f"{name} of {BANKS:,} banks", large, lambda asked=asked: asked)
            compare(WANTED, ours, Side("one bank", small, lambda: hot[0]), rounds, seconds, folder)
        memory = [server.memory() for server in (small, large)]
    for banks, once, after, held in zip((1, BANKS), before, starts, memory, strict=True):
        print(
            f"\n{banks:,} of {QUESTIONS} questions: started in {once:.1f} s, then {median(after):.2f} s "
            f"(wanted: 3 s); {held:.0f} MB (wanted: 400 MB)",
            flush=True,
        )


def _project(folder: Path, banks: int) -> Path:
    """Return a project with so many banks and a new database; what is kept of its content stays."""
    if not folder.exists():
        make_project(folder, banks)
        (folder / "instance").mkdir()
        time.sleep(SETTLE)
    for former in (folder / "instance").glob("site.sqlite3*"):
        former.unlink()
    with closing(open_database(f"sqlite:///{folder}/instance/site.sqlite3")) as database:
        migrate.upgrade(database)
    return folder


def _settings(project: Path) -> dict[str, str]:
    return {
        "DATABASE_URL": f"sqlite:///{project}/instance/site.sqlite3",
        "SECRET_KEY": SECRET_KEY,
        "BENCH_PROJECT": str(project),
    }


def _asked(site: Site, articles: Sequence[Article], name: str) -> list[Asked]:
    """Return requests for the first questions of rounds, dealt out among articles, in both languages."""
    people: list[str] = []
    asked: list[Asked] = []
    each = ROUNDS // len(articles)
    for number, article in enumerate(articles):
        crowd = Crowd(site, article, article.banks[0], seed=number, after=site.attempts())
        people = people or crowd.players(PLAYERS, name)
        mine = people[number % PLAYERS :] + people[: number % PLAYERS]
        asked += players.asked_questions(site.app, crowd.rounds(mine, each, answered=0))
    for number in range(1, len(asked), 2):
        asked[number] = replace(asked[number], address=asked[number].address.replace("/nb/", "/en/", 1))
    return asked
