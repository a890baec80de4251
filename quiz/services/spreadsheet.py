"""Rows as CSV, in the form that spreadsheets read without being asked: RFC 4180, UTF-8 with its mark."""

import csv
import re
from collections.abc import Iterable, Iterator, Sequence
from io import StringIO

MARK = "\N{ZERO WIDTH NO-BREAK SPACE}"
# A cell that begins so is run as a formula by some spreadsheets, whoever wrote it; the last are wide forms.
# Where a comma is the decimal mark, as in Norwegian, they part cells at semicolons, and quotes that begin
# within a cell then hold nothing together: a line break begins a row.
_FORMULA = re.compile(r'(\A(?=[\t\r])|(?:\A|[;\n\r\t](?:[^\S\n\r\t]|")*)(?=[=+\-@\uff1d\uff0b\uff0d\uff20]))')


def csv_lines(header: Sequence[str], rows: Iterable[Sequence[object]]) -> Iterator[str]:
    """Yield the lines of a CSV file, the mark of its encoding first. Numbers are written as they are.

    Of an empty row nothing is written, and an empty line is yielded.
    """
    yield MARK + csv_line(header)
    for row in rows:
        yield csv_line([_cell(value) for value in row]) if row else ""


def _cell(value: object) -> object:
    if isinstance(value, bool):
        return "yes" if value else "no"
    return _FORMULA.sub(r"\1'", value) if isinstance(value, str) else value


def csv_line(cells: Sequence[object]) -> str:
    """Return a line with some cells, which begin no formula."""
    line = StringIO()
    csv.writer(line).writerow(cells)  # the standard dialect: quotes where needed, lines end with CRLF
    return line.getvalue()
