"""A file of kept content that is damaged, foreign, in the way or shared costs time, and nothing else."""

import os
import shutil
import sqlite3
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from pathlib import Path

import pytest

from quiz.cli.opening import open_content
from quiz.settings import ContentSettings
from quiz.storage.database import DatabaseUnavailableError
from tests.banks.small_folder import ARTICLE
from tests.catalogs.small_site import SmallSite
from tests.cli.two_articles import COUNT, LATER, OTHER, QUESTION, asked, kept_articles, whole


@pytest.mark.parametrize("damage", [b"", b"{", b"\0" * 5000, b"SQLite format 3\0" + b"\xff" * 3000])
def test_a_file_that_is_none_of_ours_is_made_again(
    content_settings: ContentSettings, file: Path, kept: int, damage: bytes
) -> None:
    file.write_bytes(damage)

    assert asked(open_content(content_settings, file, LATER)) == COUNT.text
    assert kept_articles(file) == [ARTICLE, OTHER]


def test_a_database_of_something_else_is_made_again(
    content_settings: ContentSettings, file: Path, kept: int
) -> None:
    with closing(sqlite3.connect(file)) as connection:
        connection.executescript("DROP TABLE article; CREATE TABLE article (words TEXT);")

    assert asked(open_content(content_settings, file, LATER)) == COUNT.text
    assert kept_articles(file) == [ARTICLE, OTHER]


def test_half_a_file_costs_time_and_nothing_else(
    two: SmallSite, content_settings: ContentSettings, file: Path, kept: int
) -> None:
    file.write_bytes(file.read_bytes()[: file.stat().st_size // 2])
    two.questions.change(QUESTION, "explanation = ", "explanation = '''Tre.''' #")

    content = open_content(content_settings, file, LATER)

    assert whole(content) == whole(open_content(content_settings, file.with_name("another"), LATER))


def test_parts_that_are_damaged_under_a_running_site_are_made_again(
    content_settings: ContentSettings, file: Path, kept: int
) -> None:
    spoil_parts(file)
    content = open_content(content_settings, file, LATER)

    assert asked(content) == COUNT.text
    assert whole(content) == whole(open_content(content_settings, file.with_name("another"), LATER))
    assert not file.exists()  # so that the next start makes a sound one


def test_parts_that_are_damaged_and_have_changed_since_are_not_shown(
    two: SmallSite, content_settings: ContentSettings, file: Path, kept: int
) -> None:
    spoil_parts(file)
    content = open_content(content_settings, file, LATER)
    two.questions.change(QUESTION, "Hvor mange barn", "Hvor mange av barna")

    with pytest.raises(DatabaseUnavailableError, match="start it again"):
        asked(content)
    assert asked(content, OTHER) == COUNT.text


def test_where_nothing_can_be_kept_everything_is_read_each_time(
    two: SmallSite, content_settings: ContentSettings, tmp_path: Path
) -> None:
    (tmp_path / "in-the-way").write_text("a file", encoding="utf-8")
    nowhere = tmp_path / "in-the-way" / "content.sqlite3"

    assert asked(open_content(content_settings, nowhere, LATER)) == COUNT.text
    two.questions.change(QUESTION, "Hvor mange barn", "Hvor mange av barna")
    assert asked(open_content(content_settings, nowhere, LATER)) == "Hvor mange av barna så på?"


def test_servers_that_start_at_once_do_not_disturb_each_other(
    content_settings: ContentSettings, file: Path
) -> None:
    with ThreadPoolExecutor(4) as pool:
        opened = list(pool.map(lambda _: open_content(content_settings, file, LATER), range(8)))

    assert len({repr(whole(content)) for content in opened}) == 1
    assert list(file.parent.iterdir()) == [file]
    assert kept_articles(file) == [ARTICLE, OTHER]


def test_a_draft_that_was_left_behind_is_swept_away(
    content_settings: ContentSettings, file: Path, kept: int
) -> None:
    left, begun = (file.with_name(f".{file.name}.{name}") for name in ("left", "begun"))
    for each in (left, begun):
        each.write_bytes(b"half a file")
    os.utime(left, ns=(LATER - 2 * 10**14, LATER - 2 * 10**14))
    shutil.rmtree(content_settings.questions / OTHER)

    open_content(content_settings, file, LATER)

    assert sorted(file.parent.iterdir()) == [begun, file]


def spoil_parts(file: Path) -> None:
    with closing(sqlite3.connect(file)) as connection:
        connection.execute(
            "UPDATE part SET content = replace(content, 'e', 'a') WHERE article_id = ?", [ARTICLE]
        )
        connection.commit()
