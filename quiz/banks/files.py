"""Which files and folders make up the questions folder."""

from collections.abc import Collection
from pathlib import Path

ARTICLE_FILE = "article.toml"
BANK_FILE = "bank.toml"
NOTES_FILE = "notes.toml"
RELEASED_FILE = "released.toml"
SCHEMAS_FOLDER = "schemas"


def subfolders(folder: Path) -> list[Path]:
    """Return the folders of the articles in `questions/`, or of the banks of an article."""
    return [path for path in sorted(folder.glob("*")) if path.is_dir() and not path.name.startswith(".")]


def article_folders(questions: Path) -> list[Path]:
    return [path for path in subfolders(questions) if path.name != SCHEMAS_FOLDER]


def unread_files(folder: Path, expected: Collection[str]) -> list[Path]:
    """Return the files directly in a folder that nothing reads, those for people (*.md, hidden) apart."""
    return [
        path
        for path in sorted(folder.glob("*"))
        if path.is_file()
        and path.name not in expected
        and not path.name.startswith((".", "README"))
        and path.suffix != ".md"
    ]


def question_files(bank: Path) -> list[Path]:
    """Return the files of a bank's questions."""
    return [path for path in sorted(bank.glob("*.toml")) if path.name != BANK_FILE]
