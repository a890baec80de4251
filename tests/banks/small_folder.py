"""A small questions folder without a fault, for tests to break in one place."""

from dataclasses import dataclass
from pathlib import Path

from quiz.banks.load import Loaded, load_library

ARTICLE = "the-cat-case"

FILES = {
    "the-cat-case/article.nb.txt": """\
Katten ble funnet i et tre.

Brannvesenet hentet katten ned mandag. Tre barn så på, melder NTB.

Eieren sier at katten er svart. Naboen sier at den er grå.
""",
    "the-cat-case/article.toml": """\
language = "nb"
text = "article.nb.txt"
title = "Katten i treet"
summary = "En nyhetssak om en katt."
date = 2020-09-27
as_of = "Mye har hendt siden."
rights = "Skrevet for testene."
banks = ["the-rescue", "the-owner"]

[paragraphs]
headline = [1]

[mixed]
id = "everything"
title = "Alt sammen"
summary = "Redningen og eieren."
""",
    "the-cat-case/the-rescue/bank.toml": """\
title = "Redningen"
summary = "Hvem gjorde hva?"
""",
    "the-cat-case/the-rescue/child-count.toml": """\
kind = "number"
skills = ["read-number"]
text = "Hvor mange barn så på?"
answer = 3
unit = "barn"
explanation = "«Tre barn så på.»"
enemies = ["who-counted"]

[[evidence]]
quote = "Tre barn så på, melder NTB."
voice = "source"
who = "NTB"
standing = "attributed"

[[wrong]]
value = 2
why = "To er tallet på dem som snakker om fargen."
""",
    "the-cat-case/the-rescue/who-counted.toml": """\
kind = "single-choice"
skills = ["who-says-it"]
text = "Hvem melder at barna så på?"
answer = "ntb"
explanation = \"\"\"
Setningen slutter med
«melder NTB».\"\"\"

[[evidence]]
quote = "Tre barn så på, melder NTB."
voice = "source"
who = "NTB"
standing = "attributed"

[[options]]
id = "ntb"
text = "NTB"

[[options]]
id = "owner"
text = "Eieren"
why = "Eieren uttaler seg om fargen."
trap = "swapped-source"
""",
    "the-cat-case/the-owner/bank.toml": """\
title = "Eieren"
summary = "Hva sies om katten?"
""",
    "the-cat-case/the-owner/cat-is-black.toml": """\
kind = "verdict"
skills = ["claim-or-fact"]
text = "Artikkelen slår fast at katten er svart."
answer = "contradicted"
explanation = "Eieren og naboen er uenige."

[[evidence]]
quote = "Eieren sier at katten er svart."
voice = "party"
who = "Eieren"
standing = "disputed"

[wrong.supported]
why = "Bare eieren sier det."
trap = "claim-as-fact"

[wrong.not-stated]
why = "Fargen er omtalt."
trap = "overlooked"
""",
    "the-cat-case/the-owner/cat-name.toml": """\
kind = "verdict"
skills = ["not-stated"]
text = "Katten heter Pus."
answer = "not-stated"
explanation = "Navnet står ikke i artikkelen."
absent = ["(?i)pus", "heter"]

[[evidence]]
quote = "Katten ble funnet i et tre."
voice = "journalist"
standing = "established"

[wrong.supported]
why = "Ingen sier hva den heter."

[wrong.contradicted]
why = "Ingen sier hva den heter."
""",
}


@dataclass(frozen=True)
class SmallFolder:
    path: Path

    def write(self, file: str, text: str) -> None:
        (self.path / file).parent.mkdir(parents=True, exist_ok=True)
        (self.path / file).write_text(text, encoding="utf-8")

    def change(self, file: str, old: str, new: str) -> None:
        text = (self.path / file).read_text(encoding="utf-8")
        assert text.count(old) == 1, f"{old!r} stands {text.count(old)} times in {file}"
        self.write(file, text.replace(old, new))

    def append(self, file: str, text: str) -> None:
        self.write(file, (self.path / file).read_text(encoding="utf-8") + text)

    def remove(self, file: str) -> None:
        (self.path / file).unlink()

    def load(self) -> Loaded:
        return load_library(self.path)

    def report(self) -> str:
        """Return all problems as an author reads them, without the article's folder in the file names."""
        text = "\n".join(str(problem) for problem in self.load().problems)
        return text.replace(f"{self.path.name}/{ARTICLE}/", "")


def make_small_folder(path: Path) -> SmallFolder:
    folder = SmallFolder(path)
    for name, text in FILES.items():
        folder.write(name, text)
    return folder
