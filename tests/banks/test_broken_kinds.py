"""Multiple choice, ordering, find the sentence, altered quote: each mistake is told on its line."""

import pytest

from quiz.domain.kinds.registry import all_kinds
from tests.banks.kind_files import ALTERED, FIND, MULTIPLE, ORDERING, add_every_kind
from tests.banks.small_folder import ARTICLE, SmallFolder

COUNT = f"{ARTICLE}/the-rescue/child-count.toml"


@pytest.fixture
def folder(folder: SmallFolder) -> SmallFolder:
    return add_every_kind(folder)


def test_sound_files_of_every_kind_have_no_problem(folder: SmallFolder) -> None:
    assert folder.report() == ""
    questions = folder.load().library.articles[0].questions.values()
    assert {question.KIND for question in questions} == set(all_kinds())


# Each: the file, what stands in it, what is written instead, and what is reported of it.
BROKEN = [
    (
        MULTIPLE,
        'answers = ["owner", "neighbour"]',
        "answers = []",
        "4: error: who-speaks · answers: the field `answers` is empty",
    ),
    (
        MULTIPLE,
        '["owner", "neighbour"]',
        '["owner", "neighbor"]',
        "4: error: who-speaks · answers: the answer 'neighbor' is not among the options: owner, ntb, neigh",
    ),
    (
        MULTIPLE,
        '["owner", "neighbour"]',
        '["owner", "neighbour", "owner"]',
        "4: error: who-speaks · answers: an answer is listed twice",
    ),
    (
        MULTIPLE,
        'text = "NTB"\nwhy = "NTB teller barna."\n',
        'text = "NTB"\n',
        "18: error: who-speaks · options[2]: the option 'ntb' does not say why it is wrong",
    ),
    (
        MULTIPLE,
        'why = "Også naboen uttaler seg."',
        'trap = "overlooked"',
        "27: error: who-speaks · options[3].trap: a right answer is no trap",
    ),
    (
        MULTIPLE,
        'id = "neighbour"',
        'id = "owner"',
        "25: error: who-speaks · options[3].id: two options have the id 'owner'",
    ),
    (
        MULTIPLE,
        'text = "Naboen"',
        'text = "EIEREN"',
        "26: error: who-speaks · options[3].text: two options read 'EIEREN'",
    ),
    (
        MULTIPLE,
        'text = "NTB"',
        'text = "NTB"\nwhen = "mandag"',
        "21: error: who-speaks · options[2].when: there is no field `when` here",
    ),
    (
        ORDERING,
        '"found", "fetched", "discussed"]',
        '"found", "fetched"]',
        "4: error: what-first · answer: the answer must name each item once: discussed, found, fetched",
    ),
    (
        ORDERING,
        'answer = ["found",',
        'answer = ["fetched",',
        "4: error: what-first · answer: the answer must name each item once: discussed, found, fetched",
    ),
    (
        ORDERING,
        'why = "Det står først."\n',
        "",
        "18: error: what-first · items[2].why: the field `why` is missing",
    ),
    (
        ORDERING,
        'text = "Katten ble hentet"',
        'text = "katten ble funnet"',
        "25: error: what-first · items[3].text: two items read 'katten ble funnet'",
    ),
    (
        ORDERING,
        'id = "fetched"\n',
        'id = "found"\n',
        "24: error: what-first · items[3].id: two items have the id 'found'",
    ),
    (
        FIND,
        'answers = [["p3.s1"], ["p3.s1", "p3.s2"]]',
        'answers = [["p3.1"]]',
        "6: error: where-colours · answers[1][1]: 'p3.1' cannot stand here",
    ),
    (
        FIND,
        'answers = [["p3.s1"], ["p3.s1", "p3.s2"]]',
        'answers = [["p3.s1"]]',
        "17: error: where-colours · wrong: p3.s2 is not explained: say why it is wrong",
    ),
    (
        FIND,
        '"p3.s2"]]',
        '"p3.s2"], []]',
        "6: error: where-colours · answers[3]: the field `answers[3]` is empty",
    ),
    (
        FIND,
        'sentence = "p2.s2"',
        'sentence = "p3.s1"',
        "22: error: where-colours · wrong[2].sentence: p3.s1 is accepted as an answer",
    ),
    (
        FIND,
        'sentence = "p2.s2"',
        'sentence = "p2.s1"',
        "22: error: where-colours · wrong[2].sentence: p2.s1 is listed twice",
    ),
    (
        FIND,
        'sentence = "p2.s2"',
        'sentence = "p1.s1"',
        "4: error: where-colours · first: p1.s1 does not stand from p2 to p3",
    ),
    (
        FIND,
        'last = "p3"',
        'last = "p1"',
        "4: error: where-colours · first: p2 to p1 is not a stretch of the article",
    ),
    (
        FIND,
        'first = "p2"',
        'first = "p2.s1"',
        "4: error: where-colours · first: 'p2.s1' cannot stand here",
    ),
    (
        FIND,
        "Eieren sier at katten er svart. Naboen",
        "Naboen",
        "6: error: where-colours · answers: p3.s1 is accepted, and the evidence does not quote it",
    ),
    (
        ALTERED,
        'shown = "Brannvesenet hentet hunden ned mandag."',
        'shown = "Brannvesenet hentet katten ned mandag."',
        "21: error: which-animal · options[2].text: 'hunden' stands 0 times in `shown`: it must stand once",
    ),
    (
        ALTERED,
        'original = "katten"',
        'original = "hesten"',
        "4: error: which-animal · shown: with 'hesten' in place of 'hunden', `shown` does not stand in",
    ),
    (
        ALTERED,
        'hentet hunden ned mandag."',
        'hentet hunden ned mandag, mandag."',
        "25: error: which-animal · options[3].text: 'mandag' stands 2 times in `shown`: it must stand once",
    ),
    (
        ALTERED,
        'text = "mandag"',
        'text = "hunden ned"',
        "25: error: which-animal · options[3].text: 'hunden ned' and 'hunden' overlap",
    ),
    (
        ALTERED,
        'original = "katten"\n',
        "",
        "1: error: which-animal · original: the field `original` is missing",
    ),
    (
        ALTERED,
        'text = "hunden"',
        'text = "hunden"\nwhy = "Nei."',
        "22: error: which-animal · options[2].why: the right answer is explained in `explanation`",
    ),
]


@pytest.mark.parametrize(("file", "old", "new", "told"), BROKEN)
def test_a_broken_file_is_told_on_its_line(
    folder: SmallFolder, file: str, old: str, new: str, told: str
) -> None:
    folder.change(file, old, new)

    assert f"{file.removeprefix(f'{ARTICLE}/')}:{told}" in folder.report()
    assert {problem.file.name for problem in folder.load().problems} == {file.rpartition("/")[2]}


def test_every_option_right_is_no_question(folder: SmallFolder) -> None:
    folder.change(MULTIPLE, '["owner", "neighbour"]', '["owner", "neighbour", "ntb"]')
    folder.change(MULTIPLE, 'trap = "swapped-source"\n', "")

    assert folder.report() == (
        "the-owner/who-speaks.toml:4: error: who-speaks · answers: "
        "every option is right: there must be a wrong one"
    )


def test_what_stands_in_the_article_as_it_is_has_not_been_altered(folder: SmallFolder) -> None:
    folder.change(ALTERED, "hentet hunden ned", "hentet katten ned")
    folder.change(ALTERED, 'text = "hunden"', 'text = "katten"')

    assert folder.report() == (
        "the-rescue/which-animal.toml:4: error: which-animal · shown: "
        "this stands in the article as it is: nothing has been altered"
    )


def test_a_stretch_of_two_sentences_is_too_short(folder: SmallFolder) -> None:
    text = (folder.path / FIND).read_text(encoding="utf-8")
    folder.write(FIND, text[: text.index("[[wrong]]")].replace('first = "p2"', 'first = "p3"'))

    assert folder.report() == (
        "the-owner/where-colours.toml:4: error: where-colours · first: "
        "the stretch has 2 sentences: it must have 3 to 9"
    )


def test_an_article_that_has_grown_moves_the_stretch_and_it_is_noticed(folder: SmallFolder) -> None:
    text = folder.path / ARTICLE / "article.nb.txt"
    folder.write(f"{ARTICLE}/article.nb.txt", f"Overskrift.\n\n{text.read_text(encoding='utf-8')}")

    assert "where-colours.toml:6: error: where-colours · answers: p3.s1 is accepted" in folder.report()


def test_a_correction_has_its_day_and_its_words(folder: SmallFolder) -> None:
    folder.append(COUNT, '\n[[corrections]]\ndate = 2020-10-04\ntext = "Tallet var uklart."\n')
    sound = folder.report()
    folder.change(COUNT, "date = 2020-10-04", 'date = "yesterday"')
    folder.change(COUNT, 'text = "Tallet var uklart."\n', "")

    assert sound == ""
    assert "child-count.toml:20: error: child-count · corrections[1].date: " in folder.report()
    assert (
        "child-count.toml:19: error: child-count · corrections[1].text: the field `text`" in folder.report()
    )
