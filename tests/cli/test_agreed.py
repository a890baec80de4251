"""Translations that agreed once are not compared again, and nothing that has changed since goes unseen."""

import os
import time
from dataclasses import replace
from pathlib import Path

import pytest

from quiz.cli import agreed
from quiz.cli.content import load_agreed_content
from quiz.settings import ContentSettings
from tests.banks.small_folder import ARTICLE
from tests.catalogs.small_site import SmallSite, make_translated_site

LATER = time.time_ns() + 10**12
RIGHT, WRONG = 'msgstr "HVOR MANGE BARN SÅ PÅ?"', 'msgstr "HVOR MANGE 24 BARN SÅ??"'  # of the same size


@pytest.fixture
def site(tmp_path: Path) -> SmallSite:
    return make_translated_site(tmp_path / "site")


@pytest.fixture
def settings(site: SmallSite) -> ContentSettings:
    return ContentSettings(
        locales=("nb", "en"), questions=site.root / "questions", translations=site.root / "translations"
    )


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "instance" / "agreed.json"


def test_what_agreed_is_remembered_once_its_files_have_settled(settings: ContentSettings, file: Path) -> None:
    state = agreed.state_of(settings)

    load_agreed_content(settings, file, now=state.newest)
    assert not agreed.is_remembered(file, state)

    load_agreed_content(settings, file, now=LATER)
    assert agreed.is_remembered(file, state)
    assert load_agreed_content(settings, file, now=LATER).errors == ()


def test_a_change_that_keeps_size_and_time_is_seen(
    site: SmallSite, settings: ContentSettings, file: Path
) -> None:
    load_agreed_content(settings, file, now=LATER)
    before = site.po(ARTICLE).stat()
    assert len(RIGHT.encode()) == len(WRONG.encode())

    site.change_po(ARTICLE, RIGHT, WRONG)
    os.utime(site.po(ARTICLE), ns=(before.st_atime_ns, before.st_mtime_ns))

    assert site.po(ARTICLE).stat().st_size == before.st_size
    assert [
        problem for problem in load_agreed_content(settings, file, now=LATER).errors if "24" in problem.what
    ]


def test_what_disagrees_is_not_remembered(site: SmallSite, settings: ContentSettings, file: Path) -> None:
    site.change_po(ARTICLE, RIGHT, WRONG)

    for _ in range(2):
        assert load_agreed_content(settings, file, now=LATER).errors != ()

    assert not file.exists()


@pytest.mark.parametrize("damage", [b"", b"{", b"[]", b'{"agreed": "another"}', b"\xff\xfe", b"null"])
def test_a_damaged_memory_remembers_nothing_and_is_made_again(
    settings: ContentSettings, file: Path, damage: bytes
) -> None:
    state = agreed.state_of(settings)
    file.parent.mkdir()
    file.write_bytes(damage)
    assert not agreed.is_remembered(file, state)

    load_agreed_content(settings, file, now=LATER)

    assert agreed.is_remembered(file, state)


def test_other_languages_are_compared_anew(settings: ContentSettings, file: Path) -> None:
    load_agreed_content(settings, file, now=LATER)

    assert not agreed.is_remembered(file, agreed.state_of(replace(settings, locales=("nb",))))


def test_where_nothing_can_be_kept_it_is_compared_each_time(
    site: SmallSite, settings: ContentSettings, tmp_path: Path
) -> None:
    (tmp_path / "in-the-way").write_text("a file", encoding="utf-8")
    nowhere = tmp_path / "in-the-way" / "agreed.json"

    assert load_agreed_content(settings, nowhere, now=LATER).errors == ()
    site.change_po(ARTICLE, RIGHT, WRONG)
    assert load_agreed_content(settings, nowhere, now=LATER).errors != ()
