"""Everything that the authors and translators of a site have written, read and checked together."""

from dataclasses import replace
from pathlib import Path

from quiz.banks.load import Loaded, load_library
from quiz.catalogs.agreement import check_agreement
from quiz.cli.project import stop
from quiz.domain.bank import Library
from quiz.settings import ContentSettings


def load_content(settings: ContentSettings) -> Loaded:
    """Read the banks and compare their translations with them; see `problems`."""
    loaded = load_library(settings.questions)
    disagreements = check_agreement(settings.translations, loaded.library, settings.locales)
    return replace(loaded, problems=(*loaded.problems, *disagreements))


def sound_library(questions: Path) -> Library:
    """Read the banks; where one is broken, that is all: what is made of it would go with it."""
    loaded = load_library(questions)
    if loaded.errors:
        report = "\n".join(str(problem) for problem in loaded.errors)
        stop(f"the question banks have errors; mend them first (`flask bank check`)\n{report}")
    return loaded.library
