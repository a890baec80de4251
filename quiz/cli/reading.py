"""Reads and checks an article, and makes of it what a start needs, and its parts."""

from collections.abc import Mapping
from pathlib import Path

from quiz.banks.kept import freeze_outline, freeze_parts
from quiz.banks.load import load_article
from quiz.banks.problem import errors_in
from quiz.banks.report import Report
from quiz.catalogs.agreement import check_agreement
from quiz.catalogs.domains import catalogue_files
from quiz.catalogs.kept import outline_texts, text_parts
from quiz.catalogs.lookup import Catalogues, read_catalogues
from quiz.cli.outline import About, Made, write
from quiz.domain.bank import Article, Library
from quiz.services.editions import version_now
from quiz.settings import ContentSettings


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
