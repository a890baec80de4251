"""A bank as it was when it was played."""

import json
from collections.abc import Mapping
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quiz.domain.bank import Article, Bank, Display
from quiz.domain.edition import Edition, edition_messages, edition_version, freeze, thaw
from quiz.domain.question import Question
from tests.builders import a_bank, a_note, a_text, an_article
from tests.questions import a_correction, a_number_question, a_question, one_of_each_kind

prose = st.text(alphabet="abcÅÆø .,!?:«»”\n\t\u00a0-12", min_size=1, max_size=200)
BANK = a_bank(*one_of_each_kind())
ARTICLE = an_article(BANK)
TEXTS = {"en": {"child-count / text": "How many children looked on?"}, "fr": {}}


def kept(article: Article, bank: Bank) -> Edition:
    """Return an edition as it comes back from where it was stored as JSON."""
    return thaw(json.loads(json.dumps(freeze(article, bank, TEXTS))))


def changed(edition: Edition, now: Article | None) -> frozenset[str]:
    """Return what has changed for whoever reads the article in its own language."""
    return edition.changed(now, "nb", lambda _: None)


def version(
    *questions: Question, article: Article = ARTICLE, texts: Mapping[str, Mapping[str, str]] = TEXTS
) -> str:
    return edition_version(article, a_bank(*questions), texts)


def test_a_bank_keeps_its_version_whatever_the_order_of_its_questions() -> None:
    assert version(a_question("a"), a_question("b")) == version(a_question("b"), a_question("a"))


def test_a_corrected_question_gives_its_bank_another_version() -> None:
    assert version(a_number_question(answer="3")) != version(a_number_question(answer="4"))


def test_a_correction_told_to_players_is_no_other_version() -> None:
    told = a_question("a").model_copy(update={"corrections": (a_correction(),)})
    texts = {"en": {"a / correction 1": "It was the other way round."}}

    assert version(told, texts=texts) == version(a_question("a"), texts={"en": {}})


def test_whatever_else_players_read_makes_another_version() -> None:
    read = {
        version(a_question("a")),
        version(a_question("a"), texts={"en": {"a / text": "Otherwise."}, "fr": {}}),
        version(a_question("a"), article=replace(ARTICLE, title="Tittel")),
        version(a_question("a"), article=replace(ARTICLE, body=a_text("En annen setning."))),
        edition_version(ARTICLE, replace(a_bank(a_question("a")), title="Tittel"), TEXTS),
    }

    assert len(read) == 5


def test_what_was_frozen_thaws_to_the_same_bank() -> None:
    edition = kept(ARTICLE, BANK)

    assert edition.bank == BANK
    assert edition.texts == TEXTS
    assert edition.article == ARTICLE


def test_every_field_of_an_article_that_a_review_shows_is_kept() -> None:
    article = replace(
        ARTICLE,
        author="Kari",
        publisher="Avisen",
        display=Display.QUOTATIONS,
        title="Tittel",
        rights="Avisens",
    )

    assert kept(article, BANK).article == article


@given(text=prose)
def test_the_article_thaws_with_every_sentence_in_its_place(text: str) -> None:
    article = replace(ARTICLE, body=a_text(text))

    assert kept(article, BANK).article.body == article.body


@pytest.mark.parametrize("question", one_of_each_kind(), ids=lambda question: question.KIND)
def test_a_question_thaws_to_the_same_question(question: Question) -> None:
    corrected = question.model_copy(update={"corrections": (a_correction(),), "enemies": ("another",)})

    (thawed,) = kept(ARTICLE, a_bank(corrected)).bank.questions

    assert thawed == corrected
    assert thawed.fingerprint == question.fingerprint


@pytest.mark.parametrize("answer", ["3", "3.0", "0.10", "1E+3"])
def test_a_number_thaws_as_it_was_written(answer: str) -> None:
    question = a_number_question(answer=answer, tolerance="0.5")

    (thawed,) = kept(ARTICLE, a_bank(question)).bank.questions

    assert (thawed.key, thawed.fingerprint) == (question.key, question.fingerprint)


def test_editors_notes_are_not_kept_as_they_hold_for_every_version() -> None:
    assert kept(an_article(BANK, notes=[a_note()]), BANK).article.notes == ()


def test_an_edition_holds_its_own_questions_only() -> None:
    one, other = a_bank(a_question("a"), id="one"), a_bank(a_question("b"), id="other")
    article = an_article(one, other, a_bank(a_question("a"), a_question("b"), id="all", mixed=True))

    edition = kept(article, other)

    assert set(edition.article.questions) == {"b"}
    assert edition.article.banks == (other,)


def test_all_that_a_review_may_say_is_among_the_messages() -> None:
    contexts = [message.context for message in edition_messages(ARTICLE, BANK)]

    assert len(contexts) == len(set(contexts))
    assert {"quiz the-cat / title", "article / title", "article / p3.s2"} <= set(contexts)
    for question in BANK.questions:
        assert {message.context for message in question.messages()} <= set(contexts)


def test_in_the_version_in_use_nothing_has_changed() -> None:
    assert Edition(ARTICLE, BANK).current
    assert changed(Edition(ARTICLE, BANK), ARTICLE) == frozenset()


def test_what_reads_otherwise_now_and_what_is_gone_has_changed() -> None:
    before = a_bank(a_question("a"), a_question("b"), a_question("c"))
    reworded = a_question("b").model_copy(update={"text": "Katten er hvit."})
    after = an_article(a_bank(a_question("a"), reworded, a_question("d")))

    edition = kept(an_article(before), before)

    assert not edition.current
    assert changed(edition, after) == {"b", "c"}
    assert changed(edition, None) == {"a", "b", "c"}


def test_a_question_that_moved_to_another_bank_has_not_changed() -> None:
    before = a_bank(a_question("a"), a_question("b"), id="one")
    after = an_article(a_bank(a_question("a"), id="one"), a_bank(a_question("b"), id="other"))

    assert changed(kept(an_article(before), before), after) == frozenset()
