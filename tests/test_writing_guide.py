"""Follows docs/writing-a-bank.md step by step: its files, its commands, and what it says that they print."""

import re
import shlex
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

import pytest

from quiz.settings import PROJECT
from tests.playing import fields
from tests.second_article.other_site import OtherSite, make_other_site
from tests.site_client import SiteClient

GUIDE = PROJECT / "docs" / "writing-a-bank.md"
ARTICLE = "new-footbridge"
FLASK = ".venv/bin/flask"
LEFT_OUT = "…"

_BLOCK = re.compile(r"(?P<before>[^\n]*)\n\n```(?P<language>\w+)\n(?P<content>.*?)```", re.DOTALL)
_FILE = re.compile(r"`(questions/[^`]+)`")


@dataclass(frozen=True)
class Step:
    """A block of the guide; `file` is the one that the line before it names, "" where it names none."""

    language: str
    file: str
    whole_file: bool
    content: str


@dataclass(frozen=True)
class Printed:
    command: str
    promised: str
    output: str
    status: int


def steps() -> Iterator[Step]:
    for block in _BLOCK.finditer(GUIDE.read_text(encoding="utf-8")):
        named = _FILE.findall(block["before"])
        whole_file = bool(named) and block["before"].strip("*`") == named[0]
        yield Step(block["language"], named[-1] if named else "", whole_file, block["content"])


def commands(content: str) -> Iterator[tuple[str, str]]:
    """Yield each command with what the guide says that it prints."""
    for part in re.split(r"^\$ ", content, flags=re.MULTILINE)[1:]:
        command, _, promised = part.partition("\n")
        yield command, promised


def write(path: Path, step: Step) -> None:
    """Write a whole file; or add a table at a file's end, or replace the line that has the same field."""
    if step.whole_file:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(step.content, encoding="utf-8")
        return
    text = path.read_text(encoding="utf-8")
    if step.content.startswith("[["):
        path.write_text(f"{text}\n{step.content}", encoding="utf-8")
        return
    field = step.content.split(" = ")[0]
    text, times = re.subn(rf"^{field} = .*\n", lambda _: step.content, text, flags=re.MULTILINE)
    assert times == 1, f"{field} stands {times} times in {path}"
    path.write_text(text, encoding="utf-8")


def run(site: OtherSite, command: str, promised: str) -> Printed:
    program, *words = shlex.split(command)
    if program == "rm":
        (site.root / words[0]).unlink()
        return Printed(command, promised, "", 0)
    assert program == FLASK, f"the guide runs {program}"
    result = site.flask(*words)
    return Printed(command, promised, result.output, result.status)


@dataclass(frozen=True)
class Followed:
    """The site after the last step, and as it was when the guide has it played."""

    site: OtherSite
    printed: tuple[Printed, ...]
    pages: Mapping[str, str]
    files: frozenset[str]


@pytest.fixture(scope="module")
def followed(tmp_path_factory: pytest.TempPathFactory, migrated: Path) -> Followed:
    site = make_other_site(tmp_path_factory.mktemp("guide"), migrated)
    printed: list[Printed] = []
    pages: dict[str, str] = {}
    files = set()
    for step in steps():
        if step.language == "console":
            for command, promised in commands(step.content):
                printed.append(run(site, command, promised))
                if command.endswith("translations update"):
                    pages = play(site)
        else:
            write(site.root / step.file, step)
            files.add(step.file)
    return Followed(site, tuple(printed), pages, frozenset(files))


def play(site: OtherSite) -> dict[str, str]:
    """Play the quiz in English; return its result, and its page in Norwegian, as words."""
    article = site.library().article(ARTICLE)
    assert article is not None
    with site.open("nb", "en") as app:
        client = SiteClient(app)
        page = client.start(f"{ARTICLE}/the-delay", "en")
        while page.kind:
            question = article.questions[page.question_id]
            answered = client.send(page.form("answer"), **fields(question, question.key))
            page = client.follow(answered, data_action="next")
        return {"result": page.body_words, "norwegian": client.get(f"/nb/articles/{ARTICLE}").text}


def test_each_command_prints_what_the_guide_says(followed: Followed) -> None:
    assert followed.printed
    for printed in followed.printed:
        pattern = ".*".join(map(re.escape, printed.promised.strip().split(LEFT_OUT)))
        assert re.search(pattern, printed.output, re.DOTALL), f"{printed.command}\n{printed.output}"


def test_a_command_fails_only_where_the_guide_shows_an_error(followed: Followed) -> None:
    for printed in followed.printed:
        assert (printed.status != 0) == (": error: " in printed.promised), printed


def test_the_quiz_of_the_guide_plays(followed: Followed) -> None:
    assert "4 of 4" in followed.pages["result"]


def test_it_can_be_looked_at_before_it_is_translated(followed: Followed) -> None:
    assert 'class="untranslated"' in followed.pages["norwegian"]


def test_nothing_is_wrong_at_the_end(followed: Followed) -> None:
    result = followed.site.flask("bank", "check")

    assert result.output == "3 questions in 1 bank of 1 article: no problem\n"


def test_every_file_of_the_guide_lies_in_one_article(followed: Followed) -> None:
    assert {file.split("/")[1] for file in followed.files} == {ARTICLE}
