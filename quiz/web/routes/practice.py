"""Practice: what is due and when the rest comes back, and the rounds of it."""

from collections.abc import Callable

from flask import Blueprint, Response, abort, redirect, url_for
from werkzeug.wrappers import Response as AnyResponse

from quiz.domain.attempt import NothingToDrawError
from quiz.domain.bank import Article
from quiz.services.play import Started
from quiz.services.practice import Beginning
from quiz.web.pages.practice import practice_page
from quiz.web.rendering import render
from quiz.web.site import dice, form_key, form_key_here, local_now, parts, player_id, reader, remember_player

practice = Blueprint("practice", __name__, url_prefix="/<locale:locale>")


@practice.get("/practice")
def overview(locale: str) -> Response:
    outlooks = parts().practice.outlook(player_id(), local_now())
    attempts = parts().history.standing(player_id())
    keys = [form_key() for _ in range(2 * len(outlooks))]
    return render(practice_page(parts().library, outlooks, attempts, reader(), keys))


@practice.post("/practice/<article_id>")
def start_due(locale: str, article_id: str) -> AnyResponse:
    article = _find(article_id)
    return _start(locale, lambda beginning: parts().practice.start_due(player_id(), article, beginning))


@practice.post("/practice/<article_id>/missed")
def start_missed(locale: str, article_id: str) -> AnyResponse:
    article = _find(article_id)
    return _start(locale, lambda beginning: parts().practice.start_missed(player_id(), article, beginning))


@practice.post("/attempts/<attempt:attempt_id>/practice")
def start_missed_in(locale: str, attempt_id: int) -> AnyResponse:
    return _start(
        locale, lambda beginning: parts().practice.start_missed_in(player_id(), attempt_id, beginning)
    )


@practice.get("/practice/<article_id>")
@practice.get("/practice/<article_id>/missed")
def to_overview(locale: str, article_id: str) -> AnyResponse:
    """Send whoever opens a form's address to the page with the form: the languages of an error lead here."""
    _find(article_id)
    return redirect(url_for("practice.overview", locale=locale), 303)


@practice.get("/attempts/<attempt:attempt_id>/practice")
def to_result(locale: str, attempt_id: int) -> AnyResponse:
    """The same for the form on a result."""
    parts().play.attempt(player_id(), attempt_id)
    return redirect(url_for("attempts.result", locale=locale, attempt_id=attempt_id), 303)


def _start(locale: str, start: Callable[[Beginning], Started]) -> AnyResponse:
    """Start a round; where nothing is left to practise, the page about practice says what there is."""
    beginning = Beginning(locale, form_key_here("start_key"), local_now(), dice())
    try:
        started = start(beginning)
    except NothingToDrawError:
        return redirect(url_for("practice.overview", locale=locale), 303)
    remember_player(started.player_id)
    address = url_for("attempts.question", locale=locale, attempt_id=started.attempt_id, number=1)
    return redirect(address, 303)


def _find(article_id: str) -> Article:
    return parts().library.article(article_id) or abort(404)
