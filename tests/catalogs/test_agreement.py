"""A translation says the same as its source: numbers, dates, names; and gives nothing away."""

from collections.abc import Mapping
from pathlib import Path

import pytest

from quiz.banks.problem import Severity
from quiz.catalogs.agreement import check_agreement
from quiz.catalogs.po_file import entries, header_for, read_po, render
from tests.banks.small_folder import ARTICLE
from tests.banks.test_giveaways import add_choices
from tests.catalogs.small_site import LOCALES, SmallSite

ARTICLE_TOML = f"{ARTICLE}/article.toml"
COUNT = f"{ARTICLE}/the-rescue/child-count.toml"
QUESTION = 'text = "Hvor mange barn så på?"'
ALTERED = """\
kind = "altered-quote"
skills = ["spot-change"]
text = "Hvilket ord er byttet ut?"
explanation = "Brannvesenet hentet katten."
shown = "Brannvesenet fanget katten ned mandag."
original = "hentet"
answer = "caught"

[[evidence]]
quote = "Brannvesenet hentet katten ned mandag."
voice = "journalist"
standing = "established"

[[options]]
id = "caught"
text = "fanget"

[[options]]
id = "day"
text = "mandag"
why = "Det var da."
"""


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
    ("source", "translation"),
    [
        ("Minst 23 er drept, 23.", "At least 23 killed, 23."),
        ("1 000 barn, 1\u00a0000 katter, 12\u202f000 trær", "1,000 children, 1,000 cats, 12,000 trees"),
        ("1,5 prosent", "1.5 per cent"),
        ("fra 1992, 1994 og 2010", "from 1992, 1994 and 2010"),
        ("2 barn og fem katter", "two children and 5 cats"),
        ("søndag 27. september 2020", "Sunday 27 September 2020"),
        ("på søndagskvelden i mai", "on Sunday evening in May"),
        ("Det marsjeres på lørdag.", "They march on Saturday."),
        ("to av dem, et tre", "both of them, a tree"),
    ],
)
def test_the_same_numbers_and_dates_in_the_form_of_each_language_agree(
    site: SmallSite, source: str, translation: str
) -> None:
    assert told(site, source, translation) == ""


@pytest.mark.parametrize(
    ("source", "translation", "what"),
    [
        ("Minst 23 er drept.", "At least 24 killed.", "error: lacks the number '23' of the original, has"),
        ("23 og 23", "23", "error: lacks the number '23' of the original\n"),
        ("23", "23 and 23", "error: has the number '23', which the original has not\n"),
        ("1 000", "1.000", "error: lacks the number '1000' of the original, has the number '1.000'"),
        ("2 barn", "three children", "error: lacks the number '2' of the original\n"),
        ("20 barn", "twenty children", "error: lacks the number '20' of the original\n"),
        (
            "seks landsbyer",
            "seven villages",
            "warning: lacks the number '6' of the original, has the number '7'",
        ),
        ("27. september", "27 October", "error: lacks the date 'september' of the original\n"),
        ("søndag kveld", "Monday evening", "warning: lacks the date 'søndag' of the original\n"),
    ],
)
def test_other_numbers_and_dates_are_told(site: SmallSite, source: str, translation: str, what: str) -> None:
    assert told(site, source, translation).startswith(what)


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


@pytest.fixture
def altered(site: SmallSite) -> SmallSite:
    site.questions.write(f"{ARTICLE}/the-owner/altered.toml", ALTERED)
    site.update()
    return site


def test_each_word_of_an_altered_quotation_stands_once_in_each_language(altered: SmallSite) -> None:
    words = {
        "altered / text": "Which word has been replaced?",
        "altered / shown": "The fire brigade caught the cat on Monday.",
        "altered / original": "fetched",
        "altered / option caught": "caught",
        "altered / option day": "Monday",
        "altered / why day": "It was then.",
        "altered / explanation": "The fire brigade fetched the cat.",
    }
    translate(altered, words)
    assert report(altered) == ""

    translate(altered, {**words, "altered / option day": "Tuesday"})
    assert (
        f".po:{line_of(altered, 'altered / option day')}: error: altered · option day · en: "
        "'Tuesday' stands 0 times in `shown`: it must stand once\n"
        "    Say it in other words in this language."
    ) in report(altered)

    translate(
        altered, {**words, "altered / shown": "The fire brigade caught, yes, caught the cat on Monday."}
    )
    assert "altered · option caught · en: 'caught' stands 2 times in `shown`" in report(altered)


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
