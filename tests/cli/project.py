"""A project with a small bank and two templates, in which commands may write as they like."""

import os
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import click
from click.testing import CliRunner

from quiz.cli.bank import bank
from quiz.cli.database import database
from quiz.cli.reports import reports
from quiz.cli.translations import translations
from quiz.settings import PROJECT
from tests.banks.small_folder import SmallFolder, make_small_folder

KEY = "a key for tests, and for nothing else"
COMMANDS = click.Group("flask", commands=[bank, database, reports, translations])


@dataclass(frozen=True)
class Result:
    output: str
    status: int


@dataclass(frozen=True)
class Project:
    root: Path

    @property
    def questions(self) -> SmallFolder:
        return SmallFolder(self.root / "questions")

    def run(self, *words: str, **settings: str) -> Result:
        """Run a `flask` command on this project, in the process of the tests, which is quick."""
        return run_here(self.root, *words, **settings)

    def run_alone(self, *words: str, **settings: str) -> Result:
        """Run a `flask` command as a person does, in a process of its own."""
        shutil.copytree(
            PROJECT / "quiz", self.root / "quiz", ignore=shutil.ignore_patterns("built"), dirs_exist_ok=True
        )
        # If a command loaded the app, it would stop here.
        (self.root / "wsgi.py").write_text("raise SystemExit('the app was loaded')\n", encoding="utf-8")
        return run_alone(self.root, ["-m", "flask", *words], **settings)


def run_here(root: Path, *words: str, **settings: str) -> Result:
    environment = {"SECRET_KEY": KEY, **settings}
    done = CliRunner().invoke(COMMANDS, words, obj=root, env=environment, catch_exceptions=False)
    return Result(done.output, done.exit_code)


def run_alone(root: Path, words: list[str], **settings: str) -> Result:
    """Run Python in a folder, until it stops by itself."""
    done = subprocess.run(
        [sys.executable, *words],
        cwd=root,
        env=environment_of(root, **settings),
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        encoding="utf-8",
        check=False,
        timeout=60,
    )
    return Result(done.stdout, done.returncode)


def environment_of(root: Path, **settings: str) -> dict[str, str]:
    return {"PATH": os.environ["PATH"], "PYTHONPATH": str(root), "SECRET_KEY": KEY, **settings}


def make_project(root: Path) -> Project:
    (root / "quiz").mkdir(parents=True)
    (root / "quiz" / "site.py").write_text('"""No message for the translator."""\n', encoding="utf-8")
    (root / "templates").mkdir()
    (root / "templates" / "home.html").write_text("<h1>{{ _('Quizzes') }}</h1>\n", encoding="utf-8")
    make_small_folder(root / "questions")
    return Project(root)
