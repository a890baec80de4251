"""A copy of the whole site, started as an operator starts it."""

import os
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

from quiz.settings import PROJECT
from tests.cli.project import Result

KEY = "a key for tests, and for nothing else"
SERVE = "from quiz.cli.serve import main; main()"  # what the command `kildesjekk` does
LOAD = "import wsgi"  # what any server does


@dataclass(frozen=True)
class WholeSite:
    root: Path

    @property
    def database(self) -> Path:
        return self.root / "instance" / "kildesjekk.sqlite3"

    def run(self, program: str, **settings: str) -> Result:
        """Run until it stops by itself, which is at once where there is a reason not to start."""
        done = subprocess.run(
            [sys.executable, "-c", program],
            cwd=self.root,
            env=self.environment(**settings),
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            encoding="utf-8",
            check=False,
            timeout=60,
        )
        return Result(done.stdout, done.returncode)

    def flask(self, *words: str, **settings: str) -> Result:
        return self.run(f"from flask.cli import main; import sys; sys.argv[1:] = {words}; main()", **settings)

    def environment(self, **settings: str) -> dict[str, str]:
        return {"PATH": os.environ["PATH"], "PYTHONPATH": str(self.root), "SECRET_KEY": KEY, **settings}


def make_whole_site(root: Path, translations: Path) -> WholeSite:
    """Copy what a site needs; `translations` are compiled already."""
    shutil.copytree(PROJECT / "quiz", root / "quiz", ignore=shutil.ignore_patterns("__pycache__"))
    for folder in ("questions", "templates"):
        shutil.copytree(PROJECT / folder, root / folder)
    shutil.copytree(translations, root / "translations")
    shutil.copy(PROJECT / "wsgi.py", root)
    return WholeSite(root)
