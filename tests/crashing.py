"""Players who answer over HTTP while the server is killed under them, and note what it acknowledged."""

import re
import time
from http.client import HTTPException
from random import Random
from threading import Event, Thread

from tests.playing import WHOLE
from tests.visitor import Visitor, attribute, hidden

ROUND = 5  # questions
CHOICES = ("verdict", "single-choice")


class Player(Thread):
    """Plays round after round. What is noted was acknowledged: by a 303, or on a page that was shown."""

    def __init__(self, port: int, seed: int) -> None:
        super().__init__()
        self._visitor = Visitor(port)
        self._random = Random(seed)
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
        self.faults += [f"500 at {where}" for where in self._visitor.failed]

    def _play_on(self) -> None:
        if not self._place:
            self._start()
            return
        status, where, page = self._visitor.ask("GET", self._place)
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
        _, _, page = self._visitor.ask("GET", address)
        form = {name: hidden(page, name) for name in ("csrf_token", "start_key")} | {"length": str(ROUND)}
        status, where, _ = self._visitor.ask("POST", address, form)
        if status == 303:
            self._place = where
            self.started.add(self._attempt())

    def _answer(self, page: str) -> None:
        place = self._place.partition("?")[0]
        if 'data-action="answer"' not in page:  # it was stored, and the server killed before it said so
            self._go_on(place)
            return
        question = attribute(page, "data-question")
        form = {"csrf_token": hidden(page, "csrf_token"), "answer": "dont-know"}
        if attribute(page, "data-kind") in CHOICES:
            form["answer"] = self._random.choice(re.findall(r'name="answer"[^>]*?value="([^"]+)"', page))
        key = (self._attempt(), question)
        status, where, _ = self._visitor.ask("POST", place, form)
        if status != 303:
            return
        self.acknowledged.add(key)
        _, _, answered = self._visitor.ask("GET", where)
        self._note(key, attribute(answered, "data-outcome"))
        if self._random.random() < 0.3:  # Back, and once more, otherwise
            self._visitor.ask("POST", place, form | {"answer": "dont-know"})
            _, _, again = self._visitor.ask("GET", f"{place}/answer")
            self._note(key, attribute(again, "data-outcome"))
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
