"""What can be wrong with one translation."""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from gettext import c2py

from babel.messages.catalog import Catalog, Message

from quiz.catalogs.po_file import babel_locale, strings
from quiz.domain.shape import control_sign

# In no other form: "%(name)d" fails with a text, and "%(name)999999999s" fills a page with blanks.
_PLACEHOLDER = re.compile(r"%\((\w+)\)s")
_TAG = re.compile(r"</?[A-Za-z][^<>]*>")
# A text of the interface stands in a page as it is, also within the attributes of a tag.
_MARKUP = re.compile(r'[<>"]')
_LARGEST_COUNT = 1000


@dataclass(frozen=True)
class PluralRule:
    """Which plural form a count takes, as gettext writes it in C."""

    forms: int
    expression: str

    @cached_property
    def used(self) -> tuple[int, ...]:
        """The form of each count from 0. Raises ValueError where the expression is none."""
        form = c2py(self.expression)
        return tuple(form(count) for count in range(_LARGEST_COUNT + 1))

    def only_count(self, form: int) -> int | None:
        """Return the one count that a form is for; None where it is for several, and cannot write it out."""
        return self.used.index(form) if self.used.count(form) == 1 else None


def plural_rule(locale: str) -> PluralRule:
    """Return the rule of a language."""
    catalogue = Catalog(locale=babel_locale(locale))
    return PluralRule(catalogue.num_plurals, catalogue.plural_expr)


def is_fit_to_serve(message: Message, rule: PluralRule, *, formatted: bool) -> bool:
    """Whether a translation can be shown: whole, settled, and safe to put values into (see `faults`).

    One that is `formatted` must also bring no markup of its own: it is shown unescaped.
    """
    whole = all(strings(message)) and _has_all_forms(message, rule) and not _forbidden_sign(message)
    if not formatted or not whole or message.fuzzy:
        return whole and not message.fuzzy
    return not any((*_placeholder_faults(message, rule), *_markup_faults(message, rule, formatted=True)))


def faults(message: Message, rule: PluralRule, *, formatted: bool) -> Iterator[tuple[str, str]]:
    """Yield what is wrong with a translation, and what to do about it.

    `formatted` says that values are put into the messages of this domain.
    """
    if not _has_all_forms(message, rule):
        what = f"has {len(strings(message))} plural forms, and the language has {rule.forms}"
        yield what, "Run `flask translations update`, then fill in the forms."
        return
    if not all(strings(message)):
        yield "is not translated", "Fill in msgstr."
        return
    if sign := _forbidden_sign(message):
        yield (
            f"holds the character U+{ord(sign):04X}, which no page may hold",
            "Delete it, and type the text anew.",
        )
        return
    if message.fuzzy:
        yield "is marked fuzzy: a guess, never shown", "Correct the translation and take the mark away."
    if formatted:
        for what in _placeholder_faults(message, rule):
            yield what, "Keep each %(name)s as it is; write a percent sign as %%."
    for what in _markup_faults(message, rule, formatted=formatted):
        yield what, "Keep each tag as it is; write quotation marks as your language has them, such as «…»."
    for source, translated in _pairs(message, rule):
        if _edges(translated) != _edges(source):
            yield "begins or ends with other white space than the original", "Keep the spaces at both ends."


def _has_all_forms(message: Message, rule: PluralRule) -> bool:
    return len(strings(message)) == (rule.forms if message.pluralizable else 1)


def _forbidden_sign(message: Message) -> str | None:
    """Return the first sign that no page may hold, be it in the translation, the original or the context.

    One of them divides entries in a compiled catalogue.
    """
    originals = (message.id,) if isinstance(message.id, str) else tuple(message.id)
    return control_sign("\n".join((*strings(message), *originals, message.context or "")))


def _pairs(message: Message, rule: PluralRule) -> Iterator[tuple[str, str]]:
    """Yield each translation after the text it translates: the singular for 1 alone, else the plural."""
    for form, translated in enumerate(strings(message)):
        if isinstance(message.id, str):
            yield message.id, translated
        else:
            yield message.id[0 if rule.only_count(form) == 1 else 1], translated


def _placeholder_faults(message: Message, rule: PluralRule) -> Iterator[str]:
    for form, (source, translated) in enumerate(_pairs(message, rule)):
        needed = allowed = set(_PLACEHOLDER.findall(source))
        if not isinstance(message.id, str) and rule.only_count(form) is not None:
            in_singular, in_plural = (set(_PLACEHOLDER.findall(text)) for text in message.id)
            needed, allowed = in_singular & in_plural, in_singular | in_plural
        found = set(_PLACEHOLDER.findall(translated))
        for name in sorted(needed - found):
            yield f"lacks %({name})s"
        for name in sorted(found - allowed):
            yield f"holds %({name})s, which the original does not"
        if _has_loose_percent(translated) and not _has_loose_percent(source):
            yield "holds a % that begins no placeholder"


def _markup_faults(message: Message, rule: PluralRule, *, formatted: bool) -> Iterator[str]:
    """Yield what would make other elements or attributes of a page than the original does.

    The texts of a bank are escaped, and may hold any character; a tag in them would be read by people.
    """
    for source, translated in _pairs(message, rule):
        tags = _TAG.findall(source)
        if Counter(_TAG.findall(translated)) != Counter(tags):
            yield f"has other tags than the original, which has {', '.join(tags) or 'none'}"
        elif formatted and (sign := _MARKUP.search(_TAG.sub("", translated))):
            yield f"holds the character {sign[0]}, which a page takes for a part of a tag"


def _has_loose_percent(text: str) -> bool:
    return "%" in _PLACEHOLDER.sub("", text.replace("%%", ""))


def _edges(text: str) -> tuple[str, str]:
    return text[: len(text) - len(text.lstrip())], text[len(text.rstrip()) :]
