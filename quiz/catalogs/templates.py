"""What there is to translate: the template (.pot) of each domain, made from the sources."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from tokenize import TokenError
from types import MappingProxyType
from typing import Any

from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_file, extract_python
from jinja2 import TemplateSyntaxError
from jinja2.ext import babel_extract as extract_jinja

from quiz.banks.files import ARTICLE_FILE, BANK_FILE, NOTES_FILE, question_files, subfolders
from quiz.catalogs.domains import INTERFACE, Domain
from quiz.catalogs.extractor import BrokenBankFileError
from quiz.catalogs.extractor import extract as extract_bank_file
from quiz.catalogs.po_file import PROJECT_NAME, entries, render

COMMENT_TAG = "NOTE:"  # a comment that begins with it is for the translator
# They must be those of quiz/web/templates.py: a message is looked up as the template engine sees it.
JINJA_OPTIONS = MappingProxyType(
    {
        "trimmed": "true",
        "trim_blocks": "true",
        "lstrip_blocks": "true",
        "newstyle_gettext": "true",
        "silent": "false",
    }
)


class SourceError(Exception):
    """A source file from which messages are taken cannot be read; the message says which, where and why."""


@dataclass(frozen=True, slots=True)
class Sources:
    """Where the texts are written. All lies in `root`, to which file names in catalogues are relative."""

    root: Path
    code: Path
    templates: Path
    questions: Path


@dataclass(frozen=True, slots=True)
class _SourceFile:
    path: Path
    method: Callable[..., Any]
    options: Mapping[str, str] = field(default_factory=dict)


def build_template(domain: Domain, sources: Sources) -> Catalog:
    """Collect the messages of a domain, in the order in which one reads them. Raises SourceError."""
    interface = domain.name == INTERFACE
    files = _interface_files(sources) if interface else _article_files(sources.questions / domain.name)
    template = Catalog(charset="utf-8")
    for file in files:
        location = file.path.relative_to(sources.root).as_posix()
        for _, text, comments, context in _extract(file, location):
            template.add(text, locations=[(location, 0)], auto_comments=comments, context=context)
    if not interface:
        # Banks are never formatted: "5 % av" is no placeholder, and no editor should complain of it.
        for message in entries(template):
            message.flags.clear()
    return template


def render_template(template: Catalog, domain: Domain) -> bytes:
    """Return the content of a .pot file; the same sources give the same bytes."""
    header = {
        "Project-Id-Version": PROJECT_NAME,
        "MIME-Version": "1.0",
        "Content-Type": "text/plain; charset=UTF-8",
        "Content-Transfer-Encoding": "8bit",
    }
    about = f"What there is to translate in «{domain.name}», written in the language «{domain.language}»."
    return render(template, header, f"{about}\nMade by `flask translations extract`; not to be edited.")


def _interface_files(sources: Sources) -> Iterator[_SourceFile]:
    for path in sorted(sources.code.rglob("*.py")):
        yield _SourceFile(path, extract_python)
    for path in sorted(sources.templates.rglob("*.html")):
        yield _SourceFile(path, extract_jinja, JINJA_OPTIONS)


def _article_files(folder: Path) -> Iterator[_SourceFile]:
    yield _SourceFile(folder / ARTICLE_FILE, extract_bank_file)
    for bank in subfolders(folder):
        for path in (bank / BANK_FILE, *question_files(bank)):
            yield _SourceFile(path, extract_bank_file)
    if (folder / NOTES_FILE).exists():
        yield _SourceFile(folder / NOTES_FILE, extract_bank_file)


def _extract(file: _SourceFile, location: str) -> list[tuple[int, Any, list[str], str | None]]:
    try:
        return extract_from_file(
            file.method,
            file.path,
            comment_tags=(COMMENT_TAG,),
            options=dict(file.options),
            strip_comment_tags=True,
        )
    except BrokenBankFileError as error:
        raise SourceError(str(error)) from error
    except TemplateSyntaxError as error:
        raise SourceError(f"{location}:{error.lineno}: {error.message}") from error
    except UnicodeDecodeError as error:
        raise SourceError(f"{location}: is not UTF-8") from error
    except OSError as error:
        raise SourceError(f"{location}: cannot be read: {error.strerror}") from error
    except (TokenError, SyntaxError) as error:
        raise SourceError(f"{location}: is not Python: {error}") from error
