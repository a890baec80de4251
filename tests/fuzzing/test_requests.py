"""Requests that no browser would send, over every route: no fault of ours, no waiting, nothing broken."""

import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from hypothesis import HealthCheck, Phase, given, seed, settings

from quiz.catalogs.lookup import Catalogues
from quiz.domain.bank import Library
from tests.fuzzing.requests import requests
from tests.fuzzing.site import FuzzedSite, Sent, open_fuzzed_site

PORTION = 1000  # requests to one site; a portion depends on its number and the seed alone

Say = Callable[[str], None]


@pytest.fixture
def say(pytestconfig: pytest.Config, capfd: pytest.CaptureFixture[str]) -> Say:
    """Tell somebody who waits how far it has come."""

    def write(line: str) -> None:
        reporter = pytestconfig.pluginmanager.getplugin("terminalreporter")
        with capfd.disabled():
            reporter.write_line(line)

    return write


def test_no_request_whatever_it_holds_breaks_anything(
    tmp_path: Path,
    migrated: Path,
    library: Library,
    catalogues: Catalogues,
    pytestconfig: pytest.Config,
    say: Say,
) -> None:
    count, start, first = (
        int(pytestconfig.getoption(name)) for name in ("--fuzz", "--fuzz-seed", "--fuzz-from")
    )
    begun, statuses = time.monotonic(), Counter[int]()
    slowest = 0.0
    for number in range(first, -(-count // PORTION)):
        again = f"make fuzz REQUESTS={count} SEED={start} FROM={number}"
        folder = tmp_path / str(number)
        folder.mkdir()
        with told_how_to_run_again(again):
            site = open_fuzzed_site(folder, migrated, library, catalogues, number)
            send_portion(site, library, start + number, min(PORTION, count - number * PORTION))
            assert site.end() == []
        statuses += site.statuses
        slowest = max(slowest, site.slowest)
        if count > PORTION:
            say(f"{again}: {statuses.total()} requests in {time.monotonic() - begun:.0f} s")
    if count > PORTION:
        told = ", ".join(f"{status}: {times}" for status, times in sorted(statuses.items()))
        say(f"answers by status: {told}; the slowest took {slowest:.2f} s")
    assert {200, 303, 404, 405, 422} <= statuses.keys()


@contextmanager
def told_how_to_run_again(command: str) -> Iterator[None]:
    try:
        yield
    except BaseException as error:
        error.add_note(f"To go on from here: {command}")
        raise


def send_portion(site: FuzzedSite, library: Library, start: int, size: int) -> None:
    """Send so many requests; what comes first from a seed comes first again."""

    @seed(start)
    @settings(
        max_examples=size,
        phases=[Phase.generate],
        database=None,
        deadline=None,
        suppress_health_check=[*HealthCheck],
    )
    @given(requests(site, library))
    def send(sent: Sent) -> None:
        assert site.send(sent) == []

    send()
