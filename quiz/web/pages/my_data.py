"""The pages on which players look after what is stored of them."""

from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar

import segno
from markupsafe import Markup

from quiz.domain.transfer import Offer, Stored
from quiz.web.rendering import Page


@dataclass(frozen=True)
class MyDataPage(Page):
    """`joined` tells that a history has just been taken over from another device."""

    template: ClassVar[str] = "pages/my_data.html"

    stored: Stored
    joined: bool


@dataclass(frozen=True)
class DeletePage(Page):
    template: ClassVar[str] = "pages/delete.html"

    stored: Stored


@dataclass(frozen=True)
class DeletedPage(Page):
    template: ClassVar[str] = "pages/deleted.html"


@dataclass(frozen=True)
class LinkView:
    """A link as text and as a picture for a camera. `expires_at` is aware UTC."""

    url: str
    picture: Markup
    expires_at: datetime


@dataclass(frozen=True)
class LinkPage(Page):
    """`link` is None where none has just been made: a link is shown only once."""

    template: ClassVar[str] = "pages/link.html"

    stored: Stored
    link: LinkView | None


@dataclass(frozen=True)
class OfferPage(Page):
    """`mark` tells a form that is sent twice from two devices."""

    template: ClassVar[str] = "pages/offer.html"

    offer: Offer
    token: str
    mark: str


def link_view(url: str, expires_at: datetime) -> LinkView:
    return LinkView(url, qr_code(url), expires_at)


def qr_code(text: str) -> Markup:
    """Return a QR code as SVG: black on white with its quiet zone, whatever the colours of the page."""
    code = segno.make(text, error="m", micro=False)
    drawn = code.svg_inline(omitsize=True, border=4, dark="#000", light="#fff", svgclass=None, lineclass=None)
    return Markup(drawn)  # noqa: S704 - segno draws squares; the text does not stand in it
