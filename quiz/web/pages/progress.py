"""How a player does, in pictures and in the same numbers: over time, by skill, by certainty."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from quiz.catalogs.lookup import LocalizedText
from quiz.domain.attempt import AttemptSummary, Played
from quiz.domain.bank import Library
from quiz.domain.look_back import (
    ENOUGH_OF_A_SKILL,
    LookBack,
    PastAnswer,
    SkillSum,
    by_skill,
    rounds_in,
    weakest,
)
from quiz.domain.question import Skill

# The picture of a lane has about a unit for each pixel. Its rounds stand in columns of one width.
WIDTH, HEIGHT, EDGE = 400, 56, 6


@dataclass(frozen=True)
class Lane:
    """The rounds of one quiz, oldest first; `points` are their places in the picture, from its top left.

    `first` and `last` are shares of the points possible.
    """

    title: LocalizedText | None
    points: tuple[tuple[float, float], ...]
    first: float
    last: float

    @property
    def line(self) -> str:
        """The points as an SVG polyline has them."""
        return " ".join(f"{x:g},{y:g}" for x, y in self.points)


def lanes(
    library: Library, rounds: Sequence[tuple[AttemptSummary, LocalizedText | None]]
) -> tuple[Lane, ...]:
    """Draw finished rounds, given newest first with the names of their quizzes: a lane for each quiz.

    All lanes share one course of time, so that it is seen which quiz was played when. There is nothing to see
    in fewer than two rounds, and practice is no score of a quiz.
    """
    drawn = [(attempt, title) for attempt, title in reversed(rounds) if _counts(attempt)]
    if len(drawn) < 2:
        return ()
    column = (WIDTH - 2 * EDGE) / (len(drawn) - 1)
    touched = {attempt.article_id for attempt, _ in drawn}
    by_quiz: dict[tuple[str, str], list[tuple[int, float, LocalizedText | None]]] = {
        (article.id, bank.id): []
        for article in library.articles
        if article.id in touched
        for bank in article.banks
    }
    for place, (attempt, title) in enumerate(drawn):
        quiz = (attempt.article_id, attempt.bank_id)
        by_quiz.setdefault(quiz, []).append((place, attempt.share or 0, title))
    return tuple(
        Lane(
            title=entries[-1][2],
            points=tuple((round(EDGE + place * column, 1), _height(share)) for place, share, _ in entries),
            first=entries[0][1],
            last=entries[-1][1],
        )
        for entries in by_quiz.values()
        if entries
    )


def _counts(attempt: AttemptSummary) -> bool:
    return attempt.finished and not attempt.purpose.is_practice


def _height(share: float) -> float:
    return round(HEIGHT - EDGE - share * (HEIGHT - 2 * EDGE), 1)


@dataclass(frozen=True)
class SkillRow:
    """How a player did where a skill was needed; None where it was not."""

    skill: Skill
    latest: SkillSum | None
    earlier: SkillSum | None


@dataclass(frozen=True)
class SkillTable:
    """By skill: the latest rounds, and the rounds before them, of which there may be none yet."""

    rows: tuple[SkillRow, ...]
    latest_rounds: int
    earlier_rounds: int


@dataclass(frozen=True)
class NextPractice:
    """The skill that needs practice most, how it went, and the quiz in which to practise it.

    `enough` is how many points possible a skill must have to be compared; None where none that went worse
    has fewer.
    """

    skill: Skill
    sum: SkillSum
    enough: int | None
    article_id: str
    bank_id: str


def skill_table(library: Library, back: LookBack) -> SkillTable | None:
    """Add up by skill what a player answered lately; None where nothing was."""
    latest, earlier = _sums(library, back.latest), _sums(library, back.earlier)
    rows = tuple(
        SkillRow(skill, latest.get(skill), earlier.get(skill))
        for skill in Skill
        if skill in latest or skill in earlier
    )
    return SkillTable(rows, rounds_in(back.latest), rounds_in(back.earlier)) if rows else None


def next_practice(library: Library, back: LookBack, played: Played | None) -> NextPractice | None:
    """Return what needs practice most, in the quiz that is looked at, else in the last article's mixed one.

    None where nothing does, or that quiz does not ask for it.
    """
    sums = _sums(library, back.latest)
    skill = weakest(sums)
    if skill is None:
        return None
    article = library.article(back.latest[0].article_id)
    if article is None:
        return None
    bank = article.bank(played.bank_id) if played and played.bank_id else article.whole
    if bank is None or not any(skill in question.skills for question in bank.questions):
        return None
    worse = any(each.share < sums[skill].share for each in sums.values())
    return NextPractice(skill, sums[skill], ENOUGH_OF_A_SKILL if worse else None, article.id, bank.id)


def _sums(library: Library, answers: Iterable[PastAnswer]) -> dict[Skill, SkillSum]:
    """Add up by the skills that the questions need as they are now; what was withdrawn is left out."""
    asked = ((library.question(each.article_id, each.question_id), each) for each in answers)
    return by_skill((question.skills, each.points, each.max_points) for question, each in asked if question)
