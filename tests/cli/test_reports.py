"""What `flask reports` lists, shows and settles."""

import csv
from pathlib import Path

import pytest
from sqlalchemy import update

from quiz.domain.report import Complaint, Reason
from quiz.services.reports import Reports
from quiz.storage import migrate
from quiz.storage.database import open_database
from quiz.storage.tables import ReportRow
from tests.builders import later
from tests.cli.project import Project
from tests.services.starting import Table, a_library_of


@pytest.fixture
def project(project: Project) -> Project:
    """A project with two reports on the first question of somebody's round."""
    folder = project.root / "instance"
    folder.mkdir()
    database = open_database(f"sqlite:///{folder / 'kildesjekk.sqlite3'}")
    migrate.upgrade(database)
    table = Table(database, a_library_of(1))
    attempt = table.attempt(table.start())
    texts = ("=1+1 \N{ESCAPE}[2Jred", "")
    for number, (reason, text) in enumerate(zip((Reason.OTHER, Reason.WRONG_KEY), texts, strict=True)):
        Reports(database).send(
            attempt,
            attempt.items[0],
            Complaint(reason, text),
            send_key=str(number),
            locale="nb",
            now=later(number),
        )
    database.close()
    return project


def test_reports_that_wait_are_listed_without_signs_that_steer_a_terminal(project: Project) -> None:
    listed = project.run("reports", "list")

    assert listed.status == 0
    assert "1  2020-09-27  the-cat-case/q1  other\n    =1+1 [2Jred\n2  " in listed.output
    assert "\N{ESCAPE}" not in listed.output
    assert project.run("reports", "list", "--article", "elsewhere").output == "no reports wait\n"


def test_a_terminal_with_few_signs_is_shown_all_reports(project: Project) -> None:
    database = open_database(f"sqlite:///{project.root / 'instance' / 'kildesjekk.sqlite3'}")
    with database.writing() as session:
        session.execute(update(ReportRow).where(ReportRow.id == 1).values(text="\N{EURO SIGN}1"))
    database.close()

    listed = project.run_alone("reports", "list", PYTHONIOENCODING="latin-1:strict")

    assert (listed.status, "\\u20ac1" in listed.output) == (0, True)
    assert "wrong-key" in listed.output
    assert project.run_alone("reports", "show", "1", PYTHONIOENCODING="latin-1:strict").status == 0


def test_a_report_is_shown_with_the_question_it_is_about(project: Project) -> None:
    shown = project.run("reports", "show", "2").output

    assert "reason: wrong-key" in shown
    assert "the-cat-case / q1, in the-cat version " in shown
    assert "The question has been withdrawn since." in shown
    assert "[x] contradicted" in shown


def test_settled_reports_are_listed_only_with_all(project: Project) -> None:
    assert project.run("reports", "settle", "1", "2").output == "settled: 1, 2\n"

    assert project.run("reports", "list").output == "no reports wait\n"
    assert project.run("reports", "list", "--all").output.count("(settled)") == 2


def test_where_one_report_is_unknown_none_is_settled(project: Project) -> None:
    refused = project.run("reports", "settle", "1", "99")

    assert (refused.status, "there is no report 99" in refused.output) == (1, True)
    assert project.run("reports", "list").output.count("2020-09-27") == 2


def test_the_csv_runs_no_formula(project: Project, tmp_path: Path) -> None:
    project.run("reports", "list", "--csv", str(tmp_path / "reports.csv"))

    text = (tmp_path / "reports.csv").read_bytes().decode("utf-8-sig")
    assert [row["text"] for row in csv.DictReader(text.splitlines())] == ["'=1+1 [2Jred", ""]
