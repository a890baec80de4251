"""A question or a quiz that the editors change or withdraw while somebody is in the middle of it."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TypeAlias

import pytest

from quiz.catalogs.lookup import Catalogues
from quiz.domain.bank import Library
from quiz.domain.kinds.verdict import Verdict
from quiz.domain.question import Question
from tests.every_page import (
    Site,
    corrected,
    open_site,
    same_browser,
    with_questions,
    without_bank,
    without_questions,
)
from tests.page_rules import broken_rules
from tests.playing import SUNDAY, answer, fields, play, question_of, right, sunday_size, wrong
from tests.site_client import PageView, SiteClient, words_of

LOCALES = ("nb", "en")
After: TypeAlias = Callable[[SiteClient, Library], SiteClient]


@pytest.fixture
def site(tmp_path: Path, migrated: Path, library: Library, catalogues: Catalogues) -> Iterator[Site]:
    opened = open_site(tmp_path, migrated, library, catalogues)
    yield opened
    opened.close()


@pytest.fixture
def after(site: Site) -> Iterator[After]:
    """Give the same player on the site with a changed library."""
    changed: list[Site] = []

    def give(client: SiteClient, library: Library) -> SiteClient:
        changed.append(site.with_library(library))
        return same_browser(client, changed[-1])

    yield give
    for each in changed:
        each.close()


def texts(question: PageView) -> list[str]:
    """Return what a question's form says, apart from where it leads."""
    form = question.one("form", data_action="answer")
    return [words_of(form), *question.form("answer").choices, question.form("answer").fields.get("order", "")]


def notices(page: PageView) -> list[str]:
    return [words_of(each) for each in page.root.iter() if each.get("class") == "notice"]


def row_notes(client: SiteClient) -> list[str]:
    return [words_of(note) for note in client.get("/nb/history").all("span", class_="row-note")]


def test_a_withdrawn_question_is_still_asked_as_it_was(site: Site, after: After) -> None:
    client = site.client()
    question = client.start(SUNDAY)
    later = after(client, without_questions(site.library, question.question_id))

    asked = later.get(question.address)
    result = play(later, site.library, asked)

    score = result.one("data")
    everything = f"{sunday_size(site.library)}.0"
    assert (asked.kind, texts(asked)) == (question.kind, texts(question))
    assert (score.get("value"), score.get("data-max")) == (everything, everything)
    assert len(result.all("tbody")[0]) == sunday_size(site.library)
    assert [later.get(address).status for address in ("/nb/", "/en/history")] == [200, 200]


@pytest.mark.parametrize("locale", LOCALES)
def test_a_changed_question_is_asked_and_graded_as_it_was(site: Site, after: After, locale: str) -> None:
    client = site.client()
    question = client.start(SUNDAY, locale)
    while question.kind != "verdict":
        question = client.follow(client.answer(question, "dont-know"), data_action="next")
    asked = question_of(site.library, question)
    later = after(client, with_questions(site.library, {asked.id: _with_another_key}))

    same = later.get(question.address)
    answered = later.send(same.form("answer"), **fields(asked, right(asked)))

    assert texts(same) == texts(question)
    assert answered.outcome == "correct"
    assert answered.words("h1") != ""


def _with_another_key(question: Question) -> Question:
    """Turn a verdict round, as an editor who finds the key wrong would."""
    key = Verdict.CONTRADICTED if question.key == Verdict.SUPPORTED else Verdict.SUPPORTED
    update = {
        "answer": key,
        "text": "Something else altogether.",
        "explanation": "It is the other way round.",
    }
    return question.model_copy(update=update)


@pytest.mark.parametrize("locale", LOCALES)
def test_an_answered_question_is_reviewed_as_it_was_in_either_language(
    site: Site, after: After, locale: str
) -> None:
    client = site.client()
    question = client.start(SUNDAY, locale)
    before = answer(client, site.library, question, wrong)
    asked = question_of(site.library, question)
    mended = with_questions(site.library, {asked.id: _reworded})

    later = after(client, mended)

    page = later.get(before.address)
    other = later.get(page.language_links[next(tag for tag in LOCALES if tag != locale)])
    assert (page.words("h1"), page.outcome) == (before.words("h1"), before.outcome)
    assert [words_of(each) for each in page.all("blockquote")] == [
        words_of(each) for each in before.all("blockquote")
    ]
    said = {words_of(each) for each in before.one("main").iter("p")}
    assert said <= {words_of(each) for each in page.one("main").iter("p")}
    for shown in (page, other, later.get(page.address.rsplit("/", 2)[0] + "/review")):
        assert "Something else altogether" not in shown.text
        assert "An explanation of its own" not in shown.text


def _reworded(question: Question) -> Question:
    return question.model_copy(
        update={"text": "Something else altogether.", "explanation": "An explanation of its own."}
    )


def test_a_page_says_that_its_question_was_withdrawn_since(site: Site, after: After) -> None:
    client = site.client()
    question = client.start(SUNDAY)
    before = answer(client, site.library, question)
    later = after(client, without_questions(site.library, question.question_id))

    page, review = later.get(before.address), later.get(question.address.removesuffix("1") + "review")

    assert notices(before) == []
    assert len(notices(page)) == 1
    assert notices(page)[0] in notices(review)
    assert len([notice for notice in notices(review) if notice == notices(page)[0]]) == 1
    assert [broken_rules(each, LOCALES) for each in (page, review)] == [[], []]


def test_a_page_says_that_its_question_was_changed_since_with_the_correction(
    site: Site, after: After
) -> None:
    client = site.client()
    question = client.start(SUNDAY)
    before = answer(client, site.library, question)
    later = after(client, corrected(site.library, question.question_id))
    withdrawn = after(client, without_questions(site.library, question.question_id))

    page = later.get(before.address)

    assert len(notices(page)) == 1
    assert "The wording was unclear." in notices(page)[0]
    assert notices(withdrawn.get(before.address)) != notices(page)
    assert "The wording was unclear." not in withdrawn.get(before.address).text


def test_a_question_that_was_not_touched_carries_no_notice(site: Site, after: After) -> None:
    client = site.client()
    first = client.start(SUNDAY)
    second = client.follow(answer(client, site.library, first), data_action="next")
    answered = answer(client, site.library, second)
    later = after(client, corrected(site.library, first.question_id))

    assert notices(later.get(answered.address)) == []


def test_a_change_of_skills_or_enemies_is_no_change_of_the_question(site: Site, after: After) -> None:
    client = site.client()
    first = client.start(SUNDAY)
    answered = answer(client, site.library, first)

    def unbound(question: Question) -> Question:
        return question.model_copy(update={"enemies": (), "skills": question.skills[::-1]})

    later = after(client, with_questions(site.library, {first.question_id: unbound}))

    assert notices(later.get(answered.address)) == []
    assert row_notes(later) == []


def test_the_history_says_which_round_holds_a_question_that_was_changed(site: Site, after: After) -> None:
    client = site.client()
    first = client.start(SUNDAY)
    answer(client, site.library, first)
    client.start("karabakh-2020/the-background")

    assert row_notes(client) == []
    assert len(row_notes(after(client, corrected(site.library, first.question_id)))) == 1
    assert len(row_notes(after(client, without_questions(site.library, first.question_id)))) == 1


def test_the_stored_score_stands_when_the_key_turns(site: Site, after: After) -> None:
    client = site.client()
    result = play(client, site.library, client.start(SUNDAY))
    verdicts = {q.id: _with_another_key for q in _sunday(site.library) if q.KIND == "verdict"}

    later = after(client, with_questions(site.library, verdicts))

    page = later.get(result.address)
    assert verdicts
    assert page.one("data").get("value") == result.one("data").get("value")
    assert words_of(page.all("tbody")[0]) == words_of(result.all("tbody")[0])


def test_a_new_round_asks_what_is_in_use_now(site: Site, after: After) -> None:
    client = site.client()
    client.start(SUNDAY)
    gone = _sunday(site.library)[0].id
    later = after(client, without_questions(site.library, gone))

    page, asked = later.start(SUNDAY), []
    while page.kind:
        asked.append(page.question_id)
        page = later.follow(later.answer(page, "dont-know"), data_action="next")

    assert len(asked) == sunday_size(site.library) - 1
    assert gone not in asked


def test_a_quiz_that_is_withdrawn_as_a_whole_can_be_finished_and_reviewed(site: Site, after: After) -> None:
    client = site.client()
    question = client.start(SUNDAY)
    later = after(client, without_bank(site.library, "the-sunday"))

    result = play(later, site.library, later.get(question.address))
    review = later.get(result.address + "/review")

    everything = f"{sunday_size(site.library)}.0"
    assert result.one("data").get("value") == result.one("data").get("data-max") == everything
    assert len(review.all("article")) == sunday_size(site.library)
    assert len([page for page in (result, review) if broken_rules(page, LOCALES)]) == 0
    assert [later.get(address).status for address in ("/nb/", "/nb/history")] == [200, 200]
    assert f"/quizzes/{SUNDAY}" not in result.text
    # As the quiz comes back, its card shows the round too.
    assert client.get("/nb/").status == client.get(f"/nb/quizzes/{SUNDAY}").status == 200


def test_a_round_on_an_article_that_is_gone_can_be_finished_and_reviewed(site: Site, after: After) -> None:
    client = site.client()
    question = client.start(SUNDAY, "en")
    answer(client, site.library, question)
    later = after(client, Library(()))

    result = play(later, site.library, later.get(question.address.removesuffix("1") + "2"))
    review = later.get(result.address + "/review")
    norwegian = later.get(review.language_links["nb"])

    assert result.one("data").get("value") == f"{sunday_size(site.library)}.0"
    assert [page.all("small", class_="untranslated") for page in (result, review, norwegian)] == [[], [], []]
    assert [broken_rules(page, LOCALES) for page in (result, review, norwegian)] == [[], [], []]
    for link in review.one("main").iter("a"):
        if (address := link.get("href") or "").startswith("/"):
            assert later.get(address).status == 200, address
    assert len(row_notes(later)) == 1


def test_a_quiz_that_is_withdrawn_can_not_be_started(site: Site, after: After) -> None:
    client = site.client()
    form = client.get(f"/nb/quizzes/{SUNDAY}").form("start")
    later = after(client, without_bank(site.library, "the-sunday"))

    assert later.send(form, length="all").status == 404


def _sunday(library: Library) -> tuple[Question, ...]:
    found = library.bank(*SUNDAY.split("/"))
    assert found is not None
    return found[1].questions
