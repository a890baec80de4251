"""Which language a reader gets."""

from collections.abc import Sequence

from babel import Locale
from werkzeug.datastructures import LanguageAccept

# Written Norwegian has two forms, and "no" means either; readers of one read the other.
RELATED = {"no": ("nb", "nn"), "nn": ("nb",), "nb": ("nn",)}
NORWEGIAN = "norsk"


def resolve(tag: str, offered: Sequence[str]) -> str | None:
    """Return the offered language that a tag such as "nb-NO" or "no" reaches, or None."""
    by_lower_case = {locale.lower(): locale for locale in offered}
    tag = tag.replace("_", "-").lower()
    language = tag.split("-")[0]
    candidates = (tag, language, *RELATED.get(language, ()))
    return next((by_lower_case[candidate] for candidate in candidates if candidate in by_lower_case), None)


def negotiate(accepted: LanguageAccept, offered: Sequence[str]) -> str:
    """Choose among the offered languages: the one that the browser likes best, else the first."""
    for tag, quality in accepted:
        if quality and (locale := resolve(tag, offered)):
            return locale
    return offered[0]


def own_name(tag: str, offered: Sequence[str]) -> str:
    """Return a language's name in itself; "Norsk" says enough where one of its forms is offered."""
    forms = [each for each in offered if each in RELATED["no"]]
    name = NORWEGIAN if forms == [tag] else Locale.parse(tag, sep="-").language_name
    return (name or tag).capitalize()
