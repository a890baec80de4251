"""How much one reader, and one address, may ask for in a minute."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from hashlib import blake2b
from ipaddress import IPv6Address, ip_address
from types import MappingProxyType

from quiz.storage.counts import MINUTE, Counts


class Act(StrEnum):
    """What is counted."""

    POST = "post"
    START = "start"
    LINK = "link"
    REPORT = "report"
    EXPORT = "export"


@dataclass(frozen=True, slots=True)
class Allowance:
    """How often in a minute: one player, and all who share one address, such as a school."""

    player: int
    address: int


ALLOWANCES: Mapping[Act, Allowance] = MappingProxyType(
    {
        Act.POST: Allowance(player=120, address=3000),
        Act.START: Allowance(player=20, address=600),
        Act.LINK: Allowance(player=20, address=200),
        Act.REPORT: Allowance(player=10, address=120),
        Act.EXPORT: Allowance(player=10, address=120),
    }
)
# Bits of IPv6 that a provider chooses: at most so many, and at least so many; the rest is a customer's own
# (RIPE-690). 256 telephones may share the first, and 65,000 the second, as others share an address of IPv4.
IPV6_HOUSEHOLD = 56
IPV6_NEIGHBOURHOOD = 48


class Limits:
    """Counts acts by minute. Nobody's address is kept: only a mark that cannot be traced back to it."""

    def __init__(self, counts: Counts, secret: str) -> None:
        self._counts = counts
        self._secret = blake2b(secret.encode(), person=b"rate limits").digest()

    def wait(self, act: Act, player_id: str | None, address: str, now: datetime) -> int:
        """Count an act, and return the seconds to wait before it may be done; 0 where it may be done now."""
        allowed = {self._mark(f"{act} address {household(address)}"): ALLOWANCES[act].address}
        if player_id is not None:
            allowed[self._mark(f"{act} player {player_id}")] = ALLOWANCES[act].player
        minute, second = divmod(int(now.timestamp()), MINUTE)
        counts = self._counts.add(dict.fromkeys(allowed, 1), minute)
        if any(counts[mark] > most for mark, most in allowed.items()):
            return MINUTE - second
        return 0

    def _mark(self, what: str) -> str:
        return blake2b(what.encode(), key=self._secret, digest_size=12).hexdigest()


def neighbourhood(address: str) -> str:
    """Return what takes one turn where there is too little for all: of IPv6, whatever one customer may have.

    Who has much of it would otherwise pass for 256 households, and have everybody wait for as many pages.
    """
    return _part_of(address, IPV6_NEIGHBOURHOOD)


def household(address: str) -> str:
    """Return what is counted as one address: of IPv6, the part that a provider gives to one customer."""
    return _part_of(address, IPV6_HOUSEHOLD)


def _part_of(address: str, bits: int) -> str:
    """Return an address, of IPv6 its first bits; "unknown" where it is none.

    Some proxies add the port that a client came from: were it not left out, all clients would be one.
    """
    try:
        found = ip_address(_without_port(address))
    except ValueError:
        return "unknown"
    if isinstance(found, IPv6Address):
        if found.ipv4_mapped is not None:
            return str(found.ipv4_mapped)
        return str(int(found) >> (128 - bits))
    return str(found)


def _without_port(address: str) -> str:
    if address.startswith("["):
        return address[1:].partition("]")[0]
    return address.partition(":")[0] if address.count(":") == 1 else address
