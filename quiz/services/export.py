"""Everything stored of a player, in the shapes that other programs read. Times are ISO 8601 in UTC."""

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from textwrap import indent
from typing import Any

from quiz.domain.attempt import Answer, Attempt, Item

CSV_HEADER = (
    *("attempt", "article", "quiz", "bank_version", "purpose", "way", "asks_certainty", "focus"),
    *("started_at", "started_in", "length", "number", "question", "response", "outcome"),
    *("points", "max_points", "certainty", "locale", "answered_at"),
    *("asks_evidence", "evidence", "evidence_points"),
)


def json_pieces(exported_at: datetime, records: Iterable[Mapping[str, Any]]) -> Iterator[str]:
    """Yield the pieces of a JSON document of attempts, never all of it at once: a history has no end.

    What breaks off on the way is no JSON.
    """
    moment = exported_at.isoformat(timespec="seconds").replace("+00:00", "Z")
    yield f'{{\n  "exported_at": {json.dumps(moment)},\n  "attempts": ['
    number = 0
    for number, record in enumerate(records, start=1):
        written = indent(json.dumps(record, ensure_ascii=False, indent=2), "    ")
        yield f",\n{written}" if number > 1 else f"\n{written}"
    yield "\n  ]\n}" if number else "]\n}"


def attempt_record(attempt: Attempt) -> Mapping[str, Any]:
    """Return an attempt with its answers, ready for JSON; of what is not answered, only that it was drawn."""
    return {
        "attempt": attempt.id,
        "article": attempt.article_id,
        "quiz": attempt.bank_id,
        "bank_version": attempt.bank_version,
        "purpose": attempt.purpose.value,
        "way": attempt.way.value,
        "asks_certainty": attempt.asks_certainty,
        "locale": attempt.locale,
        "focus": attempt.focus,
        "started_at": iso_time(attempt.started_at),
        "length": attempt.length,
        "answers": [_answer_record(item, item.answer) for item in attempt.items if item.answer is not None],
        "unanswered": [
            {"number": item.number, "question": item.question_id}
            for item in attempt.items
            if item.answer is None
        ],
    }


def csv_rows(attempts: Iterable[Attempt]) -> Iterator[Sequence[object]]:
    """Yield a row for each answer, with the columns of CSV_HEADER; blanks part several ids in a cell.

    An empty row ends each attempt: thousands may have no answer, and whoever sends them has others to serve.
    """
    for attempt in attempts:
        for item in attempt.items:
            if item.answer is not None:
                yield (*_attempt_cells(attempt), *_answer_cells(item, item.answer))
        yield ()


def iso_time(moment: datetime) -> str:
    return moment.isoformat(timespec="milliseconds").replace("+00:00", "Z")


def _answer_record(item: Item, answer: Answer) -> Mapping[str, Any]:
    pick = answer.pick
    return {
        "number": item.number,
        "question": item.question_id,
        "response": answer.response,
        # Before the evidence is pointed at, the verdict is not told, here neither.
        "outcome": None if answer.awaits_pick else answer.outcome.value,
        "points": None if answer.awaits_pick else answer.points,
        "max_points": answer.max_points,
        "certainty": answer.certainty,
        "locale": answer.locale,
        "answered_at": iso_time(answer.answered_at),
        "asks_evidence": answer.asks_evidence,
        "evidence": None if pick is None else {"sentence": pick.sentence, "points": pick.points},
    }


def _attempt_cells(attempt: Attempt) -> Sequence[object]:
    return (
        *(attempt.id, attempt.article_id, attempt.bank_id, attempt.bank_version),
        *(attempt.purpose.value, attempt.way.value, attempt.asks_certainty, attempt.focus),
        *(iso_time(attempt.started_at), attempt.locale, attempt.length),
    )


def _answer_cells(item: Item, answer: Answer) -> Sequence[object]:
    response = answer.response
    pick = answer.pick
    return (
        *(item.number, item.question_id),
        " ".join(response) if isinstance(response, tuple) else response,
        *((None, None) if answer.awaits_pick else (answer.outcome.value, answer.points)),
        *(answer.max_points, answer.certainty),
        *(answer.locale, iso_time(answer.answered_at), answer.asks_evidence),
        *((None, None) if pick is None else (pick.sentence, pick.points)),
    )
