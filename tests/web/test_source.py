"""With the article beside the question, and the article with one's answers."""

from collections import Counter
from collections.abc import Callable, Hashable
from typing import Any

import pytest
from flask import Flask

from quiz.domain.bank import Library
from quiz.domain.kinds.altered_quote import AlteredQuote
from quiz.domain.question import Question
from quiz.web.cache import Cache
from tests.playing import ARTICLE, SUNDAY, answer, evidence_of, question_of, right, wrong
from tests.site_client import PageView, SiteClient, words_of


def ask(client: SiteClient, library: Library, **start: str) -> PageView:
    """Start a round with the source and leave questions open until one comes that asks for evidence."""
    page = client.start(SUNDAY, way="with-source", **start)
    while page.kind == "find-sentence":
        page = client.follow(client.answer(page, "dont-know"), data_action="next")
    return page


def attempt_of(page: PageView) -> str:
    return page.address.split("?")[0].rsplit("/", 1)[0]


def test_the_article_stands_beside_the_question_only_with_the_source(
    client: SiteClient, library: Library
) -> None:
    beside, memory = ask(client, library), client.start(SUNDAY)
    article = library.articles[0]

    assert all(
        sentence.text in words_of(beside.one("section", id="article")) for sentence in article.body.sentences
    )
    assert memory.all("section", id="article") == []


def test_the_text_of_an_article_is_made_once_for_all_who_read_it_in_a_language(app: Flask) -> None:
    made: list[Hashable] = []

    class Counted(Cache[Any]):
        def get(self, key: Hashable, make: Callable[[], Any]) -> Any:
            return super().get(key, lambda: (made.append(key), make())[1])

    app.extensions["kildesjekk"].readers["nb"].article_texts = Counted(10)
    for way in ("from-memory", "with-source", "with-source"):
        client = SiteClient(app)
        client.get(f"/nb/articles/{ARTICLE}")
        client.start(SUNDAY, way=way)

    assert Counter(made) == {ARTICLE: 1, ("article_text", ARTICLE): 1, ("article_beside", ARTICLE): 1}


def test_before_the_evidence_no_page_tells_the_verdict(client: SiteClient, library: Library) -> None:
    asked = ask(client, library)
    question = question_of(library, asked)
    pointing = answer(client, library, asked, right)
    attempt = attempt_of(asked)
    number = asked.address.split("?")[0].rsplit("/", 1)[1]

    assert pointing.address == f"{attempt}/{number}/evidence"
    for address in ("", f"/{number}", f"/{number}/answer", "/review", "/article"):
        page = client.get(attempt + address)
        assert page.outcome == ""
        assert question.explanation not in page.text
        assert page.all("a", href=f"{attempt}/{number}/answer") == []


def test_an_altered_quote_found_does_not_tell_the_word_of_the_article(
    client: SiteClient, library: Library
) -> None:
    asked = client.start(SUNDAY, way="with-source")
    while asked.kind != "altered-quote":
        asked = client.follow(client.answer(asked, "dont-know"), data_action="next")

    pointing = answer(client, library, asked, right)

    original = the_word(question_of(library, asked))
    assert all(original not in words_of(line) for line in pointing.all("p"))


def the_word(question: Question) -> str:
    assert isinstance(question, AlteredQuote)
    return question.original


def test_verdict_and_evidence_are_told_apart(client: SiteClient, library: Library) -> None:
    asked = ask(client, library)
    settles = evidence_of(library, asked)

    page = client.send(answer(client, library, asked, wrong).form("evidence"), sentence=settles)

    assert (page.outcome, page.one("main").get("data-evidence")) == ("incorrect", "right")


def not_stated(client: SiteClient, library: Library) -> PageView:
    """Answer questions until one waits for evidence that the article does not settle."""
    asked = client.start(f"{ARTICLE}/who-says-what", "en", way="with-source", length="all")
    while asked.kind:
        pointing = answer(client, library, asked)
        if question_of(library, asked).quotes_nearest:
            return pointing
        if pointing.all("form", data_action="evidence"):
            pointing = client.send(pointing.form("evidence"), sentence="cannot-find")
        asked = client.follow(pointing, data_action="next")
    raise LookupError("the quiz asks for nothing that the article does not say")


def test_where_the_article_does_not_say_there_was_nothing_to_find(
    client: SiteClient, library: Library
) -> None:
    pointing = not_stated(client, library)

    page = client.send(pointing.form("evidence"), sentence="cannot-find")

    assert "There was nothing to find. No sentence in the article settles this." in page.body_words
    assert "You did not find the evidence." not in page.body_words


def test_who_sees_that_no_sentence_settles_it_is_told_that(client: SiteClient, library: Library) -> None:
    pointing = not_stated(client, library)

    page = client.send(pointing.form("evidence"), sentence="none")

    assert "You were right that no sentence settles this." in page.body_words
    assert "Right evidence." not in page.body_words


def test_that_no_sentence_settles_it_is_the_first_choice(client: SiteClient, library: Library) -> None:
    pointing = answer(client, library, ask(client, library))

    choices = [each.get("value") for each in pointing.all("input", type="radio")]
    assert choices[0] == "none"
    assert len(choices) > 1
    assert client.send(pointing.form("evidence")).all("a", href="#sentence-none")


def test_evidence_is_given_once(client: SiteClient, library: Library) -> None:
    asked = ask(client, library)
    form = answer(client, library, asked).form("evidence")
    once = client.send(form, sentence="cannot-find")

    again = client.send(form, sentence=evidence_of(library, asked))

    assert again.one("main").get("data-evidence") == "none"
    told = "Du hadde allerede svart på hvor belegget står."
    assert (told in words_of(once.root), told in words_of(again.root)) == (False, True)


def test_a_form_that_points_nowhere_says_so(client: SiteClient, library: Library) -> None:
    form = answer(client, library, ask(client, library)).form("evidence")

    for values in ({}, {"sentence": "p999.s1"}):
        page = client.send(form, **values)
        assert page.status == 422
        assert page.all("form", data_action="evidence")


def test_the_evidence_page_is_the_players_own(app: Flask, client: SiteClient, library: Library) -> None:
    other = SiteClient(app)
    pointing = answer(client, library, ask(client, library))

    assert other.get(pointing.address).status == 404
    assert other.get(attempt_of(pointing).rsplit("/", 1)[0] + "/article").status == 404


def test_the_article_marks_what_settled_the_answered_questions_and_no_others(
    client: SiteClient, library: Library
) -> None:
    asked = client.start(SUNDAY)
    attempt = attempt_of(asked)
    answer(client, library, asked, wrong)
    article = library.articles[0]
    settled = {
        sentence.id
        for evidence in question_of(library, asked).evidence
        for sentence in article.passage(evidence).sentences
    }

    page = client.get(attempt + "/article")

    marked = {span.get("id") for span in page.all("span", class_="settles") if span.get("id")}
    assert marked == settled
    assert {link.get("href") for link in page.all("a", class_="settled settled--incorrect")} == {
        f"{attempt}/1/answer"
    }


def test_a_finished_round_is_offered_at_the_article(client: SiteClient, library: Library) -> None:
    asked = client.start(SUNDAY, length="10")
    attempt = attempt_of(asked)
    before = client.get(f"/nb/articles/{ARTICLE}")
    while asked.kind:
        asked = client.follow(client.answer(asked, "dont-know"), data_action="next")

    after = client.get(f"/nb/articles/{ARTICLE}")

    assert before.all("a", href=attempt + "/article") == []
    assert len(after.all("a", href=attempt + "/article")) == 1
    assert len(asked.all("a", href=attempt + "/article")) == 1


@pytest.mark.parametrize("locale", ["nb", "en"])
def test_the_article_ends_with_its_quizzes(client: SiteClient, library: Library, locale: str) -> None:
    page = client.get(f"/{locale}/articles/{ARTICLE}")

    for bank in library.articles[0].banks:
        quiz = client.follow(page, href=f"/{locale}/quizzes/{ARTICLE}/{bank.id}")
        assert quiz.form("start")


def test_from_a_passage_in_the_article_one_gets_back_to_the_answer(
    app: Flask, client: SiteClient, library: Library
) -> None:
    asked = client.start(SUNDAY)
    answered = answer(client, library, asked)
    (link, *_) = [
        each.get("href") or "" for each in answered.all("a") if words_of(each) == "Les det i artikkelen"
    ]

    page = client.get(link)

    assert client.follow(page, href=answered.address).outcome == "correct"
    assert client.get(page.language_links["en"]).all("a", href=answered.address.replace("/nb/", "/en/"))
    assert SiteClient(app).get(link).all("p", class_="actions actions--stay") == []


@pytest.mark.parametrize(
    "forged", ["", "here", "1", "0-1", "9999999-1", "1-999", "99999999999-1", "1-1x", "<"]
)
def test_an_address_that_names_no_answer_of_ones_own_leads_nowhere_back(
    client: SiteClient, forged: str
) -> None:
    client.start(SUNDAY)

    page = client.get(f"/nb/articles/{ARTICLE}?from={forged}")

    assert (page.status, page.all("p", class_="actions actions--stay")) == (200, [])


def test_the_article_numbers_its_paragraphs_as_passages_name_them(
    client: SiteClient, library: Library
) -> None:
    answered = answer(client, library, client.start(SUNDAY))
    (named, *_) = [figure.get("aria-label") or "" for figure in answered.all("figure", class_="source")]
    (link, *_) = [
        each.get("href") or "" for each in answered.all("a") if words_of(each) == "Les det i artikkelen"
    ]

    (paragraph,) = [
        each
        for each in client.get(link).all("div")
        if each.get("data-number") and any(part.get("id") == link.split("#")[1] for part in each.iter())
    ]

    assert named == f"Avsnitt {paragraph.get('data-number')}"
