"""Looking back on rounds: pages of a history, where a player stands, the latest answers."""

from quiz.domain.attempt import Played, Purpose, Way
from quiz.domain.certainty import Certainty
from quiz.domain.look_back import WINDOW
from quiz.domain.progress import standing
from quiz.storage import own_data, players, rounds
from quiz.storage import recent as recent_answers
from quiz.storage.database import Database
from tests.builders import HALF, RIGHT, SUNDAY, WRONG
from tests.storage.played_rounds import ARTICLE, CAT, DOG, store_round

PRACTICE = Played(ARTICLE, None)
THE_CAT, THE_DOG = Played(*CAT), Played(*DOG)


def page(
    database: Database, played: Played | None = None, skip: int = 0, take: int = 10, player_id: str = "me"
) -> tuple[dict[Played, int], list[int]]:
    with database.reading() as session:
        counts, past = rounds.load_past_rounds(session, player_id, played, skip=skip, take=take)
    return dict(counts), [each.attempt.id for each in past]


def test_rounds_come_newest_first_a_page_at_a_time(database: Database) -> None:
    with database.writing() as session:
        ids = [store_round(session, RIGHT, minute=minute) for minute in (1, 2, 4, 3, 4)]
    newest_first = [ids[4], ids[2], ids[3], ids[1], ids[0]]

    pages = [page(database, skip=skip, take=2) for skip in (0, 2, 4, 6)]

    assert [found for _, found in pages] == [newest_first[:2], newest_first[2:4], newest_first[4:], []]
    assert [counts for counts, _ in pages] == [{THE_CAT: 5}] * 4


def test_rounds_are_counted_and_shown_by_what_was_played(database: Database) -> None:
    with database.writing() as session:
        cats = [store_round(session, RIGHT, minute=minute) for minute in (1, 5)]
        shared = store_round(session, RIGHT, minute=6, purpose=Purpose.SHARED)
        dog = store_round(session, None, quiz=DOG, minute=3)
        practice = [
            store_round(session, RIGHT, quiz=DOG, minute=7, purpose=Purpose.DUE),
            store_round(session, RIGHT, minute=8, purpose=Purpose.MISSED),
        ]
        store_round(session, RIGHT, player_id="you")
    counts = {THE_CAT: 3, THE_DOG: 1, PRACTICE: 2}

    assert page(database) == (counts, [practice[1], practice[0], shared, cats[1], dog, cats[0]])
    assert page(database, THE_CAT) == (counts, [shared, cats[1], cats[0]])
    assert page(database, THE_DOG) == (counts, [dog])
    assert page(database, PRACTICE) == (counts, practice[::-1])
    assert page(database, Played("another", None)) == (counts, [])
    assert page(database, player_id="nobody") == ({}, [])


def test_a_round_tells_its_score_its_languages_and_its_questions(database: Database) -> None:
    with database.writing() as session:
        store_round(session, RIGHT, HALF, RIGHT, locales=("en", "nb", "en"), minute=1)
        store_round(session, RIGHT, None, minute=2)
        store_round(session, None, way=Way.WITH_SOURCE)
    with database.reading() as session:
        _, past = rounds.load_past_rounds(session, "me", None, skip=0, take=9)
    begun, whole, untouched = past

    assert (whole.attempt.points, whole.attempt.max_points, whole.attempt.answered) == (2.5, 3, 3)
    assert (whole.locales, whole.question_ids) == (("en", "nb"), {"question-1", "question-2", "question-3"})
    assert (begun.attempt.finished, begun.attempt.answered, begun.locales) == (False, 1, ("nb",))
    assert (untouched.attempt.answered, untouched.locales, untouched.attempt.way) == (
        0,
        ("nb",),
        "with-source",
    )


def test_an_answer_that_awaits_its_evidence_is_not_counted(database: Database) -> None:
    with database.writing() as session:
        store_round(session, RIGHT, None, way=Way.WITH_SOURCE)

    with database.reading() as session:
        _, (past,) = rounds.load_past_rounds(session, "me", None, skip=0, take=9)

    assert past.attempt.answered == 0


def test_a_device_that_shares_a_history_sees_it(database: Database) -> None:
    with database.writing() as session:
        mine = store_round(session, RIGHT)
        own_data.add_alias(session, "my phone", "me")

    assert page(database, player_id="my phone") == ({THE_CAT: 1}, [mine])
    with database.reading() as session:
        assert [each.id for each in rounds.load_standing(session, "my phone")] == [mine]
        assert len(recent_answers.load_recent_answers(session, "my phone", None)) == 1


def test_where_a_player_stands_takes_few_rounds_of_each_quiz(database: Database) -> None:
    with database.writing() as session:
        store_round(session, None, minute=1)
        best = store_round(session, RIGHT, RIGHT, minute=2)
        store_round(session, WRONG, WRONG, minute=3)
        last = store_round(session, RIGHT, WRONG, minute=4)
        unfinished = store_round(session, RIGHT, None, minute=5)
        store_round(session, RIGHT, RIGHT, minute=6, purpose=Purpose.MISSED)
        store_round(session, None, minute=7, purpose=Purpose.DUE)
        practice = store_round(session, None, minute=8, purpose=Purpose.DUE)
        dog = store_round(session, WRONG, quiz=DOG, minute=9)
        zebra = store_round(session, None, quiz=("zoo", "the-cat"), minute=0)
        store_round(session, RIGHT, RIGHT, player_id="you", minute=10)
    with database.reading() as session:
        everywhere = rounds.load_standing(session, "me")
        at_the_dog = rounds.load_standing(session, "me", DOG)

    assert [each.id for each in everywhere] == [dog, practice, unfinished, last, best, zebra]
    assert [each.id for each in at_the_dog] == [dog]
    stands = standing(
        [each for each in everywhere if each.bank_id == "the-cat" and each.article_id == ARTICLE]
    )
    assert [each and each.id for each in (stands.unfinished, stands.best, stands.last)] == [
        *(unfinished, best, last)
    ]
    assert next(each.answered for each in everywhere if each.id == unfinished) == 1


def test_of_equal_scores_the_newest_is_the_best(database: Database) -> None:
    with database.writing() as session:
        ids = [
            store_round(session, *grades, minute=n)
            for n, grades in enumerate(((RIGHT,) * 2, (RIGHT,), (WRONG,)))
        ]
    with database.reading() as session:
        found = rounds.load_standing(session, "me")

    assert [each.id for each in found] == [ids[2], ids[1]]


def test_somebody_who_has_played_nothing_stands_nowhere(database: Database) -> None:
    with database.writing() as session:
        players.add_player(session, "me", SUNDAY)
        store_round(session, RIGHT, player_id="you")

    with database.reading() as session:
        assert rounds.load_standing(session, "me") == []
        assert rounds.load_standing(session, "me", CAT) == []
        assert recent_answers.load_recent_answers(session, "me", None) == []


def test_the_newest_finished_round_on_an_article_is_found(database: Database) -> None:
    with database.writing() as session:
        store_round(session, RIGHT, minute=1)
        newest = store_round(session, RIGHT, minute=2, purpose=Purpose.DUE)
        store_round(session, None, minute=3)
        store_round(session, RIGHT, quiz=("zoo", "the-cat"), minute=4)

    with database.reading() as session:
        assert rounds.latest_finished(session, "me", ARTICLE) == newest
        assert rounds.latest_finished(session, "me", "another") is None
        assert rounds.latest_finished(session, "you", ARTICLE) is None


def test_recent_answers_are_those_of_finished_rounds_of_quizzes(database: Database) -> None:
    with database.writing() as session:
        cat = store_round(session, RIGHT, HALF, minute=1, sure=Certainty.CERTAIN)
        dog = store_round(session, WRONG, quiz=DOG, minute=2)
        store_round(session, RIGHT, None, minute=3)
        store_round(session, RIGHT, minute=4, purpose=Purpose.MISSED)
    with database.reading() as session:
        recent = recent_answers.load_recent_answers(session, "me", None)
        of_the_cat = recent_answers.load_recent_answers(session, "me", THE_CAT)

    assert [(each.answer.attempt_id, each.before, each.asked_before) for each in recent] == [
        *((dog, 0, None), (cat, 1, 0), (cat, 1, 0))
    ]
    first, second = (each.answer for each in of_the_cat)
    assert (first.article_id, first.question_id, first.points) == (ARTICLE, "question-1", 1)
    assert (second.points, second.max_points, second.outcome) == (0.5, 1, "partly-correct")
    assert [each.answer.certainty for each in recent] == [None, "certain", "certain"]


def test_recent_answers_end_with_the_round_that_fills_the_windows(database: Database) -> None:
    size = 15
    with database.writing() as session:
        rated = [
            store_round(session, *(RIGHT,) * size, minute=minute, sure=Certainty.GUESSING)
            for minute in range(2)
        ]
        plain = [store_round(session, *(RIGHT,) * size, minute=10 + minute) for minute in range(20)]
    with database.reading() as session:
        recent = recent_answers.load_recent_answers(session, "me", None)
    needed = -(-2 * WINDOW // size)

    found = list(dict.fromkeys(each.answer.attempt_id for each in recent))
    assert found == [*plain[::-1][:needed], *rated[::-1]]
    assert len(recent) == (needed + 2) * size
    assert {each.asked_before for each in recent if each.answer.attempt_id in rated} == {0, size}
