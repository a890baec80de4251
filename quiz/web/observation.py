"""What is noted of each request: a number, a line in the log, and counts; nothing of who asked."""

import logging
import random
import re
from collections.abc import Callable
from time import perf_counter
from typing import Any, Protocol

from flask import Flask, Response, g, has_request_context, request

HEADER = "X-Request-ID"
# In a request's environment: when all of it had come, by `perf_counter`. Whoever serves the app may tell.
ARRIVED = "kildesjekk.arrived"
_GIVEN = re.compile(r"[0-9A-Za-z_-]{8,64}")
_METHODS = {"GET", "HEAD", "POST", "OPTIONS"}

log = logging.getLogger("quiz.requests")


class Observer(Protocol):
    """Counts what happens."""

    def request(self, route: str, method: str, status: int, seconds: float) -> None: ...

    def answer(self) -> None: ...

    def database_unavailable(self) -> None: ...


class NoObserver:
    """Counts nothing."""

    def request(self, route: str, method: str, status: int, seconds: float) -> None:
        pass

    def answer(self) -> None:
        pass

    def database_unavailable(self) -> None:
        pass


class RequestFilter(logging.Filter):
    """Gives each line of the log the number of the request that it was written during."""

    def filter(self, record: logging.LogRecord) -> bool:
        record.request_id = request_id() if has_request_context() else None
        return True


class ObservedFlask(Flask):
    """Flask, which tells of a fault by the route instead of the address: that may hold a key to a history."""

    def ensure_sync(self, func: Callable[..., Any]) -> Callable[..., Any]:
        """Return a function as it is: Flask asks of nine on every page whether they are asynchronous."""
        return func

    def log_exception(self, exc_info: Any) -> None:
        self.logger.error("a fault at %s %s", request.method, route(), exc_info=exc_info)


def request_id() -> str:
    """Return the number of this request, which stands in the log and in the response."""
    found: str = g.setdefault("request_id", "") or _new_id()
    g.request_id = found
    return found


def _new_id() -> str:
    return f"{random.getrandbits(64):016x}"  # it need not be secret


def route() -> str:
    """Return the pattern that the address of this request fits, "-" where it fits none."""
    return request.url_rule.rule if request.url_rule is not None else "-"


def set_up_observation(app: Flask, observer: Observer, *, trusts_proxy: bool, notes_address: bool) -> None:
    """Have each request noted. A proxy that is trusted may give it its number."""

    @app.before_request
    def begin() -> None:
        given = request.headers.get(HEADER, "")
        if trusts_proxy and _GIVEN.fullmatch(given):
            g.request_id = given
        g.begun = request.environ.get(ARRIVED) or perf_counter()

    @app.after_request
    def end(response: Response) -> Response:
        response.headers[HEADER] = request_id()
        seconds = perf_counter() - g.get("begun", perf_counter())
        method = request.method if request.method in _METHODS else "other"
        observer.request(route(), method, response.status_code, seconds)
        if log.isEnabledFor(logging.INFO) and request.blueprint != "service":
            told: dict[str, object] = {
                "method": method,
                "route": route(),
                "status": response.status_code,
                "milliseconds": round(seconds * 1000, 1),
            }
            if notes_address:
                told["address"] = request.remote_addr
            log.info("request", extra={"fields": told})
        return response
