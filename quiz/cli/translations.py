"""`flask translations`: from the sources to the catalogues, and from those to what the site reads."""

import sys
from pathlib import Path

import click

from quiz.catalogs.check import check_catalogues
from quiz.catalogs.compile import compile_catalogues
from quiz.catalogs.po_file import UnreadableCatalogueError
from quiz.catalogs.templates import SourceError, Sources
from quiz.catalogs.update import update_catalogues, write_templates
from quiz.cli.content import sound_library
from quiz.cli.project import FOUND_SOMETHING, content_settings, project_folder, stop
from quiz.settings import ContentSettings


@click.group()
def translations() -> None:
    """Extract what there is to translate; update, check and compile the translations."""


@translations.command()
def extract() -> None:
    """Write the templates (.pot) from the templates, the code and the banks."""
    settings = content_settings()
    try:
        changed = write_templates(
            settings.translations, _sources(settings), sound_library(settings.questions)
        )
    except SourceError as error:
        stop(error)
    _report_changed(changed, "every template is up to date")


@translations.command()
def update() -> None:
    """Write the templates, and bring the catalogue (.po) of every language up to date with them.

    Translations that still hold stay. Where a text has changed, the earlier translation stays as a start,
    marked fuzzy; what is no longer in the sources goes.
    """
    settings = content_settings()
    try:
        changed = update_catalogues(
            settings.translations, _sources(settings), sound_library(settings.questions), settings.locales
        )
    except (SourceError, UnreadableCatalogueError) as error:
        stop(error)
    _report_changed(changed, "every catalogue is up to date")


@translations.command()
def check() -> None:
    """Report everything that is missing, guessed, stale or broken; exit status 1 where anything is."""
    settings = content_settings()
    try:
        checked = check_catalogues(
            settings.translations, _sources(settings), sound_library(settings.questions), settings.locales
        )
    except SourceError as error:
        stop(error)
    for problem in checked.problems:
        click.echo(problem)
    for coverage in checked.coverage:
        click.echo(coverage)
    if checked.problems:
        sys.exit(FOUND_SOMETHING)


@translations.command("compile")
def compile_() -> None:
    """Make the compiled catalogues (.mo) that the site reads, and delete those without a catalogue.

    Guesses, gaps and translations that would break a page are left out: the site shows the original there.
    """
    compiled = compile_catalogues(content_settings().translations)
    for po, count in compiled.left_out.items():
        entries = "1 entry is" if count == 1 else f"{count} entries are"
        click.echo(f"{_shown(po)}: {entries} empty, fuzzy or broken: run `flask translations check`")
    for mo in compiled.deleted:
        click.echo(f"{_shown(mo)}: deleted, as there is no catalogue for it")
    if compiled.problems:
        stop("\n".join(compiled.problems))


def _sources(settings: ContentSettings) -> Sources:
    project = project_folder()
    return Sources(project, project / "quiz", settings.templates, settings.questions)


def _report_changed(changed: list[Path], otherwise: str) -> None:
    for path in changed:
        click.echo(f"{_shown(path)}: written")
    if not changed:
        click.echo(otherwise)


def _shown(path: Path) -> Path:
    project = project_folder()
    return path.relative_to(project) if path.is_relative_to(project) else path
