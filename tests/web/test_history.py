"""The history, its rows and its export."""

import csv
import json
from datetime import UTC, datetime, timedelta
from io import StringIO
from threading import Event

import pytest

from quiz.domain.bank import Library
from quiz.services.history import PORTION
from quiz.web.downloads import LEFT
from tests.playing import SUNDAY, WHOLE, play, question_of, right, sunday_size, wrong
from tests.playing import answer as give
from tests.site_client import PageView, SiteClient, words_of
from tests.web.test_answering import exported


def rows(page: PageView) -> list[list[str]]:
    return [[words_of(cell) for cell in row] for row in page.all("tr") if row.get("data-attempt") is not None]


def test_every_attempt_has_a_row_newest_first(client: SiteClient, library: Library) -> None:
    play(client, library, client.start(SUNDAY))
    client.start(WHOLE, length="10")
    newest = client.start(SUNDAY)

    page = client.get("/nb/history")

    numbers = [int(row.get("data-attempt") or 0) for row in page.all("tr") if row.get("data-attempt")]
    assert len(numbers) == 3
    assert numbers == sorted(numbers, reverse=True)
    assert f"/attempts/{numbers[0]}/" in newest.address


@pytest.mark.parametrize("locale", ["nb", "en"])
def test_a_row_tells_quiz_time_score_length_and_language(
    client: SiteClient, library: Library, locale: str
) -> None:
    question = client.start(SUNDAY, "nb")
    first = give(client, library, question, wrong)
    rest = client.get(client.follow(first, data_action="next").language_links["en"])
    play(client, library, rest)

    page = client.get(f"/{locale}/history")
    (row,) = rows(page)
    quiz = client.get(f"/{locale}/quizzes/{SUNDAY}").words("h1")

    now = datetime.now(UTC)
    assert row[0] == quiz
    assert str(now.year) in row[1]
    number = sunday_size(library)
    assert [int(word) for word in row[2].split() if word.isdigit()] == [number - 1, number]
    assert [int(word) for word in row[3].split() if word.isdigit()] == [number, number]
    assert row[4] == "Norsk, English"


def test_an_unfinished_row_leads_on_and_each_row_opens_its_review(
    client: SiteClient, library: Library
) -> None:
    question = client.start(SUNDAY)
    give(client, library, question)

    page = client.get("/en/history")
    (row,) = [row for row in page.all("tr") if row.get("data-attempt")]
    review, go_on = (client.get(link.get("href") or "") for link in row.iter("a"))

    assert len(review.all("blockquote")) >= 1
    assert (go_on.locale, go_on.address.rsplit("/", 1)[1]) == ("en", "2")


def test_best_and_last_score_are_on_the_quizs_card(client: SiteClient, library: Library) -> None:
    play(client, library, client.start(SUNDAY), right)
    play(client, library, client.start(SUNDAY), wrong)

    home = client.get("/en/")
    card = next(
        words_of(item)
        for item in home.all("li")
        if any(link.get("href") == f"/en/quizzes/{SUNDAY}" for link in item.iter("a"))
    )

    number = sunday_size(library)
    assert f"{number} of {number}" in card
    assert f" 0 of {number}" in card


def test_the_export_has_every_attempt_and_answer(client: SiteClient, library: Library) -> None:
    question = client.start(SUNDAY, "nb")
    asked = question_of(library, question)
    started = datetime.now(UTC)
    second = client.follow(give(client, library, question, wrong), data_action="next")
    client.answer(client.get(second.language_links["en"]), "dont-know")
    client.start(WHOLE, "en", length="10")

    response = client.http.get("/nb/history/export.json")
    newest, oldest = response.get_json()["attempts"]

    assert response.mimetype == "application/json"
    assert "attachment" in response.headers["Content-Disposition"]
    assert (newest["length"], newest["locale"], newest["answers"]) == (10, "en", [])
    assert set(oldest) == {
        *("attempt", "article", "quiz", "bank_version", "purpose", "way", "asks_certainty"),
        *("locale", "focus", "started_at", "length", "answers", "unanswered"),
    }
    first, skipped = oldest["answers"]
    assert set(first) == {
        *("number", "question", "response", "outcome", "points", "max_points"),
        *("certainty", "locale", "answered_at", "asks_evidence", "evidence"),
    }
    assert (first["question"], first["response"]) == (asked.id, exported(wrong(asked)))
    assert first["outcome"] == "incorrect"
    assert (first["points"], first["max_points"], first["locale"]) == (0.0, 1.0, "nb")
    assert (skipped["response"], skipped["outcome"], skipped["locale"]) == (None, "skipped", "en")
    for answer in (first, skipped):
        assert answer["certainty"] is None
        assert answer["answered_at"].endswith("Z")
        assert abs(datetime.fromisoformat(answer["answered_at"]) - started) < timedelta(minutes=1)


@pytest.mark.parametrize("kind", ["json", "csv"])
def test_an_export_ends_when_whoever_asked_has_gone(client: SiteClient, kind: str) -> None:
    client.start(SUNDAY)
    left = Event()
    address, made = f"/nb/history/export.{kind}", {LEFT: left}

    whole = client.http.get(address, environ_overrides=made).data
    left.set()
    ended = client.http.get(address, environ_overrides=made).data

    assert (len(whole) > 0, ended) == (True, b"")


def test_what_is_not_answered_yet_is_exported_as_drawn_and_tells_no_key(
    client: SiteClient, library: Library
) -> None:
    give(client, library, client.start(SUNDAY))

    (attempt,) = client.http.get("/nb/history/export.json").get_json()["attempts"]

    drawn = attempt["unanswered"]
    assert len(drawn) == attempt["length"] - 1
    assert [set(question) for question in drawn] == [{"number", "question"}] * len(drawn)


def test_the_csv_has_a_row_for_each_answer(client: SiteClient, library: Library) -> None:
    question = client.start(SUNDAY)
    asked = question_of(library, question)
    client.answer(client.follow(give(client, library, question, wrong), data_action="next"), "dont-know")

    response = client.http.get("/en/history/export.csv")
    assert "Content-Length" not in response.headers  # it is sent as it is read
    text = response.get_data().decode("utf-8-sig")
    first, second = csv.DictReader(StringIO(text, newline=""))

    assert response.content_type == "text/csv; charset=utf-8"
    assert 'filename="kildesjekk.csv"' in response.headers["Content-Disposition"]
    assert (first["question"], first["outcome"], first["points"]) == (asked.id, "incorrect", "0.0")
    assert (second["number"], second["response"], second["outcome"]) == ("2", "", "skipped")


def test_a_json_of_many_rounds_is_sent_as_it_is_read(client: SiteClient) -> None:
    for _ in range(PORTION + 1):
        client.start(SUNDAY)

    response = client.http.get("/nb/history/export.json")
    pieces = list(response.iter_encoded())

    assert "Content-Length" not in response.headers
    assert len(pieces) > PORTION
    assert len(json.loads(b"".join(pieces))["attempts"]) == PORTION + 1


def test_the_export_is_the_same_in_every_language(client: SiteClient) -> None:
    client.answer(client.start(), "dont-know")

    exported = [client.http.get(f"/{locale}/history/export.json").get_json() for locale in ("nb", "en")]

    assert exported[0]["attempts"] == exported[1]["attempts"]


def test_somebody_who_has_not_played_has_an_empty_history(client: SiteClient) -> None:
    client.http.get("/nb/history/export.json")

    assert client.http.get("/nb/history/export.json").get_json()["attempts"] == []
    assert rows(client.get("/nb/history")) == []


def test_times_are_on_the_sites_clock_in_the_locales_form(client: SiteClient) -> None:
    client.start()

    for locale in ("nb", "en"):
        time = client.get(f"/{locale}/history").all("time")[0]
        stored = datetime.fromisoformat(time.get("datetime") or "")

        assert stored.utcoffset() == timedelta(0)
        assert words_of(time) != time.get("datetime")
        assert str(stored.year) in words_of(time)


@pytest.mark.parametrize("locale", ["nb", "en"])
def test_two_unfinished_rounds_of_a_quiz_are_told_apart(
    client: SiteClient, library: Library, locale: str
) -> None:
    for _ in range(2):
        newest = client.start(WHOLE, locale)
    give(client, library, newest)

    page = client.get(f"/{locale}/history")

    links = [
        row for row in page.all("a") if "/attempts/" in (row.get("href") or "") and row.get("aria-label")
    ]
    spoken = [link.get("aria-label") or "" for link in links]
    seen = [words_of(link) for link in links]
    assert len(set(spoken)) == len(set(seen)) == 2
    assert all(label.startswith(words) for label, words in zip(spoken, seen, strict=True))
    assert str(datetime.now(UTC).year) in spoken[0]


@pytest.mark.parametrize("locale", ["nb", "en"])
def test_a_quiz_tells_of_its_unfinished_round_before_it_offers_a_new_one(
    client: SiteClient, locale: str
) -> None:
    assert client.get(f"/{locale}/quizzes/{SUNDAY}").all("a", data_action="continue") == []
    asked = client.start(SUNDAY, locale)

    page = client.get(f"/{locale}/quizzes/{SUNDAY}")

    assert client.follow(page, data_action="continue").question_id == asked.question_id
    assert page.text.index('data-action="continue"') < page.text.index('data-action="start"')
