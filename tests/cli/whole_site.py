"""A copy of the whole site, started as an operator starts it."""

import shutil
import sys
from dataclasses import dataclass
from pathlib import Path

from quiz.settings import PROJECT
from tests.cli.project import KEY, Result, environment_of, run_alone, run_here
from tests.server import Server

__all__ = ["KEY", "LOAD", "SERVE", "WholeSite", "make_whole_site"]

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
        return run_alone(self.root, ["-c", program], **settings)

    def flask(self, *words: str, **settings: str) -> Result:
        return run_here(self.root, *words, **settings)

    def environment(self, **settings: str) -> dict[str, str]:
        return environment_of(self.root, **settings)

    def server(self, database_url: str, log: Path | None = None, **settings: str) -> Server:
        """Return its server, with two workers unless the settings say otherwise, not yet started.

        What it leaves behind where it is killed goes with the site.
        """
        of_all = {"WORKERS": "2", "DATABASE_URL": database_url, "TMPDIR": str(self.root)}
        environment = self.environment(**{**of_all, **settings})
        return Server(self.root, environment, (sys.executable, "-c", SERVE), log)


def make_whole_site(root: Path, translations: Path) -> WholeSite:
    """Copy what a site needs; `translations` are compiled already."""
    for folder in ("quiz", "questions", "templates"):
        shutil.copytree(PROJECT / folder, root / folder)
    shutil.copytree(translations, root / "translations")
    shutil.copy(PROJECT / "wsgi.py", root)
    return WholeSite(root)
