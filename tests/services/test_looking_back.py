"""A player's history, a page at a time."""

import pytest

from quiz.domain.attempt import Played
from quiz.domain.certainty import Certainty
from quiz.domain.look_back import look_back
from quiz.services.history import ON_A_PAGE, History, PageNotFoundError
from quiz.storage.database import Database
from tests.builders import a_bank, a_library
from tests.questions import a_question
from tests.services.starting import RIGHT_VERDICT, Started, Table

CAT, DOG = Played("the-cat-case", "the-cat"), Played("the-cat-case", "the-dog")


@pytest.fixture
def table(database: Database) -> Table:
    """Two quizzes of one question each."""
    return Table(database, a_library(a_bank(a_question("q1")), a_bank(a_question("q2"), id="the-dog")))


def start_many(table: Table, count: int) -> str:
    player = table.start().player_id
    for minute in range(1, count):
        table.start(player, minute=minute)
    return player


def ids(history: History, player_id: str, number: int, played: Played | None = None) -> list[int]:
    return [past.attempt.id for past in history.page(player_id, "nb", played, number).rounds]


def test_a_long_history_has_pages_that_together_hold_every_round_once(table: Table, history: History) -> None:
    player = start_many(table, 2 * ON_A_PAGE + 1)

    pages = [ids(history, player, number) for number in (1, 2, 3)]

    assert [len(page) for page in pages] == [ON_A_PAGE, ON_A_PAGE, 1]
    assert pages[0] + pages[1] + pages[2] == sorted({id for page in pages for id in page}, reverse=True)
    assert history.page(player, "nb", None, 2).pages == 3


@pytest.mark.parametrize("count", [1, ON_A_PAGE])
def test_a_page_that_is_full_is_the_last(table: Table, history: History, count: int) -> None:
    player = start_many(table, count)

    assert history.page(player, "nb").pages == 1
    with pytest.raises(PageNotFoundError):
        history.page(player, "nb", None, 2)


@pytest.mark.parametrize("player_id", [None, "nobody"])
def test_somebody_who_has_not_played_has_a_first_page_and_no_second(
    table: Table, history: History, player_id: str | None
) -> None:
    found = history.page(player_id, "nb")

    assert (found.rounds, found.count, found.pages, found.look_back) == ((), 0, 1, look_back(()))
    with pytest.raises(PageNotFoundError):
        history.page(player_id, "nb", None, 2)


def test_a_history_can_be_confined_to_a_quiz(table: Table, history: History) -> None:
    player = table.start().player_id
    dog = table.start(player, bank=1, minute=1)
    table.answer(dog, 1, RIGHT_VERDICT)

    found = history.page(player, "nb", DOG)

    assert [past.attempt.id for past in found.rounds] == [dog.attempt_id]
    assert (dict(found.counts), found.count) == ({CAT: 1, DOG: 1}, 1)
    assert found.look_back is not None
    assert [answer.question_id for answer in found.look_back.latest] == ["q2"]
    assert history.page(player, "nb", CAT).look_back == look_back(())


def test_a_confined_history_has_pages_of_its_own(table: Table, history: History) -> None:
    player = start_many(table, ON_A_PAGE + 1)
    dog = table.start(player, bank=1)

    assert history.page(player, "nb", DOG).pages == 1
    assert ids(history, player, 1, DOG) == [dog.attempt_id]
    assert len(ids(history, player, 2, CAT)) == 1


def test_only_the_first_page_looks_back(table: Table, history: History) -> None:
    player = start_many(table, ON_A_PAGE + 1)

    assert history.page(player, "nb", None, 1).look_back is not None
    assert history.page(player, "nb", None, 2).look_back is None


def finish(table: Table, player_id: str | None, minute: int, sure: Certainty | None = None) -> Started:
    started = table.start(player_id, asks_certainty=sure is not None, minute=minute)
    table.answer(started, 1, RIGHT_VERDICT, sure=sure)
    return started


def test_looking_back_sees_the_answers_of_finished_rounds(table: Table, history: History) -> None:
    player = finish(table, None, 1, Certainty.GUESSING).player_id
    finish(table, player, 2)
    table.start(player, minute=3)

    back = history.page(player, "nb").look_back

    assert back is not None
    assert [answer.points for answer in back.latest] == [1, 1]
    assert [answer.certainty for answer in back.rated] == [Certainty.GUESSING]
