"""Parts of addresses that are checked before a view is found."""

from collections.abc import Sequence

from werkzeug.routing import BaseConverter, IntegerConverter, Map, ValidationError


def locale_converter(locales: Sequence[str]) -> type[BaseConverter]:
    """Make a converter that knows only the site's languages."""

    class LocaleConverter(BaseConverter):
        regex = "[A-Za-z-]{2,20}"

        def to_python(self, value: str) -> str:
            if value not in locales:
                raise ValidationError
            return value

    return LocaleConverter


class AttemptConverter(IntegerConverter):
    """The number of an attempt, no larger than a database can hold."""

    def __init__(self, url_map: Map) -> None:
        super().__init__(url_map, min=1, max=2**31 - 1)
