"""Files that are sent as they are read from the database."""

import logging
from collections.abc import Callable, Iterable, Iterator
from threading import Event

from flask import Response, request

from quiz.services.history import CutOffError
from quiz.web.observation import Observer

# What a server puts into the environment of a request if it can: an Event, set once whoever asked has gone.
LEFT = "kildesjekk.left"

_log = logging.getLogger("quiz.downloads")


def download(pieces: Iterable[str], name: str, mimetype: str, observer: Observer, cut_off: str) -> Response:
    """Send pieces as a file. Where the database fails on the way, the file ends with `cut_off`.

    The status has been sent by then, and to whoever receives it the file would look whole.
    """
    left: Event = request.environ.get(LEFT) or Event()
    response = Response(_sent(pieces, observer, cut_off, left.is_set), mimetype=mimetype)
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


def _sent(
    pieces: Iterable[str], observer: Observer, cut_off: str, has_left: Callable[[], bool]
) -> Iterator[bytes]:
    try:
        for piece in pieces:
            if has_left():  # what is compressed well is made to its end before anything is sent
                return
            yield piece.encode()
    except CutOffError as error:
        _log.error("a download was cut off: the database cannot be used: %s", " ".join(str(error).split()))
        observer.database_unavailable()
        yield cut_off.encode()
