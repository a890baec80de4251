"""Looking back: a player's attempts, and everything that is stored of a player."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from quiz.domain.attempt import Attempt, AttemptSummary, PastRound, Played
from quiz.domain.look_back import LookBack, RecentAnswer, look_back
from quiz.services.editions import Editions
from quiz.services.export import attempt_record
from quiz.storage import attempts, recent, rounds
from quiz.storage.database import Database, DatabaseUnavailableError

PORTION = 5  # attempts that are held in memory at once while all are read, as slowly as somebody takes them
ON_A_PAGE = 20  # rounds
MOST_COMPARED = 256  # versions of banks with those of today, in one language


class PageNotFoundError(LookupError):
    """A list has fewer pages."""


class CutOffError(Exception):
    """The database cannot be used just now, and only a part of a history has been read."""


@dataclass(frozen=True, slots=True)
class PageOfHistory:
    """Rounds of a history, newest first; `number` counts pages from 1.

    `changed` holds the ids of the attempts with a question that was changed since, `counts` how many rounds
    there are of each thing played; `played` is what the page is confined to, if to anything. Only the first
    page has something in `look_back`.
    """

    rounds: tuple[PastRound, ...]
    changed: frozenset[int]
    counts: Mapping[Played, int]
    played: Played | None
    number: int
    look_back: LookBack | None

    @property
    def count(self) -> int:
        """How many rounds the pages hold together."""
        return sum(self.counts.values()) if self.played is None else self.counts.get(self.played, 0)

    @property
    def pages(self) -> int:
        return max(1, -(-self.count // ON_A_PAGE))


class History:
    """The use cases of a player who looks back."""

    def __init__(self, database: Database, editions: Editions) -> None:
        self._database = database
        self._editions = editions
        # To compare a version with today's takes longer than to find the rounds.
        self._changed_in = lru_cache(MOST_COMPARED)(self._compare)

    def standing(
        self, player_id: str | None, quiz: tuple[str, str] | None = None
    ) -> Sequence[AttemptSummary]:
        """Return, newest first, the attempts that tell how a player stands with every quiz, or with one.

        See quiz.domain.progress.standing; the newest unfinished round of practice is among them.
        """
        if player_id is None:
            return ()
        with self._database.reading() as session:
            return rounds.load_standing(session, player_id, quiz)

    def page(
        self, player_id: str | None, locale: str, played: Played | None = None, number: int = 1
    ) -> PageOfHistory:
        """Return a page of a player's rounds, of all or of what was played; the first looks back, too.

        Raises PageNotFoundError where the history has no such page; everybody's has a first one.
        """
        counts: Mapping[Played, int] = {}
        past: Sequence[PastRound] = ()
        latest: Sequence[RecentAnswer] = ()
        if player_id is not None:
            with self._database.reading() as session:
                counts, past = rounds.load_past_rounds(
                    session, player_id, played, skip=(number - 1) * ON_A_PAGE, take=ON_A_PAGE
                )
                if number == 1:
                    latest = recent.load_recent_answers(session, player_id, played)
        back = look_back(latest) if number == 1 else None
        found = PageOfHistory(tuple(past), self._changed(past, locale), counts, played, number, back)
        if number > found.pages:
            raise PageNotFoundError
        return found

    def _changed(self, past: Sequence[PastRound], locale: str) -> frozenset[int]:
        """Return the ids of those attempts that hold a question which has been changed or withdrawn since.

        Whether a question reads otherwise than it did is judged in the reader's language.
        """
        return frozenset(
            each.attempt.id
            for each in past
            if each.question_ids & self._changed_in(*_version(each.attempt), locale)
        )

    def _compare(self, article_id: str, bank_id: str, version: str, locale: str) -> frozenset[str]:
        return self._editions.changed(self._editions.version(article_id, bank_id, version), locale)

    def latest_finished(self, player_id: str | None, article_id: str) -> int | None:
        """Return the id of a player's newest finished attempt on an article; None where there is none."""
        if player_id is None:
            return None
        with self._database.reading() as session:
            return rounds.latest_finished(session, player_id, article_id)

    def export(self, player_id: str | None) -> Iterator[Mapping[str, Any]]:
        """Yield all of a player's attempts like `all_attempts`, ready for JSON; times are ISO 8601 in UTC."""
        return map(attempt_record, self.all_attempts(player_id))

    def all_attempts(self, player_id: str | None) -> Iterator[Attempt]:
        """Return all of a player's attempts, newest first, read from the database a few at a time.

        The iterator raises CutOffError.
        """
        if player_id is None:
            return iter(())
        with self._database.reading() as session:
            newest = attempts.load_newest(session, player_id, PORTION)
        return self._in_portions(player_id, newest)

    def _in_portions(self, player_id: str, portion: Sequence[Attempt]) -> Iterator[Attempt]:
        """Yield a portion, and then what is before it; no list of the rest is held, since it may be long.

        Each round has questions: a portion without any would be taken for the end.
        """
        while portion:
            yield from portion
            try:
                with self._database.reading() as session:
                    portion = attempts.load_newest(session, player_id, PORTION, before=portion[-1])
            except DatabaseUnavailableError as error:
                raise CutOffError(str(error)) from error


def _version(summary: AttemptSummary) -> tuple[str, str, str]:
    return summary.article_id, summary.bank_id, summary.bank_version
