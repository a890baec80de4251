"""A translation gives the numbers and dates of its source."""

import pytest

from quiz.catalogs.figures import number_differences
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
        ("De to sa at begge visste det.", "Each said that both of them knew."),
        ("De to landene", "The parties"),
        ("to ganger, den andre gangen", "twice, the second time"),
        ("tre i kraft", "take effect"),
        ("tretten, atten, tjue og tyve", "thirteen, 18, twenty and 20"),
        ("førtito, tjueén", "forty-two, twenty-one"),
        ("42 og 21", "forty two and twenty-one"),
        ("tre tusen to hundre og seks", "three thousand two hundred and six"),
        ("3 206 og tre tusen", "three thousand two hundred and six and 3,000"),
        ("1,5 millioner og to milliarder", "1.5 million and two billion"),
        ("1 500 000", "1.5 million"),
        ("et dusin, to dusin, dusinvis", "a dozen, 24, dozens"),
        ("flere titalls busser", "several dozen buses"),
        ("tusen takk, tusenvis", "many thanks, thousands"),
        ("den tredje og den 3. gangen", "the 3rd and the third time"),
        ("en tredjedel, tre firedeler", "a third, three quarters"),
        ("1800-tallet og 1990-tallet", "the 19th century and the 1990s"),
        ("1900-tallet", "the twentieth century"),
        ("1900-tallet", "the 1900s"),
        ("kl. 18 og kl. 14.30", "6 pm and 2.30pm"),
        ("kl. 14.30, 14:30", "2.30 p.m., 14.30"),
        ("kl. 12", "noon"),
        ("27.9.2020 og 2020-09-27", "27 September 2020, that is 27 Sept 2020"),
        ("mellom fem og seks", "between five and six"),
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
        ("20 barn", "thirty children", "error: lacks the number '20' of the original\n"),
        ("3 000", "three million", "error: lacks the number '3000' of the original\n"),
        ("to barn", "three children", "warning: lacks the number '2' of the original, has the number '3'"),
        ("barna så på", "two children", "warning: has the number '2', which the original has not\n"),
        ("tre barn", "the children", "warning: lacks the number '3' of the original\n"),
        ("førti", "fourteen", "warning: lacks the number '40' of the original, has the number '14'"),
        ("en milliard", "one million", "warning: lacks the number '1000000000' of the original, has"),
        ("den tredje", "the fourth", "warning: lacks the number '3' of the original, has the number '4'"),
        ("et dusin", "a score", "warning: lacks the number '12' of the original\n"),
        ("1800-tallet", "the 18th century", "error: lacks the number '1800' of the original, has the number"),
        ("kl. 14.30", "4.30 pm", "error: lacks the number '14' of the original, has the number '16'"),
        ("27.9.2020", "27 October 2020", "error: lacks the date '27.9.2020' of the original\n"),
        ("27. september", "2020-10-27", "error: has the number '2020', which the original has not\n"),
        ("27. september 2020", "2020-10-27", "error: lacks the date 'september' of the original\n"),
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


@pytest.mark.parametrize(
    ("source", "translation", "lacking", "added"),
    [
        ("fire barn og 20 katter", "neljä lasta ja 20 kissaa", (), ()),
        ("4 barn", "neljä lasta", (), ()),
        ("fire barn", "4 lasta", (), ()),
        ("4 barn", "5 lasta", (), ("5",)),
        ("20 barn", "kaksikymmentä lasta", ("20",), ()),
    ],
)
def test_of_a_language_whose_number_words_are_not_known_the_digits_are_compared(
    source: str, translation: str, lacking: tuple[str, ...], added: tuple[str, ...]
) -> None:
    in_digits, in_words = number_differences(source, "nb", translation, "fi")

    assert (in_digits, in_words) == ((lacking, added), ((), ()))
