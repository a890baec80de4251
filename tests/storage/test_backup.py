"""Backing up while the site is played, putting back, and looking over: on SQLite files."""

import sqlite3
import stat
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path
from threading import Event, Thread

import pytest
from sqlalchemy import text

from quiz.storage.backup import backup, restore
from quiz.storage.database import Database, DatabaseError, open_database
from tests.storage.filled import ROWS, fill
from tests.storage.stored_players import add_player, players

pytestmark = pytest.mark.sqlite
NOW = datetime(2026, 11, 24, 12, 30, tzinfo=UTC)


@pytest.fixture
def file(database_url: str) -> Path:
    return Path(database_url.removeprefix("sqlite:///"))


@pytest.fixture
def played(database: Database) -> Database:
    with database.engine.begin() as connection:
        fill(connection)
    return database


@pytest.fixture
def saved(database_url: str, tmp_path: Path) -> Path:
    """A backup with one player, of a database that has another by now and that nobody has open."""
    made = tmp_path / "saved.sqlite3"
    with closing(open_database(database_url)) as database:
        add_player(database, "saved")
        backup(database_url, made)
        add_player(database, "since")
    return made


def in_file(path: Path) -> set[str]:
    with closing(open_database(f"sqlite:///{path}")) as database:
        return players(database)


def beside(path: Path) -> set[str]:
    return {other.name for other in path.parent.iterdir() if other.name.startswith((path.name, "."))}


def test_a_backup_holds_everything_in_one_file_for_its_owner_only(
    played: Database, database_url: str, tmp_path: Path
) -> None:
    target = tmp_path / "backups" / "monday.sqlite3"
    target.parent.mkdir()

    finding = backup(database_url, target)

    assert set(finding.rows.values()) == {ROWS}
    assert [path.name for path in target.parent.iterdir()] == ["monday.sqlite3"]
    assert stat.S_IMODE(target.stat().st_mode) == 0o600
    with closing(sqlite3.connect(target)) as copy, closing(sqlite3.connect(database_url[10:])) as original:
        assert list(copy.iterdump()) == list(original.iterdump())


@pytest.mark.parametrize("name", ["saved?x=1#1", "100%25", "%C3%B8", "ø +"])
def test_a_backup_may_lie_in_any_folder_and_is_the_file_that_is_checked(
    played: Database, database_url: str, tmp_path: Path, name: str
) -> None:
    folder = tmp_path / name
    folder.mkdir()

    finding = backup(database_url, folder / "monday.sqlite3")

    assert set(finding.rows.values()) == {ROWS}
    assert [path.name for path in folder.iterdir()] == ["monday.sqlite3"]


def test_a_backup_made_while_others_write_is_of_one_moment(
    database: Database, database_url: str, tmp_path: Path
) -> None:
    stop = Event()

    def write() -> None:
        number = 0
        while not stop.is_set():
            number += 1
            with database.writing() as session:
                for twin in ("a", "b"):
                    row = {"id": f"{number}{twin}", "at": "2020-09-27 12:00:00.000000"}
                    session.execute(text("INSERT INTO player VALUES (:id, :at)"), row)

    writer = Thread(target=write)
    writer.start()
    try:
        for number in range(5):
            backup(database_url, tmp_path / f"{number}.copy")
    finally:
        stop.set()
        writer.join()

    found = [in_file(tmp_path / f"{number}.copy") for number in range(5)]
    for names in found:
        assert names == {name[:-1] + twin for name in names for twin in "ab"}
    assert len(found[0]) < len(found[-1])


def test_a_backup_overwrites_nothing(database_url: str, tmp_path: Path) -> None:
    target = tmp_path / "monday"
    target.write_text("precious", encoding="utf-8")

    with pytest.raises(DatabaseError, match="there already"):
        backup(database_url, target)

    assert target.read_text(encoding="utf-8") == "precious"


def test_a_database_that_is_damaged_gives_no_backup(file: Path, database_url: str, tmp_path: Path) -> None:
    damage(file)

    with pytest.raises(DatabaseError, match=r"damaged|malformed"):
        backup(database_url, tmp_path / "monday")

    assert not beside(tmp_path / "monday")


def damage(path: Path) -> None:
    """Spoil all pages but the first, which says what kind of file it is and which tables it has."""
    sound = path.read_bytes()
    path.write_bytes(sound[:4096] + b"\xab" * (len(sound) - 4096))


@pytest.mark.parametrize("target", ["no-such-folder/monday", "letter/monday"])
def test_a_folder_that_cannot_be_written_is_named(database_url: str, tmp_path: Path, target: str) -> None:
    (tmp_path / "letter").write_text("a file", encoding="utf-8")

    with pytest.raises(DatabaseError, match="nothing can be written to"):
        backup(database_url, tmp_path / target)


def test_there_is_no_backup_of_a_database_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(DatabaseError, match="there is no database"):
        backup(f"sqlite:///{tmp_path}/none", tmp_path / "monday")

    assert list(tmp_path.iterdir()) == []


def test_a_backup_is_put_back_and_the_former_kept(saved: Path, file: Path, database_url: str) -> None:
    file.chmod(0o644)

    former = restore(database_url, saved, NOW)

    assert former == file.with_name("site.sqlite3.before-20261124-123000")
    assert in_file(file) == in_file(saved) == {"saved"}
    assert in_file(former) == {"saved", "since"}
    assert stat.S_IMODE(file.stat().st_mode) == 0o640
    assert not [name for name in beside(file) if name.endswith((".part", "-wal", "-shm"))]


def test_a_backup_is_put_where_there_is_none(saved: Path, tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path}/new/site.sqlite3"

    assert restore(url, saved, NOW) is None
    assert in_file(tmp_path / "new" / "site.sqlite3") == {"saved"}


def test_a_database_in_use_is_left_alone(saved: Path, file: Path, database_url: str) -> None:
    with closing(open_database(database_url)) as site:
        before = players(site)

        with pytest.raises(DatabaseError, match="in use: stop the site"):
            restore(database_url, saved, NOW)

        add_player(site, "goes on")
        assert players(site) == before | {"goes on"}
    assert beside(file) == {"site.sqlite3"}


def test_where_nothing_tells_whether_a_database_is_in_use_it_is_left_alone(
    saved: Path, file: Path, database_url: str
) -> None:
    """What SQLite keeps beside it, by which those who use it know of each other, cannot be opened."""
    before = file.read_bytes()
    Path(f"{file}-shm").mkdir()

    with pytest.raises(DatabaseError, match="cannot be found out"):
        restore(database_url, saved, NOW)

    assert file.read_bytes() == before


def test_a_damaged_database_is_replaced_and_kept_as_it_is(saved: Path, file: Path, database_url: str) -> None:
    file.write_bytes(b"no database at all" * 500)

    former = restore(database_url, saved, NOW)

    assert former is not None
    assert former.read_bytes().startswith(b"no database")
    assert in_file(file) == {"saved"}


def test_a_journal_that_was_left_behind_does_not_spoil_what_is_put_back(
    saved: Path, file: Path, database_url: str
) -> None:
    file.unlink()
    left = Path(f"{file}-wal")
    left.write_bytes(b"of another time" * 300)

    restore(database_url, saved, NOW)

    assert not left.exists()
    assert in_file(file) == {"saved"}


@pytest.fixture
def unfit(request: pytest.FixtureRequest, saved: Path) -> Path:
    """A backup that is spoiled in one way."""
    statements = {
        "later version": "UPDATE alembic_version SET version_num = 'from the future'",
        "no revision": "DROP TABLE alembic_version",
        "table missing": "DROP TABLE answer",
        "trigger": "CREATE TRIGGER evil AFTER INSERT ON player BEGIN DELETE FROM attempt; END",
        "column missing": "ALTER TABLE attempt RENAME COLUMN locale TO language",
    }
    if request.param in statements:
        with closing(sqlite3.connect(saved)) as connection:
            connection.execute(statements[request.param])
            connection.commit()
    elif request.param == "loose end":
        with closing(sqlite3.connect(saved)) as connection:
            connection.execute("INSERT INTO attempt_question VALUES (99, 1, 'q', '[]')")
            connection.commit()
    elif request.param == "damaged":
        damage(saved)
    elif request.param == "letter":
        saved.write_text("Dear Sir or Madam, " * 500, encoding="utf-8")
    else:
        saved.unlink()
    return saved


@pytest.mark.parametrize(
    ("unfit", "told"),
    [
        ("later version", "revision 'from the future'"),
        ("no revision", "no database of Kildesjekk"),
        ("table missing", "the table answer is missing"),
        ("column missing", "the table attempt lacks locale"),
        ("trigger", "there is a trigger 'evil'"),
        ("loose end", "1 of attempt_question refer to attempt"),
        ("damaged", "damaged|malformed"),
        ("letter", "file is not a database"),
        ("not there", "there is no backup"),
    ],
    indirect=["unfit"],
)
def test_a_backup_that_is_not_sound_replaces_nothing(
    unfit: Path, file: Path, database_url: str, told: str
) -> None:
    with pytest.raises(DatabaseError, match=told):
        restore(database_url, unfit, NOW)

    assert in_file(file) == {"saved", "since"}
    assert beside(file) == {"site.sqlite3"}


def test_the_database_is_no_backup_of_itself(file: Path, database_url: str) -> None:
    with pytest.raises(DatabaseError, match="the database itself"):
        restore(database_url, file, NOW)


@pytest.mark.parametrize("url", ["postgresql+psycopg://host/name", "postgresql://host/name"])
def test_for_postgresql_its_own_tools_are_named(url: str, tmp_path: Path) -> None:
    with pytest.raises(DatabaseError, match="pg_dump"):
        backup(url, tmp_path / "monday")
    with pytest.raises(DatabaseError, match="pg_restore"):
        restore(url, tmp_path / "monday", NOW)
