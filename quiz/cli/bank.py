"""`flask bank`: checks the question banks, shows and measures their questions, writes their schemas."""

import sys
from contextlib import closing
from pathlib import Path

import click

from quiz.banks.files import RELEASED_FILE, SCHEMAS_FOLDER
from quiz.banks.load import load_library
from quiz.banks.released import render_released
from quiz.banks.schemas import build_schemas
from quiz.catalogs.po_file import UnreadableCatalogueError
from quiz.cli.command_database import command_settings
from quiz.cli.content import load_content, sound_library
from quiz.cli.project import FOUND_SOMETHING, content_settings, project_folder, stop
from quiz.cli.show import show_question
from quiz.cli.stats import balance, performances
from quiz.domain.bank import Library
from quiz.services.statistics import question_performance
from quiz.settings import SettingError
from quiz.storage.database import DatabaseError, DatabaseUnavailableError, open_database
from quiz.storage.revisions import require_newest


@click.group()
def bank() -> None:
    """Check the question banks, show and measure their questions, and write their JSON Schemas."""


@bank.command()
def check() -> None:
    """Report every problem of every file and translation; exit status 1 where there is an error."""
    loaded = load_content(content_settings())
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
    folder = project_folder() / "questions" / SCHEMAS_FOLDER
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


@bank.command()
def release() -> None:
    """Write down what stored answers may name from now on (released.toml); the check then guards it."""
    questions = project_folder() / "questions"
    for article in sound_library(questions).articles:
        folder = questions / article.id
        path, content = folder / RELEASED_FILE, render_released(article, folder)
        if _holds(path, content):
            click.echo(f"{path}: up to date")
        else:
            path.write_text(content, encoding="utf-8")
            click.echo(f"{path}: written")


@bank.command()
@click.argument("question_id", metavar="QUESTION")
@click.option("--article", "article_id", help="Which article the question is on, where several have it.")
@click.option("--key", "with_key", is_flag=True, help="Mark the key, and show what is read after answering.")
def show(question_id: str, article_id: str | None, with_key: bool) -> None:
    """Print one question as a player sees it, in every language of the site."""
    settings = content_settings()
    library = load_library(settings.questions).library
    articles = [
        article
        for article in library.articles
        if question_id in article.questions and article_id in (None, article.id)
    ]
    if not articles:
        where = f" on '{article_id}'" if article_id else ""
        stop(f"there is no sound question '{question_id}'{where}; `flask bank check` tells what is broken")
    if len(articles) > 1:
        stop(f"several articles have it; add --article with one of {', '.join(a.id for a in articles)}")
    question = articles[0].questions[question_id]
    try:
        for line in show_question(settings, library, articles[0], question, with_key=with_key):
            click.echo(line)
    except UnreadableCatalogueError as error:
        stop(error)


@bank.command()
def stats() -> None:
    """Print how balanced the questions are and, once there are answers, how each question performs."""
    content = content_settings()
    library = load_library(content.questions).library
    for article in library.articles:
        click.echo(article.id)
        try:
            for line in balance(content, library, article):
                click.echo(line)
        except UnreadableCatalogueError as error:
            stop(error)
    try:
        settings = command_settings()
        with closing(open_database(settings.database_url, settings.sqlite_synchronous)) as database:
            require_newest(database)
            for article in library.articles:
                for line in performances(article, question_performance(database, article)):
                    click.echo(line)
    except (SettingError, DatabaseError, DatabaseUnavailableError) as error:
        click.echo(f"\nno answers: {error}")


def _holds(path: Path, content: str) -> bool:
    return path.is_file() and path.read_text(encoding="utf-8") == content


def _contents(library: Library) -> str:
    banks = [bank for article in library.articles for bank in article.banks if not bank.mixed]
    questions = _count(sum(len(bank.questions) for bank in banks), "question")
    return f"{questions} in {_count(len(banks), 'bank')} of {_count(len(library.articles), 'article')}"


def _count(number: int, thing: str) -> str:
    return f"{number} {thing if number == 1 else f'{thing}s'}"
