"""Keeps compiled templates from one site to the next: to compile them takes longer than to fill them."""

from flask import Flask
from jinja2 import BytecodeCache
from jinja2.bccache import Bucket

from quiz.catalogs.lookup import Catalogues
from quiz.web.site import Parts


class KeptTemplates(BytecodeCache):
    """The templates of one language with its texts: Jinja compares their sources before it takes them."""

    def __init__(self) -> None:
        self._kept: dict[str, bytes] = {}

    def load_bytecode(self, bucket: Bucket) -> None:
        if bucket.key in self._kept:
            bucket.bytecode_from_string(self._kept[bucket.key])

    def dump_bytecode(self, bucket: Bucket) -> None:
        self._kept[bucket.key] = bucket.bytecode_to_string()


# What is folded into a template depends on the language, the catalogues, and which languages there are.
_KEPT: dict[tuple[str, tuple[str, ...], Catalogues], KeptTemplates] = {}


def keep_templates(app: Flask) -> Flask:
    """Have an app take the templates that another with the same texts has compiled, and return it."""
    parts: Parts = app.extensions["kildesjekk"]
    for tag, environment in parts.templates.items():
        key = (tag, tuple(parts.locales), parts.catalogues)
        environment.bytecode_cache = _KEPT.setdefault(key, KeptTemplates())
    return app
