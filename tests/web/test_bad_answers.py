"""Absurd answers get a clear page, and nothing is stored."""

import pytest
from flask import Flask

from quiz.domain.bank import Library
from quiz.domain.draw import enemy_pairs
from quiz.domain.question import Question, Response
from tests.page_rules import broken_rules
from tests.playing import SUNDAY, WHOLE, answer, go_to, partly_right, question_of, right
from tests.site_client import PageView, SiteClient
from tests.web.test_answering import KINDS, answers

LOCALES = ("nb", "en")
ABSURD = [
    "x" * 20_000,
    "\x00",
    "\x00\x01\x1b[31m\x7f",
    "\ufffe\uffff\ufdd0",
    "\u202e\u200b\ufeff",
    "<script>alert(1)</script>",
    "' OR 1=1 --",
    "../../etc/passwd",
    "${7*7}",
    "𝟗𝟗 🦊",
    "-",
    "None",
    "true",
]
NOT_NUMBERS = [
    "1e999999",
    "1e5",
    "1_000",
    "NaN",
    "Infinity",
    "-inf",
    "½",
    "0x17",
    "23 people",
    "2 3",
    "--1",
    "1,2,3",
]


@pytest.mark.parametrize("kind", KINDS)
def test_an_absurd_answer_is_refused(client: SiteClient, library: Library, kind: str) -> None:
    question = go_to(client, library, kind, locale="en")
    places = [name for name in question.form("answer").fields if name.startswith("position-")]
    before = len(answers(client))

    for given in ABSURD:
        absurd = dict.fromkeys(places, "1") | {(places or ["answer"])[0]: given}
        page = client.send(question.form("answer"), **absurd)

        assert (given, page.status, broken_rules(page, LOCALES)) == (given, 422, [])

    assert len(answers(client)) == before


@pytest.mark.parametrize("locale", LOCALES)
def test_what_is_no_number_is_given_back_to_mend(client: SiteClient, library: Library, locale: str) -> None:
    question = go_to(client, library, "number", locale=locale)

    for given in NOT_NUMBERS:
        page = client.answer(question, given)

        assert (given, page.status) == (given, 422)
        assert page.one("input", id="answer").get("value") == given


@pytest.mark.parametrize("kind", sorted({*KINDS} - {"number", "ordering"}))
def test_an_option_of_another_question_is_refused(client: SiteClient, library: Library, kind: str) -> None:
    question = go_to(client, library, kind)
    keys = [right(other) for other in library.articles[0].questions.values() if kind != other.KIND]
    foreign = [key for key in keys if key is not None and not {*_parts(key)} & {*_options(question)}]
    before = len(answers(client))

    for key in foreign[:8]:
        page = client.send(question.form("answer"), answer=[*_parts(key)])
        beside = client.send(question.form("answer"), answer=[_options(question)[0], *_parts(key)])

        assert (key, page.status, beside.status) == (key, 422, 422)

    assert len(foreign) > 8
    assert len(answers(client)) == before


@pytest.mark.parametrize("kind", ["number", "single-choice", "verdict", "altered-quote"])
def test_several_answers_at_once_are_refused(client: SiteClient, library: Library, kind: str) -> None:
    question = go_to(client, library, kind)
    key = right(question_of(library, question))
    other = next((option for option in _options(question) if option != key), "7")

    page = client.send(question.form("answer"), answer=[key, other])

    assert page.status == 422


def test_the_same_box_sent_twice_counts_once(client: SiteClient, library: Library) -> None:
    question = go_to(client, library, "multiple-choice")
    picked = partly_right(question_of(library, question))
    assert isinstance(picked, tuple)

    page = client.send(question.form("answer"), answer=[*picked, *picked])

    assert page.outcome == "partly-correct"
    assert answers(client)[-1]["response"] == [*picked]


def test_every_box_ticked_earns_less_than_the_right_ones(client: SiteClient, library: Library) -> None:
    question = go_to(client, library, "multiple-choice")
    boxes = _options(question)
    assert set(boxes) != set(question_of(library, question).key or ())

    page = client.send(question.form("answer"), answer=boxes)

    assert page.outcome in {"partly-correct", "incorrect"}


def _options(question: PageView) -> list[str]:
    return [option for option in question.form("answer").choices if option != "dont-know"]


def _parts(key: Response) -> tuple[str, ...]:
    return (key,) if isinstance(key, str) else key or ()


def test_unknown_fields_are_left_aside(client: SiteClient, library: Library) -> None:
    question = go_to(client, library, "verdict")
    key = right(question_of(library, question))

    page = client.send(question.form("answer"), answer=key, points="1000", outcome="correct", question="x")

    assert page.outcome == "correct"
    assert (answers(client)[-1]["points"], answers(client)[-1]["max_points"]) == (1.0, 1.0)


@pytest.mark.parametrize("given", ["999999999999999", "-999999999999999", "0", "-0", "12 345 678"])
@pytest.mark.parametrize("locale", LOCALES)
def test_a_far_fetched_number_is_an_answer_like_any_other(
    client: SiteClient, library: Library, locale: str, given: str
) -> None:
    question = go_to(client, library, "number", locale=locale)

    page = client.answer(question, given)
    review = client.get(page.address.rsplit("/", 2)[0] + "/review")

    assert (page.status, page.outcome, review.status) == (200, "incorrect", 200)


@pytest.mark.parametrize("given", ["9" * 30, "-" + "9" * 29, "0" * 29 + "7"])
def test_no_number_whatever_its_length_breaks_a_page(
    client: SiteClient, library: Library, given: str
) -> None:
    question = go_to(client, library, "number")

    page = client.answer(question, given)

    assert page.status in {200, 422}
    assert client.get("/nb/history").status == 200
    assert client.get(question.address).status == 200


def test_a_number_that_is_nearly_right_is_not_shown_as_the_right_one(
    client: SiteClient, library: Library
) -> None:
    question = go_to(client, library, "number")
    key = right(question_of(library, question))

    page = client.answer(question, f"{key},0001")

    assert page.outcome == "incorrect"
    assert f"{key},0001" in page.body_words


def test_a_length_that_can_not_be_is_asked_for_again(client: SiteClient) -> None:
    form = client.get(f"/nb/quizzes/{SUNDAY}").form("start")

    for length in ("0", "-1", "1e1", "1000", "١٠", "", "many", "\x00", "9" * 400):
        page = client.send(form, length=length)

        assert (length, page.status, broken_rules(page, LOCALES)) == (length, 422, [])

    assert client.get("/nb/history").all("tr") == []


def test_a_focus_that_can_not_be_is_asked_for_again(client: SiteClient, library: Library) -> None:
    form = client.get(f"/nb/quizzes/{SUNDAY}").form("start")
    nobody_asks = "cause"
    assert not any(nobody_asks in question.skills for question in _sunday(library))

    for focus in ("", "x", "Recall", "recall ", "\x00", "9" * 400, nobody_asks):
        page = client.send(form, length="all", focus=focus)

        assert (focus, page.status, broken_rules(page, LOCALES)) == (focus, 422, [])

    assert client.get("/nb/history").all("tr") == []


@pytest.mark.parametrize("length", ["999", "18", "12"])
def test_a_length_beyond_what_can_be_drawn_gives_fewer_questions_and_says_so(
    client: SiteClient, library: Library, length: str
) -> None:
    first = client.start(SUNDAY, length=length)
    other = client.get(first.language_links["en"])
    asked = _ids_of_the_round(client, library, first)

    enemies = enemy_pairs(_sunday(library))
    assert len(first.all("p", class_="notice")) == len(other.all("p", class_="notice")) == 1
    assert str(len(asked)) in first.all("p", class_="notice")[0].text  # type: ignore[operator]
    assert 1 < len(asked) == len(set(asked)) < int(length)
    assert not any((one, two) in enemies for one in asked for two in asked)
    left_out = {question.id for question in _sunday(library)} - {*asked}
    assert all(any((one, two) in enemies for two in asked) for one in left_out)


def test_a_length_that_can_be_drawn_is_drawn_without_a_notice(client: SiteClient) -> None:
    first = client.start(WHOLE, length="10")

    assert first.all("p", class_="notice") == []
    assert client.get(first.address.removesuffix("1") + "11").status == 404
    for unfounded in ("10", "-5", "many"):
        assert client.get(f"{first.address}?wished={unfounded}").all("p", class_="notice") == []


@pytest.mark.parametrize("focus", ["claim-or-fact", "sequence"])
def test_a_focus_draws_what_practises_it(client: SiteClient, library: Library, focus: str) -> None:
    form = client.get(f"/nb/quizzes/{SUNDAY}").form("start")

    every_one = _ids_of_the_round(client, library, client.send(form, length="all", focus=focus))

    assert sorted(every_one) == sorted(q.id for q in _sunday(library) if focus in q.skills)


def _sunday(library: Library) -> tuple[Question, ...]:
    found = library.bank(*SUNDAY.split("/"))
    assert found is not None
    return found[1].questions


def _ids_of_the_round(client: SiteClient, library: Library, page: PageView) -> list[str]:
    """Answer from a question to the end, and return the questions' ids."""
    asked = []
    while page.kind:
        asked.append(page.question_id)
        page = client.follow(answer(client, library, page), data_action="next")
    return asked


@pytest.mark.parametrize("start_key", ["", "x", "0" * 32, "\x00", "g" * 32, "0" * 4000])
def test_a_forged_start_key_starts_a_round_of_ones_own(app: Flask, start_key: str) -> None:
    one, other = SiteClient(app), SiteClient(app)
    one.send(one.get(f"/nb/quizzes/{SUNDAY}").form("start"), length="all")

    page = other.send(other.get(f"/nb/quizzes/{SUNDAY}").form("start"), length="all", start_key=start_key)

    assert page.status == 200
    assert len(other.get("/nb/history").all("tr")) == 1 + 1


def test_anothers_start_key_leads_to_none_of_their_rounds(app: Flask) -> None:
    one, other = SiteClient(app), SiteClient(app)
    form = one.get(f"/nb/quizzes/{SUNDAY}").form("start")
    first = one.send(form)

    stranger = other.get(f"/nb/quizzes/{SUNDAY}").form("start")
    page = other.send(stranger, start_key=form.fields["start_key"])

    assert page.status == 200
    assert page.address != first.address
    assert other.get(first.address).status == 404


def test_a_body_that_is_no_form_is_refused(client: SiteClient) -> None:
    form = client.start().form("answer")
    token = {"X-CSRFToken": form.fields["csrf_token"]}

    as_json = PageView(client.http.post(form.address, json={"answer": "dont-know"}, headers=token))
    as_bytes = PageView(
        client.http.post(
            form.address, data=b"\xff\xfe\x00", content_type="application/octet-stream", headers=token
        )
    )
    broken = PageView(
        client.http.post(form.address, data=b"--x\r\n", content_type="multipart/form-data", headers=token)
    )

    assert [page.status for page in (as_json, as_bytes, broken)] == [422, 422, 422]
    assert answers(client) == []
