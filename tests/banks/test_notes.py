"""notes.toml: what is wrong in it is told on its line, and what is sound beside it is kept."""

import pytest

from tests.banks.kind_files import FILES, NOTES
from tests.banks.small_folder import ARTICLE, SmallFolder


@pytest.fixture
def folder(folder: SmallFolder) -> SmallFolder:
    folder.write(NOTES, FILES[NOTES])
    return folder


def note_ids(folder: SmallFolder) -> list[str]:
    return [note.id for note in folder.load().library.articles[0].notes]


def test_sound_notes_are_read_in_their_order(folder: SmallFolder) -> None:
    assert folder.report() == ""
    assert note_ids(folder) == ["grey-cat", "a-comma"]


def test_an_article_needs_no_notes(folder: SmallFolder) -> None:
    folder.remove(NOTES)

    assert folder.report() == ""
    assert note_ids(folder) == []


def test_notes_belong_to_the_article_and_to_every_quiz_on_it(folder: SmallFolder) -> None:
    article = folder.load().library.articles[0]

    passages = [article.body.find_passage("Eieren sier at katten er svart.")]
    assert [note.id for note in article.notes_on(passages)] == ["grey-cat"]


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ('certainty = "certain"', 'certainty = "sure"', "4: error: notes[1].certainty: 'sure' cannot stand"),
        ('kind = "since"', 'kind = "later"', "3: error: notes[1].kind: 'later' cannot stand here"),
        ("date = 2020-10-02", "date = 2020", "23: error: notes[2].date: "),
        ('id = "a-comma"', 'id = "A comma"', "20: error: notes[2].id: 'A comma' cannot stand here"),
        ('text = "Katten er grå."', 'text = " "', "6: error: notes[1].text: the field `text` is empty"),
        (
            "https://example.org/cats",
            "example.org",
            "17: error: notes[1].sources[1].url: 'example.org' cannot",
        ),
        (
            'title = "Katteregisteret"',
            'titel = "A"',
            "16: error: notes[1].sources[1].titel: there is no field",
        ),
        ('kind = "wrong"\n', "", "19: error: notes[2].kind: the field `kind` is missing"),
    ],
)
def test_a_note_without_its_shape_is_told_on_its_line(
    folder: SmallFolder, old: str, new: str, told: str
) -> None:
    folder.change(NOTES, old, new)

    assert f"notes.toml:{told}" in folder.report()


@pytest.mark.parametrize("date", ["0000-05", "٢٠٢٠-10", "2020-13"])
def test_a_source_is_of_a_year_or_month_that_there_is(folder: SmallFolder, date: str) -> None:
    folder.change(NOTES, 'https://example.org/cats"', f'https://example.org/cats"\ndate = "{date}"')

    assert f"notes.toml:18: error: notes[1].sources[1].date.constrained-str: '{date}' cannot stand here" in (
        folder.report()
    )


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ("language = true\n", "", "19: error: notes[2]: the note 'a-comma' names no source"),
        (
            'kind = "wrong"',
            'kind = "since"',
            "25: error: notes[2].language: only a note on what is wrong can be about a slip of language",
        ),
        ('id = "a-comma"', 'id = "grey-cat"', "20: error: notes[2].id: two notes have the id 'grey-cat'"),
    ],
)
def test_a_note_that_contradicts_itself_is_told_on_its_line(
    folder: SmallFolder, old: str, new: str, told: str
) -> None:
    folder.change(NOTES, old, new)

    assert folder.report() == f"notes.toml:{told}"


def test_a_note_on_words_that_are_not_there_is_told_and_left_out(folder: SmallFolder) -> None:
    folder.change(NOTES, "Katten ble funnet i et tre.", "Hunden ble funnet i et tre.")

    assert folder.report() == (
        "notes.toml:28: error: notes[2].passages[1].quote: "
        "the quotation does not stand in the article, letter by letter, within one paragraph\n"
        "    Nearest: Katten ble funnet i et tre."
    )
    assert note_ids(folder) == ["grey-cat"]


def test_the_second_passage_of_a_note_is_looked_for_too(folder: SmallFolder) -> None:
    folder.change(NOTES, 'prefix = "Naboen"\n', "")

    assert folder.report() == (
        "notes.toml:12: error: notes[1].passages[2].quote: the quotation stands 2 times in the article\n"
        "    Quote more, or give the words next to it in `prefix` or `suffix`."
    )


def test_every_passage_of_a_note_that_is_not_there_is_told(folder: SmallFolder) -> None:
    folder.change(NOTES, 'quote = "Eieren sier at katten er svart."', 'quote = "Eieren vet det."')
    folder.change(NOTES, 'quote = "sier at"', 'quote = "vet at"')

    assert [line.split(": ")[:3] for line in folder.report().splitlines() if ": error: " in line] == [
        ["notes.toml:9", "error", "notes[1].passages[1].quote"],
        ["notes.toml:12", "error", "notes[1].passages[2].quote"],
    ]


@pytest.mark.parametrize(
    ("neighbours", "line", "field", "words"),
    [
        ('prefix = "Hunden"', 13, "prefix", "Hunden"),
        ('suffix = "hunden"', 13, "suffix", "hunden"),
        ('prefix = "Naboen"\nsuffix = "hunden"', 14, "suffix", "hunden"),
        ('prefix = "Hunden"\nsuffix = "den er"', 13, "prefix", "Hunden"),
        ('prefix = "Naboen"\nsuffix = "katten"', 14, "suffix", "katten"),
    ],
)
def test_words_next_to_a_quotation_that_are_not_there_are_blamed_and_not_the_quotation(
    folder: SmallFolder, neighbours: str, line: int, field: str, words: str
) -> None:
    folder.change(NOTES, 'prefix = "Naboen"', neighbours)

    assert folder.report() == (
        f"notes.toml:{line}: error: notes[1].passages[2].{field}: "
        f"the quotation stands in the article, and not next to «{words}»\n"
        "    `prefix` is what stands just before it, `suffix` just after it, letter by letter."
    )


def test_a_question_whose_prefix_is_wrong_is_told_so_too(folder: SmallFolder) -> None:
    black = f"{ARTICLE}/the-owner/cat-is-black.toml"
    folder.change(black, 'svart."\nvoice', 'svart."\nprefix = "Naboen"\nvoice')

    assert folder.report().startswith(
        "the-owner/cat-is-black.toml:9: error: cat-is-black · evidence[1].prefix: the quotation stands"
    )


def test_a_field_that_no_file_knows_is_told(folder: SmallFolder) -> None:
    folder.write(NOTES, 'note = "Katten er grå."\n')

    assert "notes.toml:1: error: note: there is no field `note` here" in folder.report()
    assert note_ids(folder) == []


CERTAIN = """\
[[notes]]
id = "no-cat"
kind = "wrong"
certainty = "certain"
date = 2020-10-02
text = "Det var en hund."

[[notes.passages]]
quote = "katten er svart"

[[notes.sources]]
title = "Katteregisteret"
url = "https://example.org/cats"
"""


def test_a_question_that_rests_on_words_that_are_certainly_wrong_is_told_on_its_line(
    folder: SmallFolder,
) -> None:
    folder.write(NOTES, CERTAIN)

    assert folder.report() == (
        "the-owner/cat-is-black.toml:8: error: cat-is-black · evidence[1].quote: "
        "the note 'no-cat' calls these words of the article wrong for certain\n"
        "    Ask about something else; or, if only the language slips, "
        "say so in the note (`language = true`)."
    )


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ('certainty = "certain"', 'certainty = "probable"'),
        ('kind = "wrong"', 'kind = "since"'),
        ('kind = "wrong"', 'kind = "wrong"\nlanguage = true'),
        ("katten er svart", "Naboen sier at den er grå"),
    ],
)
def test_a_question_may_rest_on_what_is_doubtful_dated_misspelt_or_beside_it(
    folder: SmallFolder, old: str, new: str
) -> None:
    folder.write(NOTES, CERTAIN.replace(old, new))

    assert folder.report() == ""
