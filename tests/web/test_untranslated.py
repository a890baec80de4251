"""A text that is not translated is shown as it was written, and says so."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from quiz.catalogs.compile import compile_catalogues
from quiz.catalogs.po_file import read_po
from quiz.domain.bank import Library
from tests.compiled import compiled_catalogues
from tests.every_page import Site, open_site
from tests.page_rules import broken_rules
from tests.playing import SUNDAY, go_to, question_of
from tests.site_client import SiteClient, words_of

LOCALES = ("nb", "en")


@pytest.fixture
def site(tmp_path: Path, migrated: Path, library: Library, translations: Path) -> Iterator[Site]:
    """A site whose English lacks all texts of the questions with a single choice."""
    folder = tmp_path / "translations"
    shutil.copytree(translations, folder)
    po = folder / "en" / "LC_MESSAGES" / "karabakh-2020.po"
    lacking = {q.id for q in library.articles[0].questions.values() if q.KIND == "single-choice"}
    _take_out(po, lacking)
    compile_catalogues(folder)
    opened = open_site(tmp_path, migrated, library, compiled_catalogues(folder, library, LOCALES))
    yield opened
    opened.close()


def _take_out(po: Path, lacking: set[str]) -> None:
    """Empty the translations of questions, as in a catalogue that is being worked on."""
    blocks = po.read_text(encoding="utf-8").split("\n\n")
    for place, block in enumerate(blocks):
        if any(f'msgctxt "{question} / ' in block for question in lacking):
            blocks[place] = block[: block.index("\nmsgstr ")] + '\nmsgstr ""'
    po.write_text("\n\n".join(blocks), encoding="utf-8")
    assert sum(not message.string for message in read_po(po, "en")) > 20


def test_the_source_text_is_shown_in_its_own_language_with_a_mark(site: Site, library: Library) -> None:
    client: SiteClient = site.client()
    question = go_to(client, library, "single-choice", SUNDAY, "en")
    asked = question_of(library, question)
    answer = client.answer(question, str(asked.key))

    for page in (question, answer):
        source = [
            span
            for span in page.one("main").iter()
            if span.get("lang") == "nb" and span.get("dir") == "ltr" and words_of(span) == asked.text
        ]
        assert len(source) == 1
        assert page.all("small", class_="untranslated")
        assert broken_rules(page, LOCALES) == []
    assert len(question.all("small", class_="untranslated")) == len(question.form("answer").choices)


def test_the_language_it_was_written_in_has_no_marks(site: Site, library: Library) -> None:
    question = go_to(site.client(), library, "single-choice", SUNDAY, "nb")

    assert question.all("small", class_="untranslated") == []


def test_whole_texts_have_no_marks_in_the_shipped_catalogues(client: SiteClient) -> None:
    for address in ("/en/", f"/en/quizzes/{SUNDAY}", "/en/articles/karabakh-2020"):
        page = client.get(address)

        assert page.all("small", class_="untranslated") == []


@pytest.mark.parametrize("left", ['msgid "About Kildesjekk"\nmsgstr ""\n', ""])
def test_where_words_of_the_interface_are_lacking_the_foot_of_each_page_says_so(
    tmp_path: Path, migrated: Path, library: Library, translations: Path, left: str
) -> None:
    """Whether they are still to be translated, or came after the catalogue was last brought up to date."""
    folder = tmp_path / "translations"
    shutil.copytree(translations, folder)
    po = folder / "nb" / "LC_MESSAGES" / "messages.po"
    text = po.read_text(encoding="utf-8")
    entry = 'msgid "About Kildesjekk"\nmsgstr "Om Kildesjekk"\n'
    assert text.count(entry) == 1
    po.write_text(text.replace(entry, left), encoding="utf-8")
    compile_catalogues(folder)
    opened = open_site(tmp_path, migrated, library, compiled_catalogues(folder, library, LOCALES))
    client = opened.client()

    feet = {locale: client.get(f"/{locale}/").words("footer") for locale in LOCALES}
    opened.close()

    assert "About Kildesjekk" in feet["nb"]
    assert "ikke oversatt ennå" in feet["nb"]
    assert "not translated yet" not in feet["en"]


def test_the_foot_says_nothing_of_the_shipped_interface(client: SiteClient) -> None:
    assert "ikke oversatt" not in client.get("/nb/").words("footer")
