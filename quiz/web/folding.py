"""Folds what is the same on every page of a language into the compiled templates.

Looking a text up costs more than showing it. Templates that are compiled once for each language hold the
translations as constants, and so the addresses that take no values. What they give is the same to the letter.
"""

import re
from collections.abc import Callable, Mapping, MutableMapping, Sequence
from copy import deepcopy
from dataclasses import dataclass, field, replace
from typing import Any, cast

from jinja2 import Environment, Template, nodes
from jinja2.visitor import NodeTransformer

# As `Markup(text) % values` reads a text: "%(name)s" is a value, "%%" a per cent sign.
_PLACE = re.compile(r"%\((?P<name>\w+)\)s|%(?P<other>.?)")


@dataclass(frozen=True)
class Constants:
    """What is known when the templates of a language are compiled.

    By their names in templates: `texts` look texts up, `functions` give the same for the same arguments, and
    `patterns` give what a function would, with `%(name)s` in place of values not yet known, which stand there
    as None; or None where that cannot be told. `attributes` are those of objects, by the names of both, and
    `rows` those of the objects in a sequence, by its name.
    """

    texts: Mapping[str, Callable[..., str]]
    functions: Mapping[str, Callable[..., str]]
    patterns: Mapping[str, Callable[[str, Mapping[str, str | None]], str | None]]
    attributes: Mapping[tuple[str, str], str]
    rows: Mapping[str, Sequence[Mapping[str, str]]] = field(default_factory=dict)


class FoldingEnvironment(Environment):
    """The templates of one language; without `constants` they are as Jinja compiles them by itself."""

    constants: Constants | None = None

    def __init__(self, *options: Any, **named: Any) -> None:
        super().__init__(*options, **named)
        self._loaded: dict[str, Template] = {}

    def get_template(self, name: str | Template, parent: str | None = None, globals: Any = None) -> Template:
        """Find templates by their names alone: each is loaded once, and a page asks for half a dozen."""
        if isinstance(name, Template) or globals:
            return super().get_template(name, parent, globals)
        found = self._loaded.get(name)
        if found is None:
            found = self._loaded[name] = super().get_template(name, parent)
        return found

    def make_globals(self, d: MutableMapping[str, Any] | None) -> MutableMapping[str, Any]:
        """Give templates the globals as they are: Jinja's view of them is slow, and ours do not change."""
        return super().make_globals(d) if d else self.globals

    def compile(self, source: Any, name: Any = None, filename: Any = None, *more: Any, **named: Any) -> Any:
        if self.constants is not None and isinstance(source, str):
            source = _Folding(self.constants).visit(self.parse(source, name, filename))
            source.set_environment(self)
        return super().compile(source, name, filename, *more, **named)


class _Folding(NodeTransformer):
    """Visits each node after what it holds."""

    def __init__(self, constants: Constants) -> None:
        self._constants = constants

    def visit_Getattr(self, node: nodes.Getattr) -> nodes.Node:  # noqa: N802 - named after the node
        self.generic_visit(node)
        owner = node.node.name if isinstance(node.node, nodes.Name) else ""
        value = self._constants.attributes.get((owner, node.attr))
        return node if value is None else nodes.Const(value, lineno=node.lineno)

    def generic_visit(self, node: nodes.Node, *more: Any, **named: Any) -> nodes.Node:
        super().generic_visit(node, *more, **named)
        for _, inner in node.iter_fields():
            if isinstance(inner, list):
                inner[:] = _joined(inner)
        return node

    def visit_For(self, node: nodes.For) -> nodes.Node | list[nodes.Node]:  # noqa: N802
        """Write out what a loop repeats, where it goes over objects that are known."""
        known = self._constants.rows.get(node.iter.name) if isinstance(node.iter, nodes.Name) else None
        if known is None or not isinstance(node.target, nodes.Name) or not _repeats_only(node):
            return self.generic_visit(node)
        written: list[nodes.Node] = []
        for row in known:
            here = {(node.target.name, name): value for name, value in row.items()}
            folding = _Folding(replace(self._constants, attributes={**self._constants.attributes, **here}))
            # The environment is not to be copied with the nodes that know it.
            body = nodes.Scope(deepcopy(node.body, {id(node.environment): node.environment}))
            written += cast(nodes.Scope, folding.visit(body)).body
        return written

    def visit_If(self, node: nodes.If) -> nodes.Node | list[nodes.Node]:  # noqa: N802
        """Leave out the branch that a known condition never takes."""
        self.generic_visit(node)
        try:
            holds = cast(nodes.Expr, node.test).as_const()
        except nodes.Impossible:
            return node
        return node if node.elif_ else node.body if holds else node.else_

    def visit_Call(self, node: nodes.Call) -> nodes.Node:  # noqa: N802
        self.generic_visit(node)
        name = node.node.name if isinstance(node.node, nodes.Name) else ""
        arguments = [argument.value for argument in node.args if isinstance(argument, nodes.Const)]
        if len(arguments) < len(node.args) or node.dyn_args or node.dyn_kwargs:
            return node
        values = {pair.key: pair.value for pair in node.kwargs}
        if name in self._constants.texts:
            filled = _filled(self._constants.texts[name](*arguments), values)
            return filled.set_lineno(node.lineno) if filled else node
        if name in self._constants.functions:
            known = {key: value.value for key, value in values.items() if isinstance(value, nodes.Const)}
            if len(known) < len(values) and name in self._constants.patterns and len(arguments) == 1:
                pattern = self._constants.patterns[name](
                    arguments[0], {key: known.get(key) for key in values}
                )
                filled = _filled(pattern, values) if pattern else None
                return filled.set_lineno(node.lineno) if filled else node
            if len(known) == len(values):
                value = self._constants.functions[name](*arguments, **known)
                return nodes.Const(value, lineno=node.lineno)
        return node

    def visit_Output(self, node: nodes.Output) -> nodes.Node:  # noqa: N802
        """Lay the parts of a text side by side, so that its words are joined with what stands around it."""
        self.generic_visit(node)
        node.nodes = [part for child in node.nodes for part in _parts(child)]
        return node


def _repeats_only(loop: nodes.For) -> bool:
    """Whether a loop only repeats: it chooses nothing, keeps nothing, and never asks where it is."""
    names = {name.name for name in loop.find_all(nodes.Name)}
    return not (loop.test or loop.else_ or loop.find(nodes.Assign) or "loop" in names)


def _joined(inner: list[Any]) -> list[Any]:
    """Make one of outputs that follow each other: Jinja joins only what stands in one."""
    joined: list[Any] = []
    for each in inner:
        if isinstance(each, nodes.Output) and joined and isinstance(joined[-1], nodes.Output):
            joined[-1].nodes += each.nodes
        else:
            joined.append(each)
    return joined


def _filled(text: str, values: Mapping[str, nodes.Expr]) -> nodes.Expr | None:
    """Return a text with its values as an expression; None where Jinja is left to put it together."""
    parts: list[nodes.Expr] = []
    at, words = 0, ""
    for place in _PLACE.finditer(text):
        words, at = words + text[at : place.start()], place.end()
        if place["other"] == "%":
            words += "%"
        elif place["name"] in values:
            parts += [_safe(words), values[place["name"]]]
            words = ""
        else:
            return None
    parts.append(_safe(words + text[at:]))
    # The first part is safe, whatever it holds: so the others are escaped when they are joined to it.
    return nodes.Concat(parts) if len(parts) > 1 else parts[0]


def _safe(words: str) -> nodes.MarkSafe:
    return nodes.MarkSafe(nodes.Const(words))


def _parts(child: nodes.Expr) -> list[nodes.Expr]:
    is_text = isinstance(child, nodes.Concat) and isinstance(child.nodes[0], nodes.MarkSafe)
    return cast(nodes.Concat, child).nodes if is_text else [child]
