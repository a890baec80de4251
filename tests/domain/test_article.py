"""Dividing an article, and finding passages in it."""

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from quiz.domain.article import ParagraphKind, PassageNotFoundError, read_article
from quiz.domain.bank import Display
from tests.builders import a_bank, a_text, an_article
from tests.questions import a_question

prose = st.text(alphabet="abcÅÆø .,!?:«»”\n\t\u00a0-12", min_size=1, max_size=200)


def sentences(text: str, *unbroken: str) -> list[str]:
    return [sentence.text for sentence in a_text(text, unbroken).sentences]


def test_paragraphs_stand_between_empty_lines() -> None:
    article = read_article("Tittel\n\n \t \n\nInnledning over\nto linjer.\n\n\n", {1: ParagraphKind.HEADLINE})

    assert [paragraph.text for paragraph in article.paragraphs] == ["Tittel", "Innledning over to linjer."]
    assert [paragraph.id for paragraph in article.paragraphs] == ["p1", "p2"]
    assert [paragraph.kind for paragraph in article.paragraphs] == [
        ParagraphKind.HEADLINE,
        ParagraphKind.BODY,
    ]


@pytest.mark.parametrize("text", ["", " \n\n \t\n"])
def test_a_text_without_words_has_no_paragraphs(text: str) -> None:
    assert a_text(text).paragraphs == ()


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Katten sov. Hunden løp.", ["Katten sov.", "Hunden løp."]),
        ("Sov katten? Ja! Den sov.", ["Sov katten?", "Ja!", "Den sov."]),
        ("Hun sier: «Katten sov.» Hunden løp.", ["Hun sier:", "«Katten sov.»", "Hunden løp."]),
        ("Katten sov.” Hunden løp.", ["Katten sov.”", "Hunden løp."]),
        ("– Nei. – Jo.", ["– Nei.", "– Jo."]),
        ("Katten og hunden", ["Katten og hunden"]),
    ],
)
def test_a_sentence_ends_where_a_new_one_starts(text: str, expected: list[str]) -> None:
    assert sentences(text) == expected


@pytest.mark.parametrize(
    "text", ["Det skjedde 27. september.", "Ca. ti katter.", "Kl. 10.30 sov den.", "Se vg.no nå."]
)
def test_a_full_stop_before_a_small_letter_or_a_digit_ends_no_sentence(text: str) -> None:
    assert sentences(text) == [text]


def test_no_sentence_ends_within_an_unbroken_string() -> None:
    text = "Land som f.eks. Norge sov. Katten sov."

    assert sentences(text) == ["Land som f.eks.", "Norge sov.", "Katten sov."]
    assert sentences(text, "f.eks. Norge") == ["Land som f.eks. Norge sov.", "Katten sov."]


@given(prose)
def test_sentences_hold_every_letter_of_the_article_in_order(text: str) -> None:
    article = a_text(text)

    assert "".join("".join(s.text for s in article.sentences).split()) == "".join(text.split())
    for paragraph in article.paragraphs:
        assert article.text[paragraph.start : paragraph.end] == paragraph.text
        assert paragraph.start == paragraph.sentences[0].start
        assert paragraph.end == paragraph.sentences[-1].end
        for sentence in paragraph.sentences:
            assert article.text[sentence.start : sentence.end] == sentence.text != ""


def test_ids_count_paragraphs_and_their_sentences() -> None:
    assert [s.id for s in a_text().sentences] == ["p1.s1", "p2.s1", "p2.s2", "p3.s1", "p3.s2"]


def test_a_passage_is_found_with_its_paragraph_and_sentences() -> None:
    passage = a_text().find_passage("Tre barn så på")

    assert passage.id == "p2.s2"
    assert passage.paragraph.id == "p2"
    assert [sentence.id for sentence in passage.sentences] == ["p2.s2"]


def test_a_passage_may_reach_over_sentences() -> None:
    passage = a_text().find_passage("ned mandag. Tre barn")

    assert [sentence.id for sentence in passage.sentences] == ["p2.s1", "p2.s2"]


@given(prose, st.data())
def test_the_text_of_a_found_passage_is_the_quotation(text: str, data: st.DataObject) -> None:
    article = a_text(text)
    assume(article.text)
    start = data.draw(st.integers(0, len(article.text) - 1))
    quote = article.text[start : start + data.draw(st.integers(1, 20))]
    assume(quote.strip() and "\n" not in quote)

    places = [place for place in range(len(article.text)) if article.text.startswith(quote, place)]
    if len(places) > 1:
        with pytest.raises(PassageNotFoundError, match=f"{len(places)} matches"):
            article.find_passage(quote)
        return
    passage = article.find_passage(quote)

    assert article.text[passage.start : passage.end] == quote
    assert passage.paragraph.start <= passage.start < passage.end <= passage.paragraph.end
    assert passage.sentences[0].start < passage.end
    assert passage.start < passage.sentences[-1].end


def test_a_quotation_of_several_places_is_not_found_and_they_are_counted() -> None:
    with pytest.raises(PassageNotFoundError) as caught:
        a_text().find_passage("sier at")

    assert caught.value.matches == 2
    assert caught.value.nearest == ""


@pytest.mark.parametrize(
    ("prefix", "suffix", "found"),
    [
        ("Eieren", "", "p3.s1"),
        ("Naboen ", "", "p3.s2"),
        ("", "katten", "p3.s1"),
        ("", " den er", "p3.s2"),
        ("Naboen", "den er grå.", "p3.s2"),
    ],
)
def test_the_words_next_to_it_tell_which_place_is_meant(prefix: str, suffix: str, found: str) -> None:
    assert a_text().find_passage("sier at", prefix, suffix).id == found


@pytest.mark.parametrize(("prefix", "suffix"), [("Eieren", "den er"), ("Hunden", ""), ("", "hunden")])
def test_words_that_do_not_stand_next_to_it_find_nothing(prefix: str, suffix: str) -> None:
    with pytest.raises(PassageNotFoundError) as caught:
        a_text().find_passage("sier at", prefix, suffix)

    assert caught.value.matches == 0


def test_places_that_overlap_are_counted_both() -> None:
    with pytest.raises(PassageNotFoundError) as caught:
        a_text("Hun ropte hahaha.").find_passage("haha")

    assert caught.value.matches == 2


@pytest.mark.parametrize("quote", ["", "i et tre. Brannvesenet", "i et tre.\n\nBrannvesenet", "TRE BARN"])
def test_a_quotation_stands_letter_by_letter_within_one_paragraph(quote: str) -> None:
    with pytest.raises(PassageNotFoundError) as caught:
        a_text().find_passage(quote)

    assert caught.value.matches == 0


@pytest.mark.parametrize(
    ("quote", "nearest"),
    [
        ("Tre barn så paa, melder NTB", "Tre barn så på, melder NTB."),
        (
            "Eieren sier at katten er sort. Naboen sier at han er grå.",
            "Eieren sier at katten er svart. Naboen sier at den er grå.",
        ),
    ],
)
def test_the_nearest_sentences_are_suggested(quote: str, nearest: str) -> None:
    with pytest.raises(PassageNotFoundError) as caught:
        a_text().find_passage(quote)

    assert caught.value.nearest == nearest


def test_an_article_shown_in_quotations_shows_each_with_its_neighbours() -> None:
    bank = a_bank(a_question())

    assert an_article(bank).shown_sentences == {"p1.s1", "p2.s1", "p2.s2", "p3.s1", "p3.s2"}
    assert an_article(bank, display=Display.QUOTATIONS).shown_sentences == {"p2.s2", "p3.s1", "p3.s2"}
