"""The history looks back: pages, a filter, pictures with their numbers, certainty."""

import re

import pytest
from lxml.html import HtmlElement as Element

from quiz.domain.bank import Library
from quiz.domain.look_back import ENOUGH_OF_A_SKILL
from quiz.domain.question import Question, Response
from quiz.services.history import ON_A_PAGE
from tests.playing import ARTICLE, SUNDAY, WHOLE, play, play_unread, right, skip, sunday_size, wrong
from tests.progress_pages import play_on, start_many
from tests.site_client import PageView, SiteClient, words_of

BACKGROUND = f"{ARTICLE}/the-background"


def attempts(page: PageView) -> list[int]:
    return [int(row.get("data-attempt") or 0) for row in page.all("tr") if row.get("data-attempt")]


def navigation(page: PageView, name: str) -> dict[str, str]:
    """Return the links of a navigation by their words."""
    (found,) = [nav for nav in page.all("nav") if nav.get("class") == name]
    return {words_of(link): link.get("href") or "" for link in found.iter("a")}


def pictures(page: PageView) -> list[Element]:
    """Return the pictures of the rounds over time; a screen reader hears their names."""
    return [svg for svg in page.root.iter() if svg.tag.endswith("svg") and svg.get("role") == "img"]


def points(svg: Element) -> list[tuple[float, float]]:
    (drawn,) = [path.get("d") or "" for path in svg.iter() if path.get("class") == "lane__points"]
    return [(float(x), float(y)) for x, y in re.findall(r"M([\d.]+) ([\d.]+)h0", drawn)]


def cells(page: PageView, caption: str) -> list[list[str]]:
    """Return the rows of the table whose caption has some words, heads first."""
    (table,) = [each for each in page.all("table") if caption in words_of(each[0])]
    return [[words_of(cell) for cell in row] for row in table.iter("tr")]


def in_turn(*chosen: Response) -> object:
    return iter(chosen)


def test_a_long_history_has_pages_with_links_to_the_others(client: SiteClient) -> None:
    start_many(client, "en", ON_A_PAGE + 3)

    first = client.get("/en/history")
    second = client.get(navigation(first, "paging")["Older"])
    back = client.get(navigation(second, "paging")["Newer"])

    assert (len(attempts(first)), len(attempts(second))) == (ON_A_PAGE, 3)
    assert not set(attempts(first)) & set(attempts(second))
    assert back.address == first.address == "/en/history"
    assert [link.get("aria-current") for link in second.all("a", aria_label="Page 2")] == ["page"]
    assert "page 2 of 2" in second.words("title")


def test_pages_keep_the_filter_and_the_language(client: SiteClient) -> None:
    start_many(client, "nb", ON_A_PAGE + 1)
    client.start(BACKGROUND)

    sunday = client.get("/nb/history?quiz=" + SUNDAY.replace("/", "%2F"))
    second = client.get(navigation(sunday, "paging")["Eldre"])
    other = client.get(second.language_links["en"])

    assert len(attempts(second)) == len(attempts(other)) == 1
    assert attempts(second) == attempts(other)
    assert "The Sunday the fighting broke out" in [words_of(link) for link in other.all("th")][-1]


def test_a_short_history_has_no_pages(client: SiteClient) -> None:
    client.start()

    page = client.get("/en/history")

    assert [nav for nav in page.all("nav") if nav.get("class") == "paging"] == []
    assert "page" not in page.words("title")


@pytest.mark.parametrize("number", ["0", "-1", "2", "999999", "x", "1e3", "", "9" * 30, "%00", "१"])
def test_a_page_that_is_not_there_is_not_found(client: SiteClient, number: str) -> None:
    client.start()

    assert client.get(f"/en/history?page={number}").status == 404


@pytest.mark.parametrize("quiz", ["", "/", "a/b/c", "%00", "A", "-", "karabakh-2020/", "x" * 200 + "%"])
def test_a_quiz_that_cannot_be_is_not_found(client: SiteClient, quiz: str) -> None:
    client.start()

    assert client.get(f"/en/history?quiz={quiz}").status == 404


def test_the_history_can_be_confined_to_each_quiz_that_was_played_and_to_practice(
    client: SiteClient, library: Library
) -> None:
    play(client, library, client.start(SUNDAY, length="9"), wrong)
    client.start(BACKGROUND)
    client.start(SUNDAY)
    client.send(client.get("/en/practice").form("practise-all-missed"))

    links = navigation(client.get("/en/history"), "filters")
    shown = {words: len(attempts(client.get(address))) for words, address in links.items()}

    assert shown == {
        "All quizzes (4 rounds)": 4,
        "The Sunday the fighting broke out (2 rounds)": 2,
        "The background (1 round)": 1,
        "Practice (1 round)": 1,
    }


def test_a_quiz_never_played_says_so_and_leads_back(client: SiteClient) -> None:
    client.start(SUNDAY)

    page = client.get(f"/en/history?quiz={BACKGROUND}")

    assert attempts(page) == []
    assert "You have no round of this." in page.body_words
    assert len(page.all("a", href="/en/history")) >= 2


def test_the_trend_has_a_picture_for_each_quiz_with_the_numbers_of_the_list(
    client: SiteClient, library: Library
) -> None:
    for choose in (wrong, right, skip):
        play_unread(client, library, client.start(SUNDAY, length="9"), choose)
    play(client, library, client.start(BACKGROUND, length="8"))
    client.start(BACKGROUND)

    page = client.get("/en/history")
    sunday, background = pictures(page)

    assert sunday.get("aria-label") == "3 rounds: 0% of the points in the first, 0% in the latest."
    assert background.get("aria-label") == "One round: 100% of the points."
    (first, second, third), (fourth,) = points(sunday), points(background)
    assert first[0] < second[0] < third[0] < fourth[0]
    assert first[1] == third[1] > second[1] == fourth[1]
    scores = [row[2] for row in cells(page, "Newest first")[1:]]
    assert scores == [
        "Continue at question 1",
        "8 of 8 (100%)",
        "0 of 9 (0%)",
        "9 of 9 (100%)",
        "0 of 9 (0%)",
    ]


def test_practice_is_listed_and_counts_in_no_picture(client: SiteClient, library: Library) -> None:
    for _ in range(2):
        play(client, library, client.start(SUNDAY, length="9"), wrong)
    before = client.get("/en/history")
    play(client, library, client.send(client.get("/en/practice").form("practise-all-missed")))

    after = client.get("/en/history")

    assert len(attempts(after)) == 3
    assert [points(svg) for svg in pictures(after)] == [points(svg) for svg in pictures(before)]
    assert cells(after, "Points for each skill") == cells(before, "Points for each skill")


def test_one_round_makes_no_trend(client: SiteClient, library: Library) -> None:
    play(client, library, client.start(SUNDAY, length="9"))

    assert pictures(client.get("/en/history")) == []


def test_by_skill_the_points_of_the_latest_rounds_stand_beside_those_before(
    client: SiteClient, library: Library
) -> None:
    size = len(library.articles[0].questions)
    for choose in (wrong, right, right):
        play_unread(client, library, client.start(WHOLE, length="all"), choose)

    heads, *rows = cells(client.get("/en/history"), "Points for each skill")

    asked = {skill for question in library.articles[0].questions.values() for skill in question.skills}
    assert 2 * size >= 100
    assert heads == ["Skill", "Your latest 2 rounds", "The round before"]
    assert len(rows) == len(asked)
    for _, latest, earlier in rows:
        got, possible = latest.split(" of ")
        assert got == possible
        assert int(possible) == 2 * int(earlier.split(" of ")[1])


def test_what_to_practise_next_is_the_weakest_skill_and_leads_to_a_round_of_it(
    client: SiteClient, library: Library
) -> None:
    def weak_in_order(question: Question) -> Response:
        return (wrong if "sequence" in question.skills else right)(question)

    play_unread(client, library, client.start(WHOLE, length="all"), weak_in_order)
    page = client.get("/en/history")
    (link,) = [link for link in page.all("a") if "focus=" in (link.get("href") or "")]
    quiz = client.get(link.get("href") or "")

    assert "‘What came first’" in words_of(link)
    assert "Only skills with at least" not in page.body_words  # none that was compared went worse
    assert quiz.form("start").fields["focus"] == "sequence"
    assert "sequence" in question_skills(library, client.send(quiz.form("start")))


def test_where_a_skill_with_few_points_went_worse_the_comparison_says_what_it_leaves_out(
    client: SiteClient, library: Library
) -> None:
    def weak_in_rare_skills(question: Question) -> Response:
        rare = not {"claim-or-fact", "who-says-it"} & set(question.skills)
        return (wrong if rare or question.id < "m" else right)(question)

    play_unread(client, library, client.start(SUNDAY, length="all"), weak_in_rare_skills)
    page = client.get("/en/history")

    sums = {name: sum for name, sum, *_ in cells(page, "skill")[1:]}
    few = [sum for sum in sums.values() if int(sum.split(" of ")[1]) < ENOUGH_OF_A_SKILL]
    assert any(sum.startswith("0 of") for sum in few)
    assert f"Only skills with at least {ENOUGH_OF_A_SKILL} points to win are compared." in page.body_words


def question_skills(library: Library, page: PageView) -> set[str]:
    return set(library.articles[0].questions[page.question_id].skills)


@pytest.mark.parametrize("focus", ["", "all", "nothing", "sequence%00", "cause"])
def test_an_address_that_names_no_skill_of_the_quiz_wishes_for_none(client: SiteClient, focus: str) -> None:
    page = client.get(f"/en/quizzes/{SUNDAY}?focus={focus}")

    assert page.form("start").fields["focus"] == "all"


def test_who_does_well_is_not_told_a_weakest_skill(client: SiteClient, library: Library) -> None:
    play(client, library, client.start(SUNDAY, length="all"))

    page = client.get("/en/history")

    assert [link for link in page.all("a") if "focus=" in (link.get("href") or "")] == []
    assert "What to practise next" in page.body_words


def test_below_twenty_rated_answers_the_history_says_how_many_are_missing(
    client: SiteClient, library: Library
) -> None:
    play(client, library, client.start(SUNDAY, length="9"))
    none = client.get("/en/history").body_words
    question = client.start(SUNDAY, "en", length="9", asks_certainty="yes")
    play_on(library, client, question, [(right, "certain")])
    some = client.get("/en/history")

    assert "After 20 rated answers" in none
    assert "Rate how sure you are of 11 more answers" in some.body_words
    assert [table for table in some.all("table") if "how sure" in words_of(table[0])] == []


def test_from_twenty_rated_answers_on_certainty_is_held_against_correctness(
    client: SiteClient, library: Library
) -> None:
    for _ in range(2):
        question = client.start(SUNDAY, "en", length="all", asks_certainty="yes")
        by_turns = [(wrong, "guessing"), (right, "fairly-sure"), (right, "certain"), (skip, "certain")]
        play_on(library, client, question, by_turns)

    page = client.get("/en/history")

    guessing, fairly_sure, certain = (2 * -(-(sunday_size(library) - turn) // 4) for turn in range(3))
    assert cells(page, "how sure you were") == [
        ["How sure", "Right"],
        ["Guessing", f"0 of {guessing}"],
        ["Fairly sure", f"{fairly_sure} of {fairly_sure}"],
        ["Certain", f"{certain} of {certain}"],
    ]
    assert f"When you were certain, you were right {certain} times out of {certain}." in page.body_words
    assert "The surer you were, the more often you were right: you judge yourself well." in page.body_words


def test_other_pages_of_the_history_hold_rounds_alone(client: SiteClient, library: Library) -> None:
    play(client, library, client.start(SUNDAY, length="9"))
    start_many(client, "en", ON_A_PAGE)

    page = client.get("/en/history?page=2")

    assert [words_of(heading) for heading in page.all("h2")] == ["My rounds"]
