"""Pages that are only text, and the page of an error."""

from dataclasses import dataclass
from typing import ClassVar

from quiz.web.rendering import Page


@dataclass(frozen=True)
class AboutPage(Page):
    template: ClassVar[str] = "pages/about.html"


@dataclass(frozen=True)
class PrivacyPage(Page):
    template: ClassVar[str] = "pages/privacy.html"


@dataclass(frozen=True)
class AccessibilityPage(Page):
    """`contact` is how to reach whoever runs the site: an e-mail address, or the address of a page."""

    template: ClassVar[str] = "pages/accessibility.html"

    contact: str | None


@dataclass(frozen=True)
class ErrorPage(Page):
    """`reason` names the block of words in the template: an HTTP status, or "csrf"."""

    template: ClassVar[str] = "pages/error.html"

    reason: str
