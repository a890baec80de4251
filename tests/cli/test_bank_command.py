"""`flask bank`, run in a copy of the project."""

from importlib.metadata import entry_points

import pytest

from tests.cli.project import Project


def test_a_bank_without_a_fault_gets_one_line(project: Project) -> None:
    result = project.run("bank", "check")

    assert result.output == "4 questions in 2 banks of 1 article: no problem\n"
    assert result.status == 0


def test_a_broken_bank_is_reported_although_the_site_could_not_start(project: Project) -> None:
    project.questions.change("the-cat-case/the-rescue/child-count.toml", "answer = 3\n", "")
    project.questions.change("the-cat-case/the-owner/bank.toml", "title", "titel")

    result = project.run_alone("bank", "check")

    assert "the-rescue/child-count.toml:1: error: child-count · answer: the field" in result.output
    assert "the-owner/bank.toml:1: error: titel: there is no field `titel` here" in result.output
    assert result.output.endswith("3 errors and 0 warnings in 2 files\n")
    assert result.status == 1


def test_schemas_are_written_and_then_up_to_date_until_somebody_edits_one(project: Project) -> None:
    missing = project.run("bank", "schemas", "--check")
    written = project.run("bank", "schemas")
    current = project.run("bank", "schemas", "--check")
    (project.root / "questions" / "schemas" / "bank.schema.json").write_text("{}", encoding="utf-8")
    edited = project.run("bank", "schemas", "--check")

    assert (missing.status, written.status, current.status, edited.status) == (1, 0, 0, 1)
    assert "run `flask bank schemas`" in missing.output
    assert current.output == "5 schemas: up to date\n"
    assert "bank.schema.json: is missing or out of date" in edited.output
    assert "article.schema.json" not in edited.output


def test_each_group_of_commands_is_registered_with_flask() -> None:
    """And not with the app, which need not start for them."""
    registered = {command.name: command.load() for command in entry_points(group="flask.commands")}

    assert {name for name, group in registered.items() if group.name == name} >= {
        "assets",
        "bank",
        "database",
        "translations",
    }


@pytest.mark.parametrize("command", ["check", "show child-count", "stats"])
def test_a_language_that_is_none_is_one_line_and_status_2(project: Project, command: str) -> None:
    result = project.run("bank", *command.split(), LOCALES="nb,klingon!")

    assert result.output.startswith("Kildesjekk: LOCALES names 'klingon!', which is not a language")
    assert (result.output.count("\n"), result.status) == (1, 2)


@pytest.mark.parametrize("command", ["check", "schemas", "release", "show child-count"])
def test_an_author_needs_no_setting_of_the_server_and_no_place_for_a_database(
    project: Project, command: str
) -> None:
    (project.root / "instance").write_text("in the way", encoding="utf-8")

    spoiled = {"PORT": "http", "SECRET_KEY": "", "TIMEZONE": "Oslo", "DATABASE_URL": "nonsense"}
    result = project.run("bank", *command.split(), **spoiled)

    assert "Kildesjekk" not in result.output
    assert result.status == 0


@pytest.mark.parametrize("spoiled", [{"PORT": "http"}, {"DATABASE_URL": "nonsense"}])
def test_the_balance_can_be_read_although_the_answers_cannot(
    project: Project, spoiled: dict[str, str]
) -> None:
    result = project.run("bank", "stats", **spoiled)

    assert "\nverdict: keys\n" in result.output
    assert f"\nno answers: {next(iter(spoiled))} " in result.output
    assert result.status == 0
