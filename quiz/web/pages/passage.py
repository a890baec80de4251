"""A passage of the article, as it is shown with its translation."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby

from quiz.catalogs.lookup import LocalizedText
from quiz.domain.article import Paragraph, ParagraphKind, Passage, Sentence
from quiz.domain.bank import Article, sentence_message
from quiz.domain.question import Evidence, Question, Standing, Voice
from quiz.web.pages.note import NoteView
from quiz.web.reader import Words


@dataclass(frozen=True)
class SentencePart:
    """A stretch of a sentence, quoted or not."""

    text: str
    quoted: bool


@dataclass(frozen=True)
class SentenceView:
    """A sentence with its translation; `translation` is None where the page is in the article's language.

    `said` divides the translation like `parts` the original; it is empty where the whole answers to what is
    quoted, or nothing, or where it is not known which of its words do.
    """

    id: str
    parts: tuple[SentencePart, ...]
    quoted: bool
    translation: LocalizedText | None
    said: tuple[SentencePart, ...] = ()


@dataclass(frozen=True)
class PassageView:
    """A paragraph with what is quoted from it, who says it, how the article leaves it, and notes on it."""

    id: str
    paragraph_number: int
    sentences: tuple[SentenceView, ...]
    translated: bool
    voice: Voice
    who: LocalizedText | None
    standing: Standing
    quotations: tuple[Evidence, ...]
    notes: tuple[NoteView, ...] = ()


def passages(article: Article, question: Question, say: Words, locale: str) -> tuple[PassageView, ...]:
    """Shape a question's evidence; quotations from one paragraph by one speaker stand in one passage."""
    found = [
        (number, evidence, article.passage(evidence))
        for number, evidence in enumerate(question.evidence, start=1)
    ]

    def speaker(entry: tuple[int, Evidence, Passage]) -> tuple[str, Voice, str | None, Standing]:
        _, evidence, passage = entry
        return passage.paragraph.id, evidence.voice, evidence.who, evidence.standing

    if question.BY_PLACE:
        found.sort(key=lambda entry: entry[2].start)
    groups = [list(group) for _, group in groupby(found, key=speaker)]
    views = []
    for entries in groups:
        first_number, evidence, first = entries[0]
        who = question.who_says(first_number)
        quoted = [passage for _, _, passage in entries]
        others = [passage for each in groups for _, _, passage in each if each is not entries]
        shown = _shown_with(quoted, others, first.paragraph)
        words = [say.translated(question.words_of(number)) for number, each, _ in entries if each.is_part]
        views.append(
            PassageView(
                id=min(quoted, key=lambda passage: passage.start).id,
                paragraph_number=int(first.paragraph.id.removeprefix("p")),
                sentences=tuple(
                    sentence
                    for sentence in _with_words(
                        paragraph_view(article, first.paragraph, say, locale, quoted), words
                    )
                    if sentence.id in shown
                ),
                translated=locale != article.language,
                voice=evidence.voice,
                who=None if who is None else say(who),
                standing=evidence.standing,
                quotations=tuple(each for _, each, _ in entries),
            )
        )
    return tuple(views)


def _shown_with(quoted: Sequence[Passage], others: Sequence[Passage], paragraph: Paragraph) -> set[str]:
    """Return the ids of the sentences that stand with some of what is quoted from a paragraph.

    One that nobody is quoted with stands with the one before it that somebody is, or else with the first.
    """
    told = [each for each in paragraph.sentences if any(_overlap(each, one) for one in (*quoted, *others))]

    def stands_with(sentence: Sentence) -> Sentence:
        return next((each for each in reversed(told) if each.start <= sentence.start), told[0])

    return {
        sentence.id
        for sentence in paragraph.sentences
        if any(_overlap(stands_with(sentence), passage) for passage in quoted)
    }


def _overlap(sentence: Sentence, passage: Passage) -> bool:
    return passage.start < sentence.end and sentence.start < passage.end


@dataclass(frozen=True)
class ParagraphView:
    """A paragraph of the article with its sentences."""

    id: str
    kind: ParagraphKind
    sentences: tuple[SentenceView, ...]


def stretch(article: Article, first: str, last: str, say: Words, locale: str) -> tuple[ParagraphView, ...]:
    """Shape the paragraphs from one id to another, both included."""
    ids = [paragraph.id for paragraph in article.body.paragraphs]
    return tuple(
        ParagraphView(paragraph.id, paragraph.kind, paragraph_view(article, paragraph, say, locale))
        for paragraph in article.body.paragraphs[ids.index(first) : ids.index(last) + 1]
    )


def paragraph_view(
    article: Article, paragraph: Paragraph, say: Words, locale: str, quoted: Sequence[Passage] = ()
) -> tuple[SentenceView, ...]:
    """Shape what may be shown of a paragraph, sentence by sentence, with what is quoted from it marked."""
    shown = article.shown_sentences
    return tuple(
        SentenceView(
            id=sentence.id,
            parts=(parts := _split(sentence, quoted)),
            quoted=any(part.quoted for part in parts),
            translation=(
                None if locale == article.language else say(sentence_message(sentence.id, sentence.text))
            ),
        )
        for sentence in paragraph.sentences
        if sentence.id in shown
    )


def _with_words(views: Iterable[SentenceView], words: Sequence[str | None]) -> Iterator[SentenceView]:
    """Mark in the translations of sentences the words that answer to what is quoted of them."""
    for view in views:
        whole = all(part.quoted for part in view.parts)
        text = view.translation.text if view.translation and view.quoted and not whole else ""
        places = [(text.index(each), len(each)) for each in words if each and text.count(each) == 1]
        spans = [(start, start + length) for start, length in places]
        yield replace(view, said=_divided(text, spans) if spans else ())


def _split(sentence: Sentence, quoted: Sequence[Passage]) -> tuple[SentencePart, ...]:
    spans = (
        (max(passage.start - sentence.start, 0), min(passage.end, sentence.end) - sentence.start)
        for passage in quoted
        if _overlap(sentence, passage)
    )
    return _divided(sentence.text, spans)


def _divided(text: str, spans: Iterable[tuple[int, int]]) -> tuple[SentencePart, ...]:
    """Divide a text into what is quoted and what is not; each span has its first place and that behind it."""
    parts: list[SentencePart] = []
    at = 0
    for start, end in sorted(spans):
        if start > at:
            parts.append(SentencePart(text[at:start], quoted=False))
        if end > at:
            parts.append(SentencePart(text[max(start, at) : end], quoted=True))
        at = max(at, end)
    if at < len(text):
        parts.append(SentencePart(text[at:], quoted=False))
    return tuple(parts)
