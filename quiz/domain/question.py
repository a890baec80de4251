"""What all kinds of question have in common. The models are also the shape of a question's file."""

import datetime
import hashlib
import re
from abc import ABC, abstractmethod
from collections.abc import Callable, Iterator, Mapping, Sequence
from decimal import Decimal
from enum import StrEnum
from random import Random
from typing import Annotated, ClassVar, NamedTuple, TypeAlias

from pydantic import BeforeValidator, Field

from quiz.domain.article import ArticleText
from quiz.domain.grade import Grade
from quiz.domain.message import Message
from quiz.domain.shape import Fault, Prose, Shape, Slug, fold

DONT_KNOW = "dont-know"
ANSWER_FIELD = "answer"

# An answer as it is stored: an option's id, a number in digits, a tuple of ids; None is "I don't know".
Response: TypeAlias = str | tuple[str, ...] | None
Form: TypeAlias = Mapping[str, Sequence[str]]
NumberReader: TypeAlias = Callable[[str], Decimal | None]


class Skill(StrEnum):
    RECALL = "recall"
    READ_NUMBER = "read-number"
    WHO_SAYS_IT = "who-says-it"
    CLAIM_OR_FACT = "claim-or-fact"
    NOT_STATED = "not-stated"
    SEQUENCE = "sequence"
    CAUSE = "cause"
    FIND_EVIDENCE = "find-evidence"
    SPOT_CHANGE = "spot-change"


class Voice(StrEnum):
    JOURNALIST = "journalist"
    SOURCE = "source"
    PARTY = "party"
    HEARSAY = "hearsay"


class Standing(StrEnum):
    ESTABLISHED = "established"
    ATTRIBUTED = "attributed"
    DISPUTED = "disputed"
    UNVERIFIED = "unverified"
    APPEAL = "appeal"  # somebody asks for something: neither true nor false


class Trap(StrEnum):
    ALTERED_NUMBER = "altered-number"
    SWAPPED_SOURCE = "swapped-source"
    CLAIM_AS_FACT = "claim-as-fact"
    REVERSED = "reversed"
    CHANGED_ORDER = "changed-order"
    OTHER_CONTEXT = "other-context"
    OUTSIDE_ARTICLE = "outside-article"
    OVERCLAIM = "overclaim"
    OVERLOOKED = "overlooked"


class Quotation(Shape):
    """Words of the article; `prefix` and `suffix` tell a quote from others that read the same."""

    quote: Prose
    prefix: Annotated[str, BeforeValidator(fold)] = ""
    suffix: Annotated[str, BeforeValidator(fold)] = ""

    @property
    def is_part(self) -> bool:
        """Whether it is only some words of a sentence: it does not both begin and end like one.

        Its words are translated apart, since the translation of the sentence does not tell which they are.
        """
        return self.quote[0].islower() or not re.search(r"[.!?:…][»”’\"')]*$", self.quote)


class Evidence(Quotation):
    """A quotation from the article, with who speaks and how the article leaves it."""

    voice: Voice
    who: Prose | None = None
    standing: Standing

    def faults(self) -> Iterator[Fault]:
        appeal = self.standing is Standing.APPEAL
        named = appeal or self.voice in (Voice.SOURCE, Voice.PARTY)
        if appeal and self.who is None:
            yield Fault(("standing",), "it is an appeal, and `who` does not name who appeals")
        elif named and self.who is None:
            yield Fault(("voice",), f"the voice is '{self.voice}', and `who` does not name it")
        if not named and self.who is not None:
            yield Fault(("who",), f"`who` names a source or a party, and the voice is '{self.voice}'")
        if appeal and self.voice is not Voice.JOURNALIST:
            what = f"an appeal is reported by the journalist, and the voice is '{self.voice}'"
            yield Fault(("standing",), what)


class Why(Shape):
    """Why a wrong answer is wrong, and which trap it is."""

    why: Prose
    trap: Trap | None = None


class Correction(Shape):
    """What was wrong with a question that players have answered, and since when it is right."""

    date: datetime.date
    text: Prose


class Remark(NamedTuple):
    """What is said about one part of an answer: an option's id, or the answer itself.

    `missed` marks a right thing that the answer lacks.
    """

    about: str
    message: Message
    trap: Trap | None = None
    missed: bool = False


class Choice(NamedTuple):
    """One of the things that a player chooses from; `message` is None where the site has the words for it."""

    id: str
    message: Message | None
    right: bool


class Question(Shape, ABC):
    """A question, its key, and the passages that settle it.

    A kind is a subclass that sets `KIND` and its own fields, and says how an answer is read and graded.
    """

    KIND: ClassVar[str]
    BY_PLACE: ClassVar[bool] = False  # whether passages are shown in the article's order, not in the author's

    id: Slug
    skills: Annotated[tuple[Skill, ...], Field(min_length=1)]
    text: Prose
    explanation: Prose
    enemies: tuple[Slug, ...] = ()
    corrections: tuple[Correction, ...] = ()
    evidence: Annotated[tuple[Evidence, ...], Field(min_length=1)]

    @property
    def absent(self) -> tuple[str, ...]:
        """Regular expressions that must match nowhere in the article."""
        return ()

    @property
    def quotes_nearest(self) -> bool:
        """Whether the evidence is only the nearest passage, since the article does not say."""
        return False

    def choices(self) -> tuple[Choice, ...]:
        """Return what the player chooses among, in the order of the file; nothing by default."""
        return ()

    @property
    def stretch(self) -> tuple[str, ...]:
        """The ids of the article's sentences among which the player chooses; none by default."""
        return ()

    def asked_with(self) -> tuple[Message, ...]:
        """Return what the player reads before answering, besides the text and the choices."""
        return ()

    def quoted_fields(self) -> frozenset[str]:
        """Return the fields whose words are the article's, altered or not, and not our own."""
        parts = (number for number, each in enumerate(self.evidence, start=1) if each.is_part)
        return frozenset(f"evidence {number} words" for number in parts)

    def translation_faults(self, say: Callable[[Message], str]) -> Iterator[tuple[str, str]]:
        """Yield the field and the fault of what reads wrong in one language; `say` gives a message in it."""
        worded = [choice.message for choice in self.choices() if choice.message is not None]
        said = [say(message).casefold() for message in worded]
        for number, message in enumerate(worded):
            if said[number] in said[:number]:
                yield message.field, f"two options read '{say(message)}'"

    def arrange(self, rng: Random) -> tuple[str, ...]:
        """Return the ids of the options in the order in which one player sees them; none by default."""
        return ()

    def read(self, form: Form, read_number: NumberReader) -> Response:
        """Return the answer that a form holds. Raises Refusal where it holds none that can be read.

        A kind whose options the player arranges may raise Rearrangement.
        """
        if DONT_KNOW in form.get(ANSWER_FIELD, ()):
            return None
        return self.read_answer(form, read_number)

    def grade(self, response: Response) -> Grade:
        """Judge an answer that `read` returned; pure, and the same for every language."""
        if response is None:
            return Grade(0, 1, skipped=True)
        return self.grade_answer(response)

    @abstractmethod
    def read_answer(self, form: Form, read_number: NumberReader) -> Response:
        """Like `read`, for a form that does not say "I don't know"."""

    @abstractmethod
    def grade_answer(self, response: str | tuple[str, ...]) -> Grade:
        """Like `grade`, for an answer other than "I don't know"."""

    def arrangement_of(self, draft: str) -> tuple[str, ...] | None:
        """Return the order that a Rearrangement's draft stands for; None where it stands for none."""
        return None

    @property
    @abstractmethod
    def key(self) -> Response:
        """The right answer."""

    @abstractmethod
    def remarks(self, response: Response) -> tuple[Remark, ...]:
        """Say why what is wrong in an answer is wrong, and where the right things stand that it missed."""

    def article_faults(self, body: ArticleText) -> Iterator[Fault]:
        """Yield what in the question does not fit the article, apart from its quotations."""
        for number, pattern in enumerate(self.absent):
            if match := re.search(pattern, body.text):
                what = f"the article is said not to hold «{pattern}», and it does: «{match.group()}»"
                yield Fault(("absent", number), what)

    @abstractmethod
    def own_messages(self) -> Iterator[tuple[str, str]]:
        """Yield the field and text of each message that this kind adds."""

    @abstractmethod
    def own_faults(self) -> Iterator[Fault]:
        """Yield what contradicts itself in the fields that this kind adds."""

    def faults(self) -> Iterator[Fault]:
        """Yield everything in the question that contradicts itself."""
        yield from self.own_faults()
        if self.id in self.enemies:
            yield Fault(("enemies",), "the question names itself as its enemy")
        for number, evidence in enumerate(self.evidence):
            for fault in evidence.faults():
                yield Fault(("evidence", number, *fault.field), fault.what)

    def messages(self) -> Iterator[Message]:
        """Yield everything that is translated, in the order of reading."""
        yield from self.read_messages()
        for number, correction in enumerate(self.corrections, start=1):
            yield self.message(f"correction {number}", correction.text)

    def read_messages(self) -> Iterator[Message]:
        """Yield the messages of the question itself: all but what is told of its corrections."""
        comment = " ⁄ ".join(evidence.quote for evidence in self.evidence)
        for field, text in (("text", self.text), *self.own_messages(), ("explanation", self.explanation)):
            yield Message(self.context(field), text, comment)
        for number, evidence in enumerate(self.evidence, start=1):
            if evidence.who is not None:
                yield Message(self.context(f"evidence {number} who"), evidence.who, evidence.quote)
            if evidence.is_part:
                yield self.words_of(number)

    @property
    def fingerprint(self) -> str:
        """A hash of what a player reads and how it is graded; it changes when one of these does."""
        content = self.model_dump_json(exclude={"skills", "enemies", "corrections"})
        return hashlib.sha256(f"{self.KIND} {content}".encode()).hexdigest()[:16]

    def context(self, field: str) -> str:
        return f"{self.id} / {field}"

    def message(self, field: str, text: str) -> Message:
        """Return one of the question's messages, without the translator's comment."""
        return Message(self.context(field), text)

    def who_says(self, number: int) -> Message | None:
        """The message that names who speaks in the evidence with this number, counted from 1."""
        who = self.evidence[number - 1].who
        return None if who is None else Message(self.context(f"evidence {number} who"), who)

    def words_of(self, number: int) -> Message:
        """The message with the words that the evidence with this number quotes, counted from 1."""
        return Message(self.context(f"evidence {number} words"), self.evidence[number - 1].quote)
