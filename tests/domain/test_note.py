"""Editor's notes: apart from the article's own words, and next to what they are about."""

import pytest
from pydantic import ValidationError

from quiz.domain.note import NoteKind, Source
from tests.builders import a_note, an_article

TREE = "Katten ble funnet i et tre."
CHILDREN = "Tre barn så på, melder NTB."
OWNER = "Eieren sier at katten er svart."
NEIGHBOUR = "Naboen sier at den er grå."


def noted(*quotes: str) -> list[str]:
    """Return the ids of the notes on some passages of an article that has three."""
    notes = [
        a_note("on-tree", NoteKind.WRONG, TREE),
        a_note("on-colours", NoteKind.SINCE, "katten er svart", NEIGHBOUR),
        a_note("on-both", NoteKind.WRONG, "er svart. Naboen"),
    ]
    article = an_article(notes=notes)
    return [note.id for note in article.notes_on([article.body.find_passage(quote) for quote in quotes])]


@pytest.mark.parametrize(
    ("quote", "expected"),
    [
        (TREE, ["on-tree"]),
        ("et tre", ["on-tree"]),
        (CHILDREN, []),
        (OWNER, ["on-colours", "on-both"]),
        ("Eieren sier", []),
        ("Naboen", ["on-colours", "on-both"]),
        ("den er grå", ["on-colours"]),
    ],
)
def test_a_note_stands_where_its_words_and_the_passage_meet(quote: str, expected: list[str]) -> None:
    assert noted(quote) == expected


def test_a_note_on_several_passages_stands_once() -> None:
    assert noted(OWNER, NEIGHBOUR, TREE) == ["on-tree", "on-colours", "on-both"]


@pytest.mark.parametrize(("quote", "number"), [(OWNER, 1), (NEIGHBOUR, 2), (TREE, None)])
def test_a_note_tells_which_words_of_a_passage_it_is_about(quote: str, number: int | None) -> None:
    note = a_note("on-colours", NoteKind.SINCE, "katten er svart", NEIGHBOUR)
    article = an_article(notes=[note])

    assert article.noted_words(note, [article.body.find_passage(quote)]) == number


def test_words_that_are_no_whole_sentence_can_be_translated_apart() -> None:
    note = a_note("on-colours", NoteKind.SINCE, "katten er svart", NEIGHBOUR)

    words = [
        message for message in an_article(notes=[note]).all_messages() if message.field.startswith("words")
    ]

    assert [(each.context, each.text) for each in words] == [("note on-colours / words 1", "katten er svart")]


def test_where_nothing_is_quoted_nothing_is_noted() -> None:
    assert noted() == []


def test_a_note_can_be_translated_with_its_passages_as_the_comment() -> None:
    note = a_note("on-colours", NoteKind.SINCE, OWNER, NEIGHBOUR)

    assert (note.message.context, note.message.text) == ("note on-colours / text", note.text)
    assert note.message.comment == f"{OWNER} ⁄ {NEIGHBOUR}"
    assert note.message in list(an_article(notes=[note]).all_messages())


def test_a_note_with_its_source_has_no_fault() -> None:
    assert list(a_note().faults()) == []


def test_a_note_names_a_source_unless_it_is_on_a_slip_of_language() -> None:
    unsourced = a_note().model_copy(update={"sources": ()})

    assert [(fault.field, fault.what) for fault in unsourced.faults()] == [
        ((), "the note 'grey-cat' names no source")
    ]
    assert list(a_note(language=True).faults()) == []


def test_what_has_changed_since_is_no_slip_of_language() -> None:
    note = a_note("later", NoteKind.SINCE, language=True)

    assert [fault.field for fault in note.faults()] == [("language",)]


@pytest.mark.parametrize("date", ["2020", "2020-10", "2020-10-06"])
def test_a_source_is_dated_as_closely_as_is_known(date: str) -> None:
    source = Source.model_validate({"title": "Katter", "url": "https://example.org/", "date": date})

    assert str(source.date) == date


@pytest.mark.parametrize("date", ["2020-13", "oktober 2020", "2020-02-30", ""])
def test_what_is_no_date_dates_no_source(date: str) -> None:
    with pytest.raises(ValidationError, match="date"):
        Source.model_validate({"title": "Katter", "url": "https://example.org/", "date": date})


@pytest.mark.parametrize(
    "url",
    [
        "javascript:alert(1)",
        "ftp://example.org/",
        "example.org/cats",
        "https://",
        'https://example.org/"onclick',
        "https://example.org/<b>",
        "https://example.org/a b",
        "https://example.org/" + "a" * 500,
    ],
)
def test_a_source_is_an_address_that_can_stand_in_a_link(url: str) -> None:
    with pytest.raises(ValidationError, match="url"):
        Source(title="Katteregisteret", url=url)
