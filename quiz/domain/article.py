"""An article as the source of questions: its paragraphs, its sentences and the passages quoted from it."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import StrEnum
from itertools import pairwise

# A sentence ends at . ! ? or :, with any closing quotation marks, when a new one starts after white space.
_SENTENCE_END = re.compile(r"""(?<=[.!?:])[»”’"']*\s+(?=[«“‘"'–—]?\s?[^\W\d_])""")


class ParagraphKind(StrEnum):
    HEADLINE = "headline"
    LEAD = "lead"
    BODY = "body"
    SUBHEADING = "subheading"
    CAPTION = "caption"
    QUOTATION = "quotation"


@dataclass(frozen=True, slots=True)
class Sentence:
    """`start` and `end` count code points from the start of the article, end-exclusive."""

    id: str
    start: int
    end: int
    text: str


@dataclass(frozen=True, slots=True)
class Paragraph:
    """`start` and `end` as in Sentence; the sentences lie within, in order."""

    id: str
    kind: ParagraphKind
    start: int
    end: int
    text: str
    sentences: tuple[Sentence, ...]


@dataclass(frozen=True, slots=True)
class Passage:
    """A stretch of one paragraph, found by its words; `sentences` are those it touches."""

    start: int
    end: int
    paragraph: Paragraph
    sentences: tuple[Sentence, ...]

    @property
    def id(self) -> str:
        return self.sentences[0].id


def whole(paragraph: Paragraph) -> Passage:
    """Return all of a paragraph as a passage."""
    return Passage(paragraph.start, paragraph.end, paragraph, paragraph.sentences)


class PassageNotFoundError(LookupError):
    """The words stand nowhere in the article, or in more places than one."""

    def __init__(self, matches: int, nearest: str) -> None:
        super().__init__(f"{matches} matches")
        self.matches = matches
        self.nearest = nearest


@dataclass(frozen=True, slots=True)
class ArticleText:
    """The words of an article."""

    text: str
    paragraphs: tuple[Paragraph, ...]

    @property
    def sentences(self) -> Iterable[Sentence]:
        return (sentence for paragraph in self.paragraphs for sentence in paragraph.sentences)

    def sentence(self, sentence_id: str) -> Sentence | None:
        return next((sentence for sentence in self.sentences if sentence.id == sentence_id), None)

    def find_passage(self, quote: str, prefix: str = "", suffix: str = "") -> Passage:
        """Find a quotation by its exact words (compare W3C's TextQuoteSelector).

        `prefix` and `suffix` are the words just before and after, for a quote that occurs more than once.
        Raises PassageNotFoundError where there is not exactly one match within one paragraph.
        """
        matches = [
            Passage(start, start + len(quote), paragraph, sentences)
            for paragraph in self.paragraphs
            for start in _occurrences(self.text, quote, prefix, suffix, paragraph)
            if (sentences := _touched(paragraph, start, start + len(quote)))
        ]
        if len(matches) != 1:
            raise PassageNotFoundError(len(matches), "" if matches else self._nearest(quote))
        return matches[0]

    def _nearest(self, quote: str) -> str:
        """Return the run of sentences most like the quote, as a suggestion to its author."""
        best, best_ratio = "", 0.0
        wanted = max(1, len(_split_at_sentence_ends(quote, 0, ())))
        for paragraph in self.paragraphs:
            for first in range(len(paragraph.sentences)):
                run = paragraph.sentences[first : first + wanted]
                candidate = self.text[run[0].start : run[-1].end]
                ratio = SequenceMatcher(None, quote, candidate, autojunk=False).ratio()
                if ratio > best_ratio:
                    best, best_ratio = candidate, ratio
        return best


def read_article(
    text: str, kinds: Mapping[int, ParagraphKind] | None = None, unbroken: Iterable[str] = ()
) -> ArticleText:
    """Divide a text into paragraphs (at empty lines) and sentences.

    `kinds` gives the kind of a paragraph by its number, counted from 1; the others are body text.
    `unbroken` holds strings within which no sentence ends, such as "f.eks. Norge". White space within a
    paragraph is folded first, so that a quotation need not break its lines where the file does.
    """
    unbroken = tuple(unbroken)
    blocks = (" ".join(block.split()) for block in re.split(r"\n\s*\n", text))
    text = "\n\n".join(block for block in blocks if block)
    paragraphs = []
    for number, match in enumerate(re.finditer(r".+", text), start=1):
        sentences = tuple(
            Sentence(f"p{number}.s{position}", start, end, text[start:end])
            for position, (start, end) in enumerate(
                _split_at_sentence_ends(match.group(), match.start(), unbroken), start=1
            )
        )
        kind = (kinds or {}).get(number, ParagraphKind.BODY)
        paragraphs.append(Paragraph(f"p{number}", kind, match.start(), match.end(), match.group(), sentences))
    return ArticleText(text, tuple(paragraphs))


def rebuild_article(paragraphs: Iterable[tuple[ParagraphKind, Sequence[str]]]) -> ArticleText:
    """Put an article together from its sentences, as `read_article` divided them."""
    built: list[Paragraph] = []
    text = ""
    for number, (kind, sentences) in enumerate(paragraphs, start=1):
        text += "\n\n" if text else ""
        start = len(text)
        found: list[Sentence] = []
        for position, words in enumerate(sentences, start=1):
            text += " " if found else ""
            found.append(Sentence(f"p{number}.s{position}", len(text), len(text) + len(words), words))
            text += words
        built.append(Paragraph(f"p{number}", kind, start, len(text), text[start:], tuple(found)))
    return ArticleText(text, tuple(built))


def _split_at_sentence_ends(text: str, offset: int, unbroken: tuple[str, ...]) -> list[tuple[int, int]]:
    kept = [
        (match.start(), match.end()) for string in unbroken for match in re.finditer(re.escape(string), text)
    ]
    cuts = [0]
    for match in _SENTENCE_END.finditer(text):
        follows = text[match.end() :].lstrip("«“‘\"'–— ")
        within = any(start < match.start() < end for start, end in kept)
        if follows[:1].isupper() and not within:
            cuts.append(match.end())
    cuts.append(len(text))
    return [(offset + start, offset + start + len(text[start:end].rstrip())) for start, end in pairwise(cuts)]


def _occurrences(text: str, quote: str, prefix: str, suffix: str, paragraph: Paragraph) -> Iterable[int]:
    if not quote:
        return
    start = text.find(quote, paragraph.start, paragraph.end)
    while start != -1:
        before, after = text[:start].rstrip(), text[start + len(quote) :].lstrip()
        if before.endswith(prefix.strip()) and after.startswith(suffix.strip()):
            yield start
        start = text.find(quote, start + 1, paragraph.end)


def _touched(paragraph: Paragraph, start: int, end: int) -> tuple[Sentence, ...]:
    return tuple(s for s in paragraph.sentences if s.start < end and start < s.end)
