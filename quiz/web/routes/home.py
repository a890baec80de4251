"""Home, a quiz's page with its start, and the site's own texts."""

import re
from datetime import UTC, datetime

from flask import Blueprint, Response, abort, current_app, redirect, request, url_for
from werkzeug.wrappers import Response as AnyResponse

from quiz.domain.attempt import NothingToDrawError, Purpose, Way
from quiz.domain.bank import Article, Bank
from quiz.domain.draw import Wish
from quiz.domain.question import Skill
from quiz.domain.share import read_round
from quiz.web.pages.article import article_page
from quiz.web.pages.home import home_page, quiz_page
from quiz.web.pages.practice import invitation
from quiz.web.pages.share import shared_questions
from quiz.web.pages.texts import AboutPage, AccessibilityPage, PrivacyPage
from quiz.web.rendering import render, render_refused
from quiz.web.routes.occasion import came_from
from quiz.web.routes.paging import wanted_page
from quiz.web.site import (
    dice,
    form_key,
    form_key_here,
    local_now,
    negotiated,
    parts,
    player_id,
    reader,
    remember_player,
)

front = Blueprint("front", __name__)
home = Blueprint("home", __name__, url_prefix="/<locale:locale>")

ALL = "all"
_LENGTH = re.compile(r"[1-9][0-9]{0,2}")


@front.get("/")
def choose_language() -> AnyResponse:
    response = redirect(url_for("home.home", locale=negotiated()))
    response.vary.update(["Accept-Language", "Cookie"])
    return response


@home.get("/", endpoint="home")
def show_home(locale: str) -> Response:
    attempts = parts().history.standing(player_id())
    due = parts().practice.due_today(player_id(), local_now())
    invited = invitation(due, attempts, form_key())
    return render(home_page(parts().library, attempts, reader(), invited, wanted_page()))


@home.get("/about")
def about(locale: str) -> Response:
    return render(AboutPage())


@home.get("/privacy")
def privacy(locale: str) -> Response:
    config = current_app.config
    cookies = config["SESSION_COOKIE_NAME"], config["LOCALE_COOKIE_NAME"]
    return render(PrivacyPage(*cookies, config["LOG_ADDRESSES"], parts().contact))


@home.get("/accessibility")
def accessibility(locale: str) -> Response:
    return render(AccessibilityPage(parts().contact))


@home.get("/articles/<article_id>")
def article(locale: str, article_id: str) -> Response:
    found = parts().library.article(article_id) or abort(404)
    latest = parts().history.latest_finished(player_id(), article_id)
    return render(article_page(found, reader(), latest, came_from(article_id)))


@home.get("/quizzes/<article_id>/<bank_id>")
def quiz(locale: str, article_id: str, bank_id: str) -> Response:
    article, bank = _find(article_id, bank_id)
    attempts = parts().history.standing(player_id(), (article.id, bank.id))
    shared = shared_questions(bank, request.args.get("round"))
    focus = request.args.get("focus")
    return render(quiz_page(article, bank, attempts, reader(), form_key(), shared=shared, focus=focus))


@home.post("/quizzes/<article_id>/<bank_id>")
def start(locale: str, article_id: str, bank_id: str) -> AnyResponse:
    article, bank = _find(article_id, bank_id)
    try:
        wish = _read_wish(bank)
    except ValueError:
        return _refuse(article, bank)
    try:
        started = parts().play.start(
            player_id(),
            article,
            bank,
            wish=wish,
            purpose=Purpose.QUIZ if wish.only is None else Purpose.SHARED,
            locale=locale,
            start_key=form_key_here("start_key"),
            now=datetime.now(UTC),
            rng=dice(),
        )
    except NothingToDrawError:
        return _refuse(article, bank)
    remember_player(started.player_id)
    fewer = wish.length is not None and started.length is not None and started.length < wish.length
    return redirect(
        url_for(
            "attempts.question",
            locale=locale,
            attempt_id=started.attempt_id,
            number=1,
            wished=wish.length if fewer else None,
        ),
        303,
    )


def _refuse(article: Article, bank: Bank) -> Response:
    attempts = parts().history.standing(player_id(), (article.id, bank.id))
    return render_refused(quiz_page(article, bank, attempts, reader(), form_key(), problem=True))


def _read_wish(bank: Bank) -> Wish:
    """Read what the form asks for; a round that was shared is played whole. Raises ValueError."""
    code = request.form.get("round", "")
    shared = read_round(code, bank.questions)
    if code and shared is None:  # withdrawn since the page was opened: the player is asked what to do
        raise ValueError(code)
    length, focus = (ALL if shared else request.form.get(name, ALL) for name in ("length", "focus"))
    if length != ALL and not _LENGTH.fullmatch(length):
        raise ValueError(length)
    return Wish(
        length=None if length == ALL else int(length),
        focus=None if focus == ALL else Skill(focus),
        way=Way(request.form.get("way", Way.FROM_MEMORY)),
        asks_certainty="asks_certainty" in request.form,
        only=shared.question_ids if shared else None,
    )


def _find(article_id: str, bank_id: str) -> tuple[Article, Bank]:
    return parts().library.bank(article_id, bank_id) or abort(404)
