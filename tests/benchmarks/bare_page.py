"""The limit of a page: bare Flask renders as many bytes without translation, database or protection of forms.

BARE_BYTES is the size wanted; paragraphs fill the page up to it.
"""

import os
from dataclasses import dataclass

from flask import Flask, render_template, session

from tests.benchmarks.signing import COOKIE, SECRET_KEY, SignedAsTheSite

SENTENCE = (
    "The article says this in its own words, without any reservation, and nothing in it speaks against it."
)


@dataclass(frozen=True)
class Link:
    endpoint: str
    name: str
    current: bool = False


@dataclass(frozen=True)
class Option:
    id: str
    words: str
    locked: bool = False
    chosen: bool = False


@dataclass(frozen=True)
class Paragraph:
    number: int
    text: str


MENU = tuple(
    Link(name, name.title(), name == "quizzes") for name in ("quizzes", "history", "norsk", "english")
)
FOOTER = tuple(Link(name, name.title()) for name in ("about", "privacy", "data", "accessibility"))
OPTIONS = tuple(Option(f"option-{number}", f"The answer with the number {number}") for number in range(5))

app = Flask(__name__)
app.config.update(SECRET_KEY=SECRET_KEY, SESSION_COOKIE_NAME=COOKIE, SESSION_REFRESH_EACH_REQUEST=False)
app.session_interface = SignedAsTheSite()
for link in MENU + FOOTER:
    app.add_url_rule(f"/{link.endpoint}", link.endpoint, lambda: "")
app.add_url_rule("/readyz", "readyz", lambda: "")


@app.get("/nb/attempts/<int:attempt>/<int:number>")
@app.get("/nb/attempts/<int:attempt>/<int:number>/answer")
def page(attempt: int, number: int) -> str:
    return _page(attempt, number, PARAGRAPHS) if session.get("player") else ""


def _page(attempt: int, number: int, paragraphs: tuple[Paragraph, ...]) -> str:
    return render_template(
        "page.html",
        language="nb",
        menu=MENU,
        footer=FOOTER,
        attempt=attempt,
        number=number,
        total=10,
        quiz="The day the war broke out",
        text="What does the article say about the day on which it was written?",
        options=OPTIONS,
        paragraphs=paragraphs,
    )


def _fill(wanted: int) -> tuple[Paragraph, ...]:
    """Return as many paragraphs as bring the page to a size; the last is cut short."""
    with app.test_request_context():
        empty = len(_page(1, 1, ()).encode())
        one = len(_page(1, 1, (Paragraph(10, SENTENCE),)).encode()) - empty
    whole, rest = divmod(max(0, wanted - empty), one)
    texts = [SENTENCE] * whole + (
        [SENTENCE[: rest - (one - len(SENTENCE))]] if rest > one - len(SENTENCE) else []
    )
    return tuple(Paragraph(number, text) for number, text in enumerate(texts, start=10))


PARAGRAPHS = _fill(int(os.environ.get("BARE_BYTES", "5000")))
