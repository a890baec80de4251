"""Pages that are only text, and the page of an error."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar

from quiz.domain.attempt import MOST_ROUNDS
from quiz.web.contact import Contact
from quiz.web.rendering import Page


@dataclass(frozen=True)
class AboutPage(Page):
    template: ClassVar[str] = "pages/about.html"


@dataclass(frozen=True)
class PrivacyPage(Page):
    """The cookies are named; `logs_addresses` tells whether the log notes who asks."""

    template: ClassVar[str] = "pages/privacy.html"

    player_cookie: str
    language_cookie: str
    logs_addresses: bool
    contact: Contact | None


@dataclass(frozen=True)
class AccessibilityPage(Page):
    template: ClassVar[str] = "pages/accessibility.html"

    contact: Contact | None


@dataclass(frozen=True)
class ErrorPage(Page):
    """`reason` names the block of words in the template: an HTTP status, "csrf" or "busy".

    `sent` holds names and values of the form that was sent, where it may be sent again as it is. `number` is
    that of the request in the log.
    """

    template: ClassVar[str] = "pages/error.html"
    most_rounds: ClassVar[int] = MOST_ROUNDS

    reason: str
    sent: Sequence[tuple[str, str]]
    number: str
