"""What a translation quotes stands in the translated article; what it alters can be found."""

import pytest

from tests.banks.small_folder import ARTICLE
from tests.catalogs.compared import line_of, report, translate
from tests.catalogs.small_site import SmallSite

ARTICLE_TOML = f"{ARTICLE}/article.toml"
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


SENTENCES = {
    "article / p1.s1": "The cat was found in a tree.",
    "article / p2.s1": "The fire brigade fetched the cat on Monday.",
    "article / p2.s2": "Three children were watching, NTB reports.",
    "article / p3.s1": "The owner says that the cat is black.",
    "article / p3.s2": "The neighbour says that it is grey.",
}


def test_a_phrase_in_quotation_marks_stands_in_the_translated_article(site: SmallSite) -> None:
    translate(site, {**SENTENCES, "who-counted / explanation": "It ends with ‘NTB reported’."})

    assert report(site) == (
        f"translations/en/LC_MESSAGES/{ARTICLE}.po:{line_of(site, 'who-counted / explanation')}: error: "
        "who-counted · explanation · en: ‘NTB reported’ stands in quotation marks, "
        "and does not stand in the article\n"
        "    Nearest: NTB reports\n"
        "    Quote letter by letter; or, if it is not meant to be the article's, "
        "name it in `not_in_article` (article.toml)."
    )


@pytest.mark.parametrize(
    "explanation",
    [
        "It ends with ‘NTB reports’.",
        "‘Were watching,’ it says, ‘NTB reports’.",
        "The Norwegian has ‘melder NTB’.",
        "It does not say ‘announces’, or in Norwegian ‘kunngjør’.",
    ],
)
def test_a_translation_may_quote_its_article_the_original_and_the_exceptions_of_both(
    site: SmallSite, explanation: str
) -> None:
    site.questions.append(ARTICLE_TOML, '[not_in_article]\nnb = ["kunngjør"]\nen = ["announces"]\n')
    site.questions.change(
        f"{ARTICLE}/the-rescue/who-counted.toml", "«melder NTB»", "«melder NTB», og ikke «kunngjør»"
    )
    translate(site, {**SENTENCES, "who-counted / explanation": explanation})

    assert report(site) == ""


def test_quotations_are_not_looked_up_while_the_article_is_not_wholly_translated(site: SmallSite) -> None:
    sentences = {**SENTENCES, "article / p3.s2": ""}
    translate(site, {**sentences, "who-counted / explanation": "It ends with ‘NTB reported’."})

    assert report(site) == ""


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

    quoting = "The fire brigade ‘fetched’ the cat and ‘caught’ nothing."
    translate(altered, {**words, **SENTENCES, "altered / explanation": quoting})
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
