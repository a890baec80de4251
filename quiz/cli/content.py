"""Everything that the authors and translators of a site have written, read and checked together."""

from dataclasses import replace
from pathlib import Path

from quiz.banks.load import Loaded, load_library
from quiz.catalogs.agreement import check_agreement
from quiz.cli import agreed
from quiz.settings import ContentSettings


def load_content(settings: ContentSettings) -> Loaded:
    """Read the banks and compare their translations with them; see `problems`."""
    return _compared(settings, load_library(settings.questions))


def load_agreed_content(settings: ContentSettings, file: Path, now: int) -> Loaded:
    """Like `load_content`, without the comparison where a file remembers that it found nothing wrong.

    What `problems` then lacks are warnings. `now` is in nanoseconds since 1970.
    """
    state = agreed.state_of(settings)
    loaded = load_library(settings.questions)
    # Looked at once more, in case a bank was saved while it was read.
    if agreed.is_remembered(file, state) and agreed.state_of(settings) == state:
        return loaded
    compared = _compared(settings, loaded)
    if not compared.errors:
        agreed.remember(file, state, now)
    return compared


def _compared(settings: ContentSettings, loaded: Loaded) -> Loaded:
    disagreements = check_agreement(settings.translations, loaded.library, settings.locales)
    return replace(loaded, problems=(*loaded.problems, *disagreements))
