"""A file that has the right shape, and contradicts itself, its neighbours or the article."""

import pytest

from tests.banks.small_folder import ARTICLE, SmallFolder

COUNT = f"{ARTICLE}/the-rescue/child-count.toml"
WHO = f"{ARTICLE}/the-rescue/who-counted.toml"
BLACK = f"{ARTICLE}/the-owner/cat-is-black.toml"
NAME = f"{ARTICLE}/the-owner/cat-name.toml"
TEXT = f"{ARTICLE}/article.nb.txt"
ARTICLE_TOML = f"{ARTICLE}/article.toml"


def test_the_answer_must_be_an_option(folder: SmallFolder) -> None:
    folder.change(WHO, 'answer = "ntb"', 'answer = "reuters"')

    assert (
        "the-rescue/who-counted.toml:4: error: who-counted · answer: "
        "the answer 'reuters' is not among the options: ntb, owner"
    ) in folder.report()


def test_two_options_with_one_id_are_refused(folder: SmallFolder) -> None:
    folder.append(WHO, '\n[[options]]\nid = "owner"\ntext = "Naboen"\nwhy = "Nei."\n')

    assert folder.report() == (
        "the-rescue/who-counted.toml:26: error: who-counted · options[3].id: two options have the id 'owner'"
    )


def test_two_options_that_read_the_same_are_refused(folder: SmallFolder) -> None:
    folder.append(WHO, '\n[[options]]\nid = "neighbour"\ntext = "eieren"\nwhy = "Nei."\n')

    assert folder.report() == (
        "the-rescue/who-counted.toml:27: error: who-counted · options[3].text: two options read 'eieren'"
    )


def test_a_wrong_option_must_say_why_it_is_wrong(folder: SmallFolder) -> None:
    folder.change(WHO, 'why = "Eieren uttaler seg om fargen."\n', "")

    assert folder.report() == (
        "the-rescue/who-counted.toml:19: error: who-counted · options[2]: "
        "the option 'owner' does not say why it is wrong"
    )


def test_a_wrong_verdict_must_say_why_it_is_wrong(folder: SmallFolder) -> None:
    folder.change(BLACK, '[wrong.supported]\nwhy = "Bare eieren sier det."\ntrap = "claim-as-fact"\n', "")

    assert "cat-is-black · wrong: the verdict 'supported' does not say why it is wrong" in folder.report()


def test_a_number_that_counts_as_right_is_not_wrong(folder: SmallFolder) -> None:
    folder.change(COUNT, "answer = 3\n", "answer = 3\ntolerance = 1\n")

    assert folder.report() == (
        "the-rescue/child-count.toml:17: error: child-count · wrong[1].value: "
        "2 is listed as wrong and counts as right"
    )


def test_a_source_must_be_named(folder: SmallFolder) -> None:
    folder.change(BLACK, 'who = "Eieren"\n', "")

    assert folder.report() == (
        "the-owner/cat-is-black.toml:9: error: cat-is-black · evidence[1].voice: "
        "the voice is 'party', and `who` does not name it"
    )


def test_a_quotation_that_is_not_in_the_article_gets_the_nearest_sentence(folder: SmallFolder) -> None:
    folder.change(COUNT, "Tre barn så på, melder NTB.", "Tre barn så på det, melder NTB.")

    assert folder.report() == (
        "the-rescue/child-count.toml:10: error: child-count · evidence[1].quote: "
        "the quotation does not stand in the article, letter by letter, within one paragraph\n"
        "    Nearest: Tre barn så på, melder NTB."
    )


def test_a_quotation_that_stands_twice_needs_its_neighbours(folder: SmallFolder) -> None:
    folder.change(COUNT, 'quote = "Tre barn så på, melder NTB."', 'quote = "at"')
    folder.change(
        TEXT, "Eieren sier at katten er svart.", "Eieren sier at katten var ute, og at den er svart."
    )

    assert (
        "child-count.toml:10: error: child-count · evidence[1].quote: the quotation stands "
        in folder.report()
    )
    assert "Quote more, or give the words next to it in `prefix` or `suffix`." in folder.report()


def test_a_prefix_tells_two_equal_quotations_apart(folder: SmallFolder) -> None:
    folder.change(BLACK, 'quote = "Eieren sier at katten er svart."', 'quote = "sier at"\nprefix = "Eieren"')

    assert folder.report() == ""


def test_a_quotation_over_two_paragraphs_is_not_found(folder: SmallFolder) -> None:
    folder.change(NAME, 'quote = "Katten ble funnet i et tre."', 'quote = "et tre. Brannvesenet"')

    assert (
        "cat-name.toml:9: error: cat-name · evidence[1].quote: the quotation does not stand"
        in folder.report()
    )


def test_what_is_said_to_be_absent_and_is_found_is_quoted(folder: SmallFolder) -> None:
    folder.change(NAME, '"heter"', '"(?i)nabo[a-z]+"')

    assert folder.report() == (
        "the-owner/cat-name.toml:6: error: cat-name · absent[2]: "
        "the article is said not to hold «(?i)nabo[a-z]+», and it does: «Naboen»"
    )


def test_absent_belongs_to_a_question_that_the_article_does_not_answer(folder: SmallFolder) -> None:
    folder.change(BLACK, 'answer = "contradicted"\n', 'answer = "contradicted"\nabsent = ["hund"]\n')

    assert "cat-is-black.toml:5: error: cat-is-black · absent: `absent` belongs to" in folder.report()


def test_an_enemy_that_does_not_exist_gets_a_suggestion(folder: SmallFolder) -> None:
    folder.change(COUNT, 'enemies = ["who-counted"]', 'enemies = ["who-counts"]')

    assert folder.report().startswith(
        "the-rescue/child-count.toml:7: error: child-count · enemies: there is no question 'who-counts'\n"
        "    Did you mean 'who-counted'?\n"
    )


def test_an_enemy_that_is_broken_itself_is_reported_only_once(folder: SmallFolder) -> None:
    folder.change(WHO, 'answer = "ntb"\n', "")

    assert folder.report() == (
        "the-rescue/who-counted.toml:1: error: who-counted · answer: the field `answer` is missing\n"
        "    The key: an id, or ids in their order, or a number; never a text."
    )


def test_a_question_is_not_its_own_enemy(folder: SmallFolder) -> None:
    folder.change(COUNT, 'enemies = ["who-counted"]', 'enemies = ["child-count"]')

    assert "child-count.toml:7: error: child-count · enemies: the question names itself" in folder.report()


def test_an_id_is_unique_in_its_article(folder: SmallFolder) -> None:
    folder.write(f"{ARTICLE}/the-owner/child-count.toml", (folder.path / COUNT).read_text(encoding="utf-8"))

    assert folder.report() == (
        "the-rescue/child-count.toml: error: child-count · id: "
        "the id 'child-count' is also used in the bank 'the-owner'"
    )


def test_a_paragraph_number_beyond_the_end_is_refused(folder: SmallFolder) -> None:
    folder.change(ARTICLE_TOML, "headline = [1]", "headline = [1]\ncaption = [2, 4]")

    assert folder.report() == (
        "article.toml:12: error: paragraphs.caption: there is no paragraph 4: the article has 3"
    )


def test_an_article_without_its_text_names_the_field_that_leads_to_it(folder: SmallFolder) -> None:
    folder.remove(TEXT)

    assert folder.report() == (
        "article.nb.txt: error: cannot be read: No such file or directory\n"
        "    article.toml names it in `text`."
    )


def test_an_empty_article_is_refused(folder: SmallFolder) -> None:
    folder.write(TEXT, "\n\n")

    assert "article.nb.txt: error: is empty" in folder.report()


def test_a_bank_that_is_listed_must_exist(folder: SmallFolder) -> None:
    folder.change(ARTICLE_TOML, '"the-owner"]', '"the-owners", "the-owner"]')

    assert folder.report() == (
        "article.toml:8: error: banks: there is no folder 'the-owners'\n    Did you mean 'the-owner'?"
    )


def test_a_bank_that_exists_must_be_listed_once(folder: SmallFolder) -> None:
    folder.change(ARTICLE_TOML, '"the-owner"]', '"the-rescue"]')

    assert folder.report() == (
        "article.toml:8: error: banks: the bank 'the-rescue' is listed twice\n"
        "article.toml:8: error: banks: the folder 'the-owner' is not listed\n    Add it in its place."
    )


def test_the_mixed_quiz_has_an_id_of_its_own(folder: SmallFolder) -> None:
    folder.change(ARTICLE_TOML, 'id = "everything"', 'id = "the-owner"')

    assert folder.report() == ("article.toml:14: error: mixed.id: there is a bank called 'the-owner' too")


def test_a_bank_without_its_description_is_refused(folder: SmallFolder) -> None:
    folder.remove(f"{ARTICLE}/the-owner/bank.toml")

    assert folder.report() == "the-owner/bank.toml: error: cannot be read: No such file or directory"


def test_a_bank_without_questions_is_refused(folder: SmallFolder) -> None:
    folder.remove(BLACK)
    folder.remove(NAME)

    assert folder.report() == "the-owner: error: holds no question"


@pytest.mark.parametrize("exists", [True, False])
def test_a_folder_without_articles_is_refused(folder: SmallFolder, exists: bool) -> None:
    empty = SmallFolder(folder.path / "empty")
    if exists:
        (empty.path / "schemas").mkdir(parents=True)

    assert empty.report() == (
        f"{empty.path.name}: error: holds no article\n"
        "    Make a folder with an article.toml; see questions/README.md."
    )


def test_an_article_without_its_description_is_reported_with_the_rest(folder: SmallFolder) -> None:
    folder.remove(ARTICLE_TOML)
    folder.change(COUNT, "answer = 3\n", "")

    assert "article.toml: error: cannot be read" in folder.report()
    assert "child-count · answer: the field `answer` is missing" in folder.report()
