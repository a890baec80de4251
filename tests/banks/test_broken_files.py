"""A file that cannot be read, or does not have the shape it should have."""

import pytest

from quiz.domain.kinds.registry import all_kinds
from tests.banks.small_folder import ARTICLE, SmallFolder

COUNT = f"{ARTICLE}/the-rescue/child-count.toml"
WHO = f"{ARTICLE}/the-rescue/who-counted.toml"
BLACK = f"{ARTICLE}/the-owner/cat-is-black.toml"
NAME = f"{ARTICLE}/the-owner/cat-name.toml"
ARTICLE_TOML = f"{ARTICLE}/article.toml"


def test_a_folder_without_a_fault_has_no_problem(folder: SmallFolder) -> None:
    loaded = folder.load()

    assert loaded.problems == ()
    assert [bank.id for bank in loaded.library.articles[0].banks] == ["the-rescue", "the-owner", "everything"]
    assert set(loaded.library.articles[0].questions) == {
        "child-count",
        "who-counted",
        "cat-is-black",
        "cat-name",
    }


def test_a_file_that_is_not_toml_names_the_line(folder: SmallFolder) -> None:
    folder.change(COUNT, 'unit = "barn"', "unit = «barn»")

    assert folder.report().startswith("the-rescue/child-count.toml:5: error: is not TOML: Invalid value")
    assert "Quotation marks around a text are straight" in folder.report()


@pytest.mark.parametrize(
    "rubbish",
    ["x = " + "[" * 5000 + "]" * 5000, "x = " + "{a=" * 3000 + "1" + "}" * 3000, "x = " + "9" * 5000],
)
def test_a_file_that_nobody_can_read_is_named(folder: SmallFolder, rubbish: str) -> None:
    folder.write(COUNT, rubbish)

    assert "the-rescue/child-count.toml: error: holds brackets or a number that nobody" in folder.report()


@pytest.mark.parametrize("nested", [".".join("a" * 500) + " = 1", "x = " + "[" * 200 + "]" * 200])
def test_what_is_nested_too_deep_for_its_line_is_named_all_the_same(folder: SmallFolder, nested: str) -> None:
    path = folder.path / COUNT
    path.write_text(f"{nested}\n{path.read_text(encoding='utf-8')}", encoding="utf-8")

    assert "the-rescue/child-count.toml:1: error: child-count · " in folder.report()


@pytest.mark.parametrize("field", ["answer", "tolerance"])
@pytest.mark.parametrize("number", ['"1e9999999"', '"1e-9999999"', "1" + "0" * 30])
def test_a_number_that_nobody_could_write_is_refused(folder: SmallFolder, field: str, number: str) -> None:
    folder.change(COUNT, "answer = 3\n", f"{'' if field == 'answer' else 'answer = 3'}\n{field} = {number}\n")

    assert f"error: child-count · {field}: the number has more than 25 digits" in folder.report()


def test_a_file_that_is_not_utf_8_names_the_line(folder: SmallFolder) -> None:
    path = folder.path / COUNT
    path.write_bytes(path.read_text(encoding="utf-8").encode("latin-1"))

    assert folder.report() == (
        "the-rescue/child-count.toml:3: error: is not UTF-8\n    Save the file with the encoding UTF-8."
    )


def test_a_byte_order_mark_is_no_mistake(folder: SmallFolder) -> None:
    path = folder.path / COUNT
    path.write_bytes(b"\xef\xbb\xbf" + path.read_bytes())

    assert folder.report() == ""


def test_what_a_file_holds_cannot_steer_the_terminal_of_whoever_checks_it(folder: SmallFolder) -> None:
    folder.change(COUNT, "unit =", r'"\u001b[2Jno problem\u001b[8m" = 1' + "\nunit =")

    assert folder.report() == (
        "the-rescue/child-count.toml:5: error: child-count · [2Jno problem[8m: "
        "there is no field `[2Jno problem[8m` here"
    )


def test_a_missing_field_is_named(folder: SmallFolder) -> None:
    folder.change(COUNT, "answer = 3\n", "")

    assert folder.report() == (
        "the-rescue/child-count.toml:1: error: child-count · answer: the field `answer` is missing\n"
        "    The key: an id, or ids in their order, or a number; never a text."
    )


def test_a_field_missing_in_a_table_gives_the_line_of_the_table(folder: SmallFolder) -> None:
    folder.change(WHO, 'text = "Eieren"\n', "")

    assert folder.report() == (
        "the-rescue/who-counted.toml:19: error: who-counted · options[2].text: the field `text` is missing"
    )


@pytest.mark.parametrize(
    ("written", "line", "place", "suggestion"),
    [
        ("enemys = []\n", 8, "enemys", "enemies"),
        ('trapp = "reversed"\n', 8, "trapp", "trap"),
    ],
)
def test_an_unknown_field_gets_a_suggestion(
    folder: SmallFolder, written: str, line: int, place: str, suggestion: str
) -> None:
    folder.change(COUNT, 'enemies = ["who-counted"]\n', f'enemies = ["who-counted"]\n{written}')

    assert folder.report() == (
        f"the-rescue/child-count.toml:{line}: error: child-count · {place}: "
        f"there is no field `{place}` here\n"
        f"    Did you mean '{suggestion}'?"
    )


def test_an_unknown_field_in_a_table_gets_a_suggestion(folder: SmallFolder) -> None:
    folder.change(WHO, 'why = "Eieren uttaler', 'wy = "Eieren uttaler')

    assert (
        "the-rescue/who-counted.toml:22: error: who-counted · options[2].wy: there is no field `wy` here\n"
        "    Did you mean 'why'?"
    ) in folder.report()


def test_an_id_in_the_file_is_refused_as_the_name_of_the_file_is_the_id(folder: SmallFolder) -> None:
    folder.change(COUNT, 'kind = "number"\n', 'kind = "number"\nid = "other"\n')

    assert folder.report() == (
        "the-rescue/child-count.toml:2: error: child-count · id: there is no field `id` here\n"
        "    The file's name is the question's id."
    )
    assert "other" not in folder.load().library.articles[0].questions


@pytest.mark.parametrize("written", ['"essay"', "7", '["number"]'])
def test_an_unknown_kind_is_answered_with_the_kinds_there_are(folder: SmallFolder, written: str) -> None:
    folder.change(COUNT, 'kind = "number"', f"kind = {written}")

    assert folder.report().startswith(
        "the-rescue/child-count.toml:1: error: child-count · kind: there is no kind "
    )
    assert folder.report().endswith(f"    The kinds are {', '.join(sorted(all_kinds()))}.")


def test_a_question_without_a_kind_is_told_so(folder: SmallFolder) -> None:
    folder.change(COUNT, 'kind = "number"\n', "")

    assert "child-count · kind: the field `kind` is missing" in folder.report()


def test_an_unknown_skill_gets_a_suggestion(folder: SmallFolder) -> None:
    folder.change(COUNT, '"read-number"', '"read-numbers"')

    assert folder.report().startswith(
        "the-rescue/child-count.toml:2: error: child-count · skills[1]: 'read-numbers' cannot stand here"
    )
    assert folder.report().endswith("    Did you mean 'read-number'?")


def test_an_unknown_verdict_is_found_where_it_stands(folder: SmallFolder) -> None:
    folder.change(BLACK, "[wrong.supported]", "[wrong.suported]")

    assert folder.report().startswith(
        "the-owner/cat-is-black.toml:13: error: cat-is-black · wrong.suported: 'suported' cannot stand here"
    )
    assert folder.report().endswith("    Did you mean 'supported'?")


@pytest.mark.parametrize("empty", ['""', '" "', '"""\n"""'])
def test_an_empty_text_is_refused(folder: SmallFolder, empty: str) -> None:
    folder.change(COUNT, 'text = "Hvor mange barn så på?"', f"text = {empty}")

    assert folder.report() == (
        "the-rescue/child-count.toml:3: error: child-count · text: the field `text` is empty"
    )


@pytest.mark.parametrize("sign", ["\0", "\x1b", "\x9b"])
def test_a_text_with_a_sign_that_no_page_may_hold_is_refused(folder: SmallFolder, sign: str) -> None:
    folder.change(COUNT, 'unit = "barn"', rf'unit = "ba\u{ord(sign):04x}rn"')
    text = folder.path / ARTICLE / "article.nb.txt"
    text.write_text(f"Katt{sign}en.\n\n{text.read_text(encoding='utf-8')}", encoding="utf-8")

    told = f"holds the character U+{ord(sign):04X}, which no page may hold"
    assert f"the-rescue/child-count.toml:5: error: child-count · unit: {told}" in folder.report()
    assert f"article.nb.txt:1: error: {told}" in folder.report()


def test_a_text_without_end_is_refused(folder: SmallFolder) -> None:
    folder.change(COUNT, "Hvor mange barn så på?", "Hvor mange barn så på? " * 100)

    assert folder.report() == (
        "the-rescue/child-count.toml:3: error: child-count · text: "
        "the field `text` holds more than 2000 characters"
    )


def test_one_option_is_too_few(folder: SmallFolder) -> None:
    text = (folder.path / WHO).read_text(encoding="utf-8")
    folder.write(WHO, text[: text.index('[[options]]\nid = "owner"')])

    assert folder.report() == (
        "the-rescue/who-counted.toml:15: error: who-counted · options: "
        "the field `options` needs at least 2 entries\n"
        '    What can be chosen; "I don\'t know" is offered anyway and is not written.'
    )


def test_a_question_without_a_skill_is_refused(folder: SmallFolder) -> None:
    folder.change(COUNT, '["read-number"]', "[]")

    assert folder.report() == (
        "the-rescue/child-count.toml:2: error: child-count · skills: the field `skills` is empty\n"
        "    What the question practises; the first is the main one."
    )


def test_the_line_is_right_after_a_text_over_several_lines(folder: SmallFolder) -> None:
    folder.change(WHO, 'voice = "source"', 'voice = "rumour"')

    assert folder.report().startswith(
        "the-rescue/who-counted.toml:11: error: who-counted · evidence[1].voice: 'rumour' cannot stand here"
    )


def test_a_number_in_words_is_refused(folder: SmallFolder) -> None:
    folder.change(COUNT, "answer = 3", 'answer = "tre"')

    assert folder.report().startswith("the-rescue/child-count.toml:4: error: child-count · answer: ")


def test_a_pattern_that_is_no_regular_expression_is_refused(folder: SmallFolder) -> None:
    folder.change(NAME, '"heter"', '"(heter"')

    assert folder.report().startswith(
        "the-owner/cat-name.toml:6: error: cat-name · absent[2]: not a regular expression: "
    )


@pytest.mark.parametrize("name", ["Child_Count", "child--count", "barn-på", "child count"])
def test_a_name_that_is_no_slug_is_refused_once(folder: SmallFolder, name: str) -> None:
    (folder.path / COUNT).rename((folder.path / COUNT).with_name(f"{name}.toml"))

    assert folder.report() == (
        f"the-rescue/{name}.toml: error: is not a name for a question's file\n"
        "    It is an id: write it with a-z, 0-9 and hyphens."
    )


def test_folders_are_ids_too(folder: SmallFolder) -> None:
    (folder.path / ARTICLE / "the-rescue").rename(folder.path / ARTICLE / "The_Rescue")
    folder.change(ARTICLE_TOML, '"the-rescue"', '"the-rescue", "The_Rescue"')

    assert "The_Rescue: error: is not a name for a bank's folder" in folder.report()


def test_a_date_that_is_none_is_refused(folder: SmallFolder) -> None:
    folder.change(ARTICLE_TOML, "date = 2020-09-27", 'date = "last Sunday"')

    assert folder.report().startswith("article.toml:5: error: date: ")


def test_problems_of_several_files_are_reported_in_one_run(folder: SmallFolder) -> None:
    folder.change(COUNT, 'unit = "barn"', "unit = barn")
    folder.change(WHO, 'answer = "ntb"', 'answer = "nobody"')
    folder.change(BLACK, "kind", "kinds")
    folder.change(NAME, "Katten ble funnet", "Hunden ble funnet")
    folder.change(f"{ARTICLE}/the-owner/bank.toml", "title", "titel")
    folder.change(ARTICLE_TOML, 'summary = "En', 'sumary = "En')

    places = [str(problem).split(": ")[0] for problem in folder.load().problems]
    files = {place.removeprefix(f"questions/{ARTICLE}/") for place in places}
    assert files == {
        "article.toml:1",
        "article.toml:4",
        "the-rescue/child-count.toml:5",
        "the-rescue/who-counted.toml:4",
        "the-rescue/who-counted.toml:15",
        "the-owner/cat-is-black.toml:1",
        "the-owner/bank.toml:1",
    }


def test_several_problems_of_one_file_are_reported_in_one_run(folder: SmallFolder) -> None:
    folder.change(COUNT, 'unit = "barn"', 'unit = ""')
    folder.change(COUNT, 'voice = "source"\n', "")
    folder.change(COUNT, "value = 2", 'value = "to"')

    report = folder.report()
    assert "child-count.toml:5: error: child-count · unit: the field `unit` is empty" in report
    assert (
        "child-count.toml:9: error: child-count · evidence[1].voice: the field `voice` is missing" in report
    )
    assert "child-count.toml:15: error: child-count · wrong[1].value: " in report
