"""The addresses of a site, made from its routes, so that a new route is among them."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from flask import Flask
from werkzeug.routing import Rule


def addresses(app: Flask, method: str, values: Mapping[str, Sequence[Any]]) -> Iterator[str]:
    """Yield the addresses that a method is meant for, with each of the values of each variable part.

    Raises KeyError for a variable part that is given no values.
    """
    adapter = app.url_map.bind("localhost")
    for rule in app.url_map.iter_rules():
        if method in (rule.methods or ()):
            for chosen in _choices(rule, values):
                yield adapter.build(rule.endpoint, chosen, method=method)


def _choices(rule: Rule, values: Mapping[str, Sequence[Any]]) -> Iterator[dict[str, Any]]:
    chosen: list[dict[str, Any]] = [{}]
    for name in sorted(rule.arguments):
        chosen = [{**some, name: value} for some in chosen for value in values[name]]
    yield from chosen
