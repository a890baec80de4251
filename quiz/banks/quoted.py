"""Phrases in quotation marks within what we say ourselves: they are the article's words, letter by letter."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import cached_property
from pathlib import Path
from typing import NamedTuple

from quiz.banks.files import ARTICLE_FILE
from quiz.banks.languages import for_language
from quiz.banks.report import Report
from quiz.banks.toml_file import read_toml
from quiz.banks.wording import all_texts, quoted_phrases
from quiz.domain.balance import Say
from quiz.domain.bank import Article, sentence_message

_ADVICE = (
    "Quote letter by letter; or, if it is not meant to be the article's, name it in `not_in_article` "
    "(article.toml)."
)
_LEAST_LIKE = 0.7  # less like a phrase (0 to 1), and its author would see nothing of it in the suggestion

_MARKS = re.compile(r"[«»“”„‘’\"]")
_LEFT_OUT = re.compile(r"[\[(]?(?:…|\.{3})[\])]?")
_AROUND = " .,:;!?–—'"  # what a quotation may have at its ends of the sentence that it stands in


class Misquotation(NamedTuple):
    """A phrase in quotation marks that stands nowhere, and the article's words like it, if there are any."""

    phrase: str
    nearest: str

    @property
    def what(self) -> str:
        return f"{self.phrase} stands in quotation marks, and does not stand in the article"

    @property
    def advice(self) -> str:
        return f"Nearest: {self.nearest}\n    {_ADVICE}" if self.nearest else _ADVICE


@dataclass(frozen=True)
class Quotable:
    """Texts that may be quoted, such as the paragraphs of an article; a quotation keeps to one of them."""

    texts: tuple[str, ...]

    @cached_property
    def _folded(self) -> tuple[str, ...]:
        return tuple(map(_fold, self.texts))

    def holds(self, phrase: str) -> bool:
        """Whether the words of a phrase stand in a text, as whole words and in their order.

        The first letter may be a capital or a small one, and "…" stands for words left out.
        """
        parts = [part for piece in _LEFT_OUT.split(_fold(phrase)) if (part := piece.strip(_AROUND))]
        return any(_holds_in_order(text, parts) for text in self._folded)

    def nearest(self, phrase: str) -> str:
        """Return the run of words that is most like a phrase; "" where none is like it."""
        matcher = SequenceMatcher(b=_fold(phrase).strip(_AROUND), autojunk=False)
        length = len(phrase.split())
        best, best_ratio = "", _LEAST_LIKE
        for words in map(str.split, self.texts):
            for size in (length, length + 1, max(1, length - 1)):
                for start in range(max(1, len(words) - size + 1)):
                    run = " ".join(words[start : start + size]).strip(_AROUND)
                    matcher.set_seq1(_fold(run))
                    if matcher.quick_ratio() > best_ratio and (ratio := matcher.ratio()) > best_ratio:
                        best, best_ratio = run, ratio
        return best


@dataclass(frozen=True)
class Quoted:
    """What may stand in quotation marks in one language, whose texts `say` gives."""

    article: Article
    language: str
    say: Say

    def misquotations(self, text: str, question_id: str = "") -> Iterator[Misquotation]:
        """Yield the phrases that a text has in quotation marks and not from the article.

        A question may also quote what it has altered itself, and a translation the original. Nothing is known
        while a sentence of the article is not translated.
        """
        if self.said is None:
            return
        others = (self._others, self._altered_by(question_id))
        for phrase in quoted_phrases(text):
            if not self.said.holds(phrase) and not any(other.holds(phrase) for other in others):
                yield Misquotation(phrase, self.said.nearest(phrase))

    @cached_property
    def said(self) -> Quotable | None:
        """The article's paragraphs; None where a sentence is not translated."""
        paragraphs = []
        for paragraph in self.article.body.paragraphs:
            said = [
                self.say(sentence_message(sentence.id, sentence.text)) for sentence in paragraph.sentences
            ]
            whole = [sentence for sentence in said if sentence is not None]
            if len(whole) < len(said):
                return None
            paragraphs.append(" ".join(whole))
        return Quotable(tuple(paragraphs))

    @cached_property
    def exceptions(self) -> tuple[str, ...]:
        return tuple(for_language(self.article.not_in_article, self.language) or ())

    @cached_property
    def _others(self) -> Quotable:
        if self.language == self.article.language:
            return Quotable(self.exceptions)
        original = Quoted(self.article, self.article.language, lambda message: message.text)
        return Quotable(
            (*self.exceptions, *original.exceptions, *(p.text for p in self.article.body.paragraphs))
        )

    def _altered_by(self, question_id: str) -> Quotable:
        question = self.article.questions.get(question_id)
        if question is None:
            return Quotable(())
        fields = question.quoted_fields()
        said = (self.say(message) for message in question.messages() if message.field in fields)
        return Quotable(tuple(text for text in said if text is not None))


def check_quoted(article: Article, folder: Path, report: Report) -> None:
    """Report the phrases in quotation marks that are not the article's, and exceptions that none needs."""
    quoted = Quoted(article, article.language, lambda message: message.text)
    phrases = []
    for written in all_texts(article, folder):
        if written.quoted:
            continue
        phrases += quoted_phrases(written.message.text)
        for found in quoted.misquotations(written.message.text, written.question):
            report.add(
                written.file,
                read_toml(written.file).line_of_text(written.message.text),
                found.what,
                found.advice,
                question=written.question,
                at=written.message.field,
                language=article.language,
            )
    for exception in quoted.exceptions:
        meant = Quotable((exception,))
        if not any(meant.holds(phrase) for phrase in phrases):
            file, at = folder / ARTICLE_FILE, ("not_in_article", article.language)
            what = f"no text has «{exception}» in quotation marks"
            report.add(file, read_toml(file).line(at), what, "Take it out.", at=".".join(at))


def _fold(text: str) -> str:
    """Make all quotation marks and apostrophes alike, and all white space."""
    return " ".join(_MARKS.sub("'", text).split())


def _holds_in_order(text: str, parts: Sequence[str]) -> bool:
    """Whether each part stands in a text after the one before it, with a capital or a small initial."""
    if not all(part[1:] in text for part in parts):  # quickly, since a check looks up hundreds of phrases
        return False
    at = 0
    for part in parts:  # the first place of each is as good as any: one pattern for all would try every one
        found = re.compile(rf"(?<!\w){_with_either_initial(part)}(?!\w)").search(text, at)
        if found is None:
            return False
        at = found.end()
    return True


def _with_either_initial(part: str) -> str:
    first, rest = part[0], part[1:]
    return f"[{re.escape(first.lower())}{re.escape(first.upper())}]{re.escape(rest)}"
