"""`flask reports`: what players say is wrong with questions, for the operator to read and settle."""

import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import UTC, datetime
from io import TextIOWrapper
from textwrap import indent

import click

from quiz.banks.load import load_library
from quiz.cli.command_database import opened_database
from quiz.cli.project import project_folder
from quiz.domain.edition import Edition
from quiz.domain.message import Message
from quiz.domain.question import Question
from quiz.domain.report import Report, printable
from quiz.services.reports import ReportNotFoundError, Reports
from quiz.services.spreadsheet import csv_lines

CSV_HEADER = (
    *("report", "sent_on", "article", "quiz", "bank_version", "question"),
    *("reason", "text", "locale", "settled_at"),
)


@click.group()
def reports() -> None:
    """Read and settle the problems that players report with questions."""
    if isinstance(sys.stdout, TextIOWrapper):  # players may write what a terminal has no signs for
        sys.stdout.reconfigure(errors="backslashreplace")


@reports.command(name="list")
@click.option("--all", "settled", is_flag=True, help="Also those that have been settled.")
@click.option("--article", "article_id", help="Only those on one article.")
@click.option(
    "--csv", "csv_file", type=click.Path(dir_okay=False, allow_dash=True), help="Write CSV; - is here."
)
def list_reports(settled: bool, article_id: str | None, csv_file: str | None) -> None:
    """List the reports that wait, oldest first."""
    with _opened() as opened:
        found = opened.list(settled=settled, article_id=article_id)
    if csv_file is not None:
        try:
            with click.open_file(csv_file, "wb") as out:
                out.writelines(line.encode() for line in csv_lines(CSV_HEADER, map(_cells, found)))
        except OSError as error:
            sys.exit(f"Kildesjekk: {csv_file} cannot be written: {error.strerror}")
        return
    for report in found:
        state = "  (settled)" if report.settled_at else ""
        click.echo(
            f"{report.id}  {report.sent_on:%Y-%m-%d}  {report.article_id}/{report.question_id}  "
            f"{report.complaint.reason}{state}"
        )
        if report.complaint.text:
            click.echo(indent(printable(report.complaint.text), "    "))
    if not found:
        click.echo("no reports" if settled else "no reports wait")


@reports.command()
@click.argument("report_id", type=int, metavar="ID")
def show(report_id: int) -> None:
    """Print one report, with the question as it was when it was asked."""
    with _opened() as opened:
        report, edition = opened.show(report_id)
    for line in _shown(report, edition):
        click.echo(printable(line))


@reports.command()
@click.argument("report_ids", type=int, nargs=-1, required=True, metavar="ID...")
def settle(report_ids: tuple[int, ...]) -> None:
    """Mark reports as settled; `flask reports list` then leaves them out."""
    with _opened() as opened:
        opened.settle(report_ids, datetime.now(UTC))
    click.echo(f"settled: {', '.join(map(str, report_ids))}")


@contextmanager
def _opened() -> Iterator[Reports]:
    with opened_database() as database:
        try:
            yield Reports(database)
        except ReportNotFoundError as error:
            sys.exit(
                f"Kildesjekk: there is no report {error.report_id}; `flask reports list --all` shows all"
            )


def _shown(report: Report, edition: Edition) -> Iterator[str]:
    yield f"report {report.id}, sent on {report.sent_on:%Y-%m-%d} by a reader of '{report.locale}'"
    yield f"reason: {report.complaint.reason}"
    if report.complaint.text:
        yield indent(report.complaint.text, "  ")
    if report.settled_at:
        yield f"settled on {report.settled_at:%Y-%m-%d}"
    yield ""
    yield f"{report.article_id} / {report.question_id}, in {report.bank_id} version {report.bank_version}"
    yield _since(report, edition)
    yield from _question(report, edition)


def _since(report: Report, edition: Edition) -> str:
    now = load_library(project_folder() / "questions").library.article(report.article_id)
    if now is None or report.question_id not in now.questions:
        return "The question has been withdrawn since."
    question = edition.article.questions[report.question_id]
    if edition.has_changed(question, now, now.language, lambda message: message.text):
        return "The question has been changed since."
    return "The question is still asked as it was."


def _question(report: Report, edition: Edition) -> Iterator[str]:
    question = edition.article.questions[report.question_id]
    translated = edition.texts or {}
    for locale in (edition.article.language, *sorted(translated)):
        yield ""
        yield f"── {locale} ──"
        yield from _asked(question, translated.get(locale, {}))
    key = question.key
    yield ""
    yield f"key: {', '.join(key) if isinstance(key, tuple) else key}"
    for evidence in question.evidence:
        yield f"evidence: {evidence.quote}"


def _asked(question: Question, texts: Mapping[str, str]) -> Iterator[str]:
    """Yield the question with its choices in one language; `texts` are its translations by context."""

    def say(message: Message) -> str:
        return texts.get(message.context, message.text)

    yield say(question.message("text", question.text))
    yield from (f"  {say(message)}" for message in question.asked_with())
    for choice in question.choices():
        words = choice.id if choice.message is None else say(choice.message)
        yield f"  [{'x' if choice.right else ' '}] {words}"


def _cells(report: Report) -> tuple[object, ...]:
    return (
        *(report.id, f"{report.sent_on:%Y-%m-%d}", report.article_id, report.bank_id, report.bank_version),
        *(report.question_id, report.complaint.reason.value, printable(report.complaint.text), report.locale),
        f"{report.settled_at:%Y-%m-%d}" if report.settled_at else None,
    )
