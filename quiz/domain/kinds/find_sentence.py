"""Find the sentence: the player points at the sentences of the article that settle the question."""

from collections.abc import Iterator
from typing import Annotated, ClassVar

from pydantic import Field, StringConstraints

from quiz.domain.article import ArticleText, PassageNotFoundError
from quiz.domain.grade import Grade
from quiz.domain.picking import pick_several
from quiz.domain.question import Evidence, Form, NumberReader, Question, Remark, Response, Why
from quiz.domain.shape import Fault

ParagraphId = Annotated[str, StringConstraints(pattern=r"^p[1-9][0-9]*$")]
SentenceId = Annotated[str, StringConstraints(pattern=r"^p[1-9][0-9]*\.s[1-9][0-9]*$")]
FEWEST, MOST = 3, 9  # sentences in the stretch


class WrongSentence(Why):
    sentence: SentenceId


class FindSentence(Question):
    """`answers` are the accepted sets of sentences; `first` and `last` bound the stretch that is shown."""

    KIND: ClassVar[str] = "find-sentence"

    first: ParagraphId
    last: ParagraphId
    answers: Annotated[
        tuple[Annotated[tuple[SentenceId, ...], Field(min_length=1)], ...], Field(min_length=1)
    ]
    wrong: tuple[WrongSentence, ...] = ()

    @property
    def stretch(self) -> tuple[str, ...]:
        """Every sentence of the stretch: each is either accepted or explained, which the check sees to."""
        accepted = {sentence for answer in self.answers for sentence in answer}
        return tuple(sorted(accepted | {wrong.sentence for wrong in self.wrong}, key=_place))

    @property
    def takes_one(self) -> bool:
        """Whether one sentence is enough in every accepted answer."""
        return all(len(answer) == 1 for answer in self.answers)

    def own_faults(self) -> Iterator[Fault]:
        accepted = {sentence for answer in self.answers for sentence in answer}
        listed = [wrong.sentence for wrong in self.wrong]
        for number, wrong in enumerate(self.wrong):
            if wrong.sentence in accepted:
                yield Fault(("wrong", number, "sentence"), f"{wrong.sentence} is accepted as an answer")
            if wrong.sentence in listed[:number]:
                yield Fault(("wrong", number, "sentence"), f"{wrong.sentence} is listed twice")
        if not FEWEST <= len(self.stretch) <= MOST:
            what = f"the stretch has {len(self.stretch)} sentences: it must have {FEWEST} to {MOST}"
            yield Fault(("first",), what)

    def article_faults(self, body: ArticleText) -> Iterator[Fault]:
        yield from super().article_faults(body)
        ids = [paragraph.id for paragraph in body.paragraphs]
        if self.first not in ids or self.last not in ids or ids.index(self.first) > ids.index(self.last):
            yield Fault(("first",), f"{self.first} to {self.last} is not a stretch of the article")
            return
        stretch = [
            sentence.id
            for paragraph in body.paragraphs[ids.index(self.first) : ids.index(self.last) + 1]
            for sentence in paragraph.sentences
        ]
        for sentence in sorted(set(self.stretch) - set(stretch), key=_place):
            yield Fault(("first",), f"{sentence} does not stand from {self.first} to {self.last}")
        for sentence in stretch:
            if sentence not in self.stretch:
                yield Fault(("wrong",), f"{sentence} is not explained: say why it is wrong")
        quoted = {sentence for evidence in self.evidence for sentence in _sentences(body, evidence)}
        accepted = {sentence for answer in self.answers for sentence in answer}
        for sentence in sorted(accepted - quoted, key=_place):
            yield Fault(("answers",), f"{sentence} is accepted, and the evidence does not quote it")

    @property
    def key(self) -> Response:
        return self.answers[0]

    def read_answer(self, form: Form, read_number: NumberReader) -> Response:
        return pick_several(form, self.stretch)

    def grade_answer(self, response: str | tuple[str, ...]) -> Grade:
        accepted = {frozenset(answer) for answer in self.answers}
        return Grade(1 if frozenset(response) in accepted else 0, 1)

    def remarks(self, response: Response) -> tuple[Remark, ...]:
        return tuple(
            Remark(wrong.sentence, self.message(f"why {wrong.sentence}", wrong.why), wrong.trap)
            for wrong in self.wrong
            if wrong.sentence in (response or ())
        )

    def own_messages(self) -> Iterator[tuple[str, str]]:
        for wrong in self.wrong:
            yield f"why {wrong.sentence}", wrong.why


def _place(sentence_id: str) -> tuple[int, int]:
    paragraph, _, sentence = sentence_id.partition(".")
    return int(paragraph[1:]), int(sentence[1:])


def _sentences(body: ArticleText, evidence: Evidence) -> list[str]:
    try:
        passage = body.find_passage(evidence.quote, evidence.prefix, evidence.suffix)
    except PassageNotFoundError:
        return []
    return [sentence.id for sentence in passage.sentences]
