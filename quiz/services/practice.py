"""Practice: what is due, what was missed, and the schedule that tells."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from random import Random

from quiz.domain.attempt import Attempt, NothingToDrawError, Purpose
from quiz.domain.bank import Article, Library
from quiz.domain.draw import Wish, longest_round
from quiz.domain.schedule import Memory, Outlook, Scheduled, look_ahead, review
from quiz.services.play import Play, Started
from quiz.storage import attempts, players, schedule
from quiz.storage.database import Database, Transaction

LONGEST_PRACTICE = 20  # questions in a round


@dataclass(frozen=True, slots=True)
class Portion:
    """How many of some questions one round of practice takes, and how many are left for later."""

    now: int
    later: int

    @property
    def full(self) -> bool:
        """Whether the round is as long as practice gets; a shorter one leaves out what gives others away."""
        return self.now == LONGEST_PRACTICE


def portion(article: Article, question_ids: Collection[str]) -> Portion:
    """Tell what a round of these questions comes to; what the article has no longer is left out."""
    there = [
        article.questions[question_id] for question_id in question_ids if question_id in article.questions
    ]
    taken = longest_round(there, LONGEST_PRACTICE)
    return Portion(taken, len(there) - taken)


@dataclass(frozen=True, slots=True)
class Beginning:
    """How a round begins: `start_key` as in Play.start, `now` in the site's time zone."""

    locale: str
    start_key: str | None
    now: datetime
    rng: Random


class Practice:
    """The use cases of a player who wants to remember. Each `now` is in the site's time zone."""

    def __init__(self, database: Database, library: Library, play: Play) -> None:
        self._database = database
        self._library = library
        self._play = play

    def due_today(self, player_id: str | None, now: datetime) -> Mapping[str, int]:
        """Count what is due today by article, leaving out articles with nothing."""
        if player_id is None:
            return {}
        with self._database.reading() as session:
            scheduled = schedule.load_schedule(session, player_id)
        counts = {
            article_id: len(look_ahead(mine, now).due) for article_id, mine in self._by_article(scheduled)
        }
        return {article_id: count for article_id, count in counts.items() if count}

    def outlook(self, player_id: str | None, now: datetime) -> Mapping[str, Outlook]:
        """Return what lies before a player on each article of which something was answered.

        Articles and questions that have been withdrawn are left out.
        """
        if player_id is None:
            return {}
        with self._database.reading() as session:
            scheduled = schedule.load_schedule(session, player_id)
        return {article_id: look_ahead(mine, now) for article_id, mine in self._by_article(scheduled)}

    def _by_article(self, scheduled: Sequence[Scheduled]) -> Iterator[tuple[str, list[Scheduled]]]:
        """Divide a schedule by articles, in the order of the library, without what was withdrawn."""
        by_article: dict[str, list[Scheduled]] = {}
        for each in scheduled:
            by_article.setdefault(each.article_id, []).append(each)
        for article in self._library.articles:
            there = (each for each in by_article.get(article.id, ()) if each.question_id in article.questions)
            if mine := list(there):
                yield article.id, mine

    def missed_elsewhere(self, player_id: str | None, attempt: Attempt, now: datetime) -> int:
        """Count what was not fully right at last and is not in this round of it; 0 after other rounds."""
        if attempt.purpose is not Purpose.MISSED:
            return 0
        outlook = self.outlook(player_id, now).get(attempt.article_id)
        return len(outlook.missed - {item.question_id for item in attempt.items}) if outlook else 0

    def start_due(self, player_id: str | None, article: Article, beginning: Beginning) -> Started:
        """Start a round of what is due today on an article, the most overdue first drawn.

        Raises NothingToDrawError where nothing is.
        """
        outlook = self.outlook(player_id, beginning.now).get(article.id)
        return self._start(player_id, article, outlook.due if outlook else (), Purpose.DUE, beginning)

    def start_missed(self, player_id: str | None, article: Article, beginning: Beginning) -> Started:
        """Start a round of what a player did not get fully right at last on an article.

        Raises NothingToDrawError where there is nothing.
        """
        outlook = self.outlook(player_id, beginning.now).get(article.id)
        missed = outlook.missed if outlook else ()
        return self._start(player_id, article, _mixed(missed, beginning.rng), Purpose.MISSED, beginning)

    def start_missed_in(self, player_id: str | None, attempt_id: int, beginning: Beginning) -> Started:
        """Start a round of what was not fully right in one attempt, with the questions as they are now.

        Raises AttemptNotFoundError, and NothingToDrawError where there is nothing, or nothing is left of it.
        """
        attempt = self._play.attempt(player_id, attempt_id)
        article = self._library.article(attempt.article_id)
        if article is None:
            raise NothingToDrawError
        missed = _mixed(attempt.missed, beginning.rng)
        return self._start(player_id, article, missed, Purpose.MISSED, beginning)

    def _start(
        self,
        player_id: str | None,
        article: Article,
        question_ids: Sequence[str],
        purpose: Purpose,
        beginning: Beginning,
    ) -> Started:
        there = tuple(question_id for question_id in question_ids if question_id in article.questions)
        if not there:  # asked first: somebody who has nothing to practise must not become a player by it
            raise NothingToDrawError
        with self._database.reading() as session:
            # Practice starts at one press, so it asks what the player wanted to be asked last.
            asks_certainty = player_id is not None and attempts.last_asked_certainty(session, player_id)
        return self._play.start(
            player_id,
            article,
            article.whole,
            wish=Wish(length=min(len(there), LONGEST_PRACTICE), only=there, asks_certainty=asks_certainty),
            purpose=purpose,
            locale=beginning.locale,
            start_key=beginning.start_key,
            now=beginning.now,
            rng=beginning.rng,
        )


def rebuild(session: Transaction, player_id: str) -> int:
    """Make a player's schedule again from all answers: what each of them as it came would have made.

    Returns the number of questions gone through.
    """
    players.hold_while_answering(session.connection(), player_id)
    memories = _memories(schedule.stream_answers(session, player_id))
    schedule.forget_schedule(session, player_id)
    keep_memories(session, player_id, memories)
    return len(memories)


def memories_together(
    session: Transaction, player_id: str, other: str, most: int
) -> Mapping[tuple[str, str], Memory]:
    """Return how well what two players have both met would be known had one player given all answers.

    The keys name article and question. Of more than `most` rounds or answers to these, so many of the newest
    are gone through, as if there were no others; a question without any of them is left out.
    """
    return _memories(schedule.stream_common_answers(session, player_id, other, most))


def _memories(answers: Iterable[schedule.Reviewed]) -> dict[tuple[str, str], Memory]:
    memories: dict[tuple[str, str], Memory] = {}
    for each in answers:
        question = (each.article_id, each.question_id)
        memories[question] = review(memories.get(question), each.outcome, each.certainty, each.settled_at)
    return memories


def keep_memories(session: Transaction, player_id: str, memories: Mapping[tuple[str, str], Memory]) -> None:
    """Store how well a player knows questions, named by article and question; of others, nothing changes."""
    for (article_id, question_id), memory in memories.items():
        schedule.keep_memory(session.connection(), player_id, article_id, question_id, memory)


def rebuild_all(database: Database) -> Iterator[tuple[int, int]]:
    """Make every player's schedule again, one transaction each, so that the site can be played meanwhile.

    Yields after each player how many are done, and of how many. Raises DatabaseUnavailableError.
    """
    with database.reading() as session:
        everybody = schedule.all_players(session)
    for done, player_id in enumerate(everybody, start=1):
        with database.writing() as session:
            rebuild(session, player_id)
        yield done, len(everybody)


def _mixed(question_ids: Collection[str], rng: Random) -> list[str]:
    """Return ids in random order: where there are too many for one round, chance chooses."""
    return rng.sample(sorted(question_ids), len(question_ids))
