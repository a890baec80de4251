"""Reporting a problem with a question that has been answered."""

import re
import secrets
from datetime import UTC, datetime

from flask import Blueprint, abort, redirect, request, url_for
from werkzeug.wrappers import Response as AnyResponse

from quiz.domain.attempt import Item
from quiz.domain.report import ReportRefusal, printable, read_complaint
from quiz.web.pages.attempt import Occasion
from quiz.web.pages.report import GivenReport, report_page
from quiz.web.rendering import render
from quiz.web.site import parts, player_id, reader

reports = Blueprint("reports", __name__, url_prefix="/<locale:locale>/attempts/<attempt:attempt_id>")

_SEND_KEY = re.compile(r"[0-9a-f]{32}")


@reports.get("/<int:number>/report")
def report(locale: str, attempt_id: int, number: int) -> AnyResponse:
    occasion, item = _find(attempt_id, number)
    if item.answer is None:
        return _go_to("attempts.question", locale, attempt_id, number)
    return render(report_page(occasion, item, secrets.token_hex(16)))


@reports.post("/<int:number>/report")
def send(locale: str, attempt_id: int, number: int) -> AnyResponse:
    occasion, item = _find(attempt_id, number)
    if item.answer is None:
        return _go_to("attempts.question", locale, attempt_id, number)
    key = request.form.get("send_key", "")
    key = key if _SEND_KEY.fullmatch(key) else secrets.token_hex(16)
    given = GivenReport(request.form.get("reason", ""), printable(request.form.get("text", "")))
    try:
        complaint = read_complaint(given.reason, given.text)
    except ReportRefusal as refusal:
        response = render(report_page(occasion, item, key, given, refusal.faults), 422)
        # The answer to a post that is kept nowhere would make Back ask whether to send the form again.
        response.headers["Cache-Control"] = "no-cache, private"
        return response
    parts().reports.send(
        occasion.attempt, item, complaint, send_key=key, locale=locale, now=datetime.now(UTC)
    )
    return _go_to("attempts.explanation", locale, attempt_id, number, reported="1")


def _find(attempt_id: int, number: int) -> tuple[Occasion, Item]:
    attempt = parts().play.attempt(player_id(), attempt_id)
    now = parts().library.article(attempt.article_id)
    occasion = Occasion(attempt, parts().play.edition(attempt), now, reader())
    return occasion, attempt.item(number) or abort(404)


def _go_to(
    endpoint: str, locale: str, attempt_id: int, number: int, *, reported: str | None = None
) -> AnyResponse:
    address = url_for(endpoint, locale=locale, attempt_id=attempt_id, number=number, reported=reported)
    return redirect(address, 303)
