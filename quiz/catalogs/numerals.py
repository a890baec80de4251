"""How languages write numbers in words. A language that is not here has its digits compared, and no words."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType


@dataclass(frozen=True)
class Numerals:
    """The number words of a language, in small letters.

    `words` are cardinals from two and ordinals from third: a translation has a number for each. `magnitudes`
    multiply the number before them. What is in `may_mean` can stand for a number, or for something else: its
    being left out means nothing. `no_numbers` fits phrases in which one of the `words` is no number, or is
    nearly a pronoun ("the two" for the parties). `joints` stand between the parts of one number.
    """

    words: Mapping[str, int]
    magnitudes: Mapping[str, int]
    may_mean: Mapping[str, int]
    no_numbers: re.Pattern[str]
    joints: frozenset[str]


def _counted(start: int, words: str) -> dict[str, int]:
    """Number words that are divided by blanks; a slash divides words for the same number."""
    return {word: number for number, same in enumerate(words.split(), start) for word in same.split("/")}


def _tens(words: str) -> dict[str, int]:
    return {word: 10 * ten for word, ten in _counted(2, words).items()}


def _compounds(tens: Mapping[str, int], joint: str, units: Mapping[str, int]) -> dict[str, int]:
    """Make twenty-one to ninety-nine."""
    return {
        f"{ten}{joint}{unit}": tens[ten] + number
        for ten in tens
        for unit, number in units.items()
        if number < 10
    }


def _meaning(words: Mapping[int, str]) -> Mapping[str, int]:
    return MappingProxyType({word: number for number, same in words.items() for word in same.split()})


def _any_of(*phrases: str) -> re.Pattern[str]:
    return re.compile(rf"\b(?:{'|'.join(phrases)})\b", re.IGNORECASE)


_EN_TENS = _tens("twenty thirty forty fifty sixty seventy eighty ninety")
_EN_WORDS = {
    **_counted(2, "two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen"),
    **_counted(16, "sixteen seventeen eighteen nineteen"),
    **_counted(3, "third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth"),
    **_counted(14, "fourteenth fifteenth sixteenth seventeenth eighteenth nineteenth twentieth"),
    "thirtieth": 30,
}
_ENGLISH = Numerals(
    words={
        **_EN_WORDS,
        **_EN_TENS,
        **_compounds(_EN_TENS, "-", {"one": 1, "first": 1, "second": 2, **_EN_WORDS}),
    },
    magnitudes=_meaning(
        {
            12: "dozen",
            100: "hundred",
            1000: "thousand",
            10**6: "million",
            10**9: "billion",
            10**12: "trillion",
        }
    ),
    may_mean=_meaning(
        {
            0: "zero midnight",
            1: "one",
            2: "both couple double each either half halves neither other pair second seconds twice",
            3: "thirds",
            4: "fourths quarter quarters",
            5: "fifths",
            10: "tenths",
            12: "dozens midday noon tens",
            100: "hundreds",
            1000: "thousands",
            10**6: "millions",
            10**9: "billions",
            10**12: "trillions",
        }
    ),
    no_numbers=_any_of("(?:the|these|those) two"),
    joints=frozenset({"and"}),
)

_NB_TENS = _tens("tjue/tyve tretti/tredve førti/førr femti seksti sytti åtti nitti")
_NB_WORDS = {
    **_counted(2, "to tre fire fem seks sju/syv åtte ni ti elleve tolv tretten fjorten femten seksten"),
    **_counted(17, "sytten atten nitten"),
    **_counted(3, "tredje fjerde femte sjette sjuende/syvende/sjuande åttende/åttande niende/niande"),
    **_counted(10, "tiende/tiande ellevte tolvte trettende fjortende femtende sekstende syttende attende"),
    **_counted(19, "nittende tjuende/tyvende/tjuande"),
    **dict.fromkeys(("trettiende", "tredevte"), 30),
}
_NB_ONE = dict.fromkeys(("en", "én", "ett", "ei", "ein", "éin", "eitt"), 1)
# Bokmål and Nynorsk together: no word is a number in one and something else in the other.
_NORWEGIAN = Numerals(
    words={
        **_NB_WORDS,
        **_NB_TENS,
        **_compounds(_NB_TENS, "", {**_NB_ONE, "første": 1, "andre": 2, **_NB_WORDS}),
    },
    magnitudes=_meaning(
        {
            12: "dusin",
            100: "hundre",
            1000: "tusen tusener",
            10**6: "million millioner millionar",
            10**9: "milliard milliarder milliardar",
            10**12: "billion billioner billionar",
        }
    ),
    may_mean=_meaning(
        {
            0: "midnatt null",
            1: " ".join(_NB_ONE),
            2: "andre annen annet begge både dobbel dobbelt halv halve halvparten hver hverandre hvert par",
            3: "tredel tredeler tredjedel tredjedeler",
            4: "firedel firedeler fjerdedel fjerdedeler kvart kvarter",
            5: "femdel femdeler femtedel femtedeler",
            10: "tidel tideler tiendedel tiendedeler",
            12: "dusinvis titall titalls",
            100: "hundrevis",
            1000: "tusenvis",
        }
    ),
    no_numbers=_any_of(
        "(?:de|disse|dei|desse) to",
        "(?:et|eit|å|vil|skal|må|kan|bør|av) tre",
        "tre (?:i kraft|fram|frem|inn|ut|tilbake|til side)",
        "tusen takk",
    ),
    joints=frozenset({"og"}),
)

NUMERALS: Mapping[str, Numerals] = MappingProxyType({"en": _ENGLISH, "nb": _NORWEGIAN, "nn": _NORWEGIAN})
