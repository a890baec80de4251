"""docs/security.md: every point of ASVS level 2 is in it once, and every test that it names is there."""

import re
from collections import Counter
from collections.abc import Iterator

from quiz.settings import PROJECT

DOCUMENT = (PROJECT / "docs" / "security.md").read_text(encoding="utf-8")
# The points of OWASP ASVS 4.0.3 that level 2 asks for, by section.
LEVEL_2 = """
    1.1: 1-7; 1.2: 1-4; 1.4: 1,4-5; 1.5: 1-4; 1.6: 1-4; 1.7: 1-2; 1.8: 1-2; 1.9: 1-2; 1.10: 1;
    1.11: 1-2; 1.12: 2; 1.14: 1-6; 2.1: 1-12; 2.2: 1-3; 2.3: 1-3; 2.4: 1-5; 2.5: 1-7; 2.6: 1-3;
    2.7: 1-6; 2.8: 1-7; 2.9: 1-3; 2.10: 1-4; 3.1: 1; 3.2: 1-4; 3.3: 1-4; 3.4: 1-5; 3.5: 1-3;
    3.7: 1; 4.1: 1-3,5; 4.2: 1-2; 4.3: 1-3; 5.1: 1-5; 5.2: 1-8; 5.3: 1-10; 5.4: 1-3; 5.5: 1-4;
    6.1: 1-3; 6.2: 1-6; 6.3: 1-2; 6.4: 1-2; 7.1: 1-4; 7.2: 1-2; 7.3: 1,3-4; 7.4: 1-3; 8.1: 1-4;
    8.2: 1-3; 8.3: 1-8; 9.1: 1-3; 9.2: 1-4; 10.2: 1-2; 10.3: 1-3; 11.1: 1-8; 12.1: 1-3; 12.2: 1;
    12.3: 1-6; 12.4: 1-2; 12.5: 1-2; 12.6: 1; 13.1: 1,3-5; 13.2: 1-3,5-6; 13.3: 1-2; 13.4: 1-2;
    14.1: 1-4; 14.2: 1-6; 14.3: 2-3; 14.4: 1-7; 14.5: 1-4;
"""


def asked() -> Iterator[str]:
    for section, points in re.findall(r"([\d.]+): ([\d,-]+);", LEVEL_2):
        for point in points.split(","):
            first, _, last = point.partition("-")
            yield from (f"{section}.{number}" for number in range(int(first), int(last or first) + 1))


def answered() -> Iterator[str]:
    known = set(asked())
    for cell in re.findall(r"^\| (?!4\.0\.3 )([\d., to]+) \|", DOCUMENT, re.MULTILINE):
        for point in cell.split(", "):
            first, _, last = point.partition(" to ")
            section, _, number = first.rpartition(".")
            end = int((last or first).rpartition(".")[2])
            points = [f"{section}.{each}" for each in range(int(number), end + 1)]
            yield from points if not last else (each for each in points if each in known)


def test_every_point_of_level_2_is_answered_once() -> None:
    wanted, found = list(asked()), Counter(answered())

    assert len(wanted) == 259
    assert [point for point in wanted if found[point] != 1] == []
    assert set(found) - set(wanted) == set()


def test_every_test_that_is_named_is_there() -> None:
    named = set(re.findall(r"`(test_\w+)`", DOCUMENT))
    tests = "\n".join(path.read_text(encoding="utf-8") for path in (PROJECT / "tests").rglob("test_*.py"))

    assert len(named) > 60
    assert named - set(re.findall(r"def (test_\w+)", tests)) == set()


def test_every_file_that_is_named_is_there() -> None:
    named = re.findall(r"`((?:docs|quiz|tests)/[\w./-]+)`|\]\(([\w.]+\.md)", DOCUMENT)
    paths = [PROJECT / (path or f"docs/{link}") for path, link in named]

    assert paths
    assert [path for path in paths if not path.exists()] == []


def test_whoever_finds_a_weakness_is_told_where_to_write() -> None:
    assert re.search(r"^\*\*Security contact:\*\* ", DOCUMENT, re.MULTILINE)
