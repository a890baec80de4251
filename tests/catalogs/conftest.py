"""A small site for each test: with its sources only, or translated without a fault."""

from pathlib import Path

import pytest

from tests.catalogs.small_site import SmallSite, make_small_site, make_translated_site


@pytest.fixture
def site(tmp_path: Path) -> SmallSite:
    return make_small_site(tmp_path / "site")


@pytest.fixture
def translated(tmp_path: Path) -> SmallSite:
    return make_translated_site(tmp_path / "site")
