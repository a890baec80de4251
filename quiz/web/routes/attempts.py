"""An attempt: question, answer, result, review."""

from datetime import UTC, datetime
from typing import Any

from flask import Blueprint, Response, redirect, request, url_for
from werkzeug.wrappers import Response as AnyResponse

from quiz.domain.attempt import NotYourTurnError
from quiz.domain.certainty import read_certainty
from quiz.domain.grade import Rearrangement, Refusal
from quiz.domain.question import Form
from quiz.web.pages.attempt import ProblemWithAnswer, answer_page, question_page
from quiz.web.pages.result import handout_page, result_page, review_page
from quiz.web.pages.source import evidence_page, marked_article_page
from quiz.web.rendering import render, render_refused
from quiz.web.routes.occasion import find_item, find_occasion
from quiz.web.site import form_key, local_now, parts, player_id, reader, told

attempts = Blueprint("attempts", __name__, url_prefix="/<locale:locale>/attempts/<attempt:attempt_id>")


@attempts.get("/<int:number>")
def question(locale: str, attempt_id: int, number: int) -> AnyResponse:
    occasion, item = find_item(attempt_id, number)
    if item.answer is None and number != occasion.attempt.next_number:
        return _go_to("attempts.question", locale, attempt_id, occasion.attempt.next_number)
    if item.answer is not None and item.answer.awaits_pick:
        return _go_to("attempts.evidence", locale, attempt_id, number)
    return render(
        question_page(
            occasion,
            item,
            draft=told("draft") or "",
            certainty=read_certainty(dict(request.args.lists())) if told("certainty") else None,
            wished=request.args.get("wished", type=int) if told("wished") else None,
        )
    )


@attempts.post("/<int:number>")
def answer(locale: str, attempt_id: int, number: int) -> AnyResponse:
    form = dict(request.form.lists())
    try:
        first = parts().play.answer(
            player_id(),
            attempt_id,
            number,
            form,
            read_number=reader().read_number,
            locale=locale,
            now=datetime.now(UTC),
        )
    except Refusal as refusal:
        problem = ProblemWithAnswer(refusal.reason, _printable(form))
        occasion, item = find_item(attempt_id, number)
        return render_refused(question_page(occasion, item, problem=problem, certainty=read_certainty(form)))
    except Rearrangement as wish:
        # The browser goes on from the item that was moved, as it does where no page is loaded for it.
        kept = {"draft": wish.draft, "certainty": read_certainty(form), "_anchor": f"position-{wish.moved}"}
        return _go_to("attempts.question", locale, attempt_id, number, **kept)
    except NotYourTurnError as error:
        return _go_to("attempts.question", locale, attempt_id, error.next_number)
    if first:
        parts().observer.answer()
    return _go_to("attempts.explanation", locale, attempt_id, number, stands=None if first else "1")


@attempts.get("/<int:number>/answer")
def explanation(locale: str, attempt_id: int, number: int) -> AnyResponse:
    occasion, item = find_item(attempt_id, number)
    if item.answer is None:
        return _go_to("attempts.question", locale, attempt_id, number)
    if item.answer.awaits_pick:
        return _go_to("attempts.evidence", locale, attempt_id, number)
    seen = {name: told(name) is not None for name in ("stands", "pick_stands", "reported")}
    return render(answer_page(occasion, item, item.answer, **seen))


@attempts.get("")
def result(locale: str, attempt_id: int) -> AnyResponse:
    occasion = find_occasion(attempt_id)
    if not occasion.attempt.finished:
        return _go_to("attempts.question", locale, attempt_id, occasion.attempt.next_number)
    elsewhere = parts().practice.missed_elsewhere(player_id(), occasion.attempt, local_now())
    return render(result_page(occasion, form_key(), elsewhere))


@attempts.get("/review")
def review(locale: str, attempt_id: int) -> Response:
    return render(review_page(find_occasion(attempt_id)))


@attempts.get("/handout")
def handout(locale: str, attempt_id: int) -> AnyResponse:
    occasion = find_occasion(attempt_id)
    if not occasion.attempt.finished:  # the key is for those who have answered
        return _go_to("attempts.question", locale, attempt_id, occasion.attempt.next_number)
    return render(handout_page(occasion))


@attempts.get("/<int:number>/evidence")
def evidence(locale: str, attempt_id: int, number: int) -> AnyResponse:
    occasion, item = find_item(attempt_id, number)
    if item.answer is None or not item.answer.awaits_pick:
        return _go_to("attempts.explanation", locale, attempt_id, number)
    return render(evidence_page(occasion, number, occasion.question(item), item.answer.response))


@attempts.post("/<int:number>/evidence")
def point(locale: str, attempt_id: int, number: int) -> AnyResponse:
    form = dict(request.form.lists())
    try:
        first = parts().play.point(
            player_id(), attempt_id, number, form, locale=locale, now=datetime.now(UTC)
        )
    except Refusal:
        occasion, item = find_item(attempt_id, number)
        given = item.answer.response if item.answer else None
        return render_refused(evidence_page(occasion, number, occasion.question(item), given, problem=True))
    except NotYourTurnError as error:
        return _go_to("attempts.question", locale, attempt_id, error.next_number)
    return _go_to("attempts.explanation", locale, attempt_id, number, pick_stands=None if first else "1")


@attempts.get("/article")
def article(locale: str, attempt_id: int) -> Response:
    return render(marked_article_page(find_occasion(attempt_id)))


def _printable(form: Form) -> Form:
    """Leave out the characters that a page cannot give back."""
    return {
        name: ["".join(sign for sign in value if sign.isprintable()) for value in values]
        for name, values in form.items()
    }


def _go_to(endpoint: str, locale: str, attempt_id: int, number: int | None, **query: Any) -> AnyResponse:
    """Send the browser on; what `query` has no value for is left out of the address."""
    return redirect(url_for(endpoint, locale=locale, attempt_id=attempt_id, number=number, **query), 303)
