"""Players who answer over HTTP while the server is killed under them, and note what it acknowledged."""

import re
import sys
import time
from http.client import HTTPConnection, HTTPException, HTTPResponse
from http.cookies import SimpleCookie
from random import Random
from threading import Event, Thread
from urllib.parse import urlencode

from tests.cli.whole_site import SERVE, WholeSite
from tests.playing import WHOLE
from tests.server import PATIENCE, Server

ROUND = 5  # questions
CHOICES = ("verdict", "single-choice")


def server_of(site: WholeSite, database_url: str) -> Server:
    """Return the server of a copied site, with two workers, not yet started."""
    environment = site.environment(WORKERS="2", DATABASE_URL=database_url)
    return Server(site.root, environment, (sys.executable, "-c", SERVE))


class Player(Thread):
    """Plays round after round. What is noted was acknowledged: by a 303, or on a page that was shown."""

    def __init__(self, port: int, seed: int) -> None:
        super().__init__()
        self._port = port
        self._random = Random(seed)
        self._cookies: dict[str, str] = {}
        self._place = ""  # the address of the question at hand
        self._enough = Event()
        self.started: set[int] = set()
        self.acknowledged: set[tuple[int, str]] = set()
        self.shown: dict[tuple[int, str], str] = {}
        self.scores: dict[int, float] = {}
        self.faults: list[str] = []

    def run(self) -> None:
        while not self._enough.is_set():
            try:
                self._play_on()
            except (OSError, HTTPException):  # the server was killed
                time.sleep(0.05)

    def stop(self) -> None:
        self._enough.set()
        self.join()

    def _play_on(self) -> None:
        if not self._place:
            self._start()
            return
        status, where, page = self._ask("GET", self._place)
        if status in (302, 303):
            self._place = where
            return
        if score := re.search(r'data-score value="([0-9.]+)"', page):
            self.scores[self._attempt()] = float(score[1])
            self._place = ""
        elif status == 200:
            self._answer(page)

    def _start(self) -> None:
        address = f"/nb/quizzes/{WHOLE}"
        _, _, page = self._ask("GET", address)
        form = {name: _hidden(page, name) for name in ("csrf_token", "start_key")} | {"length": str(ROUND)}
        status, where, _ = self._ask("POST", address, form)
        if status == 303:
            self._place = where
            self.started.add(self._attempt())

    def _answer(self, page: str) -> None:
        place = self._place.partition("?")[0]
        if 'data-action="answer"' not in page:  # it was stored, and the server killed before it said so
            self._go_on(place)
            return
        question = _attribute(page, "data-question")
        form = {"csrf_token": _hidden(page, "csrf_token"), "answer": "dont-know"}
        if _attribute(page, "data-kind") in CHOICES:
            form["answer"] = self._random.choice(re.findall(r'name="answer"[^>]*?value="([^"]+)"', page))
        key = (self._attempt(), question)
        status, where, _ = self._ask("POST", place, form)
        if status != 303:
            return
        self.acknowledged.add(key)
        _, _, answered = self._ask("GET", where)
        self._note(key, _attribute(answered, "data-outcome"))
        if self._random.random() < 0.3:  # Back, and once more, otherwise
            self._ask("POST", place, form | {"answer": "dont-know"})
            _, _, again = self._ask("GET", f"{place}/answer")
            self._note(key, _attribute(again, "data-outcome"))
        self._go_on(place)

    def _go_on(self, place: str) -> None:
        stem, _, number = place.rpartition("/")
        self._place = f"{stem}/{int(number) + 1}" if int(number) < ROUND else stem

    def _note(self, key: tuple[int, str], outcome: str) -> None:
        if outcome and self.shown.setdefault(key, outcome) != outcome:
            self.faults.append(f"{key} was {self.shown[key]} and is now {outcome}")

    def _attempt(self) -> int:
        found = re.search(r"/attempts/([0-9]+)", self._place)
        assert found is not None
        return int(found[1])

    def _ask(self, method: str, address: str, form: dict[str, str] | None = None) -> tuple[int, str, str]:
        """Return the status, the address led on to, and the text of a response."""
        connection = HTTPConnection("127.0.0.1", self._port, timeout=PATIENCE)
        try:
            headers = {"Cookie": "; ".join(f"{name}={value}" for name, value in self._cookies.items())}
            if form is not None:
                headers["Content-Type"] = "application/x-www-form-urlencoded"
            connection.request(method, address, urlencode(form or {}), headers)
            response = connection.getresponse()
            text = response.read().decode()
            self._keep_cookies(response)
        finally:
            connection.close()
        if response.status == 500:
            self.faults.append(f"500 at {method} {address}")
        return response.status, response.getheader("Location") or "", text

    def _keep_cookies(self, response: HTTPResponse) -> None:
        for line in response.headers.get_all("Set-Cookie", []):
            for name, morsel in SimpleCookie(line).items():
                self._cookies[name] = morsel.coded_value


def _hidden(page: str, name: str) -> str:
    return _first(rf'name="{name}" value="([^"]*)"', page)


def _attribute(page: str, name: str) -> str:
    return _first(rf'<main[^>]* {name}="([^"]*)"', page)


def _first(pattern: str, page: str) -> str:
    found = re.search(pattern, page)
    return found[1] if found else ""
