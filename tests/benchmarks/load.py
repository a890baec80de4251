"""`make load`: many players at once, each in a browser's pace, and what became of their requests.

Every page is asked for as a browser does, on a connection of its own that is kept, and every form is filled
in as it stands on the page. What is not the page or the redirect that it should be is an error. Players come
one by one in the first tenth of the time, and what they see in it is not counted.
"""

import argparse
import asyncio
import re
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from random import Random
from urllib.parse import urlencode

from tests.benchmarks.players import make_site
from tests.benchmarks.serving import MeasuredServer, serving
from tests.playing import WHOLE

ROUND = 10  # questions
PAGES = ("home", "quiz", "start", "question", "answering", "answer", "result", "history")
_FIELD = re.compile(r'<input type="hidden" name="(\w+)" value="([^"]*)"')
_CHOICE = re.compile(r'<input class="ds-input" type="(?:radio|checkbox)" name="answer"[^>]* value="([^"]+)"')


@dataclass
class Seen:
    """`times` are seconds by page; `memory` pairs of seconds since the start and megabytes."""

    times: dict[str, list[float]] = field(default_factory=lambda: {page: [] for page in PAGES})
    faults: Counter[str] = field(default_factory=Counter)
    memory: list[tuple[float, float]] = field(default_factory=list)


class Player:
    """Starts rounds and plays them to the end, with a pause before each click."""

    def __init__(self, port: int, seen: Seen, pause: float, seed: int) -> None:
        self._port, self._seen, self._pause = port, seen, pause
        self._random = Random(seed)
        self._cookies: dict[str, str] = {}
        self._streams: tuple[asyncio.StreamReader, asyncio.StreamWriter] | None = None

    async def play(self, arrival: float, until: float) -> None:
        await asyncio.sleep(arrival)
        while time.monotonic() < until:
            try:
                await self._round(until)
            except (OSError, EOFError, ValueError, asyncio.IncompleteReadError) as error:
                self._seen.faults[repr(error)] += 1
                await self._hang_up()
                await asyncio.sleep(1)
        await self._hang_up()

    async def _round(self, until: float) -> None:
        await self._click("home", "/nb/")
        quiz = f"/nb/quizzes/{WHOLE}"
        _, page = await self._click("quiz", quiz)
        place, _ = await self._click("start", quiz, _fields(page) | {"length": str(ROUND)})
        for _ in range(ROUND):
            if time.monotonic() > until:
                return
            _, page = await self._click("question", place)
            address = place.partition("?")[0]
            answer = self._random.choice([*_CHOICE.findall(page), "dont-know"])
            place, _ = await self._click("answering", address, _fields(page) | {"answer": answer})
            _, page = await self._click("answer", place)
            place = re.findall(r'data-action="next" href="([^"]+)"', page)[0]
        await self._click("result", place)
        await self._click("history", "/nb/history")

    async def _click(self, page: str, address: str, form: dict[str, str] | None = None) -> tuple[str, str]:
        """Return where a form leads and the text of a page, one of them empty. Raises ValueError."""
        await asyncio.sleep(self._pause * (0.5 + self._random.random()))
        started = time.monotonic()
        status, where, text = await self._ask(address, form)
        self._seen.times[page].append(time.monotonic() - started)
        if status != (200 if form is None else 303):
            raise ValueError(f"{page} answers {status}")
        return where, text

    async def _ask(self, address: str, form: dict[str, str] | None) -> tuple[int, str, str]:
        if self._streams is None:
            self._streams = await asyncio.open_connection("127.0.0.1", self._port)
        reader, writer = self._streams
        body = urlencode(form or {}).encode()
        kind = "Content-Type: application/x-www-form-urlencoded\r\n" if form is not None else ""
        cookies = "; ".join(f"{name}={value}" for name, value in self._cookies.items())
        writer.write(
            f"{'GET' if form is None else 'POST'} {address} HTTP/1.1\r\nHost: 127.0.0.1:{self._port}\r\n"
            f"Accept-Language: nb,en;q=0.8\r\nCookie: {cookies}\r\n{kind}"
            f"Content-Length: {len(body)}\r\n\r\n".encode()
            + body
        )
        head = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1")
        length = re.search(r"(?i)^content-length: (\d+)", head, re.MULTILINE)
        text = (await reader.readexactly(int(length[1]) if length else 0)).decode()
        for cookie in re.findall(r"(?im)^set-cookie: (\w+)=([^;]*)", head):
            self._cookies[cookie[0]] = cookie[1]
        location = re.search(r"(?im)^location: (\S+)", head)
        return int(head.split(" ", 2)[1]), location[1] if location else "", text

    async def _hang_up(self) -> None:
        if self._streams is not None:
            self._streams[1].close()
            self._streams = None


def _fields(page: str) -> dict[str, str]:
    return dict(_FIELD.findall(page))


async def _crowd(server: MeasuredServer, seen: Seen, count: int, minutes: float, pause: float) -> None:
    started = time.monotonic()
    until = started + minutes * 60
    opening = minutes * 60 / 10
    playing = [
        Player(server.port, seen, pause, seed).play(opening * seed / count, until) for seed in range(count)
    ]

    async def watch() -> None:
        await asyncio.sleep(opening)
        for times in seen.times.values():
            times.clear()
        while time.monotonic() < until:
            seen.memory.append((time.monotonic() - started, await asyncio.to_thread(server.memory)))
            await asyncio.sleep(max(1.0, minutes))

    await asyncio.gather(*playing, watch())


def _at(times: Sequence[float], share: float) -> float:
    return sorted(times)[min(len(times) - 1, int(len(times) * share))] * 1000


def _report(seen: Seen, minutes: float) -> bool:
    """Print the table; whether what is wanted was reached."""
    print("| page | requests | p50 ms | p99 ms | p99 : p50 | slowest ms |\n|---|---|---|---|---|---|")
    good = not seen.faults
    for page, times in seen.times.items():
        if times:
            p50, p99 = _at(times, 0.5), _at(times, 0.99)
            good = good and p99 <= 10 * p50
            slowest = max(times) * 1000
            print(f"| {page} | {len(times)} | {p50:.1f} | {p99:.1f} | {p99 / p50:.1f} | {slowest:.0f} |")
    count = sum(map(len, seen.times.values()))
    early = [size for at, size in seen.memory if at >= minutes * 60 * 0.2][:1]
    print(f"\n{count} requests, {count / minutes / 54:.0f} a second; errors: {sum(seen.faults.values())}")
    if early:
        print(f"memory: {early[0]:.0f} MB after a fifth of the time, {seen.memory[-1][1]:.0f} MB at the end")
    for fault, times_seen in seen.faults.most_common():
        print(f"  {times_seen} × {fault}")
    return good


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--players", type=int, default=200)
    parser.add_argument("--minutes", type=float, default=10)
    parser.add_argument(
        "--pause", type=float, default=1, help="mean seconds before each click; 0: as fast as it goes"
    )
    asked = parser.parse_args()
    seen = Seen()
    with tempfile.TemporaryDirectory() as folder:
        site = make_site(Path(folder) / "site")
        with serving(site.environment | {"TRUSTED_PROXIES": "0"}) as server:  # as it comes, without a proxy
            asyncio.run(_crowd(server, seen, asked.players, asked.minutes, asked.pause))
    sys.exit(0 if _report(seen, asked.minutes) else 1)


if __name__ == "__main__":
    main()
