"""An article of which only what questions quote may be shown, with its neighbours."""

from tests.banks.kind_files import FIND, add_every_kind
from tests.banks.small_folder import ARTICLE, SmallFolder


def test_a_question_that_shows_what_may_not_be_shown_is_told(folder: SmallFolder) -> None:
    add_every_kind(folder)
    last = "Naboen sier at den er grå.\n"
    folder.change(f"{ARTICLE}/article.nb.txt", last, f"{last}\nDet regnet.\n\nSå ble det sol.\n")
    folder.change(FIND, 'last = "p3"', 'last = "p5"')
    explained = "".join(
        f'\n[[wrong]]\nsentence = "{sentence}"\nwhy = "Her er det været."\n'
        for sentence in ("p4.s1", "p5.s1")
    )
    folder.change(FIND, 'why = "Her telles barna."\n', f'why = "Her telles barna."\n{explained}')
    assert folder.report() == ""

    folder.change(f"{ARTICLE}/article.toml", "[paragraphs]", 'display = "quotations"\n\n[paragraphs]')

    assert folder.report() == (
        "the-owner/where-colours.toml:4: error: where-colours · first: "
        "p5.s1 may not be shown: no evidence quotes it, or a sentence beside it\n"
        '    Choose another stretch, or show the whole article (`display = "whole"`).'
    )


def test_an_article_whose_quotations_are_not_found_is_told_of_that_alone(folder: SmallFolder) -> None:
    folder.change(f"{ARTICLE}/article.toml", "[paragraphs]", 'display = "quotations"\n\n[paragraphs]')
    folder.change(f"{ARTICLE}/the-owner/cat-is-black.toml", 'quote = "Eieren sier', 'quote = "Eieren tror')

    assert folder.report().count(": error: ") == 1
