"""What whoever runs the site learns of it: the log, the metrics, whether it is ready."""

import json
import re
import shutil
from collections.abc import Iterator, Sequence
from contextlib import closing
from http.client import HTTPConnection
from pathlib import Path
from typing import Any

import pytest

from tests.cli.test_start import a_taken_port
from tests.cli.whole_site import SERVE, WholeSite, make_whole_site
from tests.error_pages import locked
from tests.server import Server, free_port
from tests.visitor import Visitor, hidden

HEADERS = {
    "Cookie": "a-cookie",
    "User-Agent": "a-browser",
    "Referer": "a-referer",
    "X-Forwarded-For": "198.51.100.77",
}
SECRETS = (*HEADERS.values(), "a-query", "127.0.0.1", "example.org", "dont-know")


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory, translations: Path) -> WholeSite:
    return make_whole_site(tmp_path_factory.mktemp("operations") / "whole", translations)


@pytest.fixture
def database_file(tmp_path: Path, migrated: Path) -> Path:
    return Path(shutil.copy(migrated, tmp_path / "site.sqlite3"))


@pytest.fixture
def log(tmp_path: Path) -> Path:
    return tmp_path / "log"


@pytest.fixture
def settings() -> dict[str, str]:
    return {}


@pytest.fixture
def server(whole: WholeSite, database_file: Path, log: Path, settings: dict[str, str]) -> Iterator[Server]:
    made = whole.server(f"sqlite:///{database_file}", log, **{"WORKERS": "1", **settings})
    made.start()
    yield made
    made.kill()


def visit(server: Server) -> Visitor:
    """Play, take the history along, and go where nothing is."""
    visitor = Visitor(server.port)
    question = visitor.start()
    visitor.leave_open(question)
    visitor.ask("GET", f"{question}/answer?stands=1&q=a-query")
    page = visitor.ask("GET", "/nb/my-data").page
    made = visitor.ask("POST", "/nb/my-data/transfer", {"csrf_token": hidden(page, "csrf_token")})
    link = re.search(r"/nb/my-data/transfer/[\w-]+", visitor.ask("GET", made.where).page)
    assert link is not None
    visitor.ask("GET", link[0])
    visitor.ask("GET", "/nb/somebody@example.org")
    connection = HTTPConnection("127.0.0.1", server.port)
    connection.request("GET", "/nb/about?q=a-query", headers=HEADERS)
    connection.getresponse().read()
    connection.close()
    return visitor


def records(log: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in log.read_text(encoding="utf-8").splitlines()]


def requests(log: Path) -> list[dict[str, Any]]:
    return [record for record in records(log) if record["logger"] == "quiz.requests"]


@pytest.mark.parametrize("settings", [{"LOG_FORMAT": "json", "LOG_LEVEL": "info"}])
def test_the_log_tells_of_each_request_and_of_nobody(server: Server, log: Path) -> None:
    visitor = visit(server)
    server.stop()
    server.wait()

    told = requests(log)
    text = log.read_text(encoding="utf-8")
    routes = {record["route"] for record in told}
    keys = {"time", "level", "logger", "message", "request_id", "method", "route", "status", "milliseconds"}

    assert {"/<locale:locale>/quizzes/<article_id>/<bank_id>", "-"} <= routes
    assert "/<locale:locale>/my-data/transfer/<token>" in routes
    assert all(record.keys() == keys for record in told)
    assert len({record["request_id"] for record in told}) == len(told)
    assert {record["status"] for record in told} >= {200, 303, 404}
    for secret in (*SECRETS, *visitor.cookies.values()):
        assert secret not in re.sub(r"Listening at: \S+", "", text), secret


@pytest.mark.parametrize(
    "settings", [{"LOG_FORMAT": "json", "LOG_LEVEL": "info", "LOG_ADDRESSES": "yes", "TRUSTED_PROXIES": "1"}]
)
def test_addresses_are_noted_where_that_is_set_and_a_proxy_may_number_the_requests(
    server: Server, log: Path
) -> None:
    connection = HTTPConnection("127.0.0.1", server.port)
    given = []
    for number in ("the-proxys-own-1234", "not\tfit", "short"):
        connection.request(
            "GET", "/nb/about", headers={"X-Forwarded-For": "198.51.100.77", "X-Request-ID": number}
        )
        response = connection.getresponse()
        response.read()
        given.append(response.getheader("X-Request-ID"))
    connection.close()

    told = [record for record in requests(log) if record["route"].endswith("/about")]

    assert [record["request_id"] for record in told] == given
    assert given[0] == "the-proxys-own-1234"
    assert [bool(re.fullmatch(r"[0-9a-f]{16}", number or "")) for number in given] == [False, True, True]
    assert {record["address"] for record in told} == {"198.51.100.77"}


@pytest.mark.parametrize("settings", [{}, {"LOG_LEVEL": "error"}])
def test_unless_it_is_set_the_log_is_silent_while_all_is_well(server: Server, log: Path) -> None:
    visit(server)

    assert log.read_text(encoding="utf-8") == ""


@pytest.mark.parametrize("settings", [{"LOG_LEVEL": "info"}, {"LOG_LEVEL": "info", "LOG_FORMAT": "json"}])
def test_what_somebody_sends_cannot_pass_for_a_line_of_the_log(server: Server, log: Path) -> None:
    connection = HTTPConnection("127.0.0.1", server.port)
    connection.putrequest("GET", "/%0a2026-01-01%20CRITICAL%20all%20is%20lost", skip_host=True)
    connection.putheader("Host", "evil.example%0aCRITICAL")
    connection.endheaders()
    assert connection.getresponse().status == 400
    connection.close()

    lines = log.read_text(encoding="utf-8").splitlines()

    assert not any(line.startswith("2026-01-01") for line in lines)
    assert sum("evil.example" in line for line in lines) == 1


@pytest.mark.parametrize("settings", [{"LOG_FORMAT": "json"}])
def test_a_database_that_is_locked_is_told_on_one_line_without_whose_answer_it_was(
    server: Server, log: Path, database_file: Path
) -> None:
    visitor = Visitor(server.port)
    question = visitor.start()
    with locked(database_file):
        assert visitor.leave_open(question).status == 503

    (told,) = records(log)

    assert told["level"] == "error"
    assert "locked" in told["message"]
    assert "BEGIN IMMEDIATE" in told["message"]
    assert not any(value in json.dumps(told) for value in visitor.cookies.values())


def samples(port: int) -> dict[str, float]:
    with closing(HTTPConnection("127.0.0.1", port)) as connection:
        connection.request("GET", "/metrics")
        text = connection.getresponse().read().decode()
    found = (line.rsplit(" ", 1) for line in text.splitlines() if not line.startswith("#"))
    return {name: float(value) for name, value in found}


class TestMetrics:
    @pytest.fixture
    def settings(self) -> dict[str, str]:
        return {"METRICS_PORT": str(free_port()), "WORKERS": "2"}

    def test_count_what_all_workers_did(
        self, server: Server, settings: dict[str, str], database_file: Path
    ) -> None:
        visitors = [Visitor(server.port) for _ in range(8)]
        for visitor in visitors:
            visitor.leave_open(visitor.start())
        another = visitors[0].start()
        with locked(database_file):
            refused = visitors[0].leave_open(another)

        found = samples(int(settings["METRICS_PORT"]))
        quizzes = 'route="/<locale:locale>/quizzes/<article_id>/<bank_id>"'

        assert refused.status == 503
        assert found["kildesjekk_answers_total"] == len(visitors)
        assert found["kildesjekk_database_unavailable_total"] == 1
        started = found[f'kildesjekk_requests_total{{method="POST",{quizzes},status="303"}}']
        assert started == len(visitors) + 1
        assert found[f"kildesjekk_request_seconds_count{{{quizzes}}}"] == 2 * (len(visitors) + 1)
        assert 0 < found[f"kildesjekk_request_seconds_sum{{{quizzes}}}"] < 60

    def test_are_not_shown_to_those_who_visit_the_site(self, server: Server) -> None:
        assert Visitor(server.port).ask("GET", "/metrics").status == 404


def test_a_port_for_metrics_that_is_taken_is_told(whole: WholeSite, database_file: Path) -> None:
    with a_taken_port() as port:
        result = whole.run(
            SERVE,
            DATABASE_URL=f"sqlite:///{database_file}",
            PORT=str(free_port()),
            METRICS_PORT=str(port),
        )

    assert result.status == 1
    assert f"METRICS_PORT={port % 65535 + 1}" in result.output


def test_without_a_port_for_them_there_are_no_metrics(server: Server) -> None:
    assert _listening(server.processes()) == {server.port}


def _listening(processes: Sequence[int]) -> set[int]:
    """Return the ports that processes listen at, as the kernel tells them."""
    inodes = set()
    for process in processes:
        for handle in Path(f"/proc/{process}/fd").iterdir():
            try:
                inodes.add(str(handle.readlink()))
            except OSError:
                continue
    ports = set()
    for table in ("tcp", "tcp6"):
        for line in Path(f"/proc/net/{table}").read_text(encoding="ascii").splitlines()[1:]:
            fields = line.split()
            if fields[3] == "0A" and f"socket:[{fields[9]}]" in inodes:
                ports.add(int(fields[1].rpartition(":")[2], 16))
    return ports
