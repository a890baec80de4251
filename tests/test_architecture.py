"""The rules of the house that a program can check."""

import ast
import re
import subprocess
import sys
from pathlib import Path

import pytest

from quiz.domain.kinds.registry import all_kinds
from quiz.settings import PROJECT

CODE = sorted((PROJECT / "quiz").rglob("*.py"))
TESTS = sorted((PROJECT / "tests").rglob("*.py"))
TEMPLATES = sorted((PROJECT / "templates").rglob("*.html"))
STYLES = sorted((PROJECT / "quiz" / "web" / "static" / "css").glob("*.css"))

QUESTION, FAULT = 300, 500  # lines
# Longer than 300 lines, and why that is right.
LONG_FOR_A_REASON: dict[str, str] = {}


def name(path: Path) -> str:
    return path.relative_to(PROJECT).as_posix()


def lines(path: Path) -> int:
    return len(path.read_text(encoding="utf-8").splitlines())


def test_nothing_knows_what_is_built_on_top_of_it() -> None:
    done = subprocess.run(
        [Path(sys.executable).with_name("lint-imports"), "--no-cache"],
        cwd=PROJECT,
        capture_output=True,
        encoding="utf-8",
        check=False,
        timeout=60,
    )

    assert done.returncode == 0, done.stdout
    assert "3 kept, 0 broken" in done.stdout


@pytest.mark.parametrize(
    ("room", "kept_out"),
    [
        ("domain", {"flask", "sqlalchemy", "babel", "werkzeug", "jinja2", "alembic", "click"}),
        ("banks", {"flask", "sqlalchemy", "werkzeug", "jinja2", "alembic", "click"}),
        ("catalogs", {"flask", "sqlalchemy", "werkzeug", "alembic"}),
        ("storage", {"flask", "babel", "werkzeug", "jinja2"}),
        ("services", {"flask", "flask_babel", "werkzeug"}),  # it keeps played banks with their catalogues
    ],
)
def test_a_room_loads_nothing_that_belongs_further_out(room: str, kept_out: set[str]) -> None:
    """A look at what is really loaded: an import in an __init__.py goes unseen by the import contracts."""
    modules = [".".join(path.with_suffix("").parts) for path in rooms_files(room)]
    program = (
        f"import sys, importlib\nfor name in {modules}: importlib.import_module(name)\nprint(*sys.modules)"
    )

    loaded = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, encoding="utf-8", check=True, timeout=60
    ).stdout.split()

    assert f"quiz.{room}" in loaded
    assert kept_out & {module.partition(".")[0] for module in loaded} == set()


def rooms_files(room: str) -> list[Path]:
    """Return a room's modules; the migrations are scripts, run by Alembic."""
    files = [path.relative_to(PROJECT) for path in CODE]
    return [
        path
        for path in files
        if path.parts[1] == room and "migrations" not in path.parts and path.stem != "__init__"
    ]


def test_domain_and_services_have_no_clock_and_no_chance_of_their_own() -> None:
    """`now` and `rng` are arguments; only the key of a new player is made where it is needed."""
    forbidden = re.compile(r"\b(datetime\.now|date\.today|time\.time|random\.\w+\(|SystemRandom|utcnow)")

    found = [
        name(path)
        for path in CODE
        if path.parts[-2] in ("domain", "kinds", "services", "storage")
        and forbidden.search(path.read_text(encoding="utf-8"))
    ]

    assert found == []


@pytest.mark.parametrize("path", [p for p in CODE + TESTS if p.name == "__init__.py"], ids=name)
def test_a_package_file_holds_a_docstring_at_most(path: Path) -> None:
    body = ast.parse(path.read_text(encoding="utf-8")).body

    assert [type(statement) for statement in body] in ([], [ast.Expr])


@pytest.mark.parametrize("path", [path for path in CODE if "migrations/versions" not in name(path)], ids=name)
def test_each_module_says_what_it_is(path: Path) -> None:
    assert ast.get_docstring(ast.parse(path.read_text(encoding="utf-8")))


def test_a_long_file_has_a_reason_and_a_very_long_one_is_a_fault() -> None:
    found = {name(path): lines(path) for path in CODE + TESTS + TEMPLATES + STYLES}

    long = {file for file, count in found.items() if count > QUESTION}
    too_long = {file for file in long if found[file] > FAULT}

    assert long == set(LONG_FOR_A_REASON)
    assert too_long == set()


@pytest.mark.parametrize(
    ("what", "pattern"),
    [
        ("the old way to query", r"\.query\("),
        ("something left to do", r"\b(TODO|FIXME|XXX)\b"),
        ("a drawer", r"^(from|import) quiz\S*\b(utils|helpers|common|core|base)\b"),
        ("a stop for the debugger", r"\bbreakpoint\(|\bpdb\b"),
    ],
)
def test_nothing_of_this_kind_is_in_the_code(what: str, pattern: str) -> None:
    searched = re.compile(pattern, re.MULTILINE)
    own = Path(__file__).resolve()

    found = [
        name(path)
        for path in CODE + TESTS + TEMPLATES + STYLES
        if path != own and searched.search(path.read_text(encoding="utf-8"))
    ]

    assert found == [], what


def test_only_who_starts_the_site_reads_the_environment() -> None:
    found = {name(path) for path in CODE if "os.environ" in path.read_text(encoding="utf-8")}

    assert all(file.startswith("quiz/cli/") for file in found), found


def test_sql_is_spoken_in_one_room_only() -> None:
    speaks = re.compile(r"^\s*(from|import) (sqlalchemy|alembic)\b", re.MULTILINE)

    found = {name(path).split("/")[1] for path in CODE if speaks.search(path.read_text(encoding="utf-8"))}

    assert found == {"storage"}


def test_only_the_web_knows_flask() -> None:
    speaks = re.compile(r"^\s*(from|import) (flask|werkzeug)\w*\b", re.MULTILINE)

    found = {name(path).split("/")[1] for path in CODE if speaks.search(path.read_text(encoding="utf-8"))}

    assert found <= {"web", "app.py", "cli"}


@pytest.mark.parametrize("kind", sorted(all_kinds()))
def test_each_kind_has_its_templates_and_its_module(kind: str) -> None:
    folder = PROJECT / "templates" / "kinds" / kind

    assert {path.name for path in folder.iterdir()} == {"question.html", "response.html"}
    assert (PROJECT / "quiz" / "domain" / "kinds" / f"{kind.replace('-', '_')}.py").is_file()


def test_no_template_belongs_to_a_kind_that_is_gone() -> None:
    assert {path.name for path in (PROJECT / "templates" / "kinds").iterdir()} == set(all_kinds())


def test_nothing_but_a_kind_knows_its_name() -> None:
    telling = sorted(set(all_kinds()) - {"number"})  # a word that has other uses
    names = re.compile(rf"""["'](?:{"|".join(telling)})["']|\.KIND [!=]=""")
    searched = [path for path in CODE + TEMPLATES if "kinds" not in path.parts]

    assert [name(path) for path in searched if names.search(path.read_text(encoding="utf-8"))] == []


def test_the_top_level_is_the_customers() -> None:
    tracked = subprocess.run(
        ["git", "ls-files"], cwd=PROJECT, capture_output=True, encoding="utf-8", check=False
    ).stdout.split("\n")
    folders = {file.partition("/")[0] for file in tracked if "/" in file}

    assert folders <= {"quiz", "translations", "questions", "templates", "tests", "docs", ".ci"}
