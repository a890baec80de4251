"""How to reach whoever runs the site."""

from typing import NamedTuple


class Contact(NamedTuple):
    """Whom to write to, in words, and the address that a link to it has."""

    words: str
    address: str


def contact_of(written: str | None) -> Contact | None:
    """Return the contact that the settings name: an e-mail address, or the address of a page."""
    if written is None:
        return None
    is_page = written.startswith(("http://", "https://"))
    return Contact(written, written if is_page else f"mailto:{written}")
