"""Questions that show the sentence which settles another, and are not kept apart from it."""

import pytest

from tests.banks.kind_files import FIND, add_every_kind
from tests.banks.small_folder import ARTICLE, SmallFolder

COUNT = f"{ARTICLE}/the-rescue/child-count.toml"
WHO = f"{ARTICLE}/the-rescue/who-counted.toml"
NAME = f"{ARTICLE}/the-owner/cat-name.toml"
ENEMIES = 'enemies = ["who-counted"]\n'


def told(question: str, place: str, other: str) -> str:
    return (
        f"{place}: warning: {question} · evidence[1].quote: "
        f"'{other}' shows this sentence, too, and the two are no enemies\n"
        "    Whoever has answered one knows the other: name it in `enemies`, or quote less."
    )


def test_two_questions_that_quote_one_sentence_are_told_once(folder: SmallFolder) -> None:
    folder.change(COUNT, ENEMIES, "")

    assert folder.report() == told("child-count", "the-rescue/child-count.toml:9", "who-counted")


def test_it_is_enough_that_one_names_the_other(folder: SmallFolder) -> None:
    folder.change(COUNT, ENEMIES, "")
    folder.change(WHO, 'answer = "ntb"\n', 'answer = "ntb"\nenemies = ["child-count"]\n')

    assert folder.report() == ""


@pytest.mark.parametrize(("quote", "shared"), [("Tre barn så på", True), ("hentet katten ned mandag", False)])
def test_the_sentence_counts_and_not_how_much_of_it_is_quoted(
    folder: SmallFolder, quote: str, shared: bool
) -> None:
    folder.change(COUNT, ENEMIES, "")
    folder.change(COUNT, "Tre barn så på, melder NTB.", quote)

    assert ("who-counted" in folder.report()) is shared


def test_questions_of_different_banks_may_meet_in_the_quiz_on_the_whole_article(folder: SmallFolder) -> None:
    folder.change(NAME, "Katten ble funnet i et tre.", "Tre barn så på, melder NTB.")

    assert folder.report() == "\n".join(
        told(question, f"the-rescue/{question}.toml:{line}", "cat-name")
        for question, line in [("child-count", 10), ("who-counted", 10)]
    )


def test_a_stretch_to_choose_from_shows_every_sentence_in_it(folder: SmallFolder) -> None:
    add_every_kind(folder)
    folder.change(FIND, '"child-count", ', "")

    assert folder.report() == told("child-count", "the-rescue/child-count.toml:10", "where-colours")
