"""Banks and the library that holds them."""

from tests.builders import a_bank, a_library, a_note, an_article
from tests.questions import one_of_each_kind


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
