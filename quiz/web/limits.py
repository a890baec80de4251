"""Which requests are counted, and what happens to those that are too many."""

from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from types import MappingProxyType

from flask import Flask, Request, request
from werkzeug.exceptions import RequestEntityTooLarge, TooManyRequests

from quiz.services.limits import Act, Limits
from quiz.web.site import player_id

# Every form that is sent counts as one. Some count as something else, too, and so do pages that cost a lot.
FORMS: Mapping[str, Act] = MappingProxyType(
    {
        "home.start": Act.START,
        "practice.start_due": Act.START,
        "practice.start_missed": Act.START,
        "practice.start_missed_in": Act.START,
        "my_data.make_link": Act.LINK,
        "my_data.take_over": Act.LINK,
        "reports.send": Act.REPORT,
    }
)
PAGES: Mapping[str, Act] = MappingProxyType(
    {
        "my_data.offer": Act.LINK,
        "history.export": Act.EXPORT,
        "history.export_csv": Act.EXPORT,
    }
)


FORM = "application/x-www-form-urlencoded"


class PlainRequest(Request):
    """A request of which no form is read but a plain one, which is what our pages send.

    Forms with files take long to read, and may hold what no other can: a field without a name was a fault.
    """

    @property
    def want_form_data_parsed(self) -> bool:
        return self.mimetype == FORM


def set_up_form_size(app: Flask, most: int) -> None:
    """Refuse forms of more than so many fields before they are taken apart.

    They cost two bytes a field to send, and far more to read and to give back: 64 KiB of them kept a core
    busy for half a second.
    """
    app.request_class = PlainRequest

    @app.before_request
    def refuse_too_many_fields() -> None:
        if request.method == "GET":  # no view reads a form of it
            return
        if request.mimetype == FORM and request.get_data().count(b"&") >= most:
            raise RequestEntityTooLarge


def set_up_limits(app: Flask, limits: Limits) -> None:
    """Refuse what is too much, after the mark of a form has been checked."""

    @app.before_request
    def refuse_too_many() -> None:
        for act in _acts():
            wait = limits.wait(act, player_id(), request.remote_addr or "", datetime.now(UTC))
            if wait:
                raise TooManyRequests(retry_after=wait)


def _acts() -> Iterator[Act]:
    """Yield what the request counts as."""
    sent = request.method == "POST"
    if sent:
        yield Act.POST
    costly = (FORMS if sent else PAGES).get(request.endpoint or "")
    if costly is not None:
        yield costly
