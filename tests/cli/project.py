"""A copy of the project with a small bank and two templates, in which commands may write as they like."""

import os
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

from quiz.settings import PROJECT
from tests.banks.small_folder import SmallFolder, make_small_folder


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
        """Run a `flask` command as a person does, in a process of its own."""
        environment = {
            "PATH": os.environ["PATH"],
            "PYTHONPATH": str(self.root),
            "SECRET_KEY": "a key for tests, and for nothing else",
            **settings,
        }
        done = subprocess.run(
            [sys.executable, "-m", "flask", *words],
            cwd=self.root,
            env=environment,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            encoding="utf-8",
            check=False,
            timeout=60,
        )
        return Result(done.stdout, done.returncode)


def make_project(root: Path) -> Project:
    shutil.copytree(PROJECT / "quiz", root / "quiz", ignore=shutil.ignore_patterns("__pycache__", "built"))
    # If a command loaded the app, it would stop here.
    (root / "wsgi.py").write_text("raise SystemExit('the app was loaded')\n", encoding="utf-8")
    (root / "templates").mkdir()
    (root / "templates" / "home.html").write_text("<h1>{{ _('Quizzes') }}</h1>\n", encoding="utf-8")
    make_small_folder(root / "questions")
    return Project(root)
