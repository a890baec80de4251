"""An attempt: question, answer, result, review."""

from datetime import UTC, datetime

from flask import Blueprint, Response, abort, redirect, request, url_for
from werkzeug.wrappers import Response as AnyResponse

from quiz.domain.attempt import Attempt, Item, NotYourTurnError
from quiz.domain.grade import Refusal
from quiz.web.pages.attempt import ProblemWithAnswer, answer_page, question_page, result_page, review_page
from quiz.web.rendering import render
from quiz.web.site import parts, player_id, reader

attempts = Blueprint("attempts", __name__, url_prefix="/<locale:locale>/attempts/<attempt:attempt_id>")


@attempts.get("/<int:number>")
def question(locale: str, attempt_id: int, number: int) -> AnyResponse:
    attempt, item = _find(attempt_id, number)
    if item.answer is None and number != attempt.next_number:
        return _go_to("attempts.question", locale, attempt_id, attempt.next_number)
    return _show_question(attempt, item)


@attempts.post("/<int:number>")
def answer(locale: str, attempt_id: int, number: int) -> AnyResponse:
    try:
        first = parts().play.answer(
            player_id(),
            attempt_id,
            number,
            dict(request.form.lists()),
            read_number=reader().read_number,
            locale=locale,
            now=datetime.now(UTC),
        )
    except Refusal as refusal:
        attempt, item = _find(attempt_id, number)
        given = "".join(sign for sign in refusal.given if sign.isprintable())  # HTML cannot hold the others
        return _show_question(attempt, item, ProblemWithAnswer(refusal.reason, given))
    except NotYourTurnError as error:
        return _go_to("attempts.question", locale, attempt_id, error.next_number)
    return _go_to("attempts.explanation", locale, attempt_id, number, stands=None if first else 1)


@attempts.get("/<int:number>/answer")
def explanation(locale: str, attempt_id: int, number: int) -> AnyResponse:
    attempt, item = _find(attempt_id, number)
    if item.answer is None:
        return _go_to("attempts.question", locale, attempt_id, number)
    stands = "stands" in request.args
    return render(answer_page(parts().library, attempt, item, item.answer, reader(), stands=stands))


@attempts.get("")
def result(locale: str, attempt_id: int) -> AnyResponse:
    attempt = parts().play.attempt(player_id(), attempt_id)
    if not attempt.finished:
        return _go_to("attempts.question", locale, attempt_id, attempt.next_number)
    return render(result_page(parts().library, attempt, reader()))


@attempts.get("/review")
def review(locale: str, attempt_id: int) -> Response:
    return render(review_page(parts().library, parts().play.attempt(player_id(), attempt_id), reader()))


def _find(attempt_id: int, number: int) -> tuple[Attempt, Item]:
    attempt = parts().play.attempt(player_id(), attempt_id)
    return attempt, attempt.item(number) or abort(404)


def _show_question(attempt: Attempt, item: Item, problem: ProblemWithAnswer | None = None) -> Response:
    question = parts().play.question(attempt, item)
    page = question_page(parts().library, attempt, item, question, reader(), problem)
    return render(page, 422 if problem else 200)


def _go_to(
    endpoint: str, locale: str, attempt_id: int, number: int | None, stands: int | None = None
) -> AnyResponse:
    address = url_for(endpoint, locale=locale, attempt_id=attempt_id, number=number, stands=stands)
    return redirect(address, 303)
