"""A small questions folder for each test."""

from pathlib import Path

import pytest

from tests.banks.small_folder import SmallFolder, make_small_folder


@pytest.fixture
def folder(tmp_path: Path) -> SmallFolder:
    return make_small_folder(tmp_path / "questions")
