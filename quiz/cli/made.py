"""What is made of an article when it is read and checked: what a start needs of it, and its parts."""

import json
from collections.abc import Mapping
from dataclasses import astuple, dataclass
from pathlib import Path
from typing import Any, NamedTuple

from quiz.banks.kept import freeze_outline, freeze_parts
from quiz.banks.load import load_article
from quiz.banks.problem import Problem, Severity, errors_in
from quiz.banks.report import Report
from quiz.catalogs.agreement import check_agreement
from quiz.catalogs.domains import catalogue_files
from quiz.catalogs.kept import outline_texts, text_parts
from quiz.catalogs.lookup import Catalogues, read_catalogues
from quiz.domain.bank import Article, Library
from quiz.services.editions import version_now
from quiz.settings import ContentSettings


@dataclass(frozen=True)
class About:
    """What is known of an article at once.

    `problems` are those of its banks, `disagreements` those of its translations with them; `texts` are the
    texts that lists show, `untranslated` counts those that are lacking, both by language; `versions` are
    those in use, by bank. `outline` is as quiz.banks.kept has it, and empty where there is an error.
    """

    problems: tuple[Problem, ...]
    disagreements: tuple[Problem, ...]
    outline: Mapping[str, Any]
    texts: Mapping[str, Mapping[str, str]]
    untranslated: Mapping[str, int]
    versions: Mapping[str, str]


class Made(NamedTuple):
    """`faults` are what is wrong with its compiled catalogues; without any fault or error there are parts."""

    about: About
    faults: tuple[str, ...]
    parts: Mapping[str, bytes]

    @property
    def is_sound(self) -> bool:
        return bool(self.parts)


def make(settings: ContentSettings, folder: Path) -> Made:
    """Read and check an article, with its translations, as `flask bank check` does."""
    report = Report(settings.questions)
    article = load_article(folder, report)
    problems = tuple(report.problems)
    if article is None:
        return Made(About(problems, (), {}, {}, {}, {}), (), {})
    library, locales = Library((article,)), settings.locales
    disagreements = check_agreement(settings.translations, library, locales)
    files = catalogue_files(settings.translations, library, locales)
    found = read_catalogues(file for file in files if file.domain.name == article.id)
    if errors_in(problems + disagreements) or found.problems:
        return Made(About(problems, disagreements, {}, {}, {}, {}), found.problems, {})
    texts = {locale: by_key for (_, locale), by_key in found.texts().items()}
    catalogues = Catalogues({}, found.texts(), [article])
    about = About(
        problems,
        disagreements,
        freeze_outline(article),
        {locale: outline_texts(article, by_key) for locale, by_key in texts.items()},
        {locale: count for (_, locale), count in catalogues.untranslated(library, locales).items()},
        {bank.id: version_now(article, bank, catalogues, locales) for bank in article.banks},
    )
    return Made(about, (), _parts(article, texts))


def _parts(article: Article, texts: Mapping[str, Mapping[str, str]]) -> Mapping[str, bytes]:
    parts = dict(freeze_parts(article))
    for locale, by_key in texts.items():
        parts.update(text_parts(by_key, locale))
    return {name: write(content) for name, content in parts.items()}


def write(content: Any) -> bytes:
    return json.dumps(content, ensure_ascii=False, separators=(",", ":")).encode()


def write_about(about: About) -> bytes:
    frozen = dict(vars(about))
    for name in ("problems", "disagreements"):
        frozen[name] = [
            [str(part) if isinstance(part, Path) else part for part in astuple(each)] for each in frozen[name]
        ]
    return write(frozen)


def read_about(written: bytes) -> About:
    """Return what `write_about` wrote."""
    frozen = json.loads(written)
    for name in ("problems", "disagreements"):
        frozen[name] = tuple(
            Problem(Severity(severity), Path(file), *rest) for severity, file, *rest in frozen[name]
        )
    return About(**frozen)
