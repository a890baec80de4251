"""The result: the score, what one was certain of and wrong about, passages in place, traps, skills."""

import re

import pytest

from quiz.domain.bank import Library
from quiz.domain.look_back import by_skill, fallen_for
from quiz.domain.question import Question, Response, Trap
from tests.playing import (
    SUNDAY,
    WHOLE,
    Choose,
    answer,
    evidence_of,
    fields,
    partly_right,
    play,
    question_of,
    right,
    skip,
    sunday_size,
    wrong,
)
from tests.progress_pages import play_on
from tests.site_client import PageView, SiteClient, words_of


def section(page: PageView, heading: str) -> str:
    (found,) = [each for each in page.all("section") if words_of(next(each.iter("h2"))) == heading]
    return words_of(found)


def headings(page: PageView) -> list[str]:
    return [words_of(heading) for heading in page.all("h2")]


def rows(page: PageView) -> list[list[str]]:
    (table,) = [each for each in page.all("table") if "question by question" in words_of(each[0])]
    return [[words_of(cell) for cell in row] for row in table.iter("tr")][1:]


def sure(client: SiteClient, library: Library, *by_turns: tuple[Choose, str]) -> PageView:
    question = client.start(SUNDAY, "en", length="all", asks_certainty="yes")
    return play_on(library, client, question, by_turns)


def test_what_one_was_certain_of_and_wrong_about_comes_before_the_table(
    client: SiteClient, library: Library
) -> None:
    page = sure(client, library, (wrong, "certain"), (right, "certain"), (wrong, "guessing"), (skip, ""))

    second_look = page.one("section", class_="second-look stack")
    links = {link.get("href") or "" for link in second_look.iter("a")}
    assert headings(page)[0] == "Certain, and wrong"
    assert links
    assert links <= {f"{page.address}/{number}/answer" for number in range(1, sunday_size(library) + 1, 4)}
    assert {client.get(link).outcome for link in links} == {"incorrect"}
    assert page.text.index("second-look") < page.text.index("<table")
    assert "what you learn most from" in section(page, "Certain, and wrong")


def test_a_partly_right_answer_is_not_called_wrong(client: SiteClient, library: Library) -> None:
    page = sure(client, library, (wrong, "certain"))
    certain = page.one("section", class_="second-look stack")

    shown = len(list(certain.iter("li")))
    assert shown == sum(row[1].startswith("Wrong") for row in rows(page))


def test_who_was_certain_and_always_right_is_told_so(client: SiteClient, library: Library) -> None:
    page = sure(client, library, (right, "certain"), (wrong, "guessing"), (right, ""))

    assert "Certain, and wrong" not in headings(page)
    times = -(-sunday_size(library) // 3)
    assert f"You were certain {times} times, and right each time." in page.body_words


def test_certainty_is_not_mentioned_where_it_was_not_asked_for(client: SiteClient, library: Library) -> None:
    page = play(client, library, client.start(SUNDAY, "en"), wrong)

    assert "Certain, and wrong" not in headings(page)
    assert {row[1] for row in rows(page)} <= {"Wrong", "Partly right"}


def test_how_sure_one_was_stands_at_the_verdict(client: SiteClient, library: Library) -> None:
    page = sure(client, library, (right, "certain"), (right, "guessing"), (skip, "certain"), (right, ""))

    assert [row[1] for row in rows(page)[:4]] == ["Right Certain", "Right Guessing", "I don’t know", "Right"]


@pytest.mark.parametrize("locale", ["nb", "en"])
def test_each_row_opens_the_passage_that_settles_its_question(
    client: SiteClient, library: Library, locale: str
) -> None:
    page = play(client, library, client.start(SUNDAY, locale), right)
    places = page.all("details", class_="in-place")

    assert len(places) == sunday_size(library)
    for number, place in enumerate(places, start=1):
        explained = client.get(f"{page.address}/{number}/answer")
        assert [words_of(mark) for mark in place.iter("mark")] == [
            words_of(mark) for quote in explained.all("blockquote") for mark in quote.iter("mark")
        ]
        assert {quote.get("lang") for quote in place.iter("blockquote")} == {"nb"}
        assert place.get("open") is None
        assert str(number) in words_of(next(place.iter("summary")))


def test_traps_are_counted_in_sentences_and_open_questions_are_none(
    client: SiteClient, library: Library
) -> None:
    given: list[tuple[Question, Response]] = []
    page = client.start(WHOLE, "en", length="all")
    while page.kind:
        asked, choose = question_of(library, page), (wrong, skip)[len(given) % 2]
        given.append((asked, choose(asked)))
        answered = client.send(page.form("answer"), **fields(asked, choose(asked)))
        page = client.follow(answered, data_action="next")
    traps = fallen_for(given)

    told = section(page, "The traps that caught you")

    assert len(list(page.one("ul", class_="plain-list column"))) == len(traps) > 1
    if (times := traps.get(Trap.CLAIM_AS_FACT, 0)) > 1:
        assert f"You took a claim for a fact {times} times." in told
    assert f"{max(traps.values())} times" in told


def test_who_answers_all_right_or_nothing_fell_for_no_trap(client: SiteClient, library: Library) -> None:
    for choose in (right, skip):
        page = play(client, library, client.start(SUNDAY, "en"), choose)

        assert "The traps that caught you" not in headings(page)


def test_by_skill_stand_points_of_points_possible(client: SiteClient, library: Library) -> None:
    page = play(client, library, client.start(SUNDAY, "en"), right)
    found = library.bank(*SUNDAY.split("/"))
    assert found is not None
    sums = by_skill((question.skills, 1, 1) for question in found[1].questions)

    (table,) = [each for each in page.all("table") if "Points for each skill" in words_of(each[0])]
    told = [words_of(cell) for cell in table.iter("td")]

    assert told == [f"{each.points:g} of {each.max_points:g}" for each in sums.values()]


def test_the_points_of_the_rows_add_up_to_the_score(client: SiteClient, library: Library) -> None:
    page = play(client, library, client.start(SUNDAY, "en", length="all"), partly_right)

    points = [row[2].removesuffix(" of 1") for row in rows(page)]
    score = page.all("data")[0]
    assert all(re.fullmatch(r"[01]\.\d\d", each) for each in points)
    assert len(set(points)) > 1
    assert sum(map(float, points)) == pytest.approx(float(score.get("value") or 0), abs=0.02)
    assert re.fullmatch(r"\d+(\.\d\d)?", words_of(score))


def test_whole_points_have_no_decimals(client: SiteClient, library: Library) -> None:
    page = play(client, library, client.start(SUNDAY, "en"), right)

    assert {row[2] for row in rows(page)} == {"1 of 1"}


def with_evidence(client: SiteClient, library: Library, order: tuple[str, ...]) -> tuple[PageView, list[str]]:
    """Play a round with the source and point at one thing after the other; return what its rows must say."""
    asked = client.start(SUNDAY, "en", length="all", way="with-source")
    said = {"right": "Right", "wrong": "Wrong"}
    rows: list[str] = []
    while asked.kind:
        settled, page = evidence_of(library, asked), answer(client, library, asked)
        if page.all("form", data_action="evidence"):
            pick = order[len(rows) % len(order)]
            page = client.send(page.form("evidence"), sentence=settled if pick == "settled" else pick)
            nothing = "Nothing to find" if question_of(library, asked).quotes_nearest else "Not found"
            rows.append(said.get(str(page.one("main").get("data-evidence")), nothing))
        else:
            rows.append("Not asked for")
        asked = client.follow(page, data_action="next")
    return asked, rows


def test_rows_that_rounds_have_in_common_tell_of_each_round_what_is_its_own(
    client: SiteClient, library: Library
) -> None:
    plain = play(client, library, client.start(SUNDAY, "en", length="all"))
    rounds = [
        with_evidence(client, library, order)
        for order in (("settled", "p1.s1", "cannot-find"), ("cannot-find", "settled", "p1.s1"))
    ]

    for page, said in rounds:
        assert {"Right", "Wrong", "Not found"} <= set(said)
        assert [row[3] for row in rows(page)] == said
        assert [words_of(each) for each in page.all("summary")] == [
            f"The passage for question {number}" for number in range(1, len(said) + 1)
        ]
    assert rows(client.get(plain.address)) == rows(plain)
    assert {len(row) for row in rows(plain)} == {5}
