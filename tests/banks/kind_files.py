"""One sound file of each kind that the small folder lacks, and notes on its article."""

from tests.banks.small_folder import ARTICLE, SmallFolder

MULTIPLE = f"{ARTICLE}/the-owner/who-speaks.toml"
ORDERING = f"{ARTICLE}/the-rescue/what-first.toml"
FIND = f"{ARTICLE}/the-owner/where-colours.toml"
ALTERED = f"{ARTICLE}/the-rescue/which-animal.toml"
NOTES = f"{ARTICLE}/notes.toml"

FILES = {
    MULTIPLE: """\
kind = "multiple-choice"
skills = ["who-says-it"]
text = "Hvem sier noe om fargen?"
answers = ["owner", "neighbour"]
explanation = "De er uenige."
enemies = ["cat-is-black"]

[[evidence]]
quote = "Eieren sier at katten er svart."
voice = "party"
who = "Eieren"
standing = "disputed"

[[options]]
id = "owner"
text = "Eieren"

[[options]]
id = "ntb"
text = "NTB"
why = "NTB teller barna."
trap = "swapped-source"

[[options]]
id = "neighbour"
text = "Naboen"
why = "Også naboen uttaler seg."
""",
    ORDERING: """\
kind = "ordering"
skills = ["sequence"]
text = "Hva kom først?"
answer = ["found", "fetched", "discussed"]
explanation = "Funnet, hentet, omtalt."
enemies = ["which-animal"]

[[evidence]]
quote = "Brannvesenet hentet katten ned mandag."
voice = "journalist"
standing = "established"

[[items]]
id = "discussed"
text = "Fargen ble omtalt"
why = "Det står til slutt."

[[items]]
id = "found"
text = "Katten ble funnet"
why = "Det står først."

[[items]]
id = "fetched"
text = "Katten ble hentet"
why = "Det var mandag."
""",
    FIND: """\
kind = "find-sentence"
skills = ["find-evidence"]
text = "Hvor står det hvilken farge katten har?"
first = "p2"
last = "p3"
answers = [["p3.s1"], ["p3.s1", "p3.s2"]]
explanation = "Eieren og naboen nevner hver sin farge."
enemies = [
    "cat-is-black", "cat-name", "child-count", "what-first", "which-animal", "who-counted", "who-speaks",
]

[[evidence]]
quote = "Eieren sier at katten er svart. Naboen sier at den er grå."
voice = "hearsay"
standing = "disputed"

[[wrong]]
sentence = "p2.s1"
why = "Her står det hvem som hentet den."

[[wrong]]
sentence = "p2.s2"
why = "Her telles barna."
""",
    ALTERED: """\
kind = "altered-quote"
skills = ["spot-change"]
text = "Hvilket ord er byttet ut?"
shown = "Brannvesenet hentet hunden ned mandag."
original = "katten"
answer = "animal"
explanation = "Det var en katt."

[[evidence]]
quote = "Brannvesenet hentet katten ned mandag."
voice = "journalist"
standing = "established"

[[options]]
id = "who"
text = "Brannvesenet"
why = "Det var brannvesenet."

[[options]]
id = "animal"
text = "hunden"

[[options]]
id = "day"
text = "mandag"
why = "Det var mandag."
""",
    NOTES: """\
[[notes]]
id = "grey-cat"
kind = "since"
certainty = "certain"
date = 2020-10-01
text = "Katten er grå."

[[notes.passages]]
quote = "Eieren sier at katten er svart."

[[notes.passages]]
quote = "sier at"
prefix = "Naboen"

[[notes.sources]]
title = "Katteregisteret"
url = "https://example.org/cats"

[[notes]]
id = "a-comma"
kind = "wrong"
certainty = "probable"
date = 2020-10-02
text = "Her mangler et komma."
language = true

[[notes.passages]]
quote = "Katten ble funnet i et tre."
""",
}


def add_every_kind(folder: SmallFolder) -> SmallFolder:
    for name, text in FILES.items():
        folder.write(name, text)
    return folder
