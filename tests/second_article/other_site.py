"""A copy of the site with other articles than the shipped ones."""

import shutil
from dataclasses import replace
from pathlib import Path

from flask import Flask

from quiz.app import create_app
from quiz.banks.load import load_library
from quiz.catalogs.compile import compile_catalogues
from quiz.catalogs.lookup import Catalogues, load_catalogues
from quiz.domain.bank import Library
from quiz.settings import PROJECT, Settings
from quiz.storage.database import Database
from tests.cli.whole_site import WholeSite

INTERFACE = ("messages.pot", "nb/LC_MESSAGES/messages.po")


class OtherSite(WholeSite):
    """In it commands run as a person runs them; and pages can be asked for without a process of its own."""

    def library(self) -> Library:
        return load_library(self.root / "questions").library

    def catalogues(self, *locales: str) -> Catalogues:
        compile_catalogues(self.root / "translations")
        return load_catalogues(self.root / "translations", self.library(), locales)

    def app(self, settings: Settings, database: Database) -> Flask:
        settings = replace(
            settings,
            questions=self.root / "questions",
            translations=self.root / "translations",
            templates=self.root / "templates",
        )
        return create_app(settings, self.library(), self.catalogues(*settings.locales), database)


def make_other_site(root: Path) -> OtherSite:
    """Make a site without any article, whose interface is the shipped one."""
    shutil.copytree(PROJECT / "quiz", root / "quiz", ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copytree(PROJECT / "templates", root / "templates")
    shutil.copytree(PROJECT / "questions" / "schemas", root / "questions" / "schemas")
    shutil.copy(PROJECT / "wsgi.py", root)
    for name in INTERFACE:
        copy = root / "translations" / name
        copy.parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(PROJECT / "translations" / name, copy)
    return OtherSite(root)
