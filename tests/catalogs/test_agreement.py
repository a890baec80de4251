"""A translation names what its source names, takes no side and gives nothing away."""

from pathlib import Path

import pytest

from quiz.banks.problem import Severity
from quiz.catalogs.agreement import check_agreement
from tests.banks.small_folder import ARTICLE
from tests.banks.test_giveaways import add_choices
from tests.catalogs.compared import COUNT, QUESTION, line_of, report, told, translate
from tests.catalogs.small_site import LOCALES, SmallSite

ARTICLE_TOML = f"{ARTICLE}/article.toml"


def test_without_a_catalogue_there_is_nothing_to_compare(site: SmallSite) -> None:
    assert report(site) == ""


def test_a_problem_has_the_file_the_line_the_field_and_the_language(site: SmallSite) -> None:
    site.questions.change(COUNT, QUESTION, 'text = "Hvor mange barn så på i 2020?"')
    translate(site, {"child-count / text": "How many children were watching in 2021?"})

    assert report(site) == (
        f"translations/en/LC_MESSAGES/{ARTICLE}.po:{line_of(site, 'child-count / text')}: error: "
        "child-count · text · en: lacks the number '2020' of the original, "
        "has the number '2021', which the original has not\n"
        "    Give the same numbers as the original."
    )


@pytest.mark.parametrize(
    ("source", "translation", "missing"),
    [
        ("Alijev og Baku", "Aliyev and Baku", ""),
        ("Alijevs hus", "Aliyev’s house", ""),
        ("en Baku-by", "a Baku town", ""),
        ("Våpenhvilen, en våpenhvile", "The ceasefire", ""),
        ("Bakurianere", "People from Bakuriani", ""),
        ("Paven", "The Pope", ""),
        ("Alijev", "Alijev", "'Alijev', and this does not say 'Aliyev'"),
        ("Alijev", "The president", "'Alijev', and this does not say 'Aliyev'"),
        ("I USA", "Used in America", "'USA', and this does not say 'US' or 'United States'"),
        ("Våpenhvile", "Armistice", "'våpenhvile', and this does not say 'ceasefire'"),
    ],
)
def test_names_are_those_of_the_glossary(
    site: SmallSite, source: str, translation: str, missing: str
) -> None:
    site.questions.append(
        ARTICLE_TOML,
        '[glossary]\nAlijev = { en = ["Aliyev"], fi = ["Alijev"] }\nBaku = { en = ["Baku"] }\n'
        'USA = { en = ["US", "United States"] }\n"våpenhvile" = { en = ["ceasefire"] }\n'
        'paven = { en = ["the Pope"] }\n',
    )

    found = told(site, source, translation)
    advice = "\n    See `glossary` in article.toml; a form that is right can be added there."
    assert found == (f"error: the original names {missing}{advice}" if missing else "")


def test_reserved_words_are_found_in_our_own_voice_and_not_in_the_article(site: SmallSite) -> None:
    site.questions.append(ARTICLE_TOML, '[reserved]\nnb = ["and"]\nen = ["poor"]\n')
    translate(
        site,
        {
            "child-count / explanation": "And the poor cat.",
            "who-counted / explanation": "It says ‘the poor cat’.",
            "article / p1.s1": "The poor cat was found in a tree.",
        },
    )

    found = report(site)
    assert found.count("our own voice says") == 1
    assert "child-count · explanation · en: our own voice says 'poor'\n" in found


def test_what_is_not_finished_is_not_compared(site: SmallSite) -> None:
    site.questions.change(COUNT, QUESTION, 'text = "Hvor mange barn i 2020?"')
    translate(site, {"child-count / text": "How many children?"})
    assert "2020" in report(site)

    site.change_po(ARTICLE, 'msgctxt "child-count / text"', '#, fuzzy\nmsgctxt "child-count / text"')
    assert report(site) == ""


def test_a_catalogue_that_cannot_be_read_is_told(site: SmallSite) -> None:
    site.update()
    site.po(ARTICLE).write_bytes(b'msgid "\xff"')

    assert report(site) == (
        f"translations/en/LC_MESSAGES/{ARTICLE}.po: error: en: is not utf-8\n"
        "    Run `flask translations check`."
    )


def test_two_options_that_read_the_same_in_a_translation_are_told(site: SmallSite) -> None:
    translated = {
        "text": "Who reports it?",
        "option ntb": "The owner",
        "option owner": "the owner",
        "why owner": "No.",
        "explanation": "«NTB».",
        "evidence 1 who": "NTB",
    }
    translate(site, {f"who-counted / {field}": text for field, text in translated.items()})

    assert (
        f".po:{line_of(site, 'who-counted / option owner')}: error: who-counted · option owner · en: "
        "two options read 'the owner'\n"
    ) in report(site)


def test_give_aways_are_measured_in_the_translation_too(site: SmallSite, tmp_path: Path) -> None:
    add_choices(site.questions, "the-owner", [("*lang", "kort"), ("kort", "*lang")] * 3)
    site.update()
    texts = {str(message.context): str(message.id) for message in site.messages(ARTICLE)}
    translate(
        site,
        {context: "much longer" if "option right" in context else text for context, text in texts.items()},
    )

    problems = check_agreement(site.translations, site.library, LOCALES)
    (in_bank,) = [problem for problem in problems if problem.field == "the-owner"]
    assert in_bank.severity is Severity.WARNING
    assert (in_bank.line, in_bank.language) == (0, "en")
    assert in_bank.what == (
        "the longest option is right in 6 of 6 single-choice questions; "
        "chance would give 3.0, and this once in 64 banks"
    )


@pytest.mark.parametrize("tag", ["zz", "nb-XYZ-abc", "nb-12345678"])
def test_an_article_in_a_language_that_there_is_not_is_named(site: SmallSite, tag: str) -> None:
    site.questions.change(ARTICLE_TOML, 'language = "nb"', f'language = "{tag}"')

    assert report(site).splitlines()[:2] == [
        f"{ARTICLE}/article.toml: error: language: there is no language '{tag}'",
        "    Write a tag such as nb.",
    ]


WORDS = "who-counted / evidence 1 words"
WHO_COUNTED = f"{ARTICLE}/the-rescue/who-counted.toml"
WHOLE, PART = 'quote = "Tre barn så på, melder NTB."', 'quote = "Tre barn så på"'


@pytest.mark.parametrize(
    ("words", "fault"),
    [
        ("Three children looked on", ""),
        ("Two children looked on", "'Two children looked on' does not stand once in the translation"),
        ("o", "'o' does not stand once in the translation"),
    ],
)
def test_words_of_a_sentence_are_taken_from_its_translation(site: SmallSite, words: str, fault: str) -> None:
    site.questions.change(WHO_COUNTED, WHOLE, PART)
    translate(site, {"article / p2.s2": "Three children looked on, NTB reports.", WORDS: words})

    found = [line for line in report(site).splitlines() if "does not stand once" in line]

    assert len(found) == bool(fault)
    assert fault in "".join(found)


def test_words_of_a_sentence_that_is_not_translated_are_held_against_nothing(site: SmallSite) -> None:
    site.questions.change(WHO_COUNTED, WHOLE, PART)
    translate(site, {WORDS: "Three children looked on"})

    assert "does not stand once" not in report(site)
