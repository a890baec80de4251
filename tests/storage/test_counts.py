"""Counts of a minute: in one process, in a Redis that several share, and when that is out of reach."""

import shutil
import socket
import subprocess
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from redis import Redis

from quiz.storage import counts
from quiz.storage.counts import Counts, CountStoreError, OwnCounts, SharedCounts, open_counts

MINUTE = 26_687_760


@pytest.fixture
def redis(tmp_path: Path) -> Iterator[str]:
    """The address of a Redis of the test's own."""
    program = shutil.which("redis-server") or shutil.which("valkey-server")
    if program is None:
        pytest.skip("no Redis is installed on this machine")
    path = tmp_path / "redis.sock"
    server = subprocess.Popen(
        [program, "--port", "0", "--unixsocket", str(path), "--save", "", "--dir", str(tmp_path)],
        stdout=subprocess.DEVNULL,
    )
    while not path.exists():
        assert server.poll() is None
        time.sleep(0.02)
    yield f"unix://{path}"
    server.terminate()
    server.wait(timeout=30)


@pytest.fixture(params=["own", "shared"])
def store(request: pytest.FixtureRequest) -> Counts:
    return open_counts(None if request.param == "own" else request.getfixturevalue("redis"))


def test_counts_go_up_by_name(store: Counts) -> None:
    store.add({"one": 1, "two": 2}, MINUTE)

    assert store.add({"two": 1, "three": 1}, MINUTE) == {"two": 3, "three": 1}


def test_each_minute_begins_at_nothing(store: Counts) -> None:
    store.add({"one": 5}, MINUTE)

    assert store.add({"one": 1}, MINUTE + 1) == {"one": 1}


def test_none_is_lost_when_many_count(store: Counts) -> None:
    with ThreadPoolExecutor(8) as threads:
        list(threads.map(lambda _: store.add({"one": 1}, MINUTE), range(400)))

    assert store.add({"one": 0}, MINUTE) == {"one": 400}


def test_processes_that_share_a_store_count_together(redis: str) -> None:
    one, other = SharedCounts(redis), SharedCounts(redis)
    one.add({"one": 1}, MINUTE)

    assert other.add({"one": 1}, MINUTE) == {"one": 2}


def test_counts_of_a_minute_are_forgotten(redis: str) -> None:
    SharedCounts(redis).add({"one": 1}, MINUTE)
    kept = Redis.from_url(redis)

    assert [0 < int(kept.ttl(key)) <= 120 for key in kept.scan_iter()] == [True]


def test_own_counts_keep_one_minute_only() -> None:
    store = OwnCounts()
    for minute in range(100):
        store.add({f"name {minute}": 1}, minute)

    assert len(store._counts) == 1


def test_while_the_store_is_out_of_reach_each_counts_for_itself_and_waits_for_it_once(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    with socket.socket() as silent:  # it listens, and never answers
        silent.bind(("127.0.0.1", 0))
        silent.listen()
        monkeypatch.setattr(counts, "PATIENCE", 0.1)
        store = SharedCounts(f"redis://:hunter2@127.0.0.1:{silent.getsockname()[1]}")

        start = time.monotonic()
        found = [store.add({"one": 1}, MINUTE) for _ in range(50)]

    assert found[-1] == {"one": 50}
    assert time.monotonic() - start < 2
    assert len(caplog.records) == 1
    assert "hunter2" not in caplog.text


def test_a_store_is_taken_up_again_once_it_is_back(redis: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(counts, "PAUSE", 0.0)
    path = Path(redis.removeprefix("unix://"))
    store = SharedCounts(redis)
    path.rename(path.with_suffix(".away"))
    store.add({"one": 1}, MINUTE)
    path.with_suffix(".away").rename(path)

    assert store.add({"one": 1}, MINUTE) == {"one": 1}
    assert SharedCounts(redis).add({"one": 1}, MINUTE) == {"one": 2}


def test_an_address_that_is_none_is_told_without_its_password() -> None:
    with pytest.raises(CountStoreError, match="RATE_LIMIT_STORE") as caught:
        SharedCounts("redis://:hunter2@host:port/0")

    assert "hunter2" not in str(caught.value)
