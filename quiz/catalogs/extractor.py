"""Babel's way into the bank files: every text to be translated, with its context and the evidence for it."""

from collections.abc import Collection, Iterable, Iterator, Mapping
from pathlib import Path
from typing import IO, Any

from quiz.banks.files import ARTICLE_FILE, BANK_FILE, NOTES_FILE
from quiz.banks.load import read_article_file, read_bank_file, read_notes_file, read_question_file
from quiz.banks.problem import Problem
from quiz.banks.report import Report
from quiz.banks.toml_file import read_toml
from quiz.domain.message import Message

FUNCTION = "pgettext"  # Babel's name for a message with a context


class BrokenBankFileError(Exception):
    """The file cannot be read as what its name says it is; the message lists all that is wrong with it."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        super().__init__("\n".join(str(problem) for problem in problems))


def extract(
    fileobj: IO[bytes], keywords: Collection[str], comment_tags: Collection[str], options: Mapping[str, Any]
) -> Iterator[tuple[int, str, tuple[str, str], list[str]]]:
    """Yield the messages of an article's, a bank's, the notes' or a question's file (an extraction method).

    The file must have a name, as an opened file has: it is part of the context. The article's sentences come
    with its article.toml. Raises BrokenBankFileError, since what is left out of a catalogue would be lost.
    """
    path = Path(fileobj.name)
    messages = list(_messages(path))
    file = read_toml(path)
    for message in messages:
        comments = [message.comment] if message.comment else []
        yield file.line_of_text(message.text), FUNCTION, (message.context, message.text), comments


def _messages(path: Path) -> Iterator[Message]:
    report = Report(path.parent)
    found: Iterable[Message]
    if path.name == ARTICLE_FILE:
        article = read_article_file(path, report)
        found = article.all_messages() if article else ()
    elif path.name == BANK_FILE:
        bank = read_bank_file(path, report)
        found = (bank.title_message, bank.summary_message) if bank else ()
    elif path.name == NOTES_FILE:
        found = [message for note in read_notes_file(path, report) for message in note.messages()]
    else:
        question = read_question_file(path, report)
        found = question.messages() if question else ()
    if report.problems:
        raise BrokenBankFileError(report.problems)
    yield from found
