"""A copy of the site with other articles than the shipped ones."""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

from flask import Flask

from quiz.app import create_app
from quiz.banks.load import load_library
from quiz.catalogs.compile import compile_catalogues
from quiz.catalogs.lookup import Catalogues
from quiz.domain.bank import Library
from quiz.settings import PROJECT, read_settings
from quiz.storage.database import open_database
from tests.cli.whole_site import KEY, WholeSite
from tests.compiled import compiled_catalogues

SECOND_ARTICLE = Path(__file__).parent
INTERFACE = ("messages.pot", "nb/LC_MESSAGES/messages.po")


class OtherSite(WholeSite):
    """In it commands run as a person runs them; and pages can be asked for without a process of its own."""

    def library(self) -> Library:
        return load_library(self.root / "questions").library

    def catalogues(self, *locales: str) -> Catalogues:
        compile_catalogues(self.root / "translations")
        return compiled_catalogues(self.root / "translations", self.library(), locales)

    @contextmanager
    def open(self, *locales: str) -> Iterator[Flask]:
        environment = {"DATABASE_URL": f"sqlite:///{self.database}", "SECRET_KEY": KEY, "RATE_LIMITS": "no"}
        settings = replace(
            read_settings(environment, self.root / "instance"),
            locales=locales,
            templates=self.root / "templates",
        )
        database = open_database(settings.database_url, settings.sqlite_synchronous)
        yield create_app(settings, self.library(), self.catalogues(*locales), database)
        database.close()


def make_other_site(root: Path, migrated: Path) -> OtherSite:
    """Make a site without any article, with the shipped interface and an empty database."""
    site = OtherSite(root)
    shutil.copytree(PROJECT / "quiz", root / "quiz", ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copytree(PROJECT / "templates", root / "templates")
    shutil.copytree(PROJECT / "questions" / "schemas", root / "questions" / "schemas")
    shutil.copy(PROJECT / "wsgi.py", root)
    for name in INTERFACE:
        _copy(PROJECT / "translations" / name, root / "translations" / name)
    _copy(migrated, site.database)
    return site


def make_second_site(root: Path, migrated: Path) -> OtherSite:
    """Make a site with the second article alone, which has a question of each kind."""
    site = make_other_site(root, migrated)
    for folder in ("questions", "translations"):
        shutil.copytree(SECOND_ARTICLE / folder, root / folder, dirs_exist_ok=True)
    return site


def _copy(source: Path, target: Path) -> None:
    target.parent.mkdir(parents=True, exist_ok=True)
    shutil.copy(source, target)
