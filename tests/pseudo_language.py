"""A language that nobody speaks, made from the templates of the catalogues: it keeps the layout honest.

It is written from right to left, in words a third longer than ours, and says nothing.
"""

import re
from pathlib import Path

from babel.messages.catalog import Message

from quiz.catalogs.compile import compile_catalogue
from quiz.catalogs.po_file import entries, header_for, read_po, render

TAG = "ur"  # one of those that Babel knows to be written from right to left
LATIN = "abcdefghijklmnopqrstuvwxyzæøå"
ARABIC = "ابپتثجچحخدذرزژسشصضطظعغفقکگلمن"
STRETCH = "ـ"  # the line that lengthens a word of this script
KEPT = re.compile(r"%\(\w+\)[sd]|%%|<[^>]+>|&\w+;")
WORD = re.compile(rf"[{LATIN}]+", re.IGNORECASE)


def make_pseudo_language(translations: Path) -> None:
    """Write and compile a catalogue of it for each template in a folder."""
    for template in sorted(translations.glob("*.pot")):
        catalogue = read_po(template, TAG)
        for message in entries(catalogue):
            message.string = _translated(message)
        po = translations / TAG / "LC_MESSAGES" / f"{template.stem}.po"
        po.parent.mkdir(parents=True, exist_ok=True)
        po.write_bytes(render(catalogue, header_for(TAG, {}), ""))
        assert compile_catalogue(po) == 0, f"{po} has texts that are not fit to be shown"


def pseudo(text: str) -> str:
    """Put every word of a text into the language; placeholders, markup and figures stay."""
    kept = KEPT.findall(text)
    words = [WORD.sub(lambda word: _word(word[0]), part) for part in KEPT.split(text)]
    return words[0] + "".join(between + part for between, part in zip(kept, words[1:], strict=True))


def _translated(message: Message) -> str | tuple[str, ...]:
    if isinstance(message.id, (tuple, list)):
        return tuple(pseudo(form) for form in message.id)
    return pseudo(message.id)


def _word(word: str) -> str:
    letters = word.lower().translate(str.maketrans(LATIN, ARABIC))
    return letters[:1] + STRETCH * (len(word) // 3) + letters[1:]
