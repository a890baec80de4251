"""How the templates are set up: one environment for each language, with its texts and forms bound to it."""

import re
from collections.abc import Callable, Hashable, Mapping, Sequence
from functools import partial
from pathlib import Path

from jinja2 import FileSystemLoader, StrictUndefined
from jinja2.runtime import Macro
from markupsafe import Markup
from werkzeug.routing import Map, MapAdapter

from quiz.web.folding import Constants, FoldingEnvironment
from quiz.web.reader import Reader, direction
from quiz.web.sessions import form_token

NUMBERS = ("int", "attempt")  # the converters of addresses whose values are written as they are
_PART = re.compile(r"<(?:(?P<converter>\w+):)?(?P<name>\w+)>")


def environments(
    folder: Path,
    readers: Mapping[str, Reader],
    addresses: MapAdapter,
    static_url: Callable[[str], str],
    *,
    folded: bool = True,
) -> Mapping[str, FoldingEnvironment]:
    """Return the templates of each language by its tag; `folded` changes only what they cost."""
    return {
        tag: _environment(folder, reader, tuple(readers.values()), addresses, static_url, folded=folded)
        for tag, reader in readers.items()
    }


def from_here(part: str, attempt_id: int, number: int) -> Markup:
    """Let the links to the article in a part that all readers share tell where this reader comes from."""
    return Markup(part.replace("?from=here#", f"?from={attempt_id}-{number}#"))  # noqa: S704 - made by us


def _environment(
    folder: Path,
    reader: Reader,
    languages: Sequence[Reader],
    addresses: MapAdapter,
    static_url: Callable[[str], str],
    *,
    folded: bool,
) -> FoldingEnvironment:
    environment = FoldingEnvironment(
        loader=FileSystemLoader(folder),
        extensions=["jinja2.ext.i18n"],
        autoescape=True,
        auto_reload=False,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    # The same policy as at extraction: else a message over several lines is looked up with its line breaks.
    environment.policies["ext.i18n.trimmed"] = True
    texts = reader.translations
    environment.install_gettext_callables(  # type: ignore[attr-defined]
        texts.gettext, texts.ngettext, newstyle=True, pgettext=texts.pgettext, npgettext=texts.npgettext
    )
    environment.filters.update(
        in_language=reader.in_language,
        marked=reader.marked,
        long_date=reader.long_date,
        date_of_source=reader.date_of_source,
        full_date=reader.full_date,
        short_time=reader.short_time,
        number=reader.number,
        points=reader.points,
        from_here=from_here,
        percent=reader.percent,
    )

    def cached(part: Macro, key: Hashable, which: Hashable, *arguments: object) -> str:
        """Return a part of a page as HTML, made once for all with the same key, and of these `which`.

        The key None stands for what is like nothing else.
        """
        if key is None:
            return part(*arguments).strip()
        return reader.parts.get((part.name, key, which), lambda: part(*arguments).strip())

    def cached_article(part: Macro, key: Hashable, *arguments: object) -> str:
        """Return a part that holds a whole article; of these fewer are kept, as they are long."""
        if key is None:
            return part(*arguments).strip()
        made: str = reader.article_texts.get((part.name, key), lambda: part(*arguments).strip())
        return made

    def url_for(endpoint: str, **values: object) -> str:
        return addresses.build(endpoint, values)

    environment.globals.update(
        direction=direction,
        languages=languages,
        reader=reader,
        url_for=url_for,
        static_url=static_url,
        csrf_token=form_token,
        cached=cached,
        cached_article=cached_article,
    )
    if folded:
        environment.constants = Constants(
            texts={"_": texts.gettext, "gettext": texts.gettext, "pgettext": texts.pgettext},
            functions={"url_for": url_for, "static_url": static_url},
            patterns={"url_for": partial(_pattern, addresses.map)},
            attributes={("reader", "tag"): reader.tag, ("reader", "direction"): reader.direction},
            rows={
                "languages": [
                    {"tag": each.tag, "name": each.name, "direction": each.direction} for each in languages
                ]
            },
        )
    return environment


def _pattern(addresses: Map, endpoint: str, given: Mapping[str, str | None]) -> str | None:
    """Return an address with `%(name)s` in the place of each number that is given only when the page is made.

    None stands for an address that holds something else than numbers, which may have to be written otherwise.
    """
    for rule in addresses.iter_rules(endpoint):
        if rule.arguments == given.keys():
            found = _PART.sub(lambda part: _part(part, given), rule.rule)
            return None if _PART.search(found) else found
    return None


def _part(part: re.Match[str], given: Mapping[str, str | None]) -> str:
    value = given[part["name"]]
    if value is not None:
        return value
    return f"%({part['name']})s" if part["converter"] in NUMBERS else part.group()
