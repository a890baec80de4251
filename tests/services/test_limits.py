"""How much is too much: by player, by address, by minute."""

from datetime import UTC, datetime, timedelta

import pytest

from quiz.services.limits import ALLOWANCES, Act, Limits, household, neighbourhood
from quiz.storage.counts import OwnCounts

NOON = datetime(2020, 9, 27, 12, 0, tzinfo=UTC)
SCHOOL, HOME = "192.0.2.1", "192.0.2.2"


@pytest.fixture
def limits() -> Limits:
    return Limits(OwnCounts(), "a secret")


def times(limits: Limits, count: int, player: str | None = None, address: str = SCHOOL) -> set[int]:
    """Do something a number of times at noon, and return the waits."""
    return {limits.wait(Act.START, player, address, NOON) for _ in range(count)}


def test_a_player_has_an_allowance_for_each_minute(limits: Limits) -> None:
    most = ALLOWANCES[Act.START].player
    assert times(limits, most, "player") == {0}

    late = NOON + timedelta(seconds=59.5)
    assert limits.wait(Act.START, "player", SCHOOL, NOON) == 60
    assert limits.wait(Act.START, "player", HOME, late) == 1
    assert limits.wait(Act.START, "another", SCHOOL, late) == 0
    assert limits.wait(Act.START, "player", SCHOOL, NOON + timedelta(minutes=1)) == 0


def test_an_address_has_a_larger_one_for_all_its_players(limits: Limits) -> None:
    for number in range(ALLOWANCES[Act.START].address):
        assert limits.wait(Act.START, f"pupil {number}", SCHOOL, NOON) == 0

    assert limits.wait(Act.START, "one more pupil", SCHOOL, NOON) == 60
    assert limits.wait(Act.START, None, SCHOOL, NOON) == 60
    assert limits.wait(Act.START, "one more pupil", HOME, NOON) == 0


def test_one_act_does_not_count_for_another(limits: Limits) -> None:
    times(limits, ALLOWANCES[Act.START].player, "player")

    assert limits.wait(Act.POST, "player", SCHOOL, NOON) == 0


@pytest.mark.parametrize("act", Act)
def test_every_act_has_an_allowance_for_a_school(act: Act) -> None:
    assert ALLOWANCES[act].address >= 30 * 4  # pupils, each more than once
    assert ALLOWANCES[act].player >= 10


def test_nothing_that_is_counted_names_a_player_or_an_address() -> None:
    counts = OwnCounts()
    for secret in ("one", "two"):
        Limits(counts, secret).wait(Act.POST, "the player", SCHOOL, NOON)

    assert len(counts._counts) == 4  # the same address is another under another secret
    assert not any("player" in name or SCHOOL in name for name in counts._counts)


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("2001:db8:1:2::1", "2001:db8:1:2:ffff::9", True),
        ("2001:db8:1:200::1", "2001:db8:1:2ff::1", True),
        ("2001:db8:1:200::1", "2001:db8:1:300::1", False),
        ("::ffff:192.0.2.1", "192.0.2.1", True),
        ("192.0.2.1", "192.0.2.2", False),
        ("192.0.2.1:4000", "192.0.2.1:4001", True),
        ("192.0.2.1:4000", "192.0.2.1", True),
        ("192.0.2.1:4000", "192.0.2.2:4000", False),
        ("[2001:db8:1:2::1]:4000", "2001:db8:1:2::1", True),
        ("[2001:db8:1:200::1]:4000", "[2001:db8:1:300::1]:4000", False),
        ("", "not an address", True),
        ("fe80::1%eth0", "fe80::2%eth1", True),
    ],
)
def test_one_household_is_one_address(one: str, other: str, same: bool) -> None:
    assert (household(one) == household(other)) is same


def test_whatever_of_ipv6_one_customer_may_have_takes_one_turn() -> None:
    """With turns of their own, its parts had everybody wait for seconds."""
    assert neighbourhood("2001:db8:1:2::1") == neighbourhood("2001:db8:1:ff00::1")
    assert neighbourhood("2001:db8:1::1") != neighbourhood("2001:db8:2::1")
    assert neighbourhood("192.0.2.1") != neighbourhood("192.0.2.2")
