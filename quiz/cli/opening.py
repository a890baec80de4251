"""The content as a start opens it: what was read and checked before is not read again, unless it changed.

A file keeps it (see quiz.storage.parts), by the state of the files that it was made from. Damaged, missing or
not to be written, it costs time and nothing else. Whatever it holds was sound.
"""

import json
import sqlite3
from collections.abc import Iterable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from quiz.banks.files import article_folders
from quiz.banks.kept import Shelf
from quiz.banks.problem import Problem, errors_in
from quiz.catalogs.domains import INTERFACE, catalogue_files
from quiz.catalogs.kept import TextShelf
from quiz.catalogs.lookup import CatalogueError, Catalogues, read_catalogues
from quiz.cli.file_state import State, program_mark, state_of
from quiz.cli.outline import About, Made, read_about, write_about
from quiz.domain.bank import Library, newest_first
from quiz.settings import ContentSettings
from quiz.storage.database import DatabaseUnavailableError
from quiz.storage.parts import DamagedFileError, Draft, Entry, Parts, PartsFile, drafting


class ContentError(Exception):
    """The banks or their translations have errors; all problems are told."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        super().__init__("\n".join(str(problem) for problem in problems))


@dataclass(frozen=True)
class Content:
    """What a site asks and says; `versions` is as in quiz.cli.outline, with the article.

    `untranslated` counts lacking texts by catalogue, which is the interface's or an article's, and language.
    """

    library: Library
    catalogues: Catalogues
    untranslated: Mapping[tuple[str, str], int]
    versions: Mapping[tuple[str, str], str]


def open_content(settings: ContentSettings, file: Path, now: int) -> Content:
    """Open the content, with a file that keeps it; `now` is in nanoseconds since 1970.

    Raises ContentError, and CatalogueError where catalogues are missing or out of date.
    """
    made, parts = _Opening(settings, file, now).made()
    abouts = {id: each.about for id, each in made.items()}
    _refuse(settings, abouts)
    interface = read_catalogues(catalogue_files(settings.translations, Library(()), settings.locales))
    faults = (*interface.problems, *(fault for each in made.values() for fault in each.faults))
    if faults:
        raise CatalogueError(faults)

    def read(article_id: str, name: str) -> Any:
        found = parts.part(article_id, name)
        return None if found is None else json.loads(found)

    shelf, texts = Shelf(read), TextShelf(read)
    library = Library(newest_first(shelf.article(about.outline) for about in abouts.values()))
    return Content(
        library,
        Catalogues(
            interface.interface(),
            {
                (id, locale): texts.texts(id, locale, outline)
                for id, about in abouts.items()
                for locale, outline in about.texts.items()
            },
            library.articles,
            interface.lacking(),
        ),
        {(INTERFACE, locale): count for locale, count in interface.lacking().items()}
        | {
            (id, locale): count
            for id, about in abouts.items()
            for locale, count in about.untranslated.items()
        },
        {(id, bank): version for id, about in abouts.items() for bank, version in about.versions.items()},
    )


def _refuse(settings: ContentSettings, abouts: Mapping[str, About]) -> None:
    """Raise ContentError where there is an error, in the order in which `flask bank check` tells problems."""
    if not abouts:
        from quiz.banks.load import load_library

        raise ContentError(load_library(settings.questions).problems)
    problems = [problem for about in abouts.values() for problem in about.problems]
    problems += [problem for about in abouts.values() for problem in about.disagreements]
    if errors_in(problems):
        raise ContentError(problems)


class _Opening:
    """One opening of a site's content, with the states that its files were in when it began."""

    def __init__(self, settings: ContentSettings, file: Path, now: int) -> None:
        self._settings = settings
        self._file = file
        self._now = now
        self._folders = {folder.name: folder for folder in article_folders(settings.questions)}
        self._program = program_mark(settings)
        self._states = {id: self._state(id) for id in self._folders}

    def made(self) -> tuple[Mapping[str, Made], Parts]:
        """Return what is made of each article, in order, and all the parts."""
        kept, entries = self._kept()
        current = {id: entry for id, entry in entries.items() if entry.mark == self._mark(id)}
        changed = [id for id in self._folders if id not in current]
        made = {id: Made(read_about(entry.about), (), {}) for id, entry in current.items()}
        if changed or len(current) < len(entries):
            try:
                with drafting(self._file, kept, current, self._now) as draft:
                    made |= {id: self._kept_or_not(id, draft) for id in changed}
                    kept = draft.publish()
            except (OSError, sqlite3.Error, DamagedFileError):
                made |= {id: self._make(id) for id in changed}
        in_memory = {id: each.parts for id, each in made.items() if each.parts}
        return {id: made[id] for id in self._folders}, Parts(kept, in_memory, self._again)

    def _kept(self) -> tuple[PartsFile | None, Mapping[str, Entry]]:
        """Open the file; one that is damaged, or not there, holds nothing."""
        try:
            file = PartsFile(self._file)
            return file, file.entries()
        except DamagedFileError:
            return None, {}

    def _kept_or_not(self, article_id: str, draft: Draft) -> Made:
        """Make an article and put its parts into a draft, or return them where they may be others soon."""
        made, state = self._make(article_id), self._states[article_id]
        if not made.parts or not state.is_settled(self._now):
            return made
        draft.add(article_id, Entry(state.mark, write_about(made.about)), made.parts)
        return made._replace(parts={})

    def _again(self, article_id: str) -> Mapping[str, bytes]:
        """Make the parts of an article anew, for those that are damaged."""
        with suppress(OSError):
            self._file.unlink()
        made = self._make(article_id)
        if made.parts and self._state(article_id) == self._states[article_id]:
            return made.parts
        raise DatabaseUnavailableError(
            f"{self._file} is damaged, and the article {article_id} has been changed since the site was "
            "started: start it again"
        )

    def _make(self, article_id: str) -> Made:
        from quiz.cli.reading import make  # with all that reads and checks; most starts do without

        return make(self._settings, self._folders[article_id])

    def _mark(self, article_id: str) -> str | None:
        state = self._states.get(article_id)
        return state.mark if state else None

    def _state(self, article_id: str) -> State:
        return state_of(self._settings, self._folders[article_id], self._program)
