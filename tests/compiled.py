"""Compiled catalogues, read at once and not as they are asked for."""

from collections.abc import Sequence
from pathlib import Path

from quiz.catalogs.domains import catalogue_files
from quiz.catalogs.lookup import CatalogueError, Catalogues, read_catalogues
from quiz.domain.bank import Library


def compiled_catalogues(folder: Path, library: Library, locales: Sequence[str]) -> Catalogues:
    """Read catalogues that have been compiled from the files in a folder. Raises CatalogueError."""
    found = read_catalogues(catalogue_files(folder, library, locales))
    if found.problems:
        raise CatalogueError(found.problems)
    return Catalogues(found.interface(), found.texts(), library.articles, found.lacking())
