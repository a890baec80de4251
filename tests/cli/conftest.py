"""A copy of the project, and a site with two articles."""

from pathlib import Path

import pytest

from quiz.cli.opening import open_content
from quiz.settings import ContentSettings
from tests.catalogs.small_site import SmallSite
from tests.cli.project import Project, make_project
from tests.cli.two_articles import LATER, make_two_articles


@pytest.fixture
def project(tmp_path: Path) -> Project:
    return make_project(tmp_path / "project")


@pytest.fixture
def two(tmp_path: Path) -> SmallSite:
    return make_two_articles(tmp_path / "site")


@pytest.fixture
def content_settings(two: SmallSite) -> ContentSettings:
    return ContentSettings(
        locales=("nb", "en"), questions=two.root / "questions", translations=two.root / "translations"
    )


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """Where the content is kept; nothing is there yet."""
    return tmp_path / "instance" / "content.sqlite3"


@pytest.fixture
def kept(content_settings: ContentSettings, file: Path) -> int:
    """A file that keeps everything; its number, which another file would not have."""
    open_content(content_settings, file, LATER)
    return file.stat().st_ino
