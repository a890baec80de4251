"""Reporting a problem with a question that has been answered."""

from datetime import UTC, datetime

from flask import Blueprint, redirect, request, url_for
from werkzeug.wrappers import Response as AnyResponse

from quiz.domain.report import ReportRefusal, printable, read_complaint
from quiz.web.pages.report import GivenReport, report_page
from quiz.web.rendering import render, render_refused
from quiz.web.routes.occasion import find_item
from quiz.web.site import form_key, form_key_sent, parts

reports = Blueprint("reports", __name__, url_prefix="/<locale:locale>/attempts/<attempt:attempt_id>")


@reports.get("/<int:number>/report")
def report(locale: str, attempt_id: int, number: int) -> AnyResponse:
    occasion, item = find_item(attempt_id, number)
    if item.answer is None:
        return _go_to("attempts.question", locale, attempt_id, number)
    return render(report_page(occasion, item, form_key()))


@reports.post("/<int:number>/report")
def send(locale: str, attempt_id: int, number: int) -> AnyResponse:
    occasion, item = find_item(attempt_id, number)
    if item.answer is None:
        return _go_to("attempts.question", locale, attempt_id, number)
    key = form_key_sent("send_key") or form_key()
    given = GivenReport(request.form.get("reason", ""), printable(request.form.get("text", "")))
    try:
        complaint = read_complaint(given.reason, given.text)
    except ReportRefusal as refusal:
        return render_refused(report_page(occasion, item, key, given, refusal.faults))
    parts().reports.send(
        occasion.attempt, item, complaint, send_key=key, locale=locale, now=datetime.now(UTC)
    )
    return _go_to("attempts.explanation", locale, attempt_id, number, reported="1")


def _go_to(
    endpoint: str, locale: str, attempt_id: int, number: int, *, reported: str | None = None
) -> AnyResponse:
    address = url_for(endpoint, locale=locale, attempt_id=attempt_id, number=number, reported=reported)
    return redirect(address, 303)
