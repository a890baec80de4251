"""What `flask bank show` and `flask bank stats` print."""

import shutil
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import pytest

from quiz.cli.show import show_question
from quiz.cli.stats import balance, performances
from quiz.domain.bank import Article, Library
from quiz.domain.kinds.registry import all_kinds
from quiz.domain.statistics import Performance
from quiz.settings import PROJECT, Settings, read_settings
from tests.banks.kind_files import FILES, NOTES
from tests.catalogs.small_site import SmallSite, make_translated_site


@pytest.fixture
def site(tmp_path: Path) -> SmallSite:
    """A small site, translated by writing everything in capitals."""
    site = make_translated_site(tmp_path / "site")
    shutil.copytree(PROJECT / "templates" / "kinds", site.root / "templates" / "kinds")
    return site


def settings_of(site: SmallSite, locales: str = "nb,en") -> Settings:
    settings = read_settings({"LOCALES": locales}, site.root / "instance")
    folders = ("questions", "translations", "templates")
    return replace(settings, **{name: site.root / name for name in folders})


def the_article(site: SmallSite) -> Article:
    return site.library.articles[0]


def shown(site: SmallSite, question_id: str, *, with_key: bool = False) -> str:
    return shown_from(site, site.library, question_id, with_key=with_key)


def shown_from(site: SmallSite, library: Library, question_id: str, *, with_key: bool) -> str:
    article = library.articles[0]
    question = article.questions[question_id]
    return "\n".join(show_question(settings_of(site), library, article, question, with_key=with_key))


def test_the_key_is_shown_with_all_that_is_read_after_answering(site: SmallSite) -> None:
    assert shown(site, "who-counted", with_key=True) == (
        "the-cat-case / who-counted: single-choice, who-says-it\n"
        "\n── nb ──\nHvem melder at barna så på?\n  [x] NTB\n  [ ] Eieren\nkey: ntb\n"
        "evidence 1: p2.s2, source (NTB), attributed: Tre barn så på, melder NTB.\n"
        "why owner: Eieren uttaler seg om fargen.\n"
        "explanation: Setningen slutter med «melder NTB».\n"
        "\n── en ──\nHVEM MELDER AT BARNA SÅ PÅ?\n  [x] NTB\n  [ ] EIEREN\nkey: ntb\n"
        "evidence 1: p2.s2, source (NTB), attributed: Tre barn så på, melder NTB.\n"
        "  TRE BARN SÅ PÅ, MELDER NTB.\n"
        "why owner: EIEREN UTTALER SEG OM FARGEN.\n"
        "explanation: SETNINGEN SLUTTER MED «MELDER NTB»."
    )


def test_a_verdict_is_shown_in_the_words_of_the_site(site: SmallSite) -> None:
    text = shown(site, "cat-is-black")

    assert text.count("[ ] ") == 6
    assert text.count("  [ ] Contradicted by the article\n") == 2
    assert "[x]" not in text


def test_the_editors_notes_on_the_evidence_are_shown_with_the_key(site: SmallSite) -> None:
    site.questions.write(NOTES, FILES[NOTES])
    site.update()

    text = shown(site, "cat-is-black", with_key=True)

    assert text.count("\nnote grey-cat: since, certain: Katten er grå.") == 2
    assert "a-comma" not in text
    assert "note" not in shown(site, "cat-is-black")


def test_what_the_player_reads_besides_is_shown_before_the_key(site: SmallSite) -> None:
    text = shown(site, "child-count", with_key=True)

    assert "Hvor mange barn så på?\n  barn\nkey: 3\n" in text
    assert "why 2: To er tallet på dem som snakker om fargen." in text
    assert text.count("barn\n") == 1


def test_every_kind_in_the_shipped_bank_can_be_shown(library_of_the_site: SmallSite) -> None:
    library = library_of_the_site.library  # read once, as that takes longer than to show a question
    questions = library.articles[0].questions
    one_of_each = {question.KIND: question.id for question in questions.values()}
    assert set(one_of_each) == set(all_kinds())

    for question_id in one_of_each.values():
        text = shown_from(library_of_the_site, library, question_id, with_key=True)
        assert text.count(questions[question_id].text.split()[0]) >= 1
        assert "not translated" not in text


@pytest.fixture
def library_of_the_site() -> SmallSite:
    return SmallSite(PROJECT)


def rows_of(lines: Sequence[str], title: str) -> list[list[str]]:
    """Return the rows of the table with a title."""
    start = lines.index(title) + 1
    end = lines.index("", start) if "" in lines[start:] else len(lines)
    return [line.split() for line in lines[start:end]]


def test_the_tables_of_balance_count_per_bank_and_for_the_whole_article(site: SmallSite) -> None:
    lines = list(balance(settings_of(site), site.library, the_article(site)))

    assert rows_of(lines, "kinds") == [
        ["number", "single-choice", "verdict", "all"],
        ["the-rescue", "1", "1", "0", "2"],
        ["the-owner", "0", "0", "2", "2"],
        ["everything", "1", "1", "2", "4"],
    ]
    assert rows_of(lines, "verdict: keys")[:3] == [
        ["contradicted", "not-stated", "supported", "all"],
        ["the-rescue", "0", "0", "0", "0"],
        ["the-owner", "1", "1", "0", "2"],
    ]
    assert rows_of(lines, "single-choice: places of the right option")[-1] == ["everything", "1", "1"]
    assert rows_of(lines, "the longest option is right")[1:3] == [
        ["the-rescue", "single-choice", "nb", "0", "1", "0.5"],
        ["the-rescue", "single-choice", "en", "0", "1", "0.5"],
    ]
    assert len(rows_of(lines, "skills")) == 4
    assert rows_of(lines, "the longest round in which no question gives another away") == [
        ["questions", "longest"],
        ["the-rescue", "2", "1"],
        ["the-owner", "2", "2"],
        ["everything", "4", "3"],
    ]


def test_questions_with_few_answers_show_no_numbers(site: SmallSite) -> None:
    found = {
        "child-count": Performance(answers=12, difficulty=0.75, dont_know=0.083, discrimination=0.314),
        "cat-is-black": Performance(answers=10, difficulty=1, dont_know=0, discrimination=None),
        "who-counted": None,
    }

    *table, legend = performances(the_article(site), found)
    assert rows_of(table, "the-cat-case: answers")[1:] == [
        ["child-count", "12", "75%", "+0.31", "8%"],
        ["cat-is-black", "10", "100%", "–", "0%"],
        ["who-counted", "fewer", "than", "10"],
    ]
    assert "below 0, look at the key" in legend


def test_without_answers_there_is_no_table_of_them(site: SmallSite) -> None:
    assert list(performances(the_article(site), {})) == []
