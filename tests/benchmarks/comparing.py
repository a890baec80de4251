"""Two sides of a comparison, measured in turn."""

import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from statistics import median

from tests.benchmarks import wrk
from tests.benchmarks.players import Asked
from tests.benchmarks.serving import MeasuredServer


@dataclass
class Side:
    """One side of a comparison: `rates` in requests a second, `costs` in µs of processor time for each."""

    name: str
    server: MeasuredServer
    asked: Callable[[], Sequence[Asked]]
    rates: list[float] = field(default_factory=list)
    costs: list[float] = field(default_factory=list)

    def measure(self, seconds: float, folder: Path) -> None:
        asked = self.asked()
        before = self.server.cpu_seconds()
        measured = wrk.send(self.server.port, asked, seconds, folder)
        if measured.failed:
            sys.exit(f"{self.name}: {measured.failed} of {measured.requests} requests failed")
        self.rates.append(measured.rate)
        self.costs.append((self.server.cpu_seconds() - before) / max(1, measured.requests) * 1e6)


def compare(wanted: str, ours: Side, limit: Side, rounds: int, seconds: float, folder: Path) -> None:
    """Measure two sides in turn and print a line of the table."""
    for _ in range(rounds):
        for side in (ours, limit):
            side.measure(seconds, folder)
    ratio = median(mine / (other or 1) for mine, other in zip(ours.rates, limit.rates, strict=True))
    by_cost = median(other / (mine or 1) for mine, other in zip(ours.costs, limit.costs, strict=True))
    sides = " | ".join(f"{median(s.rates):.0f} | {median(s.costs):.0f}" for s in (ours, limit))
    print(
        f"| {ours.name} : {limit.name} | {sides} | **{ratio:.2f}** | {by_cost:.2f} | {wanted} |", flush=True
    )
