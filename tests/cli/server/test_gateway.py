"""The gateway between Granian and the app, on a real server with an app that tells what it was asked."""

import json
import socket
import time
from http.client import HTTPConnection, HTTPResponse, IncompleteRead

import pytest
from werkzeug.middleware.proxy_fix import ProxyFix

from quiz.cli.server import gateway as gateway_module
from quiz.cli.server.gateway import Gateway, Page
from quiz.cli.server.head import LARGEST_HEADERS, LONGEST_ADDRESS, who_asks
from quiz.cli.server.waiting import WaitingRoom
from quiz.services.limits import neighbourhood
from quiz.web.observation import ARRIVED
from tests.cli.server.echo_client import send, told
from tests.cli.server.echo_server import BODY_PATIENCE, LARGEST_BODY, PORTIONS


def test_the_app_is_told_what_wsgi_asks_for(port: int) -> None:
    before = time.perf_counter()
    environ = told(port, "/nb/about?a=%C3%B8&b", "Accept-Language: nb", "Content-Type: text/plain")

    assert before < environ.pop(ARRIVED) < time.perf_counter()
    assert {name: value for name, value in environ.items() if not name.startswith("HTTP_CONN")} == {
        "REQUEST_METHOD": "GET",
        "SCRIPT_NAME": "",
        "PATH_INFO": "/nb/about",
        "QUERY_STRING": "a=%C3%B8&b",
        "REMOTE_ADDR": "127.0.0.1",
        "SERVER_NAME": "127.0.0.1",
        "SERVER_PORT": str(port),
        "SERVER_PROTOCOL": "HTTP/1.1",
        "CONTENT_TYPE": "text/plain",
        "HTTP_HOST": "localhost",
        "HTTP_ACCEPT_LANGUAGE": "nb",
        "wsgi.url_scheme": "http",
        "body": "",
    }


@pytest.mark.parametrize(
    ("target", "path"),
    [("/%C3%B8%2F%00", "/ø/\0"), ("/%25", "/%"), ("//a//b/", "//a//b/"), ("*", "*")],
)
def test_a_path_is_decoded_once(port: int, target: str, path: str) -> None:
    assert told(port, target, method="OPTIONS")["PATH_INFO"].encode("latin-1").decode() == path


def test_a_path_that_is_no_text_is_still_answered(port: int) -> None:
    assert "/" in told(port, "/%ff%fe")["PATH_INFO"]


def test_a_query_is_given_on_byte_by_byte_whatever_signs_it_holds(port: int) -> None:
    """A client that quotes nothing was answered with a fault, and the log with thirty lines of it."""
    signs = "?round=\N{EURO SIGN}\N{LATIN SMALL LETTER AE}"

    found = told(port, f"/{signs.encode().decode('latin-1')}")["QUERY_STRING"]

    assert found.encode("latin-1").decode() == signs[1:]


def test_headers_that_come_twice_are_joined(port: int) -> None:
    environ = told(port, "/", "Cookie: a=1", "Cookie: b=2", "X-List: 1", "x-list: 2")

    assert (environ["HTTP_COOKIE"], environ["HTTP_X_LIST"]) == ("a=1; b=2", "1,2")


def test_a_header_is_given_on_byte_by_byte_whatever_signs_it_holds(port: int) -> None:
    """Another site under the same name may have set a cookie; with it, the player's own would be gone."""
    name = "\N{LATIN CAPITAL LETTER AE}rlig"

    for encoding in ("utf-8", "latin-1"):
        cookies = f"a=1; navn={name.encode(encoding).decode('latin-1')}; b=2"
        assert told(port, "/", f"Cookie: {cookies}")["HTTP_COOKIE"] == cookies


def test_who_names_no_host_is_taken_to_mean_the_one_that_was_called(port: int) -> None:
    status, answer = send(port, b"GET / HTTP/1.0\r\n\r\n")

    assert status == 203
    assert "HTTP_HOST" not in json.loads(answer)


def test_an_underscore_does_not_pass_for_a_hyphen(port: int) -> None:
    environ = told(port, "/", "X_Forwarded_For: 192.0.2.1", "Content_Length: 5", "X-Forwarded-Proto: https")

    assert "HTTP_X_FORWARDED_FOR" not in environ
    assert environ["HTTP_X_FORWARDED_PROTO"] == "https"


def test_what_proxies_tell_is_not_lost_by_what_a_client_put_before_it(port: int) -> None:
    """Who asks would then be taken for the proxy, and counted with it."""
    for sign in (b"\xff", b'"'):
        request = b"GET / HTTP/1.1\r\nHost: localhost\r\nX-Forwarded-For: " + sign + b", 192.0.2.1\r\n\r\n"
        assert send(port, request)[0] == 400
    assert told(port, "/", "X-Forwarded-For: ?, 192.0.2.1")["HTTP_X_FORWARDED_FOR"] == "?, 192.0.2.1"
    assert told(port, "/", "X-Other: \xff")["PATH_INFO"] == "/"


@pytest.mark.parametrize(
    ("proxies", "forwarded", "address"),
    [
        (0, "192.0.2.1", "198.51.100.1"),
        (1, "192.0.2.1", "192.0.2.1"),
        (1, "192.0.2.9, 192.0.2.1:1234", "192.0.2.1"),
        (2, "192.0.2.9, 192.0.2.1, 192.0.2.2", "192.0.2.1"),
        (2, "192.0.2.1", "198.51.100.1"),
        (1, "192.0.2.9,,192.0.2.1, ,", "192.0.2.1"),
        (1, ",", "198.51.100.1"),
        (1, "2001:db8:1:2::1", neighbourhood("2001:db8:1:ff00::1")),
        (1, None, "198.51.100.1"),
    ],
)
def test_who_asks_is_told_by_as_many_proxies_as_there_are(
    proxies: int, forwarded: str | None, address: str
) -> None:
    environ = {"REMOTE_ADDR": "198.51.100.1"}
    if forwarded is not None:
        environ["HTTP_X_FORWARDED_FOR"] = forwarded
    app = ProxyFix(lambda environ, start_response: [], x_for=proxies)

    assert who_asks(environ, proxies) == address
    app(environ, lambda status, headers, error=None: lambda data: None)
    assert neighbourhood(environ["REMOTE_ADDR"]) == address  # the app takes it from them in the same way


def test_a_body_comes_whole(port: int) -> None:
    assert told(port, method="POST", body="x" * LARGEST_BODY)["body"] == "x" * LARGEST_BODY


def test_a_body_that_is_too_large_is_left_unread_and_the_app_may_say_so(port: int) -> None:
    environ = told(port, "/", f"Content-Length: {LARGEST_BODY + 1}", method="POST")

    assert (environ["CONTENT_LENGTH"], environ["body"]) == (str(LARGEST_BODY + 1), "")


def test_a_body_without_a_length_is_refused(port: int) -> None:
    chunked = b"POST / HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n1\r\na\r\n0\r\n\r\n"

    assert send(port, chunked)[0] == 411


def test_a_body_that_does_not_come_is_waited_for_no_longer_than_said(port: int) -> None:
    start = time.monotonic()

    status, _ = send(port, b"POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 10\r\n\r\nabc")

    assert status == 408
    assert BODY_PATIENCE <= time.monotonic() - start < BODY_PATIENCE + 5


def test_a_body_that_is_cut_off_never_reaches_the_app(port: int) -> None:
    with socket.create_connection(("127.0.0.1", port), timeout=30) as connection:
        connection.sendall(b"POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 10\r\n\r\nabc")
        connection.shutdown(socket.SHUT_WR)
        response = HTTPResponse(connection)
        response.begin()

        assert response.status == 400


def test_headers_that_are_too_long_are_refused(port: int) -> None:
    long = "x" * LARGEST_HEADERS

    assert send(port, f"GET / HTTP/1.1\r\nHost: x\r\nX-Long: {long}\r\n\r\n".encode())[0] == 431


@pytest.mark.parametrize("sign", ["/", "?"])
def test_an_address_that_is_too_long_is_refused(port: int, sign: str) -> None:
    long = f"/{sign}{'x' * LONGEST_ADDRESS}"

    assert send(port, f"GET {long} HTTP/1.1\r\nHost: x\r\n\r\n".encode())[0] == 414


def test_two_lengths_are_refused(port: int) -> None:
    smuggled = b"POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\nab"

    assert send(port, smuggled)[0] == 400


def test_status_and_headers_come_as_the_app_gave_them(port: int) -> None:
    connection = HTTPConnection("127.0.0.1", port, timeout=30)
    connection.request("HEAD", "/")
    response = connection.getresponse()

    assert (response.status, response.headers.get_all("X-One"), response.read()) == (203, ["1", "2"], b"")
    connection.close()


def test_an_app_that_fails_is_told_in_general_words(port: int) -> None:
    status, body = send(port, b"GET /crash HTTP/1.1\r\nHost: x\r\n\r\n")

    assert (status, body) == (500, b"The fault is ours.\n")


def test_a_stream_that_fails_on_the_way_does_not_look_whole(port: int) -> None:
    with pytest.raises(IncompleteRead):
        send(port, b"GET /breaks HTTP/1.1\r\nHost: x\r\n\r\n")


def test_whoever_asks_for_the_head_of_a_stream_is_told_no_length(port: int) -> None:
    connection = HTTPConnection("127.0.0.1", port, timeout=30)
    connection.request("HEAD", "/stream")
    response = connection.getresponse()

    assert (response.status, response.headers.get("Content-Length"), response.read()) == (200, None, b"")
    connection.request("GET", "/stream")
    assert len(connection.getresponse().read()) == PORTIONS * 50_000
    connection.close()


def test_beside_a_stream_no_body_is_read_without_end(port: int) -> None:
    request = f"GET /stream HTTP/1.1\r\nHost: x\r\nContent-Length: {LARGEST_BODY + 1}\r\n\r\n"

    assert send(port, request.encode())[0] == 413


def a_gateway(**busy: Page) -> Gateway:
    return Gateway(
        lambda environ, start_response: [],
        port=1,
        threads=1,
        largest_body=1,
        connections=1,
        proxies=0,
        busy=busy,
    )


@pytest.mark.parametrize(
    ("path", "language"),
    [("/en/attempts/1", "en"), ("/en", "en"), ("/nb/", "nb"), ("/", "nb"), ("/english/", "nb"), ("*", "nb")],
)
def test_whoever_finds_no_room_is_told_in_the_language_of_the_address_or_else_the_first(
    path: str, language: str
) -> None:
    gateway = a_gateway(nb=([], b"nb"), en=([], b"en"))

    assert gateway._busy_page(path) == ([], language.encode())


@pytest.mark.parametrize("busy", [True, False])
def test_downloads_rest_where_pages_are_asked_for(busy: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    gateway = a_gateway()
    rested: list[float] = []
    monkeypatch.setattr(gateway_module, "sleep", rested.append)
    ticks = iter((5.0, 5.5))
    monkeypatch.setattr(gateway_module, "thread_time", lambda: next(ticks))
    monkeypatch.setattr(WaitingRoom, "is_busy", busy)

    assert gateway._make(portion for portion in [b"portion"]) == b"portion"
    assert rested == ([0.5 * gateway_module.REST] if busy else [])
