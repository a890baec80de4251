"""Gives pages again as the site has answered them, headers and all."""

from collections.abc import Iterable
from typing import Any

from flask import Flask

from tests.site_client import PageView

OF_THE_FIRST_TIME = ("Content-Length", "Set-Cookie")


class Replayed:
    """Stands before a site: `view` comes again at its own address; what it loads comes from the site."""

    def __init__(self, app: Flask) -> None:
        self._app = app
        self.view: PageView | None = None

    def __call__(self, environ: dict[str, Any], start_response: Any) -> Iterable[bytes]:
        if self.view is None or environ["PATH_INFO"] != self.view.response.request.path:
            return self._app(environ, start_response)
        response = self.view.response
        headers = [(name, value) for name, value in response.headers if name not in OF_THE_FIRST_TIME]
        start_response(response.status, headers)
        return [self.view.text.encode()]
