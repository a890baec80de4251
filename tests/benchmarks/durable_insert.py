"""The limit of an answer: minimal Flask reads a form, stores one row for good, and leads on."""

import os
from datetime import UTC, datetime

from flask import Flask, redirect, request, session
from sqlalchemy import Column, DateTime, Integer, MetaData, String, Table, insert
from werkzeug.wrappers import Response

from quiz.storage.database import open_database
from tests.benchmarks.signing import COOKIE, SECRET_KEY, SignedAsTheSite

answers = Table(
    "answer",
    MetaData(),
    Column("id", Integer, primary_key=True),
    Column("player", String(32)),
    Column("attempt", Integer),
    Column("number", Integer),
    Column("response", String),
    Column("answered_at", DateTime),
)
# The same driver, journal and synchronous setting as the site's; Core, which is quicker than mapped classes.
engine = open_database(os.environ["DATABASE_URL"]).engine.execution_options(sqlite_begin="IMMEDIATE")
with engine.begin() as connection:
    answers.metadata.create_all(connection)

app = Flask(__name__)
app.config.update(SECRET_KEY=SECRET_KEY, SESSION_COOKIE_NAME=COOKIE, SESSION_REFRESH_EACH_REQUEST=False)
app.session_interface = SignedAsTheSite()
app.add_url_rule("/readyz", "readyz", lambda: "")


@app.post("/nb/attempts/<int:attempt>/<int:number>")
def answer(attempt: int, number: int) -> Response:
    row = {
        "player": session["player"],
        "attempt": attempt,
        "number": number,
        "response": request.form.get("answer", ""),
        "answered_at": datetime.now(UTC).replace(tzinfo=None),
    }
    with engine.begin() as connection:
        connection.execute(insert(answers), row)
    return redirect(f"/nb/attempts/{attempt}/{number}/answer", 303)
