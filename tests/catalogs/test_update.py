"""Catalogues are brought up to date, and nobody's work is lost."""

import pytest

from quiz.catalogs.po_file import UnreadableCatalogueError
from tests.banks.small_folder import ARTICLE
from tests.catalogs.small_site import LOCALES, SmallSite

COUNT = f"{ARTICLE}/the-rescue/child-count.toml"


def test_a_missing_catalogue_is_made_with_the_header_of_its_language(site: SmallSite) -> None:
    changed = site.update()

    assert {path.name for path in changed} == {
        "messages.pot",
        f"{ARTICLE}.pot",
        "messages.po",
        f"{ARTICLE}.po",
    }
    header = site.po("messages").read_text(encoding="utf-8")
    assert '"Language: nb\\n"' in header
    assert '"Content-Type: text/plain; charset=UTF-8\\n"' in header
    assert '"Plural-Forms: nplurals=2; plural=(n != 1);\\n"' in header
    assert "Date" not in header
    assert "fuzzy" not in header


def test_a_third_language_needs_only_its_name(site: SmallSite) -> None:
    site.update((*LOCALES, "pl"))

    for domain in ("messages", ARTICLE):
        po = site.translations / "pl" / "LC_MESSAGES" / f"{domain}.po"
        assert "nplurals=3" in po.read_text(encoding="utf-8")
    polish = (site.translations / "pl" / "LC_MESSAGES" / "messages.po").read_text(encoding="utf-8")
    assert 'msgstr[2] ""' in polish


def test_a_second_update_changes_nothing(translated: SmallSite) -> None:
    before = {path: path.read_bytes() for path in translated.translations.rglob("*.po*")}

    assert translated.update() == []
    assert {path: path.read_bytes() for path in translated.translations.rglob("*.po*")} == before


def test_translations_stay_when_something_else_changes(translated: SmallSite) -> None:
    translated.home.write_text("{{ _('Quizzes') }} {{ _('Something new') }}", encoding="utf-8")

    translated.update()

    assert translated.message("messages", "Quizzes").string == "QUIZZES"
    assert translated.message("messages", "Something new").string == ""


def test_what_a_translator_wrote_into_the_file_stays(translated: SmallSite) -> None:
    translated.change_po("messages", '"Language: nb\\n"', '"Language: nb\\n"\n"Last-Translator: Kari\\n"')
    translated.change_po("messages", "#. a verb\n", "# Asked the editor.\n#. a verb\n")

    translated.update()

    text = translated.po("messages").read_text(encoding="utf-8")
    assert '"Last-Translator: Kari\\n"' in text
    assert "# Asked the editor.\n#. a verb\n" in text


def test_what_is_no_longer_in_the_sources_goes(translated: SmallSite) -> None:
    translated.home.write_text("", encoding="utf-8")

    translated.update()

    assert "QUIZZES" not in translated.po("messages").read_text(encoding="utf-8")


def test_a_reworded_text_of_a_bank_keeps_its_translation_as_a_guess(translated: SmallSite) -> None:
    translated.questions.change(COUNT, "Hvor mange barn så på?", "Hvor mange barn fulgte med?")

    translated.update()

    message = translated.message(ARTICLE, "Hvor mange barn fulgte med?")
    assert message.string == "HVOR MANGE BARN SÅ PÅ?"
    assert message.fuzzy
    assert sum(message.fuzzy for message in translated.messages(ARTICLE)) == 1


def test_a_guess_stays_a_guess_until_somebody_settles_it(translated: SmallSite) -> None:
    translated.questions.change(COUNT, "Hvor mange barn så på?", "Hvor mange barn fulgte med?")

    translated.update()

    assert translated.update() == []
    assert translated.message(ARTICLE, "Hvor mange barn fulgte med?").fuzzy


def test_a_new_text_of_a_bank_gets_no_guess_from_elsewhere(translated: SmallSite) -> None:
    translated.questions.append(COUNT, '\n[[wrong]]\nvalue = 4\nwhy = "To er tallet på dem som snakker."\n')

    translated.update()

    assert translated.message(ARTICLE, "To er tallet på dem som snakker.").string == ""


def test_a_reworded_text_of_the_interface_keeps_its_translation_as_a_guess(translated: SmallSite) -> None:
    text = translated.home.read_text(encoding="utf-8").replace("Welcome,", "Welcome back,")
    translated.home.write_text(text, encoding="utf-8")

    translated.update()

    message = translated.message("messages", "Welcome back, <strong>%(name)s</strong>")
    assert message.string == "WELCOME, <strong>%(name)s</strong>"
    assert message.fuzzy


def test_a_text_that_stays_lends_its_translation_to_no_other(translated: SmallSite) -> None:
    text = translated.home.read_text(encoding="utf-8").replace("Quizzes", "Quizzes') }}{{ _('Quizzess")
    translated.home.write_text(text, encoding="utf-8")

    translated.update()

    assert [m.string for m in translated.messages("messages") if m.id == "Quizzess"] == [""]


def test_an_unreadable_catalogue_is_left_as_it_is(translated: SmallSite) -> None:
    translated.po("messages").write_bytes(b'msgid "a"\nmsgid "b"\nrubbish\n')
    translated.home.write_text("", encoding="utf-8")
    before = {path: path.read_bytes() for path in translated.translations.rglob("*.po*")}

    with pytest.raises(UnreadableCatalogueError, match=r"messages\.po: line "):
        translated.update()

    assert {path: path.read_bytes() for path in translated.translations.rglob("*.po*")} == before
