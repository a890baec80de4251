"""The server is killed again and again while people play: nothing it acknowledged is lost."""

import time
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from random import Random

import pytest
from sqlalchemy import select

from quiz.storage.checking import check
from quiz.storage.database import open_database
from quiz.storage.tables import AnswerRow, AttemptRow
from tests.both_databases import on_both_databases
from tests.cli.whole_site import WholeSite, make_whole_site
from tests.crashing import Player
from tests.server import Server
from tests.visitor import PATIENCE

pytest_generate_tests = on_both_databases

PLAYERS = 4
BETWEEN_CRASHES = 12  # answers, of all players together


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory, translations: Path) -> WholeSite:
    return make_whole_site(tmp_path_factory.mktemp("crashes") / "whole", translations)


@pytest.fixture
def server(whole: WholeSite, database_url: str) -> Iterator[Server]:
    made = whole.server(database_url)
    made.start()
    yield made
    made.kill()


def test_every_answer_that_was_acknowledged_is_there_once_as_it_was_shown(
    server: Server, database_url: str, pytestconfig: pytest.Config
) -> None:
    chance = Random(1)
    players = [Player(server.port, seed) for seed in range(PLAYERS)]
    for player in players:
        player.start()
    try:
        for _ in range(pytestconfig.getoption("--crashes")):
            _wait_for_answers(players)
            time.sleep(chance.random() * 0.2)
            server.kill()
            server.start()
        _wait_for_answers(players)
    finally:
        for player in players:
            player.stop()
    server.kill()

    with closing(open_database(database_url)) as database:
        with database.reading() as session:
            attempts = set(session.scalars(select(AttemptRow.id)))
            rows = list(session.scalars(select(AnswerRow)))
        assert check(database).problems == ()
    stored = {(row.attempt_id, row.question_id): row for row in rows}
    assert len(stored) == len(rows)
    for player in players:
        assert player.faults == []
        assert player.started <= attempts
        assert player.acknowledged <= stored.keys()
        assert {key: stored[key].outcome for key in player.shown} == player.shown
        for attempt_id, score in player.scores.items():
            assert score == pytest.approx(sum(row.points for row in rows if row.attempt_id == attempt_id))
    assert sum(len(player.scores) for player in players) > 0


def _wait_for_answers(players: list[Player]) -> None:
    wanted = _answers(players) + BETWEEN_CRASHES
    patience = time.monotonic() + PATIENCE
    while _answers(players) < wanted:
        assert time.monotonic() < patience, "nobody can answer"
        assert all(player.is_alive() for player in players)
        time.sleep(0.02)


def _answers(players: list[Player]) -> int:
    return sum(len(player.acknowledged) for player in players)
