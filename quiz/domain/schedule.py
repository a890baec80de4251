"""When a question should come back to a player: spaced repetition by FSRS, from answers alone."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from fsrs import Card, Rating, Scheduler, State
from fsrs.scheduler import DEFAULT_PARAMETERS

from quiz.domain.certainty import Certainty
from quiz.domain.grade import Outcome

# A question comes back when the chance that it is still known has fallen to this: the default of FSRS.
DESIRED_RETENTION = 0.9
LONGEST_INTERVAL = 365  # days; a news article is no vocabulary for life
# FSRS-6 as fitted to some hundred million reviews of many learners (open-spaced-repetition/py-fsrs, 6.3).
PARAMETERS = DEFAULT_PARAMETERS
# No steps of minutes: everything comes back on another day. No fuzz: the same answers give the same schedule.
_SCHEDULER = Scheduler(
    parameters=PARAMETERS,
    desired_retention=DESIRED_RETENTION,
    learning_steps=(),
    relearning_steps=(),
    maximum_interval=LONGEST_INTERVAL,
    enable_fuzzing=False,
)
_ANY_CARD = 0  # the cards are not kept, so their ids tell nothing apart
WEEK = 7  # days that the outlook shows


@dataclass(frozen=True, slots=True)
class Memory:
    """How well a player knows a question: `stability` (days) and `difficulty` (1 to 10) are those of FSRS.

    `missed` tells that the last answer was not fully right. Times are aware UTC.
    """

    stability: float
    difficulty: float
    reviewed_at: datetime
    due_at: datetime
    missed: bool


@dataclass(frozen=True, slots=True)
class Scheduled:
    """A question of an article that was answered, with the time (aware UTC) from which it is due.

    `missed` tells that the last answer was not fully right.
    """

    article_id: str
    question_id: str
    due_at: datetime
    missed: bool


@dataclass(frozen=True, slots=True)
class Outlook:
    """What lies before a player on one article.

    `due` holds the ids of what is due today, most overdue first; `coming` how many come on each of the next
    days of a week, days with none included; `later` how many come after that; `missed` the ids of what was
    not fully right at last.
    """

    due: tuple[str, ...]
    coming: Mapping[date, int]
    later: int
    missed: frozenset[str]

    @property
    def next_day(self) -> date | None:
        """The first of the coming days with a question; None where none has any."""
        return next((day for day, count in self.coming.items() if count), None)


def rate(outcome: Outcome, certainty: Certainty | None) -> Rating:
    """Say in the terms of FSRS how well a question was known: a right guess is hardly knowledge."""
    if outcome is not Outcome.CORRECT:
        return Rating.Again
    if certainty is Certainty.GUESSING:
        return Rating.Hard
    return Rating.Easy if certainty is Certainty.CERTAIN else Rating.Good


def review(
    memory: Memory | None, outcome: Outcome, certainty: Certainty | None, answered_at: datetime
) -> Memory:
    """Return what a memory becomes by an answer; None stands for a question never answered.

    `answered_at` is aware UTC.
    """
    card = Card(card_id=_ANY_CARD, due=answered_at)
    if memory is not None:
        card = Card(
            card_id=_ANY_CARD,
            state=State.Review,
            stability=memory.stability,
            difficulty=memory.difficulty,
            due=memory.due_at,
            last_review=memory.reviewed_at,
        )
    after, _ = _SCHEDULER.review_card(card, rate(outcome, certainty), answered_at)
    if after.stability is None or after.difficulty is None:
        raise ValueError("a reviewed card has no stability")
    missed = outcome is not Outcome.CORRECT
    return Memory(after.stability, after.difficulty, answered_at, after.due, missed)


def look_ahead(scheduled: Iterable[Scheduled], now: datetime) -> Outlook:
    """Sort one article's questions into days; the days are those of the time zone of `now`.

    What falls due later today is due today: who practises each morning should not have to wait for the hour
    of yesterday's answer.
    """
    today = now.date()
    by_time = sorted(scheduled, key=lambda each: (each.due_at, each.question_id))
    days = [(each.due_at.astimezone(now.tzinfo).date(), each.question_id) for each in by_time]
    counts = Counter(day for day, _ in days)
    week = [today + timedelta(days=ahead) for ahead in range(1, WEEK + 1)]
    return Outlook(
        due=tuple(question_id for day, question_id in days if day <= today),
        coming={day: counts[day] for day in week},
        later=sum(day > week[-1] for day, _ in days),
        missed=frozenset(each.question_id for each in by_time if each.missed),
    )
