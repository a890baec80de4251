"""The wheel runs alone: built from the checkout, installed elsewhere, started in an empty folder."""

import os
import signal
import socket
import subprocess
import sys
import sysconfig
import time
import zipfile
from collections.abc import Iterator
from pathlib import Path
from urllib.error import URLError
from urllib.request import urlopen

import pytest

from quiz.settings import PROJECT

PATIENCE = 60  # seconds


def run(*command: str | Path, **more: object) -> str:
    done = subprocess.run(
        command,
        capture_output=True,
        encoding="utf-8",
        check=False,
        timeout=300,
        **more,  # type: ignore[call-overload]
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return str(done.stdout)


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel, built without a network from the files of the project and from what is built of them."""
    source = tmp_path_factory.mktemp("source") / "checkout"
    tracked = run("git", "ls-files", "--cached", "--others", "--exclude-standard", cwd=PROJECT).split("\n")
    built = [*PROJECT.glob("quiz/web/static/built/*"), *PROJECT.glob("translations/*/LC_MESSAGES/*.mo")]
    for path in [*(PROJECT / name for name in tracked if name), *built]:
        if path.is_file() and "tests" not in path.relative_to(PROJECT).parts[:1]:
            target = source / path.relative_to(PROJECT)
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(path.read_bytes())
    folder = tmp_path_factory.mktemp("wheel")
    pip = (sys.executable, "-m", "pip", "--quiet", "--disable-pip-version-check", "wheel")
    run(*pip, "--no-deps", "--no-index", "--no-build-isolation", "--wheel-dir", folder, ".", cwd=source)
    (found,) = folder.glob("*.whl")
    return found


@pytest.fixture(scope="module")
def installed(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An environment with the wheel; the packages it needs are lent from the tests' own."""
    environment = tmp_path_factory.mktemp("installed") / "venv"
    run(sys.executable, "-m", "venv", "--without-pip", environment)
    pip = (sys.executable, "-m", "pip", "--quiet", "--disable-pip-version-check")
    run(*pip, "--python", environment / "bin" / "python", "install", "--no-deps", "--no-index", wheel)
    (packages,) = environment.glob("lib/python*/site-packages")
    # A path that is lent in this way brings no editable package with it.
    (packages / "lent.pth").write_text(sysconfig.get_path("purelib") + "\n", encoding="utf-8")
    where = run(environment / "bin" / "python", "-c", "import quiz; print(quiz.__file__)", cwd=environment)
    assert where.startswith(str(packages))
    return environment / "bin"


@pytest.fixture
def address(installed: Path, tmp_path: Path) -> Iterator[str]:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    environment = {"PATH": os.environ["PATH"], "PORT": str(port), "WORKERS": "1"}
    with subprocess.Popen(
        [installed / "kildesjekk"], cwd=tmp_path, env=environment, start_new_session=True
    ) as server:
        yield f"http://127.0.0.1:{port}"
        os.killpg(server.pid, signal.SIGTERM)


def fetch(address: str) -> str:
    """Ask until the server listens."""
    until = time.monotonic() + PATIENCE
    while True:
        try:
            with urlopen(address, timeout=PATIENCE) as response:
                return str(response.read().decode())
        except URLError as error:
            if not isinstance(error.reason, ConnectionRefusedError) or time.monotonic() > until:
                raise
            time.sleep(0.1)


def test_it_holds_all_that_the_site_is_made_from_and_nothing_else(wheel: Path) -> None:
    with zipfile.ZipFile(wheel) as archive:
        names = set(archive.namelist())
    ours = {
        path.relative_to(PROJECT).as_posix()
        for folder in ("questions", "templates", "translations")
        for path in (PROJECT / folder).rglob("*")
        if path.is_file() and path.suffix != ".md"
    }
    code = {path.relative_to(PROJECT).as_posix() for path in (PROJECT / "quiz").rglob("*.py")}
    built = {path.relative_to(PROJECT).as_posix() for path in (PROJECT / "quiz/web/static/built").iterdir()}

    held = {name for name in names if ".dist-info/" not in name}

    assert held == {f"quiz/content/{name}" for name in ours} | code | built


def test_it_serves_the_shipped_quizzes_from_an_empty_folder(address: str, tmp_path: Path) -> None:
    assert fetch(f"{address}/readyz") == "ok\n"
    assert "Søndagen kampene brøt ut" in fetch(f"{address}/nb/quizzes/karabakh-2020/the-sunday")
    english = fetch(f"{address}/en/quizzes/karabakh-2020/the-sunday")
    style = english.split('rel="stylesheet" href="')[1].split('"')[0]

    assert "Sunday" in english
    assert "{" in fetch(f"{address}{style}")
    assert {path.name for path in tmp_path.iterdir()} == {"instance"}
    assert {"kildesjekk.sqlite3", "secret-key"} <= {path.name for path in (tmp_path / "instance").iterdir()}


def test_its_commands_work_on_what_it_brings(installed: Path, tmp_path: Path) -> None:
    environment = {"PATH": os.environ["PATH"]}

    flask = (installed / "python", "-m", "flask")

    assert "no problem" in run(*flask, "bank", "check", cwd=tmp_path, env=environment)
    assert "created" in run(*flask, "database", "upgrade", cwd=tmp_path, env=environment)
