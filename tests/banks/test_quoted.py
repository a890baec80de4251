"""What stands in quotation marks in our own texts is the article's, letter by letter."""

import pytest

from quiz.banks.quoted import Quotable
from tests.banks.kind_files import ALTERED, FILES, NOTES
from tests.banks.small_folder import ARTICLE, SmallFolder

COUNT = f"{ARTICLE}/the-rescue/child-count.toml"
WHO = f"{ARTICLE}/the-rescue/who-counted.toml"
ARTICLE_TOML = f"{ARTICLE}/article.toml"
ADVICE = (
    "Quote letter by letter; or, if it is not meant to be the article's, name it in `not_in_article` "
    "(article.toml)."
)


def test_a_phrase_that_the_article_does_not_have_is_told_with_its_line_and_the_nearest_words(
    folder: SmallFolder,
) -> None:
    folder.change(COUNT, "«Tre barn så på.»", "«Tre av barna så på.»")

    assert folder.report() == (
        "the-rescue/child-count.toml:6: error: child-count · explanation · nb: "
        "«Tre av barna så på.» stands in quotation marks, and does not stand in the article\n"
        "    Nearest: Tre barn så på\n"
        f"    {ADVICE}"
    )


def test_a_phrase_that_is_like_nothing_in_the_article_gets_no_suggestion(folder: SmallFolder) -> None:
    folder.change(WHO, "«melder NTB»", "«hund»")

    assert folder.report() == (
        "the-rescue/who-counted.toml:5: error: who-counted · explanation · nb: "
        f"«hund» stands in quotation marks, and does not stand in the article\n    {ADVICE}"
    )


def test_every_text_of_our_own_is_looked_through(folder: SmallFolder) -> None:
    folder.write(NOTES, FILES[NOTES])
    folder.change(COUNT, 'text = "Hvor mange barn så på?"', 'text = "Hvor mange «unger» så på?"')
    folder.change(COUNT, "snakker om fargen", "snakker om «kuløren»")
    folder.change(WHO, 'text = "Eieren"', 'text = "«Innehaveren»"')
    folder.change(f"{ARTICLE}/the-owner/bank.toml", "Eieren", "«Innehaveren»")
    folder.change(ARTICLE_TOML, "En nyhetssak om en katt.", "En sak om en «pus».")
    folder.change(NOTES, "Katten er grå.", "Katten er «gråspraglet».")

    places = [
        line.partition(" stands in")[0] for line in folder.report().splitlines() if line[0] not in " \n"
    ]
    assert places == [
        "article.toml:4: error: summary · nb: «pus»",
        "the-rescue/child-count.toml:3: error: child-count · text · nb: «unger»",
        "the-rescue/child-count.toml:17: error: child-count · why 2 · nb: «kuløren»",
        "the-rescue/who-counted.toml:21: error: who-counted · option owner · nb: «Innehaveren»",
        "the-owner/bank.toml:1: error: title · nb: «Innehaveren»",
        "notes.toml:6: error: text · nb: «gråspraglet»",
    ]


def test_an_altered_quotation_may_be_quoted_as_it_was_altered(folder: SmallFolder) -> None:
    folder.write(ALTERED, FILES[ALTERED].replace("Det var en katt.", "Brannvesenet «hentet» ikke «hunden»."))
    assert folder.report() == ""

    folder.change(COUNT, "«Tre barn så på.»", "«Hunden» var det ikke.")
    assert "child-count · explanation · nb: «Hunden» stands in quotation marks" in folder.report()


def test_a_phrase_can_be_named_that_is_not_meant_to_be_the_articles(folder: SmallFolder) -> None:
    folder.change(WHO, "«melder NTB»", "«melder NTB». Ordet «opplyser» står der ikke")
    assert "«opplyser» stands in quotation marks" in folder.report()

    folder.append(ARTICLE_TOML, '\n[not_in_article]\nnb = ["opplyser"]\n')
    assert folder.report() == ""


def test_an_exception_that_nobody_needs_is_told(folder: SmallFolder) -> None:
    folder.append(ARTICLE_TOML, '\n[not_in_article]\nnb = ["opplyser"]\n')

    assert folder.report() == (
        "article.toml:19: error: not_in_article.nb: no text has «opplyser» in quotation marks\n"
        "    Take it out."
    )


@pytest.mark.parametrize(
    "phrase",
    [
        "«barn så på»",
        "«Barn så på»",
        "«tre barn så på, melder NTB.»",
        "«Tre barn så på!»",
        "«Tre barn … melder NTB»",
        "«Tre barn [...] melder NTB»",
        "«De var ‘stille’»",
        "«barn\u00a0så på»",
        "«–  Tre barn»",
        "“tre”",
        "«…»",
    ],
)
def test_a_quotation_may_begin_with_another_letter_leave_words_out_and_end_as_its_sentence_does(
    phrase: str,
) -> None:
    article = Quotable(("Brannvesenet hentet katten.", "Tre barn så på, melder NTB. De var «stille»."))

    assert article.holds(phrase)


@pytest.mark.parametrize(
    "phrase",
    [
        "«tre barn så»",
        "«barn Så på»",
        "«barna så på»",
        "«på så barn»",
        "«NTB … Tre barn»",
        "«katten … Tre barn»",
        "«hentet katten. Tre barn»",
        "«arn så på»",
        "«Tre, barn»",
    ],
)
def test_anything_else_is_another_quotation(phrase: str) -> None:
    article = Quotable(("Brannvesenet hentet katten.", "Fire barnebarn så på. Tre barn sånn på, meldte NTB."))

    assert not article.holds(phrase)


def test_many_words_left_out_are_looked_up_as_quickly_as_few() -> None:
    text = Quotable(("i huset " * 200 + "og forge",))

    assert not text.holds("«" + "i … " * 100 + "orge»")
    assert text.holds("«" + "i … " * 100 + "forge»")
