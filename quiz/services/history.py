"""Looking back: a player's attempts, and everything that is stored of a player."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from quiz.domain.attempt import Attempt, AttemptSummary
from quiz.domain.bank import Library
from quiz.services.editions import Editions
from quiz.services.export import attempt_record
from quiz.storage import attempts
from quiz.storage.database import Database

PORTION = 50  # attempts that are held in memory at once while all are read


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

    def latest_finished(self, player_id: str | None, article_id: str) -> int | None:
        """Return the id of a player's newest finished attempt on an article; None where there is none."""
        if player_id is None:
            return None
        with self._database.reading() as session:
            return attempts.latest_finished(session, player_id, article_id)

    def export(self, player_id: str | None) -> Mapping[str, Any]:
        """Return everything stored of a player, ready for JSON; times are ISO 8601 in UTC."""
        if player_id is None:
            return {"attempts": []}
        with self._database.reading() as session:
            found = attempts.load_all_attempts(session, player_id)
        return {"attempts": [attempt_record(attempt) for attempt in found]}

    def all_attempts(self, player_id: str | None) -> Iterator[Attempt]:
        """Return all of a player's attempts, newest first, read from the database a few at a time."""
        if player_id is None:
            return iter(())
        with self._database.reading() as session:
            ids = attempts.load_attempt_ids(session, player_id)
        return self._in_portions(player_id, ids)

    def _in_portions(self, player_id: str, ids: Sequence[int]) -> Iterator[Attempt]:
        for start in range(0, len(ids), PORTION):
            with self._database.reading() as session:
                portion = attempts.load_attempts(session, player_id, ids[start : start + PORTION])
            yield from portion


def _version(summary: AttemptSummary) -> tuple[str, str, str]:
    return summary.article_id, summary.bank_id, summary.bank_version
