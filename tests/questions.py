"""One small question of each kind about the article in tests/builders.py, and the forms that answer them."""

from collections.abc import Collection, Sequence
from datetime import date
from decimal import Decimal, InvalidOperation

from quiz.domain.kinds.altered_quote import AlteredQuote
from quiz.domain.kinds.find_sentence import FindSentence, WrongSentence
from quiz.domain.kinds.multiple_choice import MultipleChoice
from quiz.domain.kinds.number import NumberQuestion, WrongNumber
from quiz.domain.kinds.ordering import Item, Ordering, position_field
from quiz.domain.kinds.single_choice import SingleChoice
from quiz.domain.kinds.verdict import Verdict, VerdictQuestion
from quiz.domain.picking import Option
from quiz.domain.question import (
    DONT_KNOW,
    Correction,
    Evidence,
    Form,
    Question,
    Response,
    Skill,
    Standing,
    Trap,
    Voice,
    Why,
)


def evidence(quote: str = "Tre barn så på, melder NTB.") -> Evidence:
    return Evidence(quote=quote, voice=Voice.SOURCE, who="NTB", standing=Standing.ATTRIBUTED)


def a_verdict_question(
    id: str = "cat-is-black",
    answer: Verdict = Verdict.CONTRADICTED,
    enemies: Collection[str] = (),
    skills: Collection[Skill] = (Skill.CLAIM_OR_FACT,),
) -> VerdictQuestion:
    return VerdictQuestion(
        id=id,
        skills=tuple(skills),
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
        absent=("(?i)hund",) if answer is Verdict.NOT_STATED else (),
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


def a_multiple_choice(
    id: str = "who-speaks",
    answers: Collection[str] = ("ntb", "owner"),
    others: Collection[str] = ("vet", "police"),
) -> MultipleChoice:
    """Make a multiple choice; also a right option says something, to whom misses it."""
    right = (Option(id=id, text=f"Ja: {id}", why=f"Også {id}.") for id in answers)
    wrong = (Option(id=id, text=f"Nei: {id}", why=f"Ikke {id}.", trap=Trap.SWAPPED_SOURCE) for id in others)
    return MultipleChoice(
        id=id,
        skills=(Skill.WHO_SAYS_IT,),
        text="Hvem uttaler seg?",
        explanation="NTB og eieren.",
        evidence=(evidence(), evidence("Eieren sier at katten er svart.")),
        answers=tuple(answers),
        options=(*right, *wrong),
    )


def an_ordering(id: str = "what-first", answer: Sequence[str] = ("found", "fetched", "told")) -> Ordering:
    """Make an ordering whose file lists the items the other way round."""
    items = [Item(id=item, text=f"Hendelse {item}", why=f"Derfor {item}.") for item in answer]
    return Ordering(
        id=id,
        skills=(Skill.SEQUENCE,),
        text="Hva kom først?",
        explanation="Katten ble funnet, hentet og omtalt.",
        evidence=(
            evidence("Katten ble funnet i et tre."),
            evidence("Brannvesenet hentet katten ned mandag."),
        ),
        answer=tuple(answer),
        items=tuple(reversed(items)),
    )


def a_find_sentence(
    id: str = "where-counted",
    answers: Sequence[Sequence[str]] = (("p2.s2",),),
    wrong: Collection[str] = ("p2.s1", "p3.s1", "p3.s2"),
) -> FindSentence:
    return FindSentence(
        id=id,
        skills=(Skill.FIND_EVIDENCE,),
        text="Hvor står det hvor mange som så på?",
        explanation="«Tre barn så på.»",
        evidence=(evidence(),),
        first="p2",
        last="p3",
        answers=tuple(tuple(answer) for answer in answers),
        wrong=tuple(WrongSentence(sentence=s, why=f"Ikke {s}.", trap=Trap.OTHER_CONTEXT) for s in wrong),
    )


def an_altered_quote(
    id: str = "which-animal",
    shown: str = "Brannvesenet hentet hunden ned mandag.",
    original: str = "katten",
) -> AlteredQuote:
    """Make an altered quote; its file lists the words the other way round."""
    return AlteredQuote(
        id=id,
        skills=(Skill.SPOT_CHANGE,),
        text="Hvilket ord er byttet ut?",
        explanation="Det var en katt.",
        evidence=(evidence("Brannvesenet hentet katten ned mandag."),),
        answer="animal",
        shown=shown,
        original=original,
        options=(
            Option(id="day", text="mandag", why="Det var mandag."),
            Option(id="animal", text="hunden"),
            Option(id="who", text="Brannvesenet", why="Det var brannvesenet."),
        ),
    )


def a_question(id: str = "cat-is-black", enemies: Collection[str] = ()) -> Question:
    """Make a question whose kind does not matter."""
    return a_verdict_question(id, enemies=enemies)


def one_of_each_kind() -> tuple[Question, ...]:
    return (
        a_verdict_question(),
        a_single_choice(),
        a_number_question(wrong=("2", "4")),
        a_multiple_choice(),
        an_ordering(),
        a_find_sentence(),
        an_altered_quote(),
    )


def a_form(question: Question, response: Response) -> Form:
    """Return the form in which a browser sends an answer."""
    if response is None:
        return {"answer": [DONT_KNOW]}
    if isinstance(question, Ordering):
        return {position_field(item): [str(place)] for place, item in enumerate(response, start=1)}
    return {"answer": [response] if isinstance(response, str) else list(response)}


def a_correction(day: date = date(2020, 10, 4), text: str = "Spørsmålet var uklart.") -> Correction:
    return Correction(date=day, text=text)


def plain_number(written: str) -> Decimal | None:
    """Read a number as a program writes it."""
    try:
        return Decimal(written)
    except InvalidOperation:
        return None
