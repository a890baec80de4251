"""Whose turn it is, by what the addresses use of the processor."""

import pytest

from quiz.cli.server import fairness
from quiz.cli.server.fairness import AHEAD, Use, VirtualTimes


def served(times: VirtualTimes, waiting: str, requests: int, seconds: float = 0.01) -> str:
    """Serve so many requests, each for whose turn it is of the addresses that wait, and return for whom."""
    order = []
    for _ in range(requests):
        address = min(waiting, key=times.of)
        times.begin(address)
        times.add(address, seconds)
        order.append(address)
    return "".join(order)


def test_addresses_that_wait_get_as_much_as_each_other() -> None:
    times = VirtualTimes()
    for address in "ab":
        times.come(address)

    assert served(times, "ab", 6) == "ababab"
    times.add("a", 0.02)
    assert served(times, "ab", 5) == "bbaba"


def test_whoever_was_silent_has_only_a_little_before_whoever_was_not() -> None:
    times = VirtualTimes()
    served(times, "a", 500)

    times.come("b")
    first = served(times, "ab", 40)

    assert first.startswith("b")
    assert first.count("b") - first.count("a") == pytest.approx(AHEAD / 0.01, abs=2)
    assert first.endswith(("abab", "baba"))


def test_whoever_comes_back_is_no_further_ahead_than_a_newcomer() -> None:
    times = VirtualTimes()
    served(times, "b", 1)
    served(times, "a", 500)

    times.come("b")

    assert times.of("a") - times.of("b") == pytest.approx(AHEAD + 0.01)


def test_whoever_slept_for_long_is_no_further_ahead_either() -> None:
    times = VirtualTimes()
    times.begin("b")
    served(times, "a", 500)

    times.add("b", 0.01)

    assert times.of("a") - times.of("b") <= AHEAD + 0.01


def test_who_comes_and_goes_gains_nothing_while_others_are_served() -> None:
    times = VirtualTimes()
    for _ in range(50):
        times.come("b")
        served(times, "b", 1)
        served(times, "a", 1)

    assert times.of("a") == pytest.approx(times.of("b"))


def test_what_was_used_while_nobody_else_asked_is_not_held_against_whoever_used_it() -> None:
    times = VirtualTimes()
    served(times, "a", 500)

    times.come("b")
    times.come("a")

    assert times.of("a") - times.of("b") <= AHEAD + 0.01


def test_of_many_addresses_those_that_were_used_last_are_remembered(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(fairness, "MOST_ADDRESSES", 2)
    times = VirtualTimes()
    for address in "abc":
        times.add(address, 5)

    assert [times.of(address) for address in "abc"] == [-AHEAD, 5 - AHEAD, 5 - AHEAD]


def test_what_an_address_used_counts_for_this_period_and_the_one_before(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    clock = [100.0]
    monkeypatch.setattr(fairness, "monotonic", lambda: clock[-1])
    use = Use(1)

    def used_at(time: float) -> float:
        clock.append(time)
        return use.of("a")

    use.add("a", 0.25)
    assert [used_at(time) for time in (100.9, 101.5, 102.1)] == [0.25, 0.25, 0]
    use.add("a", 0.5)
    assert used_at(110.0) == use.of("b") == 0
