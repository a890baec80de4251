"""Work that waits for a thread, in rows by address."""

import asyncio
from collections.abc import Awaitable, Callable
from threading import Event

import pytest

from quiz.cli.waiting import NoRoomError, WaitingRoom


def in_a_room(most: int, most_of_one: int, use: Callable[[WaitingRoom], Awaitable[None]]) -> None:
    """Use a room whose only thread is busy when `use` begins, and free once it has come to wait."""
    busy, free = Event(), Event()

    def hold() -> None:
        busy.set()
        free.wait(30)

    async def held() -> None:
        room = WaitingRoom(1, "test", most=most, most_of_one=most_of_one)
        holding = asyncio.ensure_future(room.do("somebody", hold))
        await asyncio.sleep(0)
        busy.wait(30)
        asyncio.get_running_loop().call_later(0.05, free.set)
        await use(room)
        await holding

    asyncio.run(held())


def test_rows_take_turns_and_each_keeps_its_order() -> None:
    done: list[str] = []

    async def use(room: WaitingRoom) -> None:
        names = ("a1", "a2", "a3", "b1", "c1", "b2")
        await asyncio.gather(*(room.do(name[0], done.append, name) for name in names))

    in_a_room(100, 100, use)

    assert done == ["a1", "b1", "c1", "a2", "b2", "a3"]


def test_who_has_as_many_waiting_as_may_is_refused_and_so_are_others_where_nobody_has_more() -> None:
    async def use(room: WaitingRoom) -> None:
        waiting = [asyncio.ensure_future(room.do(address, len, address)) for address in ("a", "bb")]
        await asyncio.sleep(0)
        for address in ("a", "c"):
            with pytest.raises(NoRoomError):
                await room.do(address, len, address)

        assert await asyncio.gather(*waiting) == [1, 2]
        assert await room.do("a", len, "a") == 1

    in_a_room(2, 1, use)


def test_a_row_that_is_full_leaves_room_for_others() -> None:
    async def use(room: WaitingRoom) -> None:
        waiting = [asyncio.ensure_future(room.do(address, len, address)) for address in ("a", "a")]
        await asyncio.sleep(0)
        with pytest.raises(NoRoomError):
            await room.do("a", len, "a")

        assert await room.do("bb", len, "bb") == 2
        assert await asyncio.gather(*waiting) == [1, 1]

    in_a_room(100, 2, use)


def test_in_a_full_room_the_last_of_the_longest_row_makes_way_for_who_has_less() -> None:
    done: list[str] = []

    async def use(room: WaitingRoom) -> None:
        names = ("a1", "a2", "a3", "b1", "b2")
        found = await asyncio.gather(
            *(room.do(name[0], done.append, name) for name in names), return_exceptions=True
        )

        assert [type(each) for each in found] == [*[type(None)] * 2, NoRoomError, type(None), NoRoomError]

    in_a_room(3, 3, use)

    assert done == ["a1", "b1", "a2"]


def test_what_goes_wrong_is_told_to_whoever_waits_for_it_and_the_thread_goes_on() -> None:
    async def use(room: WaitingRoom) -> None:
        failing, following = room.do("a", int, "no number"), room.do("a", int, "7")
        found = await asyncio.gather(failing, following, return_exceptions=True)

        assert [type(each) for each in found] == [ValueError, int]

    in_a_room(100, 100, use)


def test_what_nobody_waits_for_any_more_is_not_done() -> None:
    done: list[str] = []

    async def use(room: WaitingRoom) -> None:
        left = asyncio.ensure_future(room.do("a", done.append, "left"))
        await asyncio.sleep(0)
        left.cancel()
        await room.do("a", done.append, "stayed")

    in_a_room(100, 100, use)

    assert done == ["stayed"]
