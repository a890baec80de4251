"""What players do with all that is stored of them: see it, delete it, take it to another device."""

from datetime import UTC, datetime

from flask import Blueprint, Response, redirect, request, session, url_for
from werkzeug.wrappers import Response as AnyResponse

from quiz.domain.transfer import Link, TransferState
from quiz.services.my_data import CannotTakeOverError, NothingStoredError
from quiz.web.pages.my_data import (
    DeletedPage,
    DeletePage,
    LinkPage,
    LinkView,
    MyDataPage,
    OfferPage,
    link_view,
)
from quiz.web.rendering import render
from quiz.web.site import (
    forget_player,
    form_key,
    form_key_here,
    origin,
    parts,
    player_id,
    remember_player,
)

my_data = Blueprint("my_data", __name__, url_prefix="/<locale:locale>/my-data")

STATUSES = {
    TransferState.TOO_LONG: 409,
    TransferState.USED: 410,
    TransferState.EXPIRED: 410,
    TransferState.UNKNOWN: 404,
}


@my_data.get("")
def overview(locale: str) -> Response:
    return render(MyDataPage(parts().my_data.stored(player_id()), joined="joined" in request.args))


@my_data.get("/delete")
def confirm(locale: str) -> Response:
    return render(DeletePage(parts().my_data.stored(player_id())))


@my_data.post("/delete")
def delete(locale: str) -> AnyResponse:
    parts().my_data.delete(player_id())
    forget_player()
    response = redirect(url_for("my_data.deleted", locale=locale), 303)
    response.headers["Clear-Site-Data"] = '"cache", "storage"'  # what Back would show, and what scripts keep
    return response


@my_data.get("/deleted")
def deleted(locale: str) -> AnyResponse:
    if parts().my_data.stored(player_id()):
        return redirect(url_for("my_data.overview", locale=locale), 303)
    return render(DeletedPage())


@my_data.post("/transfer")
def make_link(locale: str) -> AnyResponse:
    try:
        link = parts().my_data.make_link(player_id(), datetime.now(UTC))
    except NothingStoredError:
        session.pop("link", None)
    else:
        session["link"] = (link.token, link.expires_at.isoformat())
    return redirect(url_for("my_data.link", locale=locale), 303)


@my_data.get("/transfer")
def link(locale: str) -> Response:
    """Show a link that has just been made, once: it waits in the cookie of the device that made it."""
    made = _take_link_from_cookie()
    shown = _view(locale, made) if made and made.expires_at > datetime.now(UTC) else None
    return render(LinkPage(parts().my_data.stored(player_id()), shown))


@my_data.get("/transfer/<token>")
def offer(locale: str, token: str) -> Response:
    found = parts().my_data.offer(player_id(), token, datetime.now(UTC))
    return render(OfferPage(found, token, form_key()), STATUSES.get(found.state, 200))


@my_data.post("/transfer/<token>")
def take_over(locale: str, token: str) -> AnyResponse:
    try:
        key = parts().my_data.take_over(
            player_id(), form_key_here("mark") or form_key(), token, datetime.now(UTC)
        )
    except CannotTakeOverError:
        return redirect(url_for("my_data.offer", locale=locale, token=token), 303)
    remember_player(key)
    return redirect(url_for("my_data.overview", locale=locale, joined="1"), 303)


def _take_link_from_cookie() -> Link | None:
    token, expires_at = session.pop("link", None) or (None, None)
    return Link(token, datetime.fromisoformat(expires_at)) if token and expires_at else None


def _view(locale: str, made: Link) -> LinkView:
    path = url_for("my_data.offer", locale=locale, token=made.token)
    return link_view(origin() + path, made.expires_at)
