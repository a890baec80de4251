"""Whether a site can serve is told part by part."""

from contextlib import closing
from dataclasses import replace

import pytest
from sqlalchemy import text

from quiz.catalogs.lookup import Catalogues
from quiz.domain.bank import Library
from quiz.services.readiness import Readiness
from quiz.storage import migrate
from quiz.storage.database import Database, open_database

LOCALES = ("nb", "en")


@pytest.fixture
def ready(database: Database, library: Library, catalogues: Catalogues) -> Readiness:
    return Readiness(database, library, catalogues, LOCALES)


def test_a_site_with_all_its_parts_is_ready(ready: Readiness) -> None:
    assert ready.faults() == []


@pytest.mark.sqlite
def test_a_database_of_another_version_is_a_fault_until_it_is_upgraded(
    ready: Readiness, database: Database
) -> None:
    migrate.downgrade(database, "base")
    before = ready.faults()
    migrate.upgrade(database)

    assert before == ["database"]
    assert ready.faults() == []


@pytest.mark.sqlite
def test_a_database_without_its_tables_is_a_fault(ready: Readiness, database: Database) -> None:
    with database.engine.begin() as connection:
        connection.execute(text("DROP TABLE alembic_version"))

    assert ready.faults() == ["database"]


@pytest.mark.sqlite
def test_a_database_out_of_reach_is_a_fault(
    database: Database, library: Library, catalogues: Catalogues
) -> None:
    with closing(open_database(f"{database.engine.url}-folder/site.sqlite3")) as gone:
        assert Readiness(gone, library, catalogues, LOCALES).faults() == ["database"]


def test_a_quiz_without_questions_is_a_fault(
    database: Database, library: Library, catalogues: Catalogues
) -> None:
    article = library.articles[0]
    emptied = replace(article, banks=(replace(article.banks[0], questions=()), *article.banks[1:]))

    for broken in (Library(()), Library((emptied,))):
        assert Readiness(database, broken, catalogues, LOCALES).faults() == ["banks"]


def test_a_language_without_its_catalogue_is_a_fault(
    database: Database, library: Library, catalogues: Catalogues
) -> None:
    assert Readiness(database, library, catalogues, ("nb", "de")).faults() == ["catalogues"]
