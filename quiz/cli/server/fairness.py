"""How much of the processor each address uses, and whose turn it is where several ask for much.

Turns are given by start-time fair queueing (P. Goyal, H. M. Vin and H. Cheng, "Start-time Fair Queueing",
1996): each address has a time of its own, which goes on by what is used for it, and whose is lowest is next.
Whoever comes back begins at about the time of those who are being served. To go by what each has used of late
would serve whoever was silent before whoever plays, until it had used as much.
"""

from collections import Counter, OrderedDict
from time import monotonic

# Seconds of the processor that whoever comes back is ahead of the others. It helps a class that opens a page
# together beside somebody who always asks; but all of it is lost to a class when two come who were silent.
AHEAD = 0.2
MOST_ADDRESSES = 10_000  # whose times are remembered


class Use:
    """How long each address has used the processor of late, in seconds: in this period and the one before.

    To be used by one thread at a time.
    """

    def __init__(self, period: float) -> None:
        self._period = period
        self._began = monotonic()
        self._now: Counter[str] = Counter()
        self._before: Counter[str] = Counter()

    def add(self, address: str, seconds: float) -> None:
        self._turn_over()
        self._now[address] += seconds  # type: ignore[assignment]  # a counter of whatever can be added

    def of(self, address: str) -> float:
        self._turn_over()
        return self._now[address] + self._before[address]

    def _turn_over(self) -> None:
        periods = int((monotonic() - self._began) / self._period)
        if periods:
            self._before = self._now if periods == 1 else Counter()
            self._now = Counter()
            self._began += periods * self._period


class VirtualTimes:
    """The time of each address, in seconds of the processor: whose is lowest is next.

    To be used by one thread at a time. Nobody is further than AHEAD behind the latest time that was served,
    also after work that slept for long. Those who ask for little are served out of turn, and count all the
    same: their times go on as slowly as they use the processor, and would else be far behind, or far before.
    """

    def __init__(self) -> None:
        self._served = 0.0  # the latest time of all that have been served
        self._own: OrderedDict[str, float] = OrderedDict()  # the last is the one that was used last

    def of(self, address: str) -> float:
        return self._own.get(address, self._served - AHEAD)

    def come(self, address: str) -> None:
        """Tell that an address asks for something again, and nothing of its own waits or is being done."""
        self._set(address, self.of(address))

    def begin(self, address: str) -> None:
        """Tell that something is being done for an address."""
        self._served = max(self._served, self.of(address))

    def add(self, address: str, seconds: float) -> None:
        """Tell how much of the processor was used for an address."""
        self._set(address, self.of(address) + seconds)

    def _set(self, address: str, time: float) -> None:
        self._own[address] = max(time, self._served - AHEAD)
        self._own.move_to_end(address)
        if len(self._own) > MOST_ADDRESSES:
            self._own.popitem(last=False)
