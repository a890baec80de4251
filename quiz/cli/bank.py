"""`flask bank`: checks the question banks and writes their JSON Schemas."""

import os
import sys
from pathlib import Path

import click

from quiz.banks.files import SCHEMAS_FOLDER
from quiz.banks.load import load_library
from quiz.banks.schemas import build_schemas
from quiz.domain.bank import Library
from quiz.settings import SettingError, read_settings

FOUND_SOMETHING = 1
WRONG_SETTING = 2


@click.group()
def bank() -> None:
    """Check the question banks, and write their JSON Schemas."""


@bank.command()
def check() -> None:
    """Report every problem of every file; exit status 1 where there is an error."""
    loaded = load_library(_questions())
    for problem in loaded.problems:
        click.echo(problem)
    if loaded.problems:
        files = len({problem.file for problem in loaded.problems})
        warnings = len(loaded.problems) - len(loaded.errors)
        found = f"{_count(len(loaded.errors), 'error')} and {_count(warnings, 'warning')}"
        click.echo(f"{found} in {_count(files, 'file')}")
    else:
        click.echo(f"{_contents(loaded.library)}: no problem")
    if loaded.errors:
        sys.exit(FOUND_SOMETHING)


@bank.command()
@click.option(
    "--check", "only_check", is_flag=True, help="Write nothing; exit status 1 if one is out of date."
)
def schemas(only_check: bool) -> None:
    """Write the JSON Schemas that editors use."""
    folder = _questions() / SCHEMAS_FOLDER
    wanted = build_schemas()
    outdated = [name for name, content in wanted.items() if not _holds(folder / name, content)]
    for name in outdated:
        if only_check:
            click.echo(f"{folder / name}: is missing or out of date: run `flask bank schemas`")
        else:
            folder.mkdir(exist_ok=True)
            (folder / name).write_text(wanted[name], encoding="utf-8")
            click.echo(f"{folder / name}: written")
    if not outdated:
        click.echo(f"{_count(len(wanted), 'schema')}: up to date")
    if outdated and only_check:
        sys.exit(FOUND_SOMETHING)


def _questions() -> Path:
    try:
        return read_settings(os.environ).questions
    except SettingError as error:
        click.echo(f"Kildesjekk: {error}", err=True)
        sys.exit(WRONG_SETTING)


def _holds(path: Path, content: str) -> bool:
    return path.is_file() and path.read_text(encoding="utf-8") == content


def _contents(library: Library) -> str:
    banks = [bank for article in library.articles for bank in article.banks if not bank.mixed]
    questions = _count(sum(len(bank.questions) for bank in banks), "question")
    return f"{questions} in {_count(len(banks), 'bank')} of {_count(len(library.articles), 'article')}"


def _count(number: int, thing: str) -> str:
    return f"{number} {thing if number == 1 else f'{thing}s'}"
