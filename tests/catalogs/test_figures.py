"""A translation gives the numbers and dates of its source."""

import pytest

from tests.catalogs.compared import told
from tests.catalogs.small_site import SmallSite


@pytest.mark.parametrize(
    ("source", "translation"),
    [
        ("Minst 23 er drept, 23.", "At least 23 killed, 23."),
        ("1 000 barn, 1\u00a0000 katter, 12\u202f000 trær", "1,000 children, 1,000 cats, 12,000 trees"),
        ("1,5 prosent", "1.5 per cent"),
        ("fra 1992, 1994 og 2010", "from 1992, 1994 and 2010"),
        ("2 barn og fem katter", "two children and 5 cats"),
        ("søndag 27. september 2020", "Sunday 27 September 2020"),
        ("på søndagskvelden i mai", "on Sunday evening in May"),
        ("Det marsjeres på lørdag.", "They march on Saturday."),
        ("to av dem, et tre", "both of them, a tree"),
    ],
)
def test_the_same_numbers_and_dates_in_the_form_of_each_language_agree(
    site: SmallSite, source: str, translation: str
) -> None:
    assert told(site, source, translation) == ""


@pytest.mark.parametrize(
    ("source", "translation", "what"),
    [
        ("Minst 23 er drept.", "At least 24 killed.", "error: lacks the number '23' of the original, has"),
        ("23 og 23", "23", "error: lacks the number '23' of the original\n"),
        ("23", "23 and 23", "error: has the number '23', which the original has not\n"),
        ("1 000", "1.000", "error: lacks the number '1000' of the original, has the number '1.000'"),
        ("2 barn", "three children", "error: lacks the number '2' of the original\n"),
        ("20 barn", "twenty children", "error: lacks the number '20' of the original\n"),
        (
            "seks landsbyer",
            "seven villages",
            "warning: lacks the number '6' of the original, has the number '7'",
        ),
        ("27. september", "27 October", "error: lacks the date 'september' of the original\n"),
        ("søndag kveld", "Monday evening", "warning: lacks the date 'søndag' of the original\n"),
    ],
)
def test_other_numbers_and_dates_are_told(site: SmallSite, source: str, translation: str, what: str) -> None:
    assert told(site, source, translation).startswith(what)
