"""Parts of addresses that are checked before a view is found."""

import re
from collections.abc import Sequence

from werkzeug.routing import BaseConverter, IntegerConverter, Map


def locale_converter(locales: Sequence[str]) -> type[BaseConverter]:
    """Make a converter that knows only the site's languages."""

    class LocaleConverter(BaseConverter):
        # Said in the pattern: what only to_python refuses would still be led on to the address with a slash.
        regex = f"(?:{'|'.join(map(re.escape, locales))})"

    return LocaleConverter


class AttemptConverter(IntegerConverter):
    """The number of an attempt, no larger than a database can hold."""

    def __init__(self, url_map: Map) -> None:
        super().__init__(url_map, min=1, max=2**31 - 1)
