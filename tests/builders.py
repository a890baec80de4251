"""Small articles, banks and attempts, with defaults that tell what matters in a test."""

from collections.abc import Collection
from datetime import UTC, date, datetime, timedelta

from quiz.domain.article import ArticleText, read_article
from quiz.domain.attempt import Answer, Attempt, AttemptSummary, Item, Pick
from quiz.domain.bank import Article, Bank, Display, Library
from quiz.domain.grade import Grade, Outcome
from quiz.domain.note import Note, NoteCertainty, NoteKind, Source
from quiz.domain.question import Question, Quotation, Response
from tests.questions import one_of_each_kind

SUNDAY = datetime(2020, 9, 27, 12, 30, 15, 250_000, tzinfo=UTC)
DAY = 24 * 60  # minutes

TEXT = """\
Katten ble funnet i et tre.

Brannvesenet hentet katten ned mandag. Tre barn så på, melder NTB.

Eieren sier at katten er svart. Naboen sier at den er grå.
"""


def later(minutes: int) -> datetime:
    return SUNDAY + timedelta(minutes=minutes)


def a_note(
    id: str = "grey-cat", kind: NoteKind = NoteKind.WRONG, *quotes: str, language: bool = False
) -> Note:
    """Make a note; one on a slip of language names no source."""
    source = Source(title="Katteregisteret", url="https://example.org/katter")
    return Note(
        id=id,
        kind=kind,
        certainty=NoteCertainty.CERTAIN,
        date=date(2020, 10, 1),
        text="Katten er grå.",
        language=language,
        passages=tuple(Quotation(quote=quote) for quote in quotes or ("Eieren sier at katten er svart.",)),
        sources=() if language else (source,),
    )


def a_text(text: str = TEXT, unbroken: Collection[str] = ()) -> ArticleText:
    return read_article(text, unbroken=unbroken)


def a_bank(*questions: Question, id: str = "the-cat", mixed: bool = False) -> Bank:
    return Bank(id, "Katten", "En katt i et tre.", questions or one_of_each_kind(), mixed=mixed)


def an_article(
    *banks: Bank,
    id: str = "the-cat-case",
    display: Display = Display.WHOLE,
    text: str = TEXT,
    notes: Collection[Note] = (),
) -> Article:
    return Article(
        id=id,
        language="nb",
        title="Katten i treet",
        summary="En nyhetssak om en katt.",
        date=date(2020, 9, 27),
        as_of="Mye har hendt siden.",
        rights="Skrevet for testene.",
        body=a_text(text),
        banks=banks or (a_bank(),),
        display=display,
        notes=tuple(notes),
    )


def a_library(*banks: Bank) -> Library:
    return Library((an_article(*banks),))


def an_answer(
    response: Response = "contradicted",
    grade: Grade | None = None,
    at: datetime = SUNDAY,
    pick: Pick | None = None,
    awaits_pick: bool = False,
) -> Answer:
    grade = grade or Grade(1, 1)
    return Answer(
        response=response,
        outcome=grade.outcome,
        points=grade.points,
        max_points=grade.max_points,
        certainty=None,
        locale="nb",
        answered_at=at,
        asks_evidence=awaits_pick or pick is not None,
        pick=pick,
    )


def a_pick(points: float, sentence: str | None = "p2.s2") -> Pick:
    return Pick(sentence, points)


def an_attempt(*answers: Answer | None, id: int = 1, started_at: datetime = SUNDAY) -> Attempt:
    """Make an attempt with one question for each answer; None stands for one not yet answered."""
    items = tuple(
        Item(number, f"question-{number}", ("supported", "contradicted", "not-stated"), answer)
        for number, answer in enumerate(answers, start=1)
    )
    return Attempt(id, "the-cat-case", "the-cat", "0123456789abcdef", "nb", None, started_at, items)


def a_summary(id: int, *, points: float, length: int = 10, answered: int = 10) -> AttemptSummary:
    return AttemptSummary(
        id=id,
        article_id="the-cat-case",
        bank_id="the-cat",
        bank_version="0123456789abcdef",
        focus=None,
        started_at=later(id),
        length=length,
        answered=answered,
        points=points if answered == length else None,
        max_points=length if answered == length else None,
    )


WRONG = Grade(0, 1)
RIGHT = Grade(1, 1)
HALF = Grade(0.5, 1)
SKIPPED = Grade(0, 1, skipped=True)
OUTCOMES = {grade.outcome: grade for grade in (WRONG, RIGHT, HALF, SKIPPED)}
assert set(OUTCOMES) == set(Outcome)
