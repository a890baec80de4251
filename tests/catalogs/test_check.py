"""Every way in which a catalogue can be broken is caught."""

import pytest

from tests.banks.small_folder import ARTICLE
from tests.catalogs.small_site import LOCALES, SmallSite

COUNT = f"{ARTICLE}/the-rescue/child-count.toml"
MESSAGES_PO = "translations/nb/LC_MESSAGES/messages.po"
ARTICLE_PO = f"translations/en/LC_MESSAGES/{ARTICLE}.po"


def test_complete_catalogues_have_no_problem_and_are_counted(translated: SmallSite) -> None:
    checked = translated.check()

    total = len(translated.messages(ARTICLE))
    assert checked.problems == ()
    assert [str(line) for line in checked.coverage] == [
        "nb: messages 6 of 6",
        f"en: {ARTICLE} {total} of {total}",
    ]


def test_templates_that_were_never_made_are_missing(site: SmallSite) -> None:
    report = site.report()

    assert (
        "translations/messages.pot: there is no such template\n    Run `flask translations update`." in report
    )
    assert f"translations/{ARTICLE}.pot: there is no such template" in report


def test_a_template_older_than_its_sources_is_stale(translated: SmallSite) -> None:
    translated.questions.change(COUNT, 'unit = "barn"', 'unit = "unger"')

    report = translated.report()

    assert f"translations/{ARTICLE}.pot: is out of date" in report
    assert f"{ARTICLE_PO}: child-count / unit: is missing" in report
    assert f"{ARTICLE_PO}: child-count / unit: is no longer in the sources" in report
    assert "messages" not in report


def test_a_missing_catalogue_is_one_problem(translated: SmallSite) -> None:
    translated.po(ARTICLE).unlink()

    checked = translated.check()

    assert [str(problem) for problem in checked.problems] == [
        f"{ARTICLE_PO}: there is no such catalogue\n    Run `flask translations update`."
    ]
    assert checked.coverage[1].translated == 0


def test_a_configured_language_without_catalogues_is_missing(translated: SmallSite) -> None:
    problems = translated.check((*LOCALES, "nn")).problems

    assert [str(problem.file) for problem in problems] == [
        "translations/nn/LC_MESSAGES/messages.po",
        f"translations/nn/LC_MESSAGES/{ARTICLE}.po",
    ]


@pytest.mark.parametrize(
    ("content", "report"),
    [
        (b'msgid "a"\nmsgid "b"\nrubbish\n', "line "),
        (b'msgid ""\nmsgstr ""\n\nmsgid "a"\nmsgstr "\xe5"\n', "is not utf-8"),
        (b'msgid ""\nmsgstr "Plural-Forms: nplurals=x; plural=n;\\n"\n', "the header cannot be read"),
        (
            b'msgid ""\nmsgstr "Content-Type: text/plain; charset=klingon\\n"\n\nmsgid "a"\nmsgstr "b"\n',
            "the header",
        ),
    ],
)
def test_an_unreadable_catalogue_is_named(translated: SmallSite, content: bytes, report: str) -> None:
    translated.po("messages").write_bytes(content)

    assert translated.report().startswith(f"{MESSAGES_PO}: {report}")


def test_an_empty_translation_is_no_translation(translated: SmallSite) -> None:
    translated.change_po("messages", 'msgstr "QUIZZES"', 'msgstr ""')

    assert translated.report() == f"{MESSAGES_PO}: «Quizzes»: is not translated\n    Fill in msgstr."
    assert str(translated.check().coverage[0]) == "nb: messages 5 of 6"


def test_a_plural_with_one_form_empty_is_no_translation(translated: SmallSite) -> None:
    translated.change_po("messages", 'msgstr[1] "%(count)s QUESTIONS"', 'msgstr[1] ""')

    assert f"{MESSAGES_PO}: «One question»: is not translated" in translated.report()


def test_a_guess_is_no_translation(translated: SmallSite) -> None:
    translated.change_po("messages", 'msgid "Quizzes"', '#, fuzzy\nmsgid "Quizzes"')

    assert "«Quizzes»: is marked fuzzy: a guess, never shown" in translated.report()
    assert str(translated.check().coverage[0]) == "nb: messages 5 of 6"


@pytest.mark.parametrize(
    ("old", "new", "problem"),
    [
        ('"WELCOME, <strong>%(name)s</strong>"', '"<strong>WELCOME</strong>"', "lacks %(name)s"),
        (
            "WELCOME, <strong>%(name)s",
            "WELCOME, <strong>%(navn)s",
            "holds %(navn)s, which the original does not",
        ),
        (
            "WELCOME, <strong>%(name)s",
            "100 % WELCOME, <strong>%(name)s",
            "holds a % that begins no placeholder",
        ),
        ("WELCOME, <strong>%(name)s", "WELCOME, <strong>%(name)", "lacks %(name)s"),
        ("WELCOME, <strong>%(name)s", "WELCOME, <strong>%(name)d", "lacks %(name)s"),
        ("WELCOME, <strong>%(name)s", "WELCOME, <strong>%(name)999999999s", "lacks %(name)s"),
        (
            "WELCOME, <strong>%(name)s",
            "%(name).0s WELCOME, <strong>%(name)s",
            "holds a % that begins no placeholder",
        ),
        ('"%(count)s QUESTIONS"', '"MANY QUESTIONS"', "lacks %(count)s"),
        ('"ONE QUESTION"', '"%(num)s QUESTION"', "holds %(num)s, which the original does not"),
        ('"QUIZZES"', '"%(count)s QUIZZES"', "holds %(count)s, which the original does not"),
    ],
)
def test_placeholders_must_agree(translated: SmallSite, old: str, new: str, problem: str) -> None:
    translated.change_po("messages", old, new)

    assert f": {problem}\n" in translated.report()


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ('"ONE QUESTION"', '"%(count)s QUESTION"'),  # a form for one number may give it in digits or in words
        ('"%(num)s POINT"', '"%(num)s POINT, 100 %%"'),
        ("WELCOME, <strong>%(name)s</strong>", "<strong>%(name)s</strong>, WELCOME"),
    ],
)
def test_a_good_translation_has_its_freedom(translated: SmallSite, old: str, new: str) -> None:
    translated.change_po("messages", old, new)

    assert translated.report() == ""


@pytest.mark.parametrize("sign", ["\0", "\x1b", "\x85"])
def test_a_sign_that_no_page_may_hold_is_caught_and_never_compiled(translated: SmallSite, sign: str) -> None:
    translated.change_po("messages", '"QUIZZES"', f'"QUIZ{sign}ZES"')

    compiled = translated.compile()

    assert f"holds the character U+{ord(sign):04X}, which no page may hold" in translated.report()
    assert list(compiled.left_out.values()) == [1]
    assert translated.load().interface("nb").gettext("Quizzes") == "Quizzes"


def test_what_a_catalogue_holds_cannot_steer_the_terminal_of_whoever_checks_it(translated: SmallSite) -> None:
    translated.change_po("messages", 'msgid "Quizzes"', 'msgid "Quiz\x1b[2Jzes"')

    assert "«Quiz[2Jzes»" in translated.report()


def test_a_percent_sign_in_a_bank_is_free(translated: SmallSite) -> None:
    translated.change_po(
        ARTICLE,
        'msgstr "EIEREN"\n\n#: questions/the-cat-case/the-owner/bank.toml',
        'msgstr "100% of %(x)s"\n\n#: questions/the-cat-case/the-owner/bank.toml',
    )

    assert translated.report() == ""


@pytest.mark.parametrize(
    "new",
    [
        "WELCOME, %(name)s",
        "WELCOME, <em>%(name)s</em>",
        "WELCOME, <strong>%(name)s",
        "<b>WELCOME</b>, <strong>%(name)s</strong>",
    ],
)
def test_tags_must_agree(translated: SmallSite, new: str) -> None:
    translated.change_po("messages", "WELCOME, <strong>%(name)s</strong>", new)

    assert "has other tags than the original, which has <strong>, </strong>" in translated.report()


@pytest.mark.parametrize(
    ("new", "problem"),
    [
        ("QUIZZES<meta http-equiv='refresh' content='0;url=//a'>", "has other tags than the original"),
        (
            "QUIZZES<a href='//elsewhere' title=",
            "holds the character <",
        ),  # closed by what follows in the page
        ('QUIZZES\\" title=\\"', 'holds the character "'),  # of an attribute, as in aria-label
        ("QUIZZES ->", "holds the character >"),
    ],
)
def test_markup_that_a_translation_brings_is_caught_and_never_compiled(
    translated: SmallSite, new: str, problem: str
) -> None:
    translated.change_po("messages", '"QUIZZES"', f'"{new}"')

    compiled = translated.compile()

    assert f"«Quizzes»: {problem}" in translated.report()
    assert list(compiled.left_out.values()) == [1]
    assert translated.load().interface("nb").gettext("Quizzes") == "Quizzes"


def test_the_texts_of_a_bank_are_escaped_and_may_hold_any_sign(translated: SmallSite) -> None:
    translated.change_po(
        ARTICLE,
        'msgstr "EIEREN"\n\n#: questions/the-cat-case/the-owner/bank.toml',
        'msgstr "\\"5 < 6\\""\n\n#: questions/the-cat-case/the-owner/bank.toml',
    )

    assert translated.report() == ""
    assert not translated.compile().left_out


@pytest.mark.parametrize("new", [" QUIZZES", "QUIZZES ", "QUIZZES\\n"])
def test_white_space_at_the_ends_must_agree(translated: SmallSite, new: str) -> None:
    translated.change_po("messages", '"QUIZZES"', f'"{new}"')

    assert "«Quizzes»: begins or ends with other white space than the original" in translated.report()


def test_a_plural_with_a_form_too_few_is_no_translation(translated: SmallSite) -> None:
    translated.change_po("messages", 'msgstr[1] "%(count)s QUESTIONS"\n', "")

    assert "«One question»: is not translated" in translated.report()


def test_a_plural_with_a_form_too_many_is_caught(translated: SmallSite) -> None:
    translated.change_po("messages", "nplurals=2", "nplurals=3")

    assert "«One question»: has 3 plural forms, and the language has 2" in translated.report()


@pytest.mark.parametrize(
    ("old", "new", "problem"),
    [
        (
            "plural=(n != 1)",
            "plural=(n > 1)",
            "other Plural-Forms than «nb» has: «nplurals=2; plural=(n > 1);»",
        ),
        ("nplurals=2", "nplurals=3", "other Plural-Forms"),
        ('"Plural-Forms: nplurals=2; plural=(n != 1);\\n"\n', "", "other Plural-Forms than «nb» has: «»"),
        ("plural=(n != 1)", "plural=import os", "other Plural-Forms"),
        ("Language: nb", "Language: da", "gives the language «da» and not «nb»"),
        ('"Language: nb\\n"\n', "", "gives the language «» and not «nb»"),
    ],
)
def test_the_header_must_be_that_of_the_language(
    translated: SmallSite, old: str, new: str, problem: str
) -> None:
    translated.change_po("messages", old, new)

    assert problem in translated.report()

    translated.update()
    assert translated.report() == ""


def test_the_same_plural_rule_may_be_written_otherwise(translated: SmallSite) -> None:
    translated.change_po("messages", "plural=(n != 1)", "plural=n==1 ? 0 : 1")

    assert translated.report() == ""


def test_an_entry_that_stands_twice_is_caught(translated: SmallSite) -> None:
    text = translated.po("messages").read_text(encoding="utf-8")
    translated.po("messages").write_text(f'{text}\nmsgid "Quizzes"\nmsgstr "PRØVER"\n', encoding="utf-8")

    assert "«Quizzes»: stands in the file twice\n    Delete one of the two." in translated.report()


def test_a_form_for_several_numbers_must_give_the_number(translated: SmallSite) -> None:
    # In French the singular stands for 0, too: "une question" would be wrong.
    locales = ("nb", "en", "fr")
    translated.update(locales)
    po = translated.translations / "fr" / "LC_MESSAGES" / "messages.po"
    text = po.read_text(encoding="utf-8").replace(
        'msgid_plural "%(count)s questions"\nmsgstr[0] ""\nmsgstr[1] ""',
        'msgid_plural "%(count)s questions"\nmsgstr[0] "une question"\nmsgstr[1] "%(count)s questions"',
    )
    po.write_text(text, encoding="utf-8")

    report = "\n".join(str(problem) for problem in translated.check(locales).problems)

    assert "fr/LC_MESSAGES/messages.po: «One question»: lacks %(count)s" in report
