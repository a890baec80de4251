"""Somebody who visits a server over HTTP, with cookies and without a browser."""

import re
from http.client import HTTPConnection, HTTPResponse
from http.cookies import SimpleCookie
from typing import NamedTuple
from urllib.parse import urlencode

from tests.playing import SUNDAY

PATIENCE = 120  # seconds that a server may take until it answers


class Reply(NamedTuple):
    """`where` is the address that one is led on to, "" where there is none."""

    status: int
    where: str
    page: str


class Visitor:
    """`failed` lists the requests that were answered with 500; `source` is the address that it asks from."""

    def __init__(self, port: int, patience: float = PATIENCE, source: str = "127.0.0.1") -> None:
        self._port = port
        self._patience = patience
        self._source = source
        self.cookies: dict[str, str] = {}
        self.failed: list[str] = []

    def ask(self, method: str, address: str, form: dict[str, str] | None = None) -> Reply:
        connection = HTTPConnection("127.0.0.1", self._port, self._patience, (self._source, 0))
        try:
            headers = {"Cookie": "; ".join(f"{name}={value}" for name, value in self.cookies.items())}
            if form is not None:
                headers["Content-Type"] = "application/x-www-form-urlencoded"
            connection.request(method, address, urlencode(form or {}), headers)
            response = connection.getresponse()
            text = response.read().decode()
            self._keep_cookies(response)
        finally:
            connection.close()
        if response.status == 500:
            self.failed.append(f"{method} {address}")
        return Reply(response.status, response.getheader("Location") or "", text)

    def start(self, quiz: str = SUNDAY, length: str = "all") -> str:
        """Start a quiz and return the address of its first question."""
        address = f"/nb/quizzes/{quiz}"
        page = self.ask("GET", address).page
        form = {name: hidden(page, name) for name in ("csrf_token", "start_key")}
        started = self.ask("POST", address, form | {"length": length})
        assert started.status == 303, started
        return started.where.partition("?")[0]

    def leave_open(self, question: str) -> Reply:
        """Answer a question that is asked with "I don't know"."""
        page = self.ask("GET", question).page
        return self.ask("POST", question, {"csrf_token": hidden(page, "csrf_token"), "answer": "dont-know"})

    def _keep_cookies(self, response: HTTPResponse) -> None:
        for line in response.headers.get_all("Set-Cookie", []):
            for name, morsel in SimpleCookie(line).items():
                self.cookies[name] = morsel.coded_value


def hidden(page: str, name: str) -> str:
    """Return what a hidden field of a page holds."""
    return _first(rf'name="{name}" value="([^"]*)"', page)


def attribute(page: str, name: str) -> str:
    """Return an attribute of a page's main element."""
    return _first(rf'<main[^>]* {name}="([^"]*)"', page)


def _first(pattern: str, page: str) -> str:
    found = re.search(pattern, page)
    return found[1] if found else ""
