"""A small site whose translation is compared with its source, text by text."""

from collections.abc import Mapping

from quiz.catalogs.agreement import check_agreement
from quiz.catalogs.po_file import entries, header_for, read_po, render
from tests.banks.small_folder import ARTICLE
from tests.catalogs.small_site import LOCALES, SmallSite

COUNT = f"{ARTICLE}/the-rescue/child-count.toml"
QUESTION = 'text = "Hvor mange barn så på?"'


def translate(site: SmallSite, translations: Mapping[str, str]) -> None:
    """Translate texts by their context, and nothing else."""
    site.update()
    catalogue = read_po(site.po(ARTICLE), "en")
    for message in entries(catalogue):
        message.string = translations.get(str(message.context), "")
    content = render(catalogue, header_for("en", catalogue.header), catalogue.comment)
    site.po(ARTICLE).write_bytes(content)


def report(site: SmallSite) -> str:
    problems = check_agreement(site.translations, site.library, LOCALES)
    return "\n".join(str(problem) for problem in problems)


def line_of(site: SmallSite, context: str) -> int:
    """Return the line on which the entry with a context says its source text."""
    lines = site.po(ARTICLE).read_text(encoding="utf-8").splitlines()
    return lines.index(f'msgctxt "{context}"') + 2


def told(site: SmallSite, source: str, translation: str) -> str:
    """Return what is said of one question's text, without its place."""
    site.questions.change(COUNT, QUESTION, f'text = "{source}"')
    translate(site, {"child-count / text": translation})
    place = f"translations/en/LC_MESSAGES/{ARTICLE}.po:{line_of(site, 'child-count / text')}"
    return report(site).replace(f"{place}: ", "").replace("child-count · text · en: ", "")
