"""A copy of the project for each test."""

from pathlib import Path

import pytest

from tests.cli.project import Project, make_project


@pytest.fixture
def project(tmp_path: Path) -> Project:
    return make_project(tmp_path / "project")
