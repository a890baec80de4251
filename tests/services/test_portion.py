"""How many questions a round of practice takes, and what it leaves for later."""

from random import Random

from hypothesis import given
from hypothesis import strategies as st

from quiz.domain.draw import Wish, draw
from quiz.services.practice import LONGEST_PRACTICE, Beginning, Portion, Practice, portion
from quiz.storage.database import Database
from tests.builders import a_bank, a_library, later
from tests.questions import a_question
from tests.services.starting import Table


@given(missed=st.sets(st.integers(0, 39), min_size=1), seed=st.integers())
def test_a_round_has_as_many_questions_as_was_told(missed: set[int], seed: int) -> None:
    at_odds = [a_question(f"q{n}", enemies=[f"q{n + 1}"] if n % 3 and n < 39 else []) for n in range(40)]
    article = a_library(a_bank(*at_odds)).articles[0]
    ids = tuple(f"q{n}" for n in missed)

    told = portion(article, (*ids, "withdrawn"))
    wish = Wish(length=min(len(ids), LONGEST_PRACTICE), only=ids)
    drawn = draw(article.whole.questions, wish, Random(seed))

    assert told == Portion(now=len(drawn), later=len(ids) - len(drawn))
    assert told.full == (told.now == LONGEST_PRACTICE)


def test_what_a_round_of_missed_questions_left_out_is_told_after_it(database: Database) -> None:
    library = a_library(a_bank(a_question("q1", enemies=["q2"]), a_question("q2"), a_question("q3")))
    table = Table(database, library)
    practice = Practice(database, library, table.play)
    started = table.start()
    for number in (1, 2, 3):
        table.answer(started, number, "dont-know", minute=1)
    begun = Beginning("nb", None, later(5), Random(1))
    round = practice.start_missed_in(started.player_id, started.attempt_id, begun)

    for number in (1, 2):
        table.answer(round, number, "dont-know", minute=6)

    assert practice.missed_elsewhere(started.player_id, table.attempt(round), later(7)) == 1
    assert practice.missed_elsewhere(started.player_id, table.attempt(started), later(7)) == 0
