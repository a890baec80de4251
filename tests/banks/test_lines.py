"""Where a field stands in its file, however it is written."""

from pathlib import Path

import pytest

from quiz.banks.toml_file import read_toml

SOURCE = '''\
# A comment
kind = "verdict" # another

text = """
Two
lines"""
skills = [
    "recall",
    "cause",
]

[[evidence]]
quote = "One"

[[evidence]]
# which?
quote = "Two"

[wrong.supported]
why = "Because"

[wrong]
not-stated = { why = "Inline" }
'''


@pytest.mark.parametrize(
    ("field", "line"),
    [
        (("kind",), 2),
        (("text",), 4),
        (("skills",), 7),
        (("evidence",), 12),
        (("evidence", 0), 12),
        (("evidence", 0, "quote"), 13),
        (("evidence", 1), 15),
        (("evidence", 1, "quote"), 17),
        (("wrong", "supported"), 19),
        (("wrong", "supported", "why"), 20),
        (("wrong", "not-stated"), 23),
    ],
)
def test_each_field_has_the_line_on_which_it_begins(
    tmp_path: Path, field: tuple[str | int, ...], line: int
) -> None:
    path = tmp_path / "file.toml"
    path.write_text(SOURCE, encoding="utf-8")

    assert read_toml(path).line(field) == line


@pytest.mark.parametrize(
    ("field", "line"), [(("answer",), 1), (("skills", 1), 7), (("evidence", 1, "voice"), 15)]
)
def test_a_field_that_is_not_there_has_the_line_of_what_is_around_it(
    tmp_path: Path, field: tuple[str | int, ...], line: int
) -> None:
    path = tmp_path / "file.toml"
    path.write_text(SOURCE, encoding="utf-8")

    assert read_toml(path).line(field) == line


def test_a_text_is_found_by_its_words(tmp_path: Path) -> None:
    path = tmp_path / "file.toml"
    path.write_text(SOURCE, encoding="utf-8")

    assert read_toml(path).line_of_text("Two lines") == 4
    assert read_toml(path).line_of_text("Two") == 17
    assert read_toml(path).line_of_text("Inline") == 23
    assert read_toml(path).line_of_text("Nowhere") == 1


def test_dotted_keys_and_windows_line_ends_have_lines_too(tmp_path: Path) -> None:
    path = tmp_path / "file.toml"
    path.write_bytes(b'kind = "verdict"\r\nwrong.supported.why = "a"\r\nwrong.not-stated.why = "b"\r\n')

    assert read_toml(path).line(("wrong", "supported", "why")) == 2
    assert read_toml(path).line(("wrong", "not-stated", "why")) == 3
