"""CSV that spreadsheets read, and that does nothing there."""

import csv
from io import StringIO

import pytest

from quiz.services.spreadsheet import csv_lines


def parsed(*cells: object) -> list[str]:
    text = "".join(csv_lines(["a"], [cells]))
    return list(csv.reader(StringIO(text.removeprefix("\ufeff"), newline="")))[1]


def test_the_file_begins_with_its_mark_and_lines_end_as_the_standard_says() -> None:
    assert list(csv_lines(["one", "two"], [["a", 1.5]])) == ["\ufeffone,two\r\n", "a,1.5\r\n"]


def test_commas_quotes_and_line_breaks_stay_in_their_cell() -> None:
    assert parsed('a, "b"\nc', None, True, False) == ['a, "b"\nc', "", "yes", "no"]


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t", "\r"])
def test_a_cell_cannot_begin_a_formula(start: str) -> None:
    assert parsed(f"{start}1+1") == [f"'{start}1+1"]
    assert parsed(f"1{start}") == [f"1{start}"]


@pytest.mark.parametrize("sign", ["\uff1d", "\uff0b", "\uff0d", "\uff20"])
def test_nor_can_it_with_a_wide_sign(sign: str) -> None:
    assert parsed(f"{sign}1+1") == [f"'{sign}1+1"]


@pytest.mark.parametrize("between", [";", "; ", "\n", "\r\n", ";\n ", '";"', "\t", ';""'])
@pytest.mark.parametrize("text", ["no{}=1+1", "no, no{}=1+1", 'a "word"{}=1+1', "no{};no"])
def test_where_semicolons_part_cells_none_begins_a_formula_either(text: str, between: str) -> None:
    """A spreadsheet set to Norwegian opens the file so."""
    line = "".join(csv_lines(["a", "b", "c"], [[1, text.format(between), "nb"]]))
    cells = [cell for row in csv.reader(StringIO(line, newline=""), delimiter=";") for cell in row]

    assert [cell for cell in cells if cell.lstrip().startswith("=")] == []


def test_a_text_of_line_breaks_alone_is_written_at_once() -> None:
    """Searched anew from each of them to the end, it would take minutes."""
    text = "\n" * 100_000

    assert parsed(f"a{text}a") == [f"a{text}a"]


def test_numbers_stay_numbers() -> None:
    assert parsed(-1, 0.5) == ["-1", "0.5"]
