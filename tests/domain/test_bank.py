"""Banks and the library that holds them."""

from tests.builders import a_bank, a_library, a_note, an_article
from tests.questions import a_correction, a_number_question, a_question, one_of_each_kind


def test_a_bank_keeps_its_version_whatever_the_order_of_its_questions() -> None:
    assert (
        a_bank(a_question("a"), a_question("b")).version == a_bank(a_question("b"), a_question("a")).version
    )


def test_a_corrected_question_gives_its_bank_another_version() -> None:
    before = a_bank(a_question("a"), a_number_question(answer="3"))
    after = a_bank(a_question("a"), a_number_question(answer="4"))

    assert before.version != after.version


def test_a_correction_told_to_players_is_no_other_version() -> None:
    told = a_question("a").model_copy(update={"corrections": (a_correction(),)})

    assert a_bank(told).version == a_bank(a_question("a")).version


def test_the_library_finds_articles_and_banks_by_their_ids() -> None:
    bank = a_bank(id="the-cat")
    library = a_library(bank)

    assert library.bank("the-cat-case", "the-cat") == (library.articles[0], bank)
    assert library.bank("the-cat-case", "the-dog") is None
    assert library.bank("the-dog-case", "the-cat") is None
    assert library.article("the-dog-case") is None


def test_each_message_of_an_article_has_a_context_of_its_own() -> None:
    questions = one_of_each_kind()
    article = an_article(
        a_bank(*questions),
        a_bank(*questions, id="all", mixed=True),
        notes=[a_note("one"), a_note("another")],
    )

    contexts = [message.context for message in article.all_messages()]

    assert len(contexts) == len(set(contexts))
