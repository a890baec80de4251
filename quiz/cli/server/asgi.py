"""What the server and the gateway say to each other: ASGI 3.0, https://asgi.readthedocs.io/en/stable/specs/."""

from collections.abc import Awaitable, Callable, Mapping
from typing import Any, TypeAlias

Scope: TypeAlias = Mapping[str, Any]
Receive: TypeAlias = Callable[[], Awaitable[Mapping[str, Any]]]
Send: TypeAlias = Callable[[Mapping[str, Any]], Awaitable[None]]
Headers: TypeAlias = list[tuple[str, str]]


class ClientGoneError(Exception):
    """The client broke the connection off before all of its request had come."""


async def whole_body(receive: Receive) -> bytes:
    """Return the body of a request once all of it has come. Raises ClientGoneError."""
    parts = []
    while True:
        message = await receive()
        if message["type"] == "http.disconnect":
            raise ClientGoneError
        parts.append(message["body"])
        if not message["more_body"]:
            return b"".join(parts)


async def client_gone(receive: Receive) -> None:
    """Wait until the client has gone, or has had its answer."""
    while (await receive())["type"] != "http.disconnect":
        pass


async def begin(send: Send, status: int, headers: Headers) -> None:
    """Send what comes before the body of a response."""
    encoded = [(name.lower().encode("latin-1"), value.encode("latin-1")) for name, value in headers]
    await send({"type": "http.response.start", "status": status, "headers": encoded})


async def go_on(send: Send, body: bytes, *, more: bool) -> None:
    """Send a part of the body, the last where there is no more."""
    await send({"type": "http.response.body", "body": body, "more_body": more})


async def respond(send: Send, status: int, headers: Headers, body: bytes) -> None:
    """Send a whole response."""
    await begin(send, status, headers)
    await go_on(send, body, more=False)
