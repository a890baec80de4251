"""Finds the kinds of question by looking into this folder."""

from collections.abc import Iterator, Mapping
from functools import cache
from importlib import import_module
from pkgutil import iter_modules
from types import MappingProxyType

import quiz.domain.kinds
from quiz.domain.question import Question


@cache
def all_kinds() -> Mapping[str, type[Question]]:
    """Return every kind by its name."""
    for module in iter_modules(quiz.domain.kinds.__path__, "quiz.domain.kinds."):
        import_module(module.name)
    return MappingProxyType({kind.KIND: kind for kind in _below(Question)})


def _below(kind: type) -> Iterator[type[Question]]:
    below: type[Question]
    for below in kind.__subclasses__():
        yield below
        yield from _below(below)
