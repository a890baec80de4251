"""The page of a long list that an address names."""

import re

from flask import abort

from quiz.web.site import told

_PAGE = re.compile(r"[1-9][0-9]{0,5}")


def wanted_page() -> int:
    """Read from the address which page is wanted. 404 where it is no number of a page."""
    number = told("page")
    if number is None:
        return 1
    if not _PAGE.fullmatch(number):
        abort(404)
    return int(number)
