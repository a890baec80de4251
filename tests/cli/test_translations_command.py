"""`flask translations`, run in a copy of the project."""

import pytest
from click.testing import CliRunner

from quiz.catalogs.po_file import entries, header_for, read_po, render
from quiz.cli.translations import translations
from tests.banks.small_folder import ARTICLE
from tests.cli.project import Project

COUNT = f"{ARTICLE}/the-rescue/child-count.toml"


def test_a_translator_goes_from_the_sources_to_what_the_site_reads(project: Project) -> None:
    updated = project.run("translations", "update")
    unfinished = project.run("translations", "check")
    _translate_all(project)
    finished = project.run("translations", "check")
    compiled = project.run("translations", "compile")

    assert "translations/nb/LC_MESSAGES/messages.po: written\n" in updated.output
    assert (updated.status, unfinished.status, finished.status, compiled.status) == (0, 1, 0, 0)
    assert "«Quizzes»: is not translated\n    Fill in msgstr.\n" in unfinished.output
    assert f"\nen: {ARTICLE} 0 of " in unfinished.output
    assert finished.output.count("\n") == 2
    assert compiled.output == ""
    assert (project.root / "translations" / "en" / "LC_MESSAGES" / f"{ARTICLE}.mo").is_file()


def test_extract_writes_the_templates_and_nothing_else(project: Project) -> None:
    first = project.run("translations", "extract")
    second = project.run("translations", "extract")

    assert first.output == f"translations/messages.pot: written\ntranslations/{ARTICLE}.pot: written\n"
    assert second.output == "every template is up to date\n"
    assert sorted(path.name for path in (project.root / "translations").iterdir()) == [
        "messages.pot",
        f"{ARTICLE}.pot",
    ]


def test_a_broken_bank_is_reported_and_its_translations_are_kept(project: Project) -> None:
    project.run("translations", "update")
    before = {path: path.read_bytes() for path in (project.root / "translations").rglob("*.po*")}
    project.questions.change(COUNT, "answer = 3\n", "")

    for command in ("extract", "update", "check"):
        result = project.run("translations", command)

        assert result.output.startswith("Kildesjekk: the question banks have errors; mend them first")
        assert "child-count · answer: the field `answer` is missing" in result.output
        assert "Traceback" not in result.output
        assert result.status == 1
    assert {path: path.read_bytes() for path in (project.root / "translations").rglob("*.po*")} == before
    assert project.run("translations", "compile").status == 0


def test_a_broken_template_is_named(project: Project) -> None:
    (project.root / "templates" / "home.html").write_text("{{ _('Quizzes' }}", encoding="utf-8")

    for command in ("extract", "update", "check"):
        result = project.run("translations", command)

        assert result.output.startswith("Kildesjekk: templates/home.html:1: ")
        assert result.output.count("\n") == 1
        assert result.status == 1


def test_a_broken_catalogue_is_named(project: Project) -> None:
    po = project.root / "translations" / "nb" / "LC_MESSAGES" / "messages.po"
    po.parent.mkdir(parents=True)
    po.write_text('msgid "a"\nmsgid "b"\nrubbish\n', encoding="utf-8")

    for command in ("update", "compile"):
        result = project.run("translations", command)

        assert f"Kildesjekk: {po}: line " in result.output
        assert "Traceback" not in result.output
        assert result.status == 1


def test_compiling_says_what_is_left_out(project: Project) -> None:
    project.run("translations", "update")

    result = project.run("translations", "compile")

    assert "translations/nb/LC_MESSAGES/messages.po: " in result.output
    assert "empty, fuzzy or broken: run `flask translations check`" in result.output
    assert result.status == 0


def test_one_language_needs_only_its_own_catalogues(project: Project) -> None:
    result = project.run("translations", "update", LOCALES="nb")

    assert "messages.po" in result.output
    assert f"{ARTICLE}.po:" not in result.output
    assert not (project.root / "translations" / "en").exists()


@pytest.mark.parametrize("command", ["extract", "update", "check", "compile"])
def test_a_broken_setting_is_one_line_and_status_2(command: str) -> None:
    result = CliRunner().invoke(translations, [command], env={"LOCALES": "nb,klingon"})

    assert result.output.startswith("Kildesjekk: LOCALES names 'klingon', which is not a language")
    assert result.output.count("\n") == 1
    assert result.exit_code == 2


@pytest.mark.parametrize("command", ["extract", "update", "compile"])
def test_a_setting_of_the_server_is_no_business_of_a_translators(project: Project, command: str) -> None:
    (project.root / "instance").write_text("in the way", encoding="utf-8")

    assert project.run("translations", command, PORT="eighty", SECRET_KEY="").status == 0


@pytest.mark.parametrize("command", ["extract", "update", "check", "compile"])
def test_each_command_explains_itself(command: str) -> None:
    overview = CliRunner().invoke(translations, ["--help"])
    result = CliRunner().invoke(translations, [command, "--help"])

    assert f"  {command}  " in overview.output
    assert result.output.startswith(f"Usage: translations {command} ")
    assert result.exit_code == 0


def _translate_all(project: Project) -> None:
    for po in (project.root / "translations").rglob("*.po"):
        locale = po.parent.parent.name
        catalogue = read_po(po, locale)
        for message in entries(catalogue):
            message.string = message.id
        po.write_bytes(render(catalogue, header_for(locale, catalogue.header), catalogue.comment))
