"""A small site's sources and catalogues, for tests to break in one place."""

import tempfile
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from babel.messages.catalog import Message

from quiz.catalogs.check import Checked, check_catalogues
from quiz.catalogs.compile import Compiled, compile_catalogues
from quiz.catalogs.domains import catalogue_files
from quiz.catalogs.lookup import Catalogues, read_catalogues
from quiz.catalogs.po_file import entries, header_for, read_po, render
from quiz.catalogs.templates import Sources
from quiz.catalogs.update import update_catalogues, write_templates
from quiz.domain.bank import Library
from tests.banks.small_folder import ARTICLE, SmallFolder, make_small_folder
from tests.compiled import compiled_catalogues

LOCALES = ("nb", "en")

CODE = """\
from flask_babel import gettext, npgettext

# NOTE: a verb
title = gettext("Start")
# not for the translator
other = gettext("All of it")
count = npgettext("result", "%(num)s point", "%(num)s points", 2)
"""

HOME = """\
{# NOTE: the heading of the page #}
<h1>{{ _('Quizzes') }}</h1>
<p>
  {% trans name=reader %}
    Welcome,
    <strong>{{ name }}</strong>
  {% endtrans %}
</p>
{% trans count=questions|length %}One question{% pluralize %}{{ count }} questions{% endtrans %}
"""


@dataclass(frozen=True)
class SmallSite:
    root: Path

    @property
    def questions(self) -> SmallFolder:
        return SmallFolder(self.root / "questions")

    @property
    def translations(self) -> Path:
        return self.root / "translations"

    @property
    def home(self) -> Path:
        return self.root / "templates" / "home.html"

    @property
    def sources(self) -> Sources:
        return Sources(self.root, self.root / "quiz", self.root / "templates", self.root / "questions")

    @property
    def library(self) -> Library:
        loaded = self.questions.load()
        assert loaded.problems == ()
        return loaded.library

    def po(self, domain: str) -> Path:
        return self.translations / ("nb" if domain == "messages" else "en") / "LC_MESSAGES" / f"{domain}.po"

    def pot(self, domain: str) -> Path:
        return self.translations / f"{domain}.pot"

    def extract(self) -> list[Path]:
        return write_templates(self.translations, self.sources, self.library)

    def update(self, locales: tuple[str, ...] = LOCALES) -> list[Path]:
        return update_catalogues(self.translations, self.sources, self.library, locales)

    def check(self, locales: tuple[str, ...] = LOCALES) -> Checked:
        return check_catalogues(self.translations, self.sources, self.library, locales)

    def report(self) -> str:
        return "\n".join(str(problem) for problem in self.check().problems)

    def compile(self) -> Compiled:
        return compile_catalogues(self.translations)

    def load(self) -> Catalogues:
        return compiled_catalogues(self.translations, self.library, LOCALES)

    def faults(self) -> tuple[str, ...]:
        """Say what is wrong with the compiled catalogues."""
        return read_catalogues(catalogue_files(self.translations, self.library, LOCALES)).problems

    def messages(self, domain: str) -> list[Message]:
        return entries(read_po(self.po(domain), self.po(domain).parent.parent.name))

    def message(self, domain: str, text: str, context: str | None = None) -> Message:
        """Return the entry of a catalogue for a text, or for the text in a context."""
        found = [m for m in self.messages(domain) if text in m.id and context in (None, m.context)]
        assert len(found) == 1, [m.id for m in found]
        return found[0]

    def change_po(self, domain: str, old: str, new: str) -> None:
        text = self.po(domain).read_text(encoding="utf-8")
        assert text.count(old) == 1, f"{old!r} stands {text.count(old)} times in {domain}.po"
        self.po(domain).write_text(text.replace(old, new), encoding="utf-8")

    def translate(self, domain: str, how: Callable[[str], str]) -> None:
        """Fill a catalogue as a translator does, text by text."""
        locale = self.po(domain).parent.parent.name
        catalogue = read_po(self.po(domain), locale)
        for message in entries(catalogue):
            message.string = how(message.id) if isinstance(message.id, str) else tuple(map(how, message.id))
        content = render(catalogue, header_for(locale, catalogue.header), catalogue.comment)
        self.po(domain).write_bytes(content)


def make_small_site(root: Path) -> SmallSite:
    (root / "quiz").mkdir(parents=True)
    (root / "templates").mkdir()
    (root / "quiz" / "site.py").write_text(CODE, encoding="utf-8")
    (root / "templates" / "home.html").write_text(HOME, encoding="utf-8")
    make_small_folder(root / "questions")
    return SmallSite(root)


def in_capitals(text: str) -> str:
    """Translate everything but placeholders and tags."""
    kept = ("%(name)s", "%(num)s", "%(count)s", "<strong>", "</strong>")
    text = text.upper()
    for part in kept:
        text = text.replace(part.upper(), part)
    return text


def make_translated_site(root: Path) -> SmallSite:
    for name, content in _translated_files().items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
    return SmallSite(root)


@cache
def _translated_files() -> Mapping[Path, bytes]:
    """Return the files of a site without a fault: to translate it takes longer than most tests with it."""
    with tempfile.TemporaryDirectory() as folder:
        site = make_small_site(Path(folder))
        site.update()
        for domain in ("messages", ARTICLE):
            site.translate(domain, in_capitals)
        assert site.report() == ""
        return {
            path.relative_to(folder): path.read_bytes() for path in site.root.rglob("*") if path.is_file()
        }
