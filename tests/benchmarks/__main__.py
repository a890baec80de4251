"""`make bench`: prints how fast the site is, beside the least that programs of its kind do.

Only ratios tell: both sides are measured in turn, round after round, by the same server with the same
settings, the same driver and the same cookies, and the median of the rounds counts.
"""

import argparse
import tempfile
from contextlib import ExitStack
from pathlib import Path

from tests.benchmarks import long_history, many, players, starting, wrk
from tests.benchmarks.comparing import Side, compare
from tests.benchmarks.players import Crowd
from tests.benchmarks.serving import MeasuredServer, serving

PLAYERS = 1000  # so many that nobody answers faster than the limits allow
OPEN_ROUNDS = 400
POSTS = 6000  # in a round of the measurement; more than are sent


def pages_and_answers(folder: Path, rounds: int, seconds: float) -> None:
    site = players.make_site(folder / "site")
    article = site.library.articles[0]
    crowd = Crowd(site, article, article.whole)
    people = crowd.players(PLAYERS)
    questions = players.asked_questions(site.app, crowd.rounds(people, OPEN_ROUNDS, answered=0))
    answers = players.asked_questions(site.app, crowd.rounds(people, OPEN_ROUNDS, answered=1), "/answer")
    posts = iter(
        [players.given_answers(site.app, crowd.rounds(people, POSTS, answered=0)) for _ in range(rounds + 1)]
    )
    same_posts = players.given_answers(site.app, crowd.rounds(people, 100, answered=0))
    sizes = [players.mean_bytes(site.app, asked) for asked in (questions, answers)]
    (folder / "insert.sqlite3").touch()
    insert_url = f"sqlite:///{folder}/insert.sqlite3"
    with ExitStack() as servers:

        def served(program: str, **more: str) -> MeasuredServer:
            return servers.enter_context(serving(site.environment | more, program))

        ours = servers.enter_context(serving(site.environment))
        bare = [served("tests.benchmarks.bare_page:app", BARE_BYTES=str(size)) for size in sizes]
        insert = served("tests.benchmarks.durable_insert:app", DATABASE_URL=insert_url)
        for server, asked in ((ours, questions), (ours, answers), (bare[0], questions), (bare[1], answers)):
            wrk.send(server.port, asked, 2, folder)  # templates are compiled when they are first shown
        for name, asked, limit, size in (
            ("question page", questions, bare[0], sizes[0]),
            ("answer page", answers, bare[1], sizes[1]),
        ):
            compare(
                "0.8",
                Side(name, ours, lambda asked=asked: asked),
                Side(f"bare page of {size} bytes", limit, lambda asked=asked: asked),
                rounds,
                seconds,
                folder,
            )
        for server, asked in ((ours, next(posts)), (insert, same_posts)):
            wrk.send(server.port, asked, 1, folder)
        compare(
            "0.7",
            Side("answering", ours, lambda: next(posts)),
            Side("one durable insert", insert, lambda: same_posts),
            rounds,
            seconds,
            folder,
        )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--seconds", type=float, default=4)
    parser.add_argument("parts", nargs="*", default=["pages", "history", "start"])
    asked = parser.parse_args()
    wrk.require_wrk()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        print("| what | ours, a second | µs each | limit, a second | µs each | ratio | by µs | wanted |")
        print("|---|---|---|---|---|---|---|---|", flush=True)
        if "pages" in asked.parts:
            pages_and_answers(folder / "pages", asked.rounds, asked.seconds)
        if "history" in asked.parts:
            long_history.measure(folder / "history")
        if "start" in asked.parts:
            starting.measure(folder / "start", asked.rounds)
        if "many" in asked.parts:
            many.measure(folder / "many", asked.rounds, asked.seconds)


if __name__ == "__main__":
    main()
