"""Words kept for quotations, and what a question must show that the article does not answer."""

import pytest

from quiz.banks.wording import reserved_words
from tests.banks.small_folder import ARTICLE, SmallFolder

COUNT = f"{ARTICLE}/the-rescue/child-count.toml"
WHO = f"{ARTICLE}/the-rescue/who-counted.toml"
NAME = f"{ARTICLE}/the-owner/cat-name.toml"
ARTICLE_TOML = f"{ARTICLE}/article.toml"
ADVICE = "\n    The word is kept for quotations (`reserved` in article.toml): say it neutrally, or quote."


@pytest.fixture
def reserved(folder: SmallFolder) -> SmallFolder:
    folder.append(ARTICLE_TOML, '\n[reserved]\nnb = ["befri\\\\w*", "stakkars"]\nen = ["who"]\n')
    assert folder.report() == ""
    return folder


def test_a_reserved_word_is_found_in_each_kind_of_text(reserved: SmallFolder) -> None:
    reserved.change(COUNT, "Hvor mange barn så på?", "Hvor mange barn så på da katten ble befridd?")
    reserved.change(WHO, "uttaler seg om fargen", "snakker om den stakkars katten")
    reserved.change(ARTICLE_TOML, "Redningen og eieren.", "Befrielsen og eieren.")
    reserved.change(f"{ARTICLE}/the-owner/bank.toml", "Hva sies om", "Hva sies om den stakkars")

    assert reserved.report() == "\n".join(
        f"{place}: our own voice says '{word}'{ADVICE}"
        for place, word in [
            ("the-rescue/child-count.toml:3: error: child-count · text · nb", "befridd"),
            ("the-rescue/who-counted.toml:22: error: who-counted · why owner · nb", "stakkars"),
            ("the-owner/bank.toml:2: error: summary · nb", "stakkars"),
            ("article.toml:16: error: summary · nb", "Befrielsen"),
        ]
    )


def test_a_reserved_word_may_stand_in_quotation_marks_and_in_the_article(reserved: SmallFolder) -> None:
    reserved.change(COUNT, "Hvor mange barn så på?", "Hvor mange så på at «stakkars katten» ble hentet?")
    reserved.change(f"{ARTICLE}/article.nb.txt", "Katten ble funnet i et tre.", "Stakkars katten ble funnet.")
    reserved.change(NAME, "Katten ble funnet i et tre.", "Stakkars katten ble funnet.")

    assert reserved.report() == ""


def test_the_words_of_an_altered_quotation_are_not_our_own(reserved: SmallFolder) -> None:
    reserved.write(
        f"{ARTICLE}/the-owner/altered.toml",
        """\
kind = "altered-quote"
skills = ["spot-change"]
text = "Hvilket ord er byttet ut?"
explanation = "Hentet, ikke befridd."
shown = "Brannvesenet befridde katten ned mandag."
original = "hentet"
answer = "freed"

[[evidence]]
quote = "Brannvesenet hentet katten ned mandag."
voice = "journalist"
standing = "established"

[[options]]
id = "freed"
text = "befridde"

[[options]]
id = "day"
text = "mandag"
why = "Det var mandag."
""",
    )

    assert reserved.report() == (
        f"the-owner/altered.toml:4: error: altered · explanation · nb: our own voice says 'befridd'{ADVICE}"
    )


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("He frees it.", ["frees"]),
        ("FREEDOM and carefree", ["FREEDOM"]),
        ('‘free’, “free”, "free", «free» and „free“', []),
        ("‘the owner’s free cat’ is free", ["free"]),
        ("the owners’ free cat, the cats’ tree", ["free"]),
        ("«free", ["free"]),
    ],
)
def test_whole_words_outside_quotations_are_found(text: str, found: list[str]) -> None:
    assert reserved_words(text, [r"free\w*"]) == found


def test_a_reserved_word_that_is_no_regular_expression_is_refused(folder: SmallFolder) -> None:
    folder.append(ARTICLE_TOML, '\n[reserved]\nnb = ["befri", "(stakkars"]\n')

    assert folder.report().startswith(
        "article.toml:19: error: reserved.nb[2]: not a regular expression: missing ), unterminated subpattern"
    )


def test_a_name_in_the_glossary_has_a_form_in_each_language_given(folder: SmallFolder) -> None:
    folder.append(ARTICLE_TOML, '\n[glossary]\n"Brannvesenet" = { en = [] }\n')

    assert folder.report() == ("article.toml:19: error: glossary.Brannvesenet.en: the field `en` is empty")


def test_a_question_that_the_article_does_not_answer_names_what_it_must_not_hold(folder: SmallFolder) -> None:
    folder.change(NAME, 'absent = ["(?i)pus", "heter"]\n', "")

    assert folder.report() == (
        "the-owner/cat-name.toml:4: error: cat-name · answer: the article is said not to answer this, and "
        "`absent` does not name what it must not hold"
    )


def test_a_question_that_the_article_does_not_answer_quotes_the_nearest_passage(folder: SmallFolder) -> None:
    text = (folder.path / NAME).read_text(encoding="utf-8")
    start, end = text.index("[[evidence]]"), text.index("[wrong.supported]")
    folder.write(NAME, f"{text[:start]}evidence = []\n\n{text[end:]}")

    assert folder.report() == (
        "the-owner/cat-name.toml:8: error: cat-name · evidence: the field `evidence` is empty\n"
        "    The passages of the article that settle the question."
    )
