"""How many statements a page takes, whatever the size of a history."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from quiz.catalogs.lookup import Catalogues
from quiz.domain.bank import Library
from quiz.storage.database import Database, open_database
from tests.every_page import Site, open_site
from tests.playing import ARTICLE, SUNDAY, fields, play, question_of, right, skip
from tests.progress_pages import start_many
from tests.site_client import PageView, SiteClient
from tests.statements import statements

MOST_ON_A_PAGE, MOST_FOR_AN_ANSWER = 2, 4


AROUND = {"BEGIN", "COMMIT", "ROLLBACK"}
READING = {"SELECT", "WITH"}

pytestmark = pytest.mark.sqlite


@pytest.fixture(scope="module")
def site(
    tmp_path_factory: pytest.TempPathFactory, migrated: Path, library: Library, catalogues: Catalogues
) -> Iterator[tuple[Site, Database]]:
    opened: list[Database] = []

    def open_one(url: str, synchronous: str = "FULL") -> Database:
        opened.append(open_database(url, synchronous))
        return opened[-1]

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("tests.every_page.open_database", open_one)
        made = open_site(tmp_path_factory.mktemp("counted"), migrated, library, catalogues)
    yield made, opened[0]
    made.close()


@pytest.fixture(scope="module")
def places(site: tuple[Site, Database], library: Library) -> dict[str, PageView]:
    """A player's pages after more rounds than stand on a page, some finished, some not, some of practice."""
    client = site[0].client()
    result = play(client, library, client.start(SUNDAY, asks_certainty="yes"), skip)
    play(client, library, client.start(SUNDAY, way="with-source", length="9"), skip)
    client.send(client.get("/nb/practice").form("practise-all-missed"))
    question = client.start(SUNDAY)
    answer = client.send(
        question.form("answer"), **fields(question_of(library, question), question_of(library, question).key)
    )
    beside = client.start(SUNDAY, way="with-source")
    while beside.kind == "find-sentence":  # its answer is the evidence
        beside = client.start(SUNDAY, way="with-source")
    asked = question_of(library, beside)
    evidence = client.send(beside.form("answer"), **fields(asked, right(asked)))
    start_many(client, "nb")
    following = client.follow(answer, data_action="next")
    return {"result": result, "answer": answer, "question": following, "evidence": evidence}


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
    site: tuple[Site, Database], places: dict[str, PageView], page: str
) -> None:
    made, database = site
    name, _, rest = page.partition("/")
    address = f"{places[name].address}/{rest}".rstrip("/") if name else page
    client = player(made, places["question"])

    with statements(database) as said:
        shown = client.get(address)

    asked = [word for word in said if word not in AROUND]
    assert shown.status == 200
    assert len(asked) <= MOST_ON_A_PAGE, asked
    assert READING.issuperset(asked)


@pytest.mark.parametrize("page", ["question", "answer", "evidence", "report"])
def test_what_is_about_one_question_takes_one_query_however_long_the_round_is(
    site: tuple[Site, Database], places: dict[str, PageView], page: str
) -> None:
    made, database = site
    address = places["answer" if page == "report" else page].address
    client = player(made, places["question"])

    with statements(database) as said:
        shown = client.get(address.replace("/answer", "/report") if page == "report" else address)

    assert said == ["SELECT"]
    assert shown.address.endswith(f"/{page}") or page == "question"


@pytest.mark.parametrize("way", ["from-memory", "with-source"])
def test_an_answer_takes_few_statements_and_is_written_at_once(
    site: tuple[Site, Database], library: Library, way: str
) -> None:
    """Also the one that ends the round, and keeps its sums."""
    made, database = site
    client = made.client()
    question = client.start(SUNDAY, length="9", way=way)
    taken = []
    while question.kind:
        asked, form = question_of(library, question), question.form("answer")
        with statements(database) as said:
            client.http.post(form.address, data={**form.fields, **fields(asked, right(asked))})
        taken.append(said)
        page = client.get(question.address + "/answer")
        if page.address.endswith("/evidence"):
            form = page.form("evidence")
            with statements(database) as said:
                client.http.post(form.address, data={**form.fields, "sentence": "none"})
            taken.append(said)
            page = client.get(question.address + "/answer")
        question = client.follow(page, data_action="next")

    assert len(taken) >= 9
    assert {(said[0], said[-1]) for said in taken} == {("BEGIN", "COMMIT")}
    assert {said.count("COMMIT") for said in taken} == {1}
    assert max(len(said) - 2 for said in taken) <= MOST_FOR_AN_ANSWER
