"""Small articles, banks, questions and attempts, with defaults that tell what matters in a test."""

from collections.abc import Collection
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal, InvalidOperation

from quiz.domain.article import ArticleText, read_article
from quiz.domain.attempt import Answer, Attempt, AttemptSummary, Item
from quiz.domain.bank import Article, Bank, Display, Library
from quiz.domain.grade import Grade, Outcome
from quiz.domain.kinds.number import NumberQuestion, WrongNumber
from quiz.domain.kinds.single_choice import Option, SingleChoice
from quiz.domain.kinds.verdict import Verdict, VerdictQuestion
from quiz.domain.question import Evidence, Question, Response, Skill, Standing, Trap, Voice, Why

SUNDAY = datetime(2020, 9, 27, 12, 30, 15, 250_000, tzinfo=UTC)

TEXT = """\
Katten ble funnet i et tre.

Brannvesenet hentet katten ned mandag. Tre barn så på, melder NTB.

Eieren sier at katten er svart. Naboen sier at den er grå.
"""


def later(minutes: int) -> datetime:
    return SUNDAY + timedelta(minutes=minutes)


def evidence(quote: str = "Tre barn så på, melder NTB.") -> Evidence:
    return Evidence(quote=quote, voice=Voice.SOURCE, who="NTB", standing=Standing.ATTRIBUTED)


def a_verdict_question(
    id: str = "cat-is-black", answer: Verdict = Verdict.CONTRADICTED, enemies: Collection[str] = ()
) -> VerdictQuestion:
    return VerdictQuestion(
        id=id,
        skills=(Skill.CLAIM_OR_FACT,),
        text="Katten er svart.",
        explanation="Eieren og naboen er uenige.",
        enemies=tuple(enemies),
        evidence=(evidence("Eieren sier at katten er svart."),),
        answer=answer,
        wrong={
            verdict: Why(why=f"Ikke {verdict}.", trap=Trap.CLAIM_AS_FACT)
            for verdict in Verdict
            if verdict is not answer
        },
    )


def a_single_choice(
    id: str = "who-counted", answer: str = "ntb", others: Collection[str] = ("owner", "neighbour")
) -> SingleChoice:
    return SingleChoice(
        id=id,
        skills=(Skill.WHO_SAYS_IT,),
        text="Hvem melder at barna så på?",
        explanation="«… melder NTB.»",
        evidence=(evidence(),),
        answer=answer,
        options=(
            Option(id=answer, text=answer.upper()),
            *(Option(id=other, text=other.title(), why=f"Ikke {other}.") for other in others),
        ),
    )


def a_number_question(
    id: str = "child-count", answer: str = "3", tolerance: str = "0", wrong: Collection[str] = ()
) -> NumberQuestion:
    return NumberQuestion(
        id=id,
        skills=(Skill.READ_NUMBER,),
        text="Hvor mange barn så på?",
        explanation="«Tre barn så på.»",
        evidence=(evidence(),),
        answer=Decimal(answer),
        tolerance=Decimal(tolerance),
        unit="barn",
        wrong=tuple(WrongNumber(value=Decimal(value), why=f"Ikke {value}.") for value in wrong),
    )


def a_question(id: str = "cat-is-black", enemies: Collection[str] = ()) -> Question:
    """Make a question whose kind does not matter."""
    return a_verdict_question(id, enemies=enemies)


def one_of_each_kind() -> tuple[Question, ...]:
    return (a_verdict_question(), a_single_choice(), a_number_question())


def plain_number(written: str) -> Decimal | None:
    """Read a number as a program writes it."""
    try:
        return Decimal(written)
    except InvalidOperation:
        return None


def a_text(text: str = TEXT, unbroken: Collection[str] = ()) -> ArticleText:
    return read_article(text, unbroken=unbroken)


def a_bank(*questions: Question, id: str = "the-cat", mixed: bool = False) -> Bank:
    return Bank(id, "Katten", "En katt i et tre.", questions or one_of_each_kind(), mixed=mixed)


def an_article(*banks: Bank, id: str = "the-cat-case", display: Display = Display.WHOLE) -> Article:
    return Article(
        id=id,
        language="nb",
        title="Katten i treet",
        summary="En nyhetssak om en katt.",
        date=date(2020, 9, 27),
        as_of="Mye har hendt siden.",
        rights="Skrevet for testene.",
        body=a_text(),
        banks=banks or (a_bank(),),
        display=display,
    )


def a_library(*banks: Bank) -> Library:
    return Library((an_article(*banks),))


def an_answer(
    response: Response = "contradicted", grade: Grade | None = None, at: datetime = SUNDAY
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
    )


def an_attempt(*answers: Answer | None, id: int = 1, started_at: datetime = SUNDAY) -> Attempt:
    """Make an attempt with one question for each answer; None stands for one not yet answered."""
    items = tuple(
        Item(number, f"question-{number}", ("supported", "contradicted", "not-stated"), answer)
        for number, answer in enumerate(answers, start=1)
    )
    return Attempt(id, "the-cat-case", "the-cat", "0123456789abcdef", "nb", started_at, items)


def a_summary(id: int, *, points: float, length: int = 10, answered: int = 10) -> AttemptSummary:
    return AttemptSummary(
        id=id,
        article_id="the-cat-case",
        bank_id="the-cat",
        bank_version="0123456789abcdef",
        started_at=later(id),
        length=length,
        answered=answered,
        skipped=0,
        points=points,
        max_points=answered,
        locales=("nb",),
    )


WRONG = Grade(0, 1)
RIGHT = Grade(1, 1)
HALF = Grade(0.5, 1)
SKIPPED = Grade(0, 1, skipped=True)
OUTCOMES = {grade.outcome: grade for grade in (WRONG, RIGHT, HALF, SKIPPED)}
assert set(OUTCOMES) == set(Outcome)
