"""The pages of errors, and the faults that lead to them."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from flask import Flask, abort
from werkzeug.exceptions import TooManyRequests

from tests.data_pages import Keep
from tests.playing import SUNDAY
from tests.site_client import PageView, SiteClient


@contextmanager
def locked(database: Path) -> Iterator[None]:
    """Hold the database as another program would that never lets go."""
    with closing(sqlite3.connect(database, isolation_level=None)) as connection:
        connection.execute("BEGIN EXCLUSIVE")
        yield
        connection.execute("ROLLBACK")


def error_pages(database: Path, client: SiteClient, locale: str, keep: Keep) -> None:
    """Go wrong in every way that has a page of its own."""
    question = client.start(SUNDAY, locale)
    form = question.form("answer")
    answer = {**form.fields, "answer": "dont-know"}
    http = client.http
    keep("error 404", client.get(f"/{locale}/attempts/999999/1"))
    keep("error 404 elsewhere", client.get(f"/{locale}/there/is/no/such/page"))
    keep("error 405", PageView(http.post(f"/{locale}/about", data=answer)))
    keep("error csrf", PageView(http.post(form.address, data={"answer": "dont-know"})))
    keep("error 413", PageView(http.post(form.address, data=answer | {"answer": "x" * 100_000})))
    keep("error 429", PageView(http.post(f"/{locale}/no-such-thing/busy", data=answer)))
    with locked(database):
        keep("error 503", client.send(form, answer="dont-know"))
    keep("error 400", client.get(f"/{locale}/no-such-thing/teapot"))
    keep("error 500", client.get(f"/{locale}/no-such-thing/crash"))


def add_failing_routes(app: Flask) -> None:
    """Add addresses at which a view fails, as only a fault of ours would make it."""

    @app.get("/<locale:locale>/no-such-thing/teapot", endpoint="test.teapot")
    def teapot(locale: str) -> str:
        abort(418)

    @app.post("/<locale:locale>/no-such-thing/busy", endpoint="test.busy")
    def busy(locale: str) -> str:
        raise TooManyRequests(retry_after=30)

    @app.get("/<locale:locale>/no-such-thing/crash", endpoint="test.crash")
    def crash(locale: str) -> str:
        raise ZeroDivisionError("made by a test")
