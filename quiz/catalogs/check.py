"""Finds everything that keeps a catalogue from being complete, right and up to date."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from os.path import relpath
from pathlib import Path

from babel.messages.catalog import Catalog, Message

from quiz.catalogs.domains import INTERFACE, CatalogueFile, Domain, catalogue_files, domains, template_file
from quiz.catalogs.faults import PluralRule, faults, plural_rule
from quiz.catalogs.merge import key
from quiz.catalogs.po_file import PoFile, UnreadableCatalogueError, babel_locale, entries, read_po, strings
from quiz.catalogs.templates import Sources, build_template, render_template
from quiz.domain.bank import Library
from quiz.domain.shape import without_control_signs

_UPDATE = "Run `flask translations update`."
_LONGEST_EXCERPT = 60


@dataclass(frozen=True, slots=True)
class CatalogueProblem:
    """One problem with the advice that mends it.

    `message` is an entry's context, or its text where it has none; "" is the whole file.
    """

    file: Path
    message: str
    what: str
    advice: str

    def __str__(self) -> str:
        about = f"{self.message}: " if self.message else ""
        # What a translator wrote must not steer the terminal of whoever checks it.
        return without_control_signs(f"{self.file}: {about}{self.what}\n    {self.advice}")


@dataclass(frozen=True, slots=True)
class Coverage:
    """How much of a domain is translated into a language, guesses not counted."""

    locale: str
    domain: str
    translated: int
    total: int

    def __str__(self) -> str:
        return f"{self.locale}: {self.domain} {self.translated} of {self.total}"


@dataclass(frozen=True)
class Checked:
    problems: tuple[CatalogueProblem, ...]
    coverage: tuple[Coverage, ...]


def check_catalogues(folder: Path, sources: Sources, library: Library, locales: Sequence[str]) -> Checked:
    """Check every template and catalogue that the site needs. Raises SourceError (see `templates`)."""
    problems: list[CatalogueProblem] = []
    coverage = []
    templates = {domain: build_template(domain, sources) for domain in domains(library)}
    for domain, template in templates.items():
        path = template_file(folder, domain)
        shown = _shown(path, sources)
        if not path.is_file():
            problems.append(CatalogueProblem(shown, "", "there is no such template", _UPDATE))
        elif path.read_bytes() != render_template(template, domain):
            problems.append(CatalogueProblem(shown, "", "is out of date: the sources have changed", _UPDATE))
    for file in catalogue_files(folder, library, locales):
        template = templates[file.domain]
        catalogue, unreadable = _read(file, sources)
        problems += unreadable or _catalogue_problems(file, catalogue, template, sources)
        coverage.append(_coverage(file, catalogue, template))
    return Checked(tuple(problems), tuple(coverage))


def _read(file: CatalogueFile, sources: Sources) -> tuple[PoFile, list[CatalogueProblem]]:
    empty = PoFile(babel_locale(file.locale))
    if not file.po.is_file():
        return empty, [CatalogueProblem(_shown(file.po, sources), "", "there is no such catalogue", _UPDATE)]
    try:
        return read_po(file.po, file.locale), []
    except UnreadableCatalogueError as error:
        advice = "Mend the line in a text editor, or fetch the file again from where it was translated."
        return empty, [CatalogueProblem(_shown(file.po, sources), "", error.what, advice)]


def _catalogue_problems(
    file: CatalogueFile, catalogue: PoFile, template: Catalog, sources: Sources
) -> Iterator[CatalogueProblem]:
    shown = _shown(file.po, sources)
    rule = plural_rule(file.locale)
    for what in _header_problems(file.locale, catalogue, rule):
        yield CatalogueProblem(shown, "", what, f"{_UPDATE} It writes the header anew.")
    found = {key(message): message for message in entries(catalogue)}
    wanted = {key(message): message for message in entries(template)}
    for message in catalogue.doubled:
        yield CatalogueProblem(shown, _excerpt(message), "stands in the file twice", "Delete one of the two.")
    for place, message in wanted.items():
        if place not in found:
            yield CatalogueProblem(shown, _excerpt(message), "is missing", f"{_UPDATE} Then fill in msgstr.")
    for place, message in found.items():
        if place not in wanted:
            yield CatalogueProblem(shown, _excerpt(message), "is no longer in the sources", _UPDATE)
        else:
            for what, advice in faults(message, rule, formatted=is_formatted(file.domain)):
                yield CatalogueProblem(shown, _excerpt(message), what, advice)


def is_formatted(domain: Domain) -> bool:
    """Whether values are put into the messages of a domain; the texts of a bank are shown as they are."""
    return domain.name == INTERFACE


def _header_problems(locale: str, catalogue: PoFile, rule: PluralRule) -> Iterator[str]:
    header = {name.casefold(): value for name, value in catalogue.header.items()}
    language = str(babel_locale(locale))
    if header.get("language", "").replace("-", "_") != language:
        yield f"its header gives the language «{header.get('language', '')}» and not «{language}»"
    try:
        same = PluralRule(catalogue.num_plurals, catalogue.plural_expr).used == rule.used
    except (ValueError, ZeroDivisionError):
        same = False
    if "plural-forms" not in header or catalogue.num_plurals != rule.forms or not same:
        yield f"its header gives other Plural-Forms than «{language}» has: «{header.get('plural-forms', '')}»"


def _coverage(file: CatalogueFile, catalogue: PoFile, template: Catalog) -> Coverage:
    translated = {key(m) for m in entries(catalogue) if all(strings(m)) and not m.fuzzy}
    wanted = {key(message) for message in entries(template)}
    return Coverage(file.locale, file.domain.name, len(translated & wanted), len(wanted))


def _excerpt(message: Message) -> str:
    if message.context is not None:
        return message.context
    text = key(message)[1][0]
    return f"«{text}»" if len(text) <= _LONGEST_EXCERPT else f"«{text[:_LONGEST_EXCERPT].rstrip()}…»"


def _shown(path: Path, sources: Sources) -> Path:
    return Path(relpath(path, sources.root))
