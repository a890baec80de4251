"""Looking back: a player's attempts, and everything that is stored of a player."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from quiz.domain.attempt import Attempt, AttemptSummary
from quiz.domain.bank import Library
from quiz.services.editions import Editions
from quiz.storage import attempts, players
from quiz.storage.database import Database


class History:
    """The use cases of a player who looks back."""

    def __init__(self, database: Database, library: Library, editions: Editions) -> None:
        self._database = database
        self._library = library
        self._editions = editions

    def attempts(self, player_id: str | None) -> Sequence[AttemptSummary]:
        """Return a player's attempts, newest first; none for somebody who has not played."""
        if player_id is None:
            return ()
        with self._database.reading() as session:
            return attempts.load_summaries(session, player_id)

    def changed(self, summaries: Sequence[AttemptSummary], locale: str) -> frozenset[int]:
        """Return the ids of those attempts that hold a question which has been changed or withdrawn since.

        Whether a question reads otherwise than it did is judged in the reader's language.
        """
        versions = {_version(summary) for summary in summaries}
        changed = {key: self._editions.changed(self._editions.version(*key), locale) for key in versions}
        earlier = [summary for summary in summaries if changed[_version(summary)]]
        if not earlier:
            return frozenset()
        with self._database.reading() as session:
            drawn = attempts.load_question_ids(session, [summary.id for summary in earlier])
        return frozenset(summary.id for summary in earlier if drawn[summary.id] & changed[_version(summary)])

    def ready(self) -> None:
        """Do nothing, if the database can be used. Raises DatabaseUnavailableError."""
        with self._database.reading() as session:
            players.find_player(session, "")

    def export(self, player_id: str | None) -> Mapping[str, Any]:
        """Return everything stored of a player, ready for JSON; times are ISO 8601 in UTC."""
        if player_id is None:
            return {"attempts": []}
        with self._database.reading() as session:
            found = attempts.load_all_attempts(session, player_id)
        return {"attempts": [_attempt(attempt) for attempt in found]}


def _version(summary: AttemptSummary) -> tuple[str, str, str]:
    return summary.article_id, summary.bank_id, summary.bank_version


def _attempt(attempt: Attempt) -> Mapping[str, Any]:
    return {
        "attempt": attempt.id,
        "article": attempt.article_id,
        "quiz": attempt.bank_id,
        "bank_version": attempt.bank_version,
        "locale": attempt.locale,
        "focus": attempt.focus,
        "started_at": _time(attempt.started_at),
        "length": attempt.length,
        "answers": [
            {
                "number": item.number,
                "question": item.question_id,
                "response": item.answer.response,
                "outcome": item.answer.outcome.value,
                "points": item.answer.points,
                "max_points": item.answer.max_points,
                "certainty": item.answer.certainty,
                "locale": item.answer.locale,
                "answered_at": _time(item.answer.answered_at),
            }
            for item in attempt.items
            if item.answer is not None
        ],
    }


def _time(moment: datetime) -> str:
    return moment.isoformat(timespec="milliseconds").replace("+00:00", "Z")
