"""Words that an article's banks keep for quotations: our own voice is neutral towards the parties."""

import re
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from quiz.banks.files import ARTICLE_FILE, BANK_FILE, NOTES_FILE
from quiz.banks.languages import for_language
from quiz.banks.report import Report
from quiz.banks.toml_file import read_toml
from quiz.domain.bank import Article, sentence_message
from quiz.domain.message import Message

# A quotation ends where its mark is not an apostrophe within a word.
_QUOTATION = re.compile(r"«[^»]*»|“[^”]*”|„[^“”]*[“”]|‘[^‘]*?’(?!\w)|\"[^\"]*\"")
RESERVED_ADVICE = "The word is kept for quotations (`reserved` in article.toml): say it neutrally, or quote."


class Written(NamedTuple):
    """A message, its file, its question's id if it has one, and whether its words are the article's."""

    file: Path
    question: str
    message: Message
    quoted: bool


def check_wording(article: Article, folder: Path, report: Report) -> None:
    """Report the reserved words of the source language wherever an article's files speak in our own voice."""
    patterns = for_language(article.reserved, article.language) or ()
    for written in all_texts(article, folder):
        if written.quoted:
            continue
        for word in reserved_words(written.message.text, patterns):
            report.add(
                written.file,
                read_toml(written.file).line_of_text(written.message.text),
                f"our own voice says '{word}'",
                RESERVED_ADVICE,
                question=written.question,
                at=written.message.field,
                language=article.language,
            )


def reserved_words(text: str, patterns: Sequence[str]) -> list[str]:
    """Return the words of a text, outside its quotations, that one of the patterns fits whole."""
    own = _QUOTATION.sub(" ", text)
    whole = [re.compile(rf"\b(?:{pattern})\b", re.IGNORECASE) for pattern in patterns]
    return [match.group() for pattern in whole for match in pattern.finditer(own)]


def quoted_phrases(text: str) -> list[str]:
    """Return what stands in quotation marks in a text, with the marks."""
    return _QUOTATION.findall(text)


def all_texts(article: Article, folder: Path) -> Iterator[Written]:
    """Yield every text of an article's files once."""
    sentences = {sentence_message(s.id, s.text).context for s in article.body.sentences}
    for message in article.messages():
        yield Written(folder / ARTICLE_FILE, "", message, message.context in sentences)
    for bank in article.banks:
        file = folder / ARTICLE_FILE if bank.mixed else folder / bank.id / BANK_FILE
        yield Written(file, "", bank.title_message, False)
        yield Written(file, "", bank.summary_message, False)
        for question in () if bank.mixed else bank.questions:
            file, quoted = folder / bank.id / f"{question.id}.toml", question.quoted_fields()
            for message in question.messages():
                yield Written(file, question.id, message, message.field in quoted)
    for note in article.notes:
        for message in note.messages():
            yield Written(folder / NOTES_FILE, "", message, message != note.message)
