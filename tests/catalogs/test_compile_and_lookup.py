"""What is compiled can be served, and what cannot be served shows itself as untranslated."""

import os
import re

import pytest

from quiz.catalogs.lookup import LocalizedText
from quiz.domain.message import Message
from tests.banks.small_folder import ARTICLE
from tests.catalogs.small_site import SmallSite

TEXT = Message("child-count / text", "Hvor mange barn så på?")
WHO = Message("child-count / evidence 1 who", "NTB")


def test_a_translation_is_found_in_the_wanted_language(translated: SmallSite) -> None:
    translated.compile()
    catalogues = translated.load()

    assert catalogues.say(ARTICLE, TEXT, "en") == LocalizedText("HVOR MANGE BARN SÅ PÅ?", "en")
    assert catalogues.say(ARTICLE, TEXT, "nb") == LocalizedText("Hvor mange barn så på?", "nb")
    assert catalogues.interface("nb").gettext("Quizzes") == "QUIZZES"
    assert (
        catalogues.interface("nb").npgettext("result", "%(num)s point", "%(num)s points", 2)
        == "%(num)s POINTS"
    )
    assert catalogues.interface("en").gettext("Quizzes") == "Quizzes"


def test_the_same_word_in_both_languages_is_a_translation(translated: SmallSite) -> None:
    translated.compile()

    assert translated.load().say(ARTICLE, WHO, "en") == LocalizedText("NTB", "en")


def test_an_untranslated_text_is_shown_as_it_was_written_and_says_so(translated: SmallSite) -> None:
    translated.change_po(ARTICLE, 'msgstr "HVOR MANGE BARN SÅ PÅ?"', 'msgstr ""')
    compiled = translated.compile()
    catalogues = translated.load()

    assert catalogues.say(ARTICLE, TEXT, "en") == LocalizedText("Hvor mange barn så på?", "nb")
    assert catalogues.untranslated(translated.library, ("nb", "en")) == {(ARTICLE, "en"): 1}
    assert compiled.left_out == {translated.po(ARTICLE): 1}


def test_nothing_is_untranslated_in_complete_catalogues(translated: SmallSite) -> None:
    compiled = translated.compile()

    assert translated.load().untranslated(translated.library, ("nb", "en")) == {}
    assert compiled.left_out == {}
    assert compiled.problems == ()


def test_a_guess_is_never_served(translated: SmallSite) -> None:
    translated.change_po(ARTICLE, 'msgctxt "child-count / text"', '#, fuzzy\nmsgctxt "child-count / text"')
    translated.compile()

    assert translated.load().say(ARTICLE, TEXT, "en").locale == "nb"


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ('msgstr[1] "%(count)s QUESTIONS"', 'msgstr[1] ""'),
        ('msgstr[1] "%(count)s QUESTIONS"\n', ""),
        ('msgstr[1] "%(count)s QUESTIONS"', 'msgstr[1] "%(counter)s QUESTIONS"'),
        ('msgstr[1] "%(count)s QUESTIONS"', 'msgstr[1] "%(count)s QUESTIONS, 5 % MORE"'),
        ('msgstr[1] "%(count)s QUESTIONS"', 'msgstr[1] "%(count)999999999s QUESTIONS"'),
    ],
)
def test_a_translation_that_would_break_a_page_is_never_served(
    translated: SmallSite, old: str, new: str
) -> None:
    translated.change_po("messages", old, new)
    compiled = translated.compile()

    interface = translated.load().interface("nb")
    assert interface.ngettext("One question", "%(count)s questions", 2) == "%(count)s questions"
    assert interface.ngettext("One question", "%(count)s questions", 1) == "One question"
    assert compiled.left_out == {translated.po("messages"): 1}


def test_a_percent_sign_in_a_bank_breaks_nothing(translated: SmallSite) -> None:
    translated.change_po(ARTICLE, 'msgstr "HVOR MANGE BARN SÅ PÅ?"', 'msgstr "100% OF %(x)s?"')
    translated.compile()

    assert translated.load().say(ARTICLE, TEXT, "en") == LocalizedText("100% OF %(x)s?", "en")


def test_a_wrong_plural_rule_in_the_header_is_not_served(translated: SmallSite) -> None:
    translated.change_po("messages", "plural=(n != 1)", "plural=0")
    translated.compile()

    interface = translated.load().interface("nb")
    assert interface.ngettext("One question", "%(count)s questions", 2) == "%(count)s QUESTIONS"


def test_catalogues_that_were_not_compiled_are_refused_with_the_advice(translated: SmallSite) -> None:
    assert [fault.split(": ", 1)[1] for fault in translated.faults()] == [
        "is missing or was not made from its .po as it is: run `flask translations compile`"
    ] * 2


def test_a_catalogue_changed_since_it_was_compiled_is_refused(translated: SmallSite) -> None:
    translated.compile()
    saved = translated.po("messages").stat()
    translated.change_po("messages", "QUIZZES", "QUIZZEZ")
    os.utime(translated.po("messages"), ns=(saved.st_atime_ns, saved.st_mtime_ns))  # as a copy may keep them

    assert translated.faults() == (
        f"{translated.po('messages').with_suffix('.mo')}: is missing or was not made from its .po as it is: "
        "run `flask translations compile`",
    )


def test_the_times_of_the_files_do_not_matter(translated: SmallSite) -> None:
    translated.compile()
    later = translated.po("messages").stat().st_mtime_ns + 10**12
    os.utime(translated.po("messages"), ns=(later, later))

    assert translated.load().interface("nb").gettext("Quizzes") == "QUIZZES"


def test_a_language_without_a_catalogue_is_refused_with_the_advice(translated: SmallSite) -> None:
    translated.compile()
    translated.po(ARTICLE).unlink()

    (fault,) = translated.faults()
    assert fault.endswith("there is no such catalogue: run `flask translations update`")


@pytest.mark.parametrize("content", [b"", b"rubbish that is long enough to be read", b"\xde\x12\x04\x95"])
def test_a_compiled_catalogue_that_is_damaged_is_refused(translated: SmallSite, content: bytes) -> None:
    translated.compile()
    translated.po("messages").with_suffix(".mo").write_bytes(content)

    (fault,) = translated.faults()
    assert re.search(r"messages\.mo: cannot be read .*flask translations compile", fault)


def test_a_compiled_catalogue_without_its_source_is_deleted(translated: SmallSite) -> None:
    translated.compile()
    gone = translated.po(ARTICLE)
    gone.unlink()

    compiled = translated.compile()

    assert compiled.deleted == (gone.with_suffix(".mo"),)
    assert not gone.with_suffix(".mo").exists()


def test_one_unreadable_catalogue_does_not_keep_the_others_from_being_compiled(translated: SmallSite) -> None:
    translated.po("messages").write_bytes(b'msgid "a"\nmsgid "b"\nrubbish\n')
    stray = translated.translations / "nonsense" / "LC_MESSAGES" / "messages.po"
    stray.parent.mkdir(parents=True)
    stray.write_bytes(b"")

    compiled = translated.compile()

    assert compiled.written == (translated.po(ARTICLE).with_suffix(".mo"),)
    assert "messages.po: line " in compiled.problems[0]
    assert compiled.problems[1] == f"{stray}: «nonsense» is not a language"


def test_nothing_but_catalogues_is_left_in_the_folder(translated: SmallSite) -> None:
    translated.compile()

    assert sorted(path.name for path in translated.po("messages").parent.iterdir()) == [
        "messages.mo",
        "messages.po",
    ]
