"""Work that waits for a thread, in queues by address."""

import asyncio
from collections import Counter
from collections.abc import Awaitable, Callable, Iterable
from threading import Event
from typing import Any, TypeAlias

import pytest

from quiz.cli.server.waiting import NoRoomError, WaitingRoom

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


async def queue(room: WaitingRoom, works: Works, serial: str = "serial") -> list[asyncio.Future[Any]]:
    """Have works wait, each for its address; one whose argument holds a word is serial."""
    waiting = [asyncio.ensure_future(room.do(*work, serial=serial in str(work[2]))) for work in works]
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


def test_in_a_full_room_the_last_of_the_address_with_most_makes_way_for_who_has_less() -> None:
    done: list[str] = []

    async def use(room: WaitingRoom, free: Event) -> None:
        names = ("a1", "a2", "a3", "b1", "b2")
        waiting = await queue(room, [(name[0], done.append, name) for name in names])
        free.set()
        found = await asyncio.gather(*waiting, return_exceptions=True)

        assert [type(each) for each in found] == [*[type(None)] * 2, NoRoomError, type(None), NoRoomError]

    in_a_room(3, 3, use)

    assert done == ["a1", "b1", "a2"]


def test_an_address_has_most_whether_it_reads_or_writes() -> None:
    async def use(room: WaitingRoom, free: Event) -> None:
        names = ("a1", "a2!", "a3", "a4!", "b1", "b2", "b3", "c1")
        waiting = await queue(room, [(name[0], str, name) for name in names], serial="!")
        free.set()
        found = await asyncio.gather(*waiting, return_exceptions=True)

        assert [name for name, each in zip(names, found, strict=True) if each != name] in (["a3"], ["a4!"])

    in_a_room(7, 7, use)


def test_whoever_asks_for_what_takes_long_leaves_threads_to_others() -> None:
    begun: list[str] = []
    free = Event()

    def hold(address: str) -> None:
        begun.append(address)
        free.wait(30)

    async def use() -> None:
        room = WaitingRoom(8, "test", most=100, most_of_one=100)
        waiting = await queue(room, [(address, hold, address) for address in "aaaaaaaabbbbccd"])
        while len(begun) < 8:
            await asyncio.sleep(0.01)
        assert Counter(begun) == {"a": 4, "b": 2, "c": 1, "d": 1}

        free.set()
        await asyncio.gather(*waiting)
        assert Counter(begun) == {"a": 8, "b": 4, "c": 2, "d": 1}

    asyncio.run(use())


def test_what_an_address_writes_is_done_one_after_the_other_and_what_it_reads_meanwhile() -> None:
    begun: list[str] = []
    free = Event()

    def hold(name: str) -> None:
        begun.append(name)
        free.wait(30)
        if name == "a writes 1":
            raise ZeroDivisionError

    async def use() -> None:
        room = WaitingRoom(8, "test", most=100, most_of_one=100)
        names = ("a writes 1", "a writes 2", "a reads", "b writes 1", "a writes 3", "b writes 2")
        waiting = await queue(room, [(name[0], hold, name) for name in names], serial="writes")
        while len(begun) < 3:
            await asyncio.sleep(0.01)
        await asyncio.sleep(0.05)
        assert sorted(begun) == ["a reads", "a writes 1", "b writes 1"]

        free.set()
        async with asyncio.timeout(30):
            await asyncio.gather(*waiting, return_exceptions=True)

    asyncio.run(use())

    assert [name for name in begun if name.startswith("a w")] == ["a writes 1", "a writes 2", "a writes 3"]
    assert [name for name in begun if name.startswith("b")] == ["b writes 1", "b writes 2"]


def test_an_address_that_reads_and_writes_has_a_turn_as_others_have() -> None:
    done: list[str] = []

    async def use(room: WaitingRoom, free: Event) -> None:
        names = ("a1", "a2!", "a3", "a4!", "b1", "b2", "c1")
        waiting = await queue(room, [(name[0], done.append, name) for name in names], serial="!")
        free.set()
        await asyncio.gather(*waiting)

    in_a_room(100, 100, use)

    assert done == ["a1", "b1", "c1", "a2!", "b2", "a3", "a4!"]


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
