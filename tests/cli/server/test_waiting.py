"""Work that waits for a thread, in queues by address."""

import asyncio
from collections import Counter
from collections.abc import Awaitable, Callable, Iterable
from threading import Event
from typing import Any, TypeAlias

import pytest

from quiz.cli.server import fairness, waiting
from quiz.cli.server.waiting import MUCH, NoRoomError, WaitingRoom

Works: TypeAlias = Iterable[tuple[str, Callable[[Any], Any], object]]


def in_a_room(most: int, most_of_one: int, use: Callable[[WaitingRoom, Event], Awaitable[None]]) -> None:
    """Use a room whose only thread is busy until `use` sets the event."""
    busy, free = Event(), Event()

    def hold() -> None:
        busy.set()
        free.wait(30)

    async def held() -> None:
        room = WaitingRoom(1, "test", most=most, most_of_one=most_of_one)
        holding = asyncio.ensure_future(room.do("somebody", hold))
        await asyncio.sleep(0)
        busy.wait(30)
        await use(room, free)
        await holding

    asyncio.run(held())


async def queue(room: WaitingRoom, works: Works) -> list[asyncio.Future[Any]]:
    """Have works wait, each for its address."""
    waiting = [asyncio.ensure_future(room.do(*work)) for work in works]
    await asyncio.sleep(0)
    return waiting


def test_addresses_take_turns_and_each_keeps_its_order() -> None:
    done: list[str] = []

    async def use(room: WaitingRoom, free: Event) -> None:
        names = ("a1", "a2", "a3", "b1", "c1", "b2")
        waiting = await queue(room, [(name[0], done.append, name) for name in names])
        free.set()
        await asyncio.gather(*waiting)

    in_a_room(100, 100, use)

    assert done == ["a1", "b1", "c1", "a2", "b2", "a3"]


def test_who_has_as_many_waiting_as_may_is_refused_and_so_are_others_where_nobody_has_more() -> None:
    async def use(room: WaitingRoom, free: Event) -> None:
        waiting = await queue(room, [("a", len, "a"), ("bb", len, "bb")])
        for address in ("a", "c"):
            with pytest.raises(NoRoomError):
                await room.do(address, len, address)
        free.set()

        assert await asyncio.gather(*waiting) == [1, 2]
        assert await room.do("a", len, "a") == 1

    in_a_room(2, 1, use)


def test_a_queue_that_is_full_leaves_room_for_others() -> None:
    async def use(room: WaitingRoom, free: Event) -> None:
        waiting = await queue(room, [("a", len, "a"), ("a", len, "a"), ("bb", len, "bb")])
        with pytest.raises(NoRoomError):
            await room.do("a", len, "a")
        free.set()

        assert await asyncio.gather(*waiting) == [1, 1, 2]

    in_a_room(100, 2, use)


def test_in_a_full_room_the_last_of_the_longest_queue_makes_way_for_who_has_less() -> None:
    done: list[str] = []

    async def use(room: WaitingRoom, free: Event) -> None:
        names = ("a1", "a2", "a3", "b1", "b2")
        waiting = await queue(room, [(name[0], done.append, name) for name in names])
        free.set()
        found = await asyncio.gather(*waiting, return_exceptions=True)

        assert [type(each) for each in found] == [*[type(None)] * 2, NoRoomError, type(None), NoRoomError]

    in_a_room(3, 3, use)

    assert done == ["a1", "b1", "a2"]


def begun_at_once(
    addresses: str,
    threads: int,
    *,
    alone: float,
    before: str = "",
    later: str = "",
    much: float = MUCH,
    long: float = 60,
) -> Counter[str]:
    """Have a room do what takes long, for addresses of one letter, and count who has how many of the threads.

    Something short is done before, for other addresses; some ask `later`, when another can be alone.
    """
    begun: list[str] = []
    free = Event()

    def hold(address: str) -> None:
        begun.append(address)
        free.wait(30)

    async def use() -> Counter[str]:
        room = WaitingRoom(8, "test", most=100, most_of_one=100, alone=alone, much=much, long=long)
        await asyncio.gather(*await queue(room, [(address, str, address) for address in before]))
        waiting = await queue(room, [(address, hold, address) for address in addresses])
        if later:
            await asyncio.sleep(2 * alone)
            waiting += await queue(room, [(address, hold, address) for address in later])
        while len(begun) < threads:
            await asyncio.sleep(0.01)
        await asyncio.sleep(0.05)  # and no more
        found = Counter(begun)
        free.set()
        await asyncio.gather(*waiting)
        assert Counter(begun) == Counter(addresses + later)
        return found

    return asyncio.run(use())


def test_where_there_are_others_each_address_has_one_thread() -> None:
    assert begun_at_once("aaaabbc", 3, alone=60) == {"a": 1, "b": 1, "c": 1}


def test_whoever_is_alone_has_two_threads() -> None:
    assert begun_at_once("aaaa", 2, alone=0) == {"a": 2}


def test_whoever_waits_while_another_is_alone_has_one_thread_still() -> None:
    assert begun_at_once("aaaab", 3, alone=0.1, later="b") == {"a": 1, "b": 2}


def test_whoever_comes_after_others_is_not_alone_at_once() -> None:
    assert begun_at_once("aaaa", 1, alone=60, before="b") == {"a": 1}


def test_of_those_who_ask_for_much_one_is_served_at_a_time_and_the_others_are_not_touched() -> None:
    begun = begun_at_once("aabbccd", 2, alone=60, before="abc", much=0)

    assert begun["d"] == 1
    assert sum(begun.values()) == 2


def test_behind_what_takes_long_those_who_ask_for_much_have_another_thread_and_three_at_most(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(waiting, "PERIOD", 60)
    begun = begun_at_once("aabbccdde", 4, alone=60, before="abcd", much=0, long=0.02)

    assert begun["e"] == 1
    assert sorted(begun.values()) == [1, 1, 1, 1]


def test_whoever_asks_for_much_and_is_alone_has_two_threads_still() -> None:
    assert begun_at_once("aaaa", 2, alone=0, before="a", much=0) == {"a": 2}


def test_of_those_who_ask_for_much_whose_time_is_lowest_is_next(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(waiting, "thread_time", lambda: 0.0)
    monkeypatch.setattr(waiting, "PERIOD", 60)
    done: list[str] = []

    async def use() -> None:
        room = WaitingRoom(8, "test", most=100, most_of_one=100, alone=60, long=60)
        for address, seconds in (("a", 0.03), ("b", 0.01), ("c", 0.02)):
            room._use.add(address, 1)
            room._turns.add(address, seconds)
        free = Event()
        holding = await queue(room, [("b", free.wait, 30)])
        waiting = await queue(room, [(name[0], done.append, name) for name in ("a1", "c1", "b1", "a2")])
        free.set()
        await asyncio.gather(*holding, *waiting)

    asyncio.run(use())

    assert done == ["b1", "c1", "a1", "a2"]


def test_those_who_ask_for_much_are_charged_for_each_request_and_held_to_their_turns(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """None of the requests uses anything of its thread: what counts is the event loop's part of each."""
    monkeypatch.setattr(waiting, "thread_time", lambda: 0.0)
    monkeypatch.setattr(waiting, "PERIOD", 60)
    done: list[str] = []

    async def use() -> None:
        much = waiting.OF_THE_LOOP / 2
        room = WaitingRoom(8, "test", most=1000, most_of_one=1000, alone=60, much=much, long=60)
        for address, requests in (("b", 1), ("a", 1000)):
            for _ in range(requests):
                await room.do(address, len, "")
        free = Event()
        holding = await queue(room, [("a", free.wait, 30)])
        works = [(address, done.append, address) for address in "a" * 500 + "b" * 500]
        queued = await queue(room, works)
        free.set()
        await asyncio.gather(*holding, *queued)

    asyncio.run(use())

    ahead = round(fairness.AHEAD / waiting.OF_THE_LOOP)
    assert "".join(done[: ahead - 5]) == "b" * (ahead - 5)
    assert "a" in done[: ahead + 5]
    assert abs(done[ahead + 5 : 500].count("a") - done[ahead + 5 : 500].count("b")) <= 2


def test_what_goes_wrong_is_told_to_whoever_waits_for_it_and_the_thread_goes_on() -> None:
    async def use(room: WaitingRoom, free: Event) -> None:
        waiting = await queue(room, [("a", int, "no number"), ("a", int, "7")])
        free.set()
        found = await asyncio.gather(*waiting, return_exceptions=True)

        assert [type(each) for each in found] == [ValueError, int]

    in_a_room(100, 100, use)


def test_what_nobody_waits_for_any_more_is_not_done() -> None:
    done: list[str] = []

    async def use(room: WaitingRoom, free: Event) -> None:
        left, stayed = await queue(room, [("a", done.append, "left"), ("a", done.append, "stayed")])
        left.cancel()
        await asyncio.sleep(0)
        free.set()
        await stayed

    in_a_room(100, 100, use)

    assert done == ["stayed"]
