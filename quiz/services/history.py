"""Looking back: a player's attempts, and everything that is stored of a player."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from quiz.domain.attempt import Attempt, AttemptSummary, Pick
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

    def changed(self, summaries: Sequence[AttemptSummary]) -> frozenset[int]:
        """Return the ids of those attempts that hold a question which has been changed or withdrawn since."""
        earlier = [summary for summary in summaries if not self._is_current(summary)]
        if not earlier:
            return frozenset()
        with self._database.reading() as session:
            drawn = attempts.load_question_ids(session, [summary.id for summary in earlier])
        return frozenset(
            summary.id for summary in earlier if drawn[summary.id] & self._changed_in_version_of(summary)
        )

    def _is_current(self, summary: AttemptSummary) -> bool:
        found = self._library.bank(summary.article_id, summary.bank_id)
        return found is not None and found[1].version == summary.bank_version

    def _changed_in_version_of(self, summary: AttemptSummary) -> frozenset[str]:
        edition = self._editions.version(summary.article_id, summary.bank_id, summary.bank_version)
        return edition.changed(self._library.article(summary.article_id))

    def latest_finished(self, player_id: str | None, article_id: str) -> int | None:
        """Return the id of a player's newest finished attempt on an article; None where there is none."""
        if player_id is None:
            return None
        with self._database.reading() as session:
            return attempts.latest_finished(session, player_id, article_id)

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


def _attempt(attempt: Attempt) -> Mapping[str, Any]:
    return {
        "attempt": attempt.id,
        "article": attempt.article_id,
        "quiz": attempt.bank_id,
        "bank_version": attempt.bank_version,
        "locale": attempt.locale,
        "focus": attempt.focus,
        "way": attempt.way.value,
        "started_at": _time(attempt.started_at),
        "length": attempt.length,
        "answers": [
            {
                "number": item.number,
                "question": item.question_id,
                "response": item.answer.response,
                # Before the evidence is pointed at, the verdict is not told, here neither.
                "outcome": None if item.answer.awaits_pick else item.answer.outcome.value,
                "points": None if item.answer.awaits_pick else item.answer.points,
                "max_points": item.answer.max_points,
                "certainty": item.answer.certainty,
                "evidence": _evidence(item.answer.pick),
                "locale": item.answer.locale,
                "answered_at": _time(item.answer.answered_at),
            }
            for item in attempt.items
            if item.answer is not None
        ],
    }


def _evidence(pick: Pick | None) -> Mapping[str, Any] | None:
    return None if pick is None else {"sentence": pick.sentence, "points": pick.points}


def _time(moment: datetime) -> str:
    return moment.isoformat(timespec="milliseconds").replace("+00:00", "Z")
