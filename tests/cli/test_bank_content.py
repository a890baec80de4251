"""`flask bank` on what is in the banks, run in a copy of the project."""

from tests.banks.small_folder import ARTICLE
from tests.banks.test_giveaways import add_choices
from tests.cli.project import Project

COUNT = f"{ARTICLE}/the-rescue/child-count.toml"
WHO = f"{ARTICLE}/the-rescue/who-counted.toml"


def test_a_translation_that_disagrees_is_an_error(project: Project) -> None:
    folder = project.root / "translations" / "en" / "LC_MESSAGES"
    folder.mkdir(parents=True)
    (folder / f"{ARTICLE}.po").write_text(
        'msgctxt "child-count / text"\nmsgid "Hvor mange barn så på?"\nmsgstr "How many of the 4?"\n',
        encoding="utf-8",
    )

    result = project.run("bank", "check")

    assert result.output == (
        f"translations/en/LC_MESSAGES/{ARTICLE}.po:2: error: child-count · text · en: "
        "has the number '4', which the original has not\n"
        "    Give the same numbers as the original.\n"
        "1 error and 0 warnings in 1 file\n"
    )
    assert result.status == 1


def test_a_warning_is_told_and_is_no_failure(project: Project) -> None:
    add_choices(project.questions, "the-owner", [("*lengst", "kort"), ("kort", "*lengst")] * 3)

    result = project.run("bank", "check")

    assert (
        "the-owner/bank.toml: warning: the longest option is right in 6 of 6 single-choice questions"
        in result.output
    )
    assert result.output.endswith("0 errors and 1 warning in 1 file\n")
    assert result.status == 0


def test_a_release_is_written_and_then_guarded(project: Project) -> None:
    written = project.run("bank", "release")
    again = project.run("bank", "release")
    project.questions.change(WHO, 'id = "owner"', 'id = "proprietor"')
    refused = project.run("bank", "release")

    assert written.output.endswith(f"questions/{ARTICLE}/released.toml: written\n")
    assert again.output.endswith("released.toml: up to date\n")
    assert "who-counted: the option 'owner' has been released and is gone" in refused.output
    assert refused.output.startswith("Kildesjekk: the question banks have errors; mend them first")
    assert (written.status, again.status, refused.status) == (0, 0, 1)


def test_a_question_is_shown_in_each_language(project: Project) -> None:
    result = project.run("bank", "show", "who-counted", LOCALES="nb,en")

    assert result.output == (
        "the-cat-case / who-counted: single-choice, who-says-it\n"
        "\n── nb ──\nHvem melder at barna så på?\n  [ ] NTB\n  [ ] Eieren\n"
        "\n── en ──\nHvem melder at barna så på? (not translated)\n"
        "  [ ] NTB (not translated)\n  [ ] Eieren (not translated)\n"
    )
    assert result.status == 0


def test_a_question_that_does_not_exist_is_told(project: Project) -> None:
    result = project.run("bank", "show", "who-counted", "--article", "other")

    assert result.output.startswith("Kildesjekk: there is no sound question 'who-counted' on 'other'")
    assert result.status == 1


def test_statistics_before_the_first_answer_are_those_of_balance(project: Project) -> None:
    result = project.run("bank", "stats")

    assert "\nverdict: keys\n" in result.output
    assert result.output.endswith("\nno answers: the database is empty: run `flask database upgrade`\n")
    assert result.status == 0
