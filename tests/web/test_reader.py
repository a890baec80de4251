"""What a reader's language makes of texts."""

import pytest
from flask import Flask

from quiz.catalogs.lookup import LocalizedText
from quiz.web.reader import Reader


@pytest.fixture
def reader(app: Flask) -> Reader:
    reader: Reader = app.extensions["kildesjekk"].readers["en"]
    return reader


@pytest.mark.parametrize(
    ("text", "words", "html"),
    [
        ("The president spoke", ["president"], 'The <b class="candidate">president</b> spoke'),
        (
            "The class of a candidate",
            ["candidate", "class"],
            'The <b class="candidate">class</b> of a <b class="candidate">candidate</b>',
        ),
        (
            "Armenia and armed Armenians",
            ["Arm", "Armenians"],
            '<b class="candidate">Arm</b>enia and armed <b class="candidate">Armenians</b>',
        ),
        ("a < b & b", ["<", "b"], 'a <b class="candidate">&lt;</b> <b class="candidate">b</b> &amp; b'),
        ("nothing of it", ["something"], "nothing of it"),
    ],
)
def test_words_are_marked_where_they_stand_and_nowhere_in_the_marks(
    reader: Reader, text: str, words: list[str], html: str
) -> None:
    assert reader.marked(LocalizedText(text, "en"), words) == html


def test_words_of_a_text_that_is_not_translated_are_marked_in_it_alone(reader: Reader) -> None:
    assert reader.marked(LocalizedText("et langt dir", "nb"), ["lang", "dir"]) == (
        '<span lang="nb" dir="ltr">et <b class="candidate">lang</b>t <b class="candidate">dir</b></span>'
        ' <small class="untranslated">(not yet translated)</small>'
    )
