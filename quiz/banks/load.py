"""Reads the whole questions folder and says everything that is wrong with it."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from quiz.banks.enemies import check_enemies, check_enemy_names
from quiz.banks.files import (
    ARTICLE_FILE,
    BANK_FILE,
    NOTES_FILE,
    RELEASED_FILE,
    article_folders,
    question_files,
    subfolders,
    unread_files,
)
from quiz.banks.giveaways import check_giveaways
from quiz.banks.grounds import check_grounds
from quiz.banks.problem import Problem, errors_in
from quiz.banks.quotations import check_quotation
from quiz.banks.quoted import check_quoted
from quiz.banks.released import check_released
from quiz.banks.report import Report, check_shape, did_you_mean, dotted
from quiz.banks.shapes import ArticleFile, BankFile, NotesFile
from quiz.banks.shown import check_shown
from quiz.banks.toml_file import TomlFile, UnreadableFileError, read_text, read_toml
from quiz.banks.wording import check_wording
from quiz.domain.article import ArticleText, read_article
from quiz.domain.bank import Article, Bank, Library, newest_first
from quiz.domain.kinds.registry import all_kinds
from quiz.domain.note import Note
from quiz.domain.question import Question
from quiz.domain.shape import Fault, control_sign

_SLUG = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
# What is looked into once an article is put together, in the order of the report.
_CHECKS = (
    check_grounds,
    check_wording,
    check_quoted,
    check_shown,
    check_enemies,
    check_giveaways,
    check_released,
)


@dataclass(frozen=True)
class Loaded:
    """What could be read, and every problem found on the way."""

    library: Library
    problems: tuple[Problem, ...]

    @property
    def errors(self) -> tuple[Problem, ...]:
        return errors_in(self.problems)


def load_library(folder: Path) -> Loaded:
    """Read all articles in a folder. Never raises on what an author wrote: see `problems`."""
    report = Report(folder)
    folders = article_folders(folder)
    if not folders:
        advice = "Make a folder with an article.toml; see questions/README.md."
        report.add(folder, 0, "holds no article", advice)
    articles = [article for path in folders if (article := load_article(path, report))]
    return Loaded(Library(newest_first(articles)), tuple(report.problems))


def read_article_file(path: Path, report: Report) -> Article | None:
    """Read what is known of an article and its text, without its banks; None after reporting what is wrong.

    The quiz that draws from all banks is described in the same file: here it has no questions yet.
    """
    file = _read(path, report)
    shape = check_shape(ArticleFile, file, file.data, report) if file else None
    return _read_article(file, shape, report) if file and shape else None


def read_notes_file(path: Path, report: Report) -> tuple[Note, ...]:
    """Read the editor's notes on an article, without looking into it; none where there is no such file."""
    file = _read(path, report) if path.exists() else None
    shape = check_shape(NotesFile, file, file.data, report) if file else None
    if file is None or shape is None:
        return ()
    for number, note in enumerate(shape.notes):
        faults = list(note.faults())
        if note.id in [earlier.id for earlier in shape.notes[:number]]:
            faults.append(Fault(("id",), f"two notes have the id '{note.id}'"))
        for fault in faults:
            at = ("notes", number, *fault.field)
            report.add(path, file.line(at), fault.what, at=dotted(at))
    return shape.notes


def read_bank_file(path: Path, report: Report) -> Bank | None:
    """Read what is known of a bank, without its questions; None after reporting what is wrong."""
    file = _read(path, report)
    shape = check_shape(BankFile, file, file.data, report) if file else None
    return Bank(path.parent.name, shape.title, shape.summary, ()) if shape else None


def read_question_file(path: Path, report: Report) -> Question | None:
    """Read a question, without looking into its article; None after reporting what is wrong."""
    _check_slug(path, "a question's file", report)
    file = _read(path, report)
    if file is None:
        return None
    fields = dict(file.data)
    name = fields.pop("kind", "")
    kind = all_kinds().get(name) if isinstance(name, str) else None
    if kind is None:
        what = f"there is no kind '{name}'" if name else "the field `kind` is missing"
        advice = f"The kinds are {', '.join(sorted(all_kinds()))}."
        report.add(path, file.line(("kind",)), what, advice, question=path.stem, at="kind")
        return None
    if "id" in fields:
        advice = "The file's name is the question's id."
        what = "there is no field `id` here"
        report.add(path, file.line(("id",)), what, advice, question=path.stem, at="id")
    if not _SLUG.fullmatch(path.stem):
        return None
    question = check_shape(kind, file, {**fields, "id": path.stem}, report, question=path.stem)
    faults = list(question.faults()) if question else []
    for fault in faults:
        report.add(path, file.line(fault.field), fault.what, question=path.stem, at=dotted(fault.field))
    return None if faults else question


def load_article(folder: Path, report: Report) -> Article | None:
    """Read an article with its banks and look into all of it; None where it cannot be put together."""
    _check_slug(folder, "an article's folder", report)
    file = _read(folder / ARTICLE_FILE, report)
    shape = check_shape(ArticleFile, file, file.data, report) if file else None
    article = _read_article(file, shape, report) if file and shape else None
    if shape:
        known = [ARTICLE_FILE, NOTES_FILE, RELEASED_FILE, shape.text]
        _check_unread(folder, known, "A question stands in the folder of its bank.", report)
    body = article.body if article else None
    folders = subfolders(folder)
    banks = [bank for path in folders if (bank := _load_bank(path, body, report)) is not None]
    _check_unique(folder, banks, report)
    check_enemy_names(folder, banks, report)
    if file and shape:
        _check_banks(file, shape, [path.name for path in folders], report)
        banks.sort(key=lambda bank: shape.banks.index(bank.id) if bank.id in shape.banks else len(banks))
    if article is None:
        return None
    questions = tuple(question for bank in banks for question in bank.questions)
    notes = read_notes_file(folder / NOTES_FILE, report)
    sound: dict[str, Note] = {}
    for number, note in enumerate(notes):
        found = [
            check_quotation(
                folder / NOTES_FILE, quotation, ("notes", number, "passages", place), article.body, report
            )
            for place, quotation in enumerate(note.passages)
        ]
        if all(found):
            sound.setdefault(note.id, note)
    article = replace(
        article, notes=tuple(sound.values()), banks=(*banks, replace(article.banks[0], questions=questions))
    )
    for check in _CHECKS:
        check(article, folder, report)
    return article


def _read_article(file: TomlFile, shape: ArticleFile, report: Report) -> Article | None:
    folder = file.path.parent
    body = _read_text(folder, file, shape, report)
    if body is None:
        return None
    return Article(
        id=folder.name,
        language=shape.language,
        title=shape.title,
        summary=shape.summary,
        date=shape.date,
        as_of=shape.as_of,
        rights=shape.rights,
        body=body,
        banks=(Bank(shape.mixed.id, shape.mixed.title, shape.mixed.summary, (), mixed=True),),
        author=shape.author,
        publisher=shape.publisher,
        display=shape.display,
        glossary=shape.glossary,
        reserved=shape.reserved,
        not_in_article=shape.not_in_article,
    )


def _read_text(folder: Path, file: TomlFile, shape: ArticleFile, report: Report) -> ArticleText | None:
    path = folder / shape.text
    try:
        text = read_text(path)
    except UnreadableFileError as error:
        report.add(path, error.line, error.what, error.advice or f"{ARTICLE_FILE} names it in `text`.")
        return None
    kinds = {number: kind for kind, numbers in shape.paragraphs.items() for number in numbers}
    body = read_article(text, kinds, shape.unbroken)
    if not body.paragraphs:
        report.add(path, 0, "is empty")
    if sign := control_sign(body.text):
        line = text[: text.index(sign)].count("\n") + 1
        report.add(path, line, f"holds the character U+{ord(sign):04X}, which no page may hold")
    for kind, numbers in shape.paragraphs.items():
        for number in numbers:
            if number > len(body.paragraphs):
                what = f"there is no paragraph {number}: the article has {len(body.paragraphs)}"
                report.add(file.path, file.line(("paragraphs", kind)), what, at=f"paragraphs.{kind}")
    return body


def _load_bank(folder: Path, body: ArticleText | None, report: Report) -> Bank | None:
    _check_slug(folder, "a bank's folder", report)
    bank = read_bank_file(folder / BANK_FILE, report)
    paths = question_files(folder)
    known = [BANK_FILE, *(path.name for path in paths)]
    _check_unread(folder, known, "The name of a question's file ends in .toml.", report)
    if not paths:
        report.add(folder, 0, "holds no question")
    questions = []
    for path in paths:
        question = read_question_file(path, report)
        if question is not None:
            questions.append(question)
            if body is not None:
                _check_against_article(path, question, body, report)
    return replace(bank, questions=tuple(questions)) if bank else None


def _check_unread(folder: Path, known: Sequence[str], advice: str, report: Report) -> None:
    for path in unread_files(folder, known):
        # A file that is there already is not meant; and that both end in .toml makes no two names alike.
        free = [Path(name).stem for name in known if not (folder / name).exists()]
        report.add(path, 0, "nothing reads this file", did_you_mean(path.stem, free) or advice)


def _check_against_article(path: Path, question: Question, body: ArticleText, report: Report) -> None:
    file = read_toml(path)
    for number, evidence in enumerate(question.evidence):
        check_quotation(path, evidence, ("evidence", number), body, report, question=question.id)
    for fault in question.article_faults(body):
        report.add(path, file.line(fault.field), fault.what, question=question.id, at=dotted(fault.field))


def _check_unique(folder: Path, banks: Sequence[Bank], report: Report) -> None:
    places: dict[str, str] = {}
    for bank in banks:
        for question in bank.questions:
            if question.id in places:
                what = f"the id '{question.id}' is also used in the bank '{places[question.id]}'"
                report.add(folder / bank.id / f"{question.id}.toml", 0, what, question=question.id, at="id")
            places[question.id] = bank.id


def _check_banks(file: TomlFile, shape: ArticleFile, folders: Sequence[str], report: Report) -> None:
    line = file.line(("banks",))
    for number, bank_id in enumerate(shape.banks):
        if bank_id not in folders:
            advice = (
                did_you_mean(bank_id, folders) or "Make it, with a bank.toml and a file for each question."
            )
            report.add(file.path, line, f"there is no folder '{bank_id}'", advice, at="banks")
        if bank_id in shape.banks[:number]:
            report.add(file.path, line, f"the bank '{bank_id}' is listed twice", at="banks")
    for name in folders:
        if name not in shape.banks:
            report.add(
                file.path, line, f"the folder '{name}' is not listed", "Add it in its place.", at="banks"
            )
    if shape.mixed.id in folders:
        what = f"there is a bank called '{shape.mixed.id}' too"
        report.add(file.path, file.line(("mixed", "id")), what, at="mixed.id")


def _check_slug(path: Path, what: str, report: Report) -> None:
    if not _SLUG.fullmatch(path.stem if path.is_file() else path.name):
        advice = "It is an id: write it with a-z, 0-9 and hyphens."
        report.add(path, 0, f"is not a name for {what}", advice)


def _read(path: Path, report: Report) -> TomlFile | None:
    try:
        return read_toml(path)
    except UnreadableFileError as error:
        report.add(path, error.line, error.what, error.advice)
        return None
