"""Files that are sent as they are read from the database."""

import logging
import zlib
from collections.abc import Callable, Iterable, Iterator
from threading import Event

from flask import Response, request

from quiz.services.history import CutOffError
from quiz.web.observation import Observer

# What a server puts into the environment of a request if it can: an Event, set once whoever asked has gone.
LEFT = "kildesjekk.left"
GZIP = 31  # what zlib calls its largest window with gzip's head and end

_log = logging.getLogger("quiz.downloads")


def download(pieces: Iterable[str], name: str, mimetype: str, observer: Observer, cut_off: str) -> Response:
    """Send pieces as a file. Where the database fails on the way, the file ends with `cut_off`.

    The status has been sent by then, and to whoever receives it the file would look whole.
    """
    left: Event = request.environ.get(LEFT) or Event()
    sent = _sent(pieces, observer, cut_off, left.is_set)
    is_packed = request.accept_encodings.quality("gzip") > 0
    response = Response(_packed(sent) if is_packed else sent, mimetype=mimetype)
    if is_packed:
        response.headers["Content-Encoding"] = "gzip"
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


def _packed(pieces: Iterable[bytes]) -> Iterator[bytes]:
    """Compress pieces, and yield after each, mostly nothing yet.

    So the server can turn to others in between. Flask-Compress goes on until something has come of it, which
    is megabytes later; and brotli holds up to eight of a download that its reader does not take.
    """
    packer = zlib.compressobj(wbits=GZIP)
    for piece in pieces:
        yield packer.compress(piece)
    yield packer.flush()


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
