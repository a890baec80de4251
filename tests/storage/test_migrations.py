"""From an empty file to the tables of today, and back."""

import shutil
import sqlite3
import stat
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from pathlib import Path
from threading import Barrier

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import inspect

from quiz.storage import migrate, revisions
from quiz.storage.database import Database, DatabaseError, open_database
from quiz.storage.tables import Base

OURS = {table.name for table in Base.metadata.sorted_tables}


def test_a_database_that_is_not_made_yet_is_made_by_the_upgrade_for_its_owner_alone(tmp_path: Path) -> None:
    path = tmp_path / "site.sqlite3"
    with closing(open_database(f"sqlite:///{path}")) as database:
        assert revisions.current_revision(database) is None
        assert not path.exists()

        migrate.upgrade(database)

        assert {stat.S_IMODE(each.stat().st_mode) for each in tmp_path.iterdir()} == {0o600}
        revisions.require_newest(database)


def tables(database: Database) -> set[str]:
    return set(inspect(database.engine).get_table_names()) - {"alembic_version"}


def structure(database: Database) -> list[str]:
    """Return what the tables are, as the database itself tells it."""
    if database.engine.dialect.name == "postgresql":
        inspector = inspect(database.engine)
        asked = (
            inspector.get_columns,
            inspector.get_pk_constraint,
            inspector.get_foreign_keys,
            inspector.get_unique_constraints,
            inspector.get_check_constraints,
            inspector.get_indexes,
        )
        return sorted(f"{name} {ask(name)}" for name in inspector.get_table_names() for ask in asked)
    with database.engine.connect() as connection:
        rows = connection.exec_driver_sql("SELECT sql FROM sqlite_master WHERE sql IS NOT NULL ORDER BY name")
        return [sql for (sql,) in rows]


def test_an_empty_database_gets_all_tables(empty: Database) -> None:
    assert revisions.current_revision(empty) is None

    migrate.upgrade(empty)

    assert tables(empty) == OURS
    assert revisions.current_revision(empty) == revisions.NEWEST
    revisions.require_newest(empty)


def test_the_migrations_make_the_tables_that_the_code_describes(empty: Database) -> None:
    migrate.upgrade(empty)

    with empty.engine.connect() as connection:
        differences = compare_metadata(
            MigrationContext.configure(connection, {"compare_type": True}), Base.metadata
        )

    assert differences == []


def test_upgrading_again_changes_nothing(empty: Database) -> None:
    migrate.upgrade(empty)
    before = structure(empty)

    migrate.upgrade(empty)

    assert structure(empty) == before


def test_down_and_up_again_gives_the_same_tables(empty: Database) -> None:
    migrate.upgrade(empty)
    before = structure(empty)

    migrate.downgrade(empty, "base")
    assert tables(empty) == set()
    migrate.upgrade(empty)

    assert structure(empty) == before


def test_servers_that_start_at_the_same_moment_upgrade_once(empty: Database) -> None:
    all_ready = Barrier(3)

    def start(_: int) -> None:
        with closing(open_database(empty.engine.url.render_as_string(hide_password=False))) as database:
            all_ready.wait()
            migrate.upgrade(database)

    with ThreadPoolExecutor(3) as threads:
        list(threads.map(start, range(3)))

    revisions.require_newest(empty)


def test_an_upgrade_that_fails_leaves_the_database_as_it_was(empty: Database) -> None:
    with empty.engine.begin() as connection:
        connection.exec_driver_sql("CREATE TABLE answer (somebody_elses INTEGER)")

    with pytest.raises(DatabaseError, match=r'answer"? already exists'):
        migrate.upgrade(empty)

    assert tables(empty) == {"answer"}
    assert revisions.current_revision(empty) is None


def test_an_empty_database_is_not_ready_and_says_which_command_makes_it_so(empty: Database) -> None:
    with pytest.raises(DatabaseError, match="is empty: run `flask database upgrade`"):
        revisions.require_newest(empty)


@pytest.mark.parametrize("attempt", [migrate.upgrade, revisions.require_newest])
def test_a_database_of_a_later_version_is_left_alone(empty: Database, attempt: object) -> None:
    migrate.upgrade(empty)
    with empty.engine.begin() as connection:
        connection.exec_driver_sql("UPDATE alembic_version SET version_num = 'from the future'")
    before = structure(empty)

    with pytest.raises(
        DatabaseError, match=r"later version \(revision from the future\): install that version"
    ):
        attempt(empty)  # type: ignore[operator]

    assert structure(empty) == before


def test_a_file_that_is_no_database_is_named(tmp_path: Path) -> None:
    path = tmp_path / "letter.txt"
    path.write_text("Dear Sir or Madam, " * 100, encoding="utf-8")

    with closing(open_database(f"sqlite:///{path}")) as database:
        for attempt in (revisions.current_revision, migrate.upgrade, revisions.require_newest):
            with pytest.raises(DatabaseError, match=r"letter\.txt cannot be opened: file is not a database"):
                attempt(database)

    assert path.read_text(encoding="utf-8").startswith("Dear Sir")


def test_a_folder_that_is_none_is_named(tmp_path: Path) -> None:
    (tmp_path / "folder").write_text("a file", encoding="utf-8")

    with (
        closing(open_database(f"sqlite:///{tmp_path}/folder/site.sqlite3")) as database,
        pytest.raises(DatabaseError, match=r"site\.sqlite3 cannot be made: Not a directory"),
    ):
        migrate.upgrade(database)


def test_a_copy_of_the_file_is_a_backup(tmp_path: Path, migrated: Path) -> None:
    """With nobody connected, all is in the one file: nothing is left in a journal beside it."""
    source = tmp_path / "site.sqlite3"
    shutil.copy(migrated, source)
    with closing(open_database(f"sqlite:///{source}")) as database, database.engine.begin() as connection:
        connection.exec_driver_sql("INSERT INTO player VALUES ('somebody', '2020-09-27 12:00:00.000000')")

    copy = shutil.copy(source, tmp_path / "copy.sqlite3")

    with closing(sqlite3.connect(copy)) as opened:
        assert opened.execute("SELECT id FROM player").fetchall() == [("somebody",)]


def test_the_revisions_are_those_of_the_scripts() -> None:
    scripts = ScriptDirectory.from_config(migrate._config())

    assert tuple(script.revision for script in scripts.walk_revisions()) == revisions.REVISIONS
    assert scripts.get_current_head() == revisions.NEWEST
