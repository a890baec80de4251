"""Gives pages again as a site has answered them, headers and all."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from flask import Flask

from tests.site_client import PageView

OF_THE_FIRST_TIME = ("Content-Length", "Set-Cookie")


@dataclass(frozen=True)
class Answered:
    """What a site has answered; other than a page it can be handed from one process to another."""

    address: str
    path: str
    status: str
    headers: tuple[tuple[str, str], ...]
    text: str


def answered(page: PageView) -> Answered:
    response = page.response
    headers = tuple((name, value) for name, value in response.headers if name not in OF_THE_FIRST_TIME)
    return Answered(page.address, response.request.path, response.status, headers, page.text)


class Replayed:
    """Stands before a site: `view` comes again at its own address; what it loads comes from the site."""

    def __init__(self, app: Flask) -> None:
        self._app = app
        self.view: Answered | None = None

    def __call__(self, environ: dict[str, Any], start_response: Any) -> Iterable[bytes]:
        if self.view is None or environ["PATH_INFO"] != self.view.path:
            return self._app(environ, start_response)
        start_response(self.view.status, [*self.view.headers])
        return [self.view.text.encode()]
