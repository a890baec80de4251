"""Everything that explains an answer."""

import datetime
from collections.abc import Hashable, Iterable, Iterator
from dataclasses import dataclass, replace

from quiz.catalogs.lookup import LocalizedText
from quiz.domain.article import Passage, PassageNotFoundError
from quiz.domain.attempt import Answer, Item
from quiz.domain.bank import Article
from quiz.domain.edition import Edition
from quiz.domain.question import Evidence, Question, Trap
from quiz.web.pages.evidence import EvidenceView, evidence_view
from quiz.web.pages.note import note_views
from quiz.web.pages.passage import PassageView, passages
from quiz.web.reader import Words


@dataclass(frozen=True)
class RemarkView:
    """What is said about one part of an answer; see quiz.domain.question.Remark."""

    about: str
    text: LocalizedText
    trap: Trap | None
    missed: bool


@dataclass(frozen=True)
class CorrectionView:
    date: datetime.date
    text: LocalizedText


@dataclass(frozen=True)
class Explanation:
    """An answered question as it was asked, with what has been found out about it since.

    `changed` tells that the question reads otherwise now, `withdrawn` that it is asked no longer. `key` is
    the same for all who gave the same answer, and so is the rest, number and evidence apart; `question_key`
    for all who answered the question. None stands for an earlier version of a question.
    """

    key: Hashable
    question_key: Hashable
    number: int
    question_id: str
    answer: Answer
    evidence: EvidenceView | None
    question: Question
    say: Words
    text: LocalizedText
    why_right: LocalizedText
    remarks: tuple[RemarkView, ...]
    passages: tuple[PassageView, ...]
    article_id: str | None
    changed: bool
    withdrawn: bool
    corrections: tuple[CorrectionView, ...]


def explain(
    edition: Edition, now: Article | None, item: Item, answer: Answer, say: Words, locale: str
) -> Explanation:
    """Explain an answer with the edition it was given in; `now` is the article in use, if it still is."""
    if not edition.current:
        return _explain(None, edition, now, item, answer, say, locale)
    said = (answer.response, answer.outcome, answer.points, answer.certainty)
    key = (edition.article.id, item.question_id, *said)
    made: Explanation = say.reader.explanations.get(
        key, lambda: _explain(key, edition, now, item, answer, say, locale)
    )
    evidence = evidence_view(made.question, answer, say)
    return replace(made, number=item.number, answer=answer, evidence=evidence)


def _explain(
    key: Hashable, edition: Edition, now: Article | None, item: Item, answer: Answer, say: Words, locale: str
) -> Explanation:
    question = edition.article.questions[item.question_id]
    in_use = now.questions.get(question.id) if now else None
    words_now = say.reader.say(now) if now else say
    quoted = passages(edition.article, question, say, locale)
    changed = edition.has_changed(question, now, say.reader.tag, words_now.translated)
    return Explanation(
        key=key,
        question_key=None if key is None else (edition.article.id, question.id),
        number=item.number,
        question_id=question.id,
        answer=answer,
        evidence=evidence_view(question, answer, say),
        question=question,
        say=say,
        text=say(question.message("text", question.text)),
        why_right=say(question.message("explanation", question.explanation)),
        remarks=tuple(
            RemarkView(remark.about, say(remark.message), remark.trap, remark.missed)
            for remark in question.remarks(answer.response)
        ),
        passages=tuple(_with_notes(quoted, words_now)) if now else quoted,
        article_id=now.id if now else None,
        changed=changed,
        withdrawn=changed and in_use is None,
        corrections=tuple(
            CorrectionView(
                correction.date, words_now(in_use.message(f"correction {number}", correction.text))
            )
            for number, correction in enumerate(in_use.corrections, start=1)
            if changed and correction.date >= answer.answered_at.date()
        )
        if in_use
        else (),
    )


def _with_notes(views: Iterable[PassageView], say: Words) -> Iterator[PassageView]:
    """Yield each passage with the notes of today on what it quotes; each note stands at its first passage."""
    said: set[str] = set()
    for view in views:
        notes = note_views(_passages_in(say.article, view.quotations), say, said)
        said.update(note.id for note in notes)
        yield replace(view, notes=notes)


def _passages_in(article: Article, quotations: Iterable[Evidence]) -> list[Passage]:
    """Find what is quoted; an earlier question may quote words that the article holds no longer."""
    found = []
    for quotation in quotations:
        try:
            found.append(article.passage(quotation))
        except PassageNotFoundError:
            continue
    return found
