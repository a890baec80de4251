"""How many statements a page takes, whatever the size of a history."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import event

from quiz.catalogs.lookup import Catalogues
from quiz.domain.bank import Library
from quiz.storage.database import Database, open_database
from tests.every_page import Site, open_site
from tests.playing import ARTICLE, SUNDAY, fields, play, question_of, right, skip
from tests.progress_pages import start_many
from tests.site_client import PageView, SiteClient

MOST_ON_A_PAGE, MOST_FOR_AN_ANSWER = 2, 4


class Counted:
    """Counts what is said to a database, and how often something is written for good."""

    def __init__(self, database: Database) -> None:
        self.said: list[str] = []
        self._database = database
        event.listen(database.engine, "before_cursor_execute", self._say)

    def _say(self, connection: object, cursor: object, statement: str, *more: object) -> None:
        self.said.append(statement)

    def take(self) -> list[str]:
        """Return what has been said since, without the beginnings of transactions."""
        said, self.said = self.said, []
        self.writes = sum(each.startswith("BEGIN IMMEDIATE") for each in said)
        return [each for each in said if not each.startswith("BEGIN")]


@pytest.fixture(scope="module")
def site(
    tmp_path_factory: pytest.TempPathFactory, migrated: Path, library: Library, catalogues: Catalogues
) -> Iterator[tuple[Site, Counted]]:
    opened: list[Database] = []

    def open_one(url: str, synchronous: str = "FULL") -> Database:
        opened.append(open_database(url, synchronous))
        return opened[-1]

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("tests.every_page.open_database", open_one)
        made = open_site(tmp_path_factory.mktemp("counted"), migrated, library, catalogues)
    yield made, Counted(opened[0])
    made.close()


@pytest.fixture(scope="module")
def places(site: tuple[Site, Counted], library: Library) -> dict[str, PageView]:
    """A player's pages after more rounds than stand on a page, some finished, some not, some of practice."""
    client = site[0].client()
    result = play(client, library, client.start(SUNDAY, asks_certainty="yes"), skip)
    play(client, library, client.start(SUNDAY, way="with-source", length="9"), skip)
    client.send(client.get("/nb/practice").form("practise-all-missed"))
    question = client.start(SUNDAY)
    answer = client.send(
        question.form("answer"), **fields(question_of(library, question), question_of(library, question).key)
    )
    start_many(client, "nb")
    return {"result": result, "answer": answer, "question": client.follow(answer, data_action="next")}


def player(site: Site, page: PageView) -> SiteClient:
    client = site.client()
    cookie = page.response.request.headers["Cookie"].split("kildesjekk=")[1].split(";")[0]
    client.http.set_cookie("kildesjekk", cookie)
    return client


PAGES = (
    *("/nb/", f"/nb/quizzes/{SUNDAY}", f"/nb/articles/{ARTICLE}", "/nb/practice"),
    *("/nb/history", "/nb/history?page=2", f"/nb/history?quiz={SUNDAY}", f"/nb/history?quiz={ARTICLE}"),
    *("/nb/my-data", "/nb/my-data/delete", "/nb/my-data/transfer", "/nb/about"),
    *("question", "answer", "result", "result/review", "result/article", "result/handout"),
)


@pytest.mark.parametrize("page", PAGES)
def test_a_page_takes_few_statements(
    site: tuple[Site, Counted], places: dict[str, PageView], page: str
) -> None:
    made, counted = site
    name, _, rest = page.partition("/")
    address = f"{places[name].address}/{rest}".rstrip("/") if name else page
    client = player(made, places["question"])
    counted.take()

    shown = client.get(address)

    said = counted.take()
    assert shown.status == 200
    assert len(said) <= MOST_ON_A_PAGE, said
    assert counted.writes == 0


def test_an_answer_takes_few_statements_and_is_written_at_once(
    site: tuple[Site, Counted], library: Library
) -> None:
    """Also the one that ends the round, and keeps its sums."""
    made, counted = site
    client = made.client()
    question = client.start(SUNDAY, length="9")
    taken = []
    while question.kind:
        asked, form = question_of(library, question), question.form("answer")
        counted.take()
        client.http.post(form.address, data={**form.fields, **fields(asked, right(asked))})
        taken.append((len(counted.take()), counted.writes))
        question = client.get(question.address + "/answer")
        question = client.follow(question, data_action="next")

    assert len(taken) == 9
    assert all(statements <= MOST_FOR_AN_ANSWER for statements, _ in taken)
    assert {writes for _, writes in taken} == {1}
