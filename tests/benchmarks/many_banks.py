"""A site with many banks of 50 questions: those of the shipped article, each time with other ids."""

import re
import shutil
from collections.abc import Iterator
from pathlib import Path

from quiz.banks.files import ARTICLE_FILE, BANK_FILE, NOTES_FILE, question_files, subfolders
from quiz.catalogs.compile import compile_catalogue
from quiz.catalogs.domains import INTERFACE, po_file
from quiz.catalogs.po_file import entries, header_for, mark_of, read_po, render
from quiz.settings import PROJECT

ARTICLE, LANGUAGE = "karabakh-2020", "en"
QUESTIONS = 50
NUMBER = "-x0000"  # stands behind each id, and is as long for every article
BANK = f"the-bank{NUMBER}"
_ENEMIES = re.compile(r"^enemies = \[(.*?)\]", re.DOTALL | re.MULTILINE)
_BANKS = re.compile(r"^banks = \[.*?\]", re.MULTILINE)


def make_project(folder: Path, banks: int) -> Path:
    """Make a project with so many articles, each with one bank and a catalogue, and the shipped interface."""
    shutil.copytree(PROJECT / "templates", folder / "templates")
    for path in PROJECT.glob(f"translations/*/LC_MESSAGES/{INTERFACE}.[pm]o"):
        _write(folder / path.relative_to(PROJECT), path.read_bytes())
    model = dict(_files())
    po = po_file(folder / "translations", f"{ARTICLE}{NUMBER}", LANGUAGE)
    _write(po, _translations(model))
    compile_catalogue(po)
    texts, compiled, mark = po.read_bytes(), po.with_suffix(".mo").read_bytes(), mark_of(po).encode()
    for path in (po, po.with_suffix(".mo")):
        path.unlink()
    for number in range(1, banks + 1):
        here = f"-x{number:04}"
        article = f"{ARTICLE}{here}"
        for name, content in model.items():
            _write(folder / "questions" / article / name.replace(NUMBER, here), _numbered(content, here))
        po = po_file(folder / "translations", article, LANGUAGE)
        _write(po, _numbered(texts, here))
        _write(po.with_suffix(".mo"), _numbered(compiled, here).replace(mark, mark_of(po).encode()))
    return folder


def _files() -> Iterator[tuple[str, bytes]]:
    """Yield the files of an article by their names in its folder, with NUMBER behind the ids."""
    source = PROJECT / "questions" / ARTICLE
    about = (source / ARTICLE_FILE).read_text(encoding="utf-8")
    yield ARTICLE_FILE, _BANKS.sub(f'banks = ["{BANK}"]', about).encode()
    for name in (NOTES_FILE, "article.nb.txt"):
        yield name, (source / name).read_bytes()
    paths = _first_questions()
    yield f"{BANK}/{BANK_FILE}", (paths[0].parent / BANK_FILE).read_bytes()
    ids = {path.stem for path in paths}

    def enemies(found: re.Match[str]) -> str:
        named = [f'"{id}{NUMBER}"' for id in re.findall(r'"([^"]+)"', found[1]) if id in ids]
        return f"enemies = [{', '.join(named)}]"

    for path in paths:
        question = _ENEMIES.sub(enemies, path.read_text(encoding="utf-8"))
        yield f"{BANK}/{path.stem}{NUMBER}.toml", question.encode()


def _first_questions() -> list[Path]:
    banks = subfolders(PROJECT / "questions" / ARTICLE)
    return [path for bank in banks for path in question_files(bank)][:QUESTIONS]


def _translations(model: dict[str, bytes]) -> bytes:
    """Return the catalogue of an article, of which `model` holds the files."""
    ids = {Path(name).stem.removesuffix(NUMBER) for name in model if NUMBER in name}
    catalogue = read_po(po_file(PROJECT / "translations", ARTICLE, LANGUAGE), LANGUAGE)
    first = _first_questions()[0].parent.name
    for message in entries(catalogue):
        group, _, field = str(message.context).partition(" / ")
        catalogue.delete(message.id, message.context)
        if group in ids:
            message.context = f"{group}{NUMBER} / {field}"
        elif group == f"quiz {first}":
            message.context = f"quiz {BANK} / {field}"
        elif (group.startswith("quiz ") and group != "quiz the-whole-article") or not group.startswith(
            ("article", "note ", "quiz ")
        ):
            continue
        catalogue[message.id] = message
    return render(catalogue, header_for(LANGUAGE, {}), "")


def _numbered(content: bytes, here: str) -> bytes:
    return content.replace(NUMBER.encode(), here.encode())


def _write(path: Path, content: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)
