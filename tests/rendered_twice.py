"""Renders each page twice: with what is folded into the templates, and as Jinja does it by itself."""

from collections.abc import Mapping
from dataclasses import replace
from types import SimpleNamespace
from typing import Any, cast

from flask import Flask
from jinja2 import Environment, Template

from quiz.settings import PROJECT
from quiz.web.folding import FoldingEnvironment
from quiz.web.reader import Reader
from quiz.web.static_files import static_urls
from quiz.web.templates import environments


class RenderedTwice:
    """Stands where a site has its templates; `unlike` names the templates that did not give the same."""

    def __init__(self, app: Flask) -> None:
        parts = app.extensions["kildesjekk"]
        readers = {
            tag: Reader(tag, reader.name, parts.library, parts.catalogues)
            for tag, reader in parts.readers.items()
        }
        addresses = app.url_map.bind("")
        plain = environments(PROJECT / "templates", readers, addresses, static_urls(), folded=False)
        self.folded: dict[str, int] = {}
        self.unlike: list[str] = []
        both = {tag: self._both(parts.templates[tag], plain[tag]) for tag in readers}
        app.extensions["kildesjekk"] = replace(parts, templates=cast(Mapping[str, FoldingEnvironment], both))

    def _both(self, folded: Environment, plain: Environment) -> SimpleNamespace:
        return SimpleNamespace(
            get_template=lambda name: SimpleNamespace(
                render=lambda values: self._compare(
                    folded.get_template(name), plain.get_template(name), values
                )
            )
        )

    def _compare(self, folded: Template, plain: Template, values: Mapping[str, Any]) -> str:
        html, name = folded.render(values), folded.name or ""
        self.folded[name] = self.folded.get(name, 0) + 1
        if plain.render(values) != html:
            self.unlike.append(name)
        return html
