"""What a client asks the app that tells what it was asked, and how its connections fare."""

import json
import socket
from http.client import HTTPResponse
from typing import Any


def send(port: int, request: bytes) -> tuple[int, bytes]:
    """Send a request as it is written and return status and body of the response."""
    with socket.create_connection(("127.0.0.1", port), timeout=30) as connection:
        connection.sendall(request)
        response = HTTPResponse(connection)
        response.begin()
        return response.status, response.read()


def told(port: int, target: str = "/", *headers: str, method: str = "GET", body: str = "") -> dict[str, Any]:
    """Ask the app and return what it was told."""
    lines = [f"{method} {target} HTTP/1.1", "Host: localhost", "Connection: close", *headers]
    if body:
        lines.append(f"Content-Length: {len(body)}")
    status, answer = send(port, "\r\n".join([*lines, "", body]).encode("latin-1"))
    assert status == 203
    found: dict[str, Any] = json.loads(answer)
    return found


def is_open(connection: socket.socket) -> bool:
    """Tell whether the server has left a connection open, once all it sent is read."""
    connection.setblocking(False)
    try:
        while connection.recv(1 << 16):
            pass
    except BlockingIOError:
        return True
    except ConnectionResetError:
        return False
    return False
