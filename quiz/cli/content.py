"""Everything that the authors and translators of a site have written, read and checked together."""

from dataclasses import replace

from quiz.banks.load import Loaded, load_library
from quiz.catalogs.agreement import check_agreement
from quiz.settings import ContentSettings


def load_content(settings: ContentSettings) -> Loaded:
    """Read the banks and compare their translations with them; see `problems`."""
    loaded = load_library(settings.questions)
    disagreements = check_agreement(settings.translations, loaded.library, settings.locales)
    return replace(loaded, problems=(*loaded.problems, *disagreements))
