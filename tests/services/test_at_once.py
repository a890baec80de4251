"""Two devices, or two tabs, at the same moment: what is told to each is what is stored."""

from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor, wait
from contextlib import closing, suppress
from functools import partial
from threading import Barrier

import pytest

from quiz.domain.attempt import AttemptNotFoundError
from quiz.domain.transfer import Stored
from quiz.services import my_data as services
from quiz.services.my_data import CannotTakeOverError, DeletionUnderWayError, MyData, NothingStoredError
from quiz.services.play import Started
from quiz.services.practice import rebuild
from quiz.settings import Settings
from quiz.storage import own_data, players, transfers
from quiz.storage.database import Database, open_database
from tests.builders import SUNDAY
from tests.services.histories import MARKS, memories, played, rows, take
from tests.services.starting import RIGHT_VERDICT, WRONG_VERDICT, Table, a_library_of


@pytest.fixture
def tables(settings: Settings) -> Iterator[tuple[Table, Table]]:
    """Two processes, each with connections of its own."""
    with (
        closing(open_database(settings.database_url)) as one,
        closing(open_database(settings.database_url)) as two,
    ):
        yield Table(one, a_library_of(12)), Table(two, a_library_of(12))


def answer_all(tables: Sequence[Table], rounds: Sequence[Started]) -> list[list[bool]]:
    """Answer each question at both tables at once, right at the first; tell of each table what was stored."""
    both_ready = Barrier(2)

    def answer(table: Table, started: Started, mine: str) -> list[bool]:
        stored = []
        for number in range(1, 13):
            both_ready.wait()
            stored.append(table.answer(started, number, mine))
        return stored

    with ThreadPoolExecutor(2) as threads:
        return list(threads.map(answer, tables, rounds, (RIGHT_VERDICT, WRONG_VERDICT)))


def test_of_two_answers_at_the_same_moment_one_stands(tables: tuple[Table, Table]) -> None:
    """Two tabs with one round."""
    started = tables[0].start()

    firsts = answer_all(tables, (started, started))

    assert all(one != two for one, two in zip(*firsts, strict=True))
    assert tables[0].responses(started) == [RIGHT_VERDICT if first else WRONG_VERDICT for first in firsts[0]]


def test_of_two_answers_to_a_question_at_the_same_moment_both_are_learnt_from(
    tables: tuple[Table, Table], database: Database
) -> None:
    """Two devices with one history, each with a round of its own."""
    first = tables[0].start()
    rounds = (first, tables[0].start(first.player_id))

    answer_all(tables, rounds)

    asked = [[item.question_id for item in tables[0].attempt(started).items] for started in rounds]
    kept = memories(database, first.player_id)
    with database.writing() as session:
        rebuild(session, first.player_id)
    assert asked[0] == asked[1]
    assert memories(database, first.player_id) == kept


def test_of_two_devices_that_use_one_link_at_once_one_gets_the_history(table: Table, my_data: MyData) -> None:
    for _ in range(2):
        mine, yours, theirs = played(table), played(table), played(table)
        token = my_data.make_link(mine, SUNDAY).token

        def use(key: str, token: str = token) -> bool:
            try:
                take(my_data, key, token, MARKS[1])
            except CannotTakeOverError:
                return False
            return True

        with ThreadPoolExecutor(2) as devices:
            won = list(devices.map(use, (yours, theirs)))

        loser = theirs if won[0] else yours
        assert sorted(won) == [False, True]
        assert my_data.stored(mine) == Stored(2, 4)
        assert my_data.stored(loser) == Stored(1, 2)


def test_two_devices_that_take_over_from_each_other_at_once_end_with_one_history(
    table: Table, database: Database, my_data: MyData
) -> None:
    mine, yours = played(table), played(table)
    links = {mine: my_data.make_link(yours, SUNDAY), yours: my_data.make_link(mine, SUNDAY)}

    def use(key: str) -> bool:
        try:
            take(my_data, key, links[key].token)
        except CannotTakeOverError:
            return False
        return True

    with ThreadPoolExecutor(2) as devices:
        won = list(devices.map(use, (mine, yours)))

    assert sorted(won) == [False, True]
    assert my_data.stored(mine) == my_data.stored(yours) == Stored(2, 4)
    assert rows(database)["player"] == 1


def test_an_answer_that_waits_while_its_history_is_joined_is_stored_there(
    table: Table, database: Database, my_data: MyData
) -> None:
    started, other = table.start(None), played(table)
    mine = started.player_id

    with ThreadPoolExecutor(1) as another_tab, database.writing() as session:
        for key in (mine, other):
            players.hold_player(session, key, alone=True)
        own_data.join_player(session, mine, other)
        answering = another_tab.submit(table.answer, started, 1, RIGHT_VERDICT)
        wait([answering], timeout=0.3)  # until it has looked for its player, and waits
        assert not answering.done()

    assert answering.result() is True
    assert my_data.stored(mine) == my_data.stored(other) == Stored(2, 3)


def test_a_link_leads_nowhere_once_its_history_has_begun_to_be_deleted(
    table: Table, database: Database, my_data: MyData
) -> None:
    """Or whoever uses it at that moment would lose a history as well."""
    mine, other = played(table), played(table)
    token = my_data.make_link(mine, SUNDAY).token

    with ThreadPoolExecutor(1) as another_device, database.writing() as session:
        players.hold_player(session, mine, alone=True)
        transfers.forget_unused(session, mine)
        taking = another_device.submit(take, my_data, other, token)
        wait([taking], timeout=0.3)  # until it has found the link, and waits for the player
        assert not taking.done()

    with pytest.raises(CannotTakeOverError):
        taking.result()
    assert my_data.stored(other) == Stored(1, 2)


def test_an_answer_that_comes_while_its_schedule_is_made_again_is_learnt_from(
    table: Table, database: Database
) -> None:
    started = table.start()
    table.answer(started, 1, RIGHT_VERDICT)

    with ThreadPoolExecutor(1) as player, database.writing() as session:
        rebuild(session, started.player_id)
        answering = player.submit(table.answer, started, 2, WRONG_VERDICT)
        wait([answering], timeout=0.3)
        assert not answering.done()

    assert answering.result()
    assert sorted(each.missed for each in memories(database, started.player_id).values()) == [False, True]


def test_whatever_is_done_while_a_history_is_deleted_is_done_before_or_finds_none(
    table: Table, database: Database, my_data: MyData
) -> None:
    """Two tabs, or two devices: neither sees a fault, and nothing of the history is left."""
    refusals = (AttemptNotFoundError, NothingStoredError, CannotTakeOverError)

    for turn in range(20):
        started = table.start(None, seed=turn)
        other, mine = table.start(None, seed=turn), started.player_id
        token = my_data.make_link(mine, SUNDAY).token
        acts: tuple[Callable[[], object], ...] = (
            partial(my_data.delete, mine),
            partial(table.answer, started, 1, RIGHT_VERDICT),
            partial(table.start, mine),
            partial(my_data.make_link, mine, SUNDAY),
            partial(take, my_data, other.player_id, token),
        )
        ready = Barrier(len(acts))

        def done(act: Callable[[], object], ready: Barrier = ready) -> None:
            ready.wait()
            with suppress(*refusals):
                act()

        with ThreadPoolExecutor(len(acts)) as threads:
            list(threads.map(done, acts))
        assert not my_data.stored(mine)


def test_of_long_histories_one_at_a_time_is_deleted_and_the_others_are_told_at_once(
    table: Table, my_data: MyData, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Each takes a thread for as long: sixteen tries at one history had no page answered meanwhile."""
    monkeypatch.setattr(services, "DELETED_AT_ONCE", 1)
    monkeypatch.setattr(services, "SHORT", 4)
    mine, short = played(table), played(table)
    for _ in range(59):
        played(table, mine, answers=0)
    ready = Barrier(4)

    def is_deleted(_: int) -> bool:
        ready.wait()
        try:
            my_data.delete(mine)
        except DeletionUnderWayError:
            return False
        return True

    with ThreadPoolExecutor(4) as threads:
        deleted = list(threads.map(is_deleted, range(4)))

    assert any(deleted)
    assert not all(deleted)
    assert not my_data.stored(mine)
    assert my_data.stored(short)
    my_data.delete(mine)
