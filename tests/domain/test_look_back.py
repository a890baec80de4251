"""What the latest answers tell."""

import pytest

from quiz.domain.certainty import Certainty
from quiz.domain.grade import Outcome
from quiz.domain.kinds.verdict import Verdict
from quiz.domain.look_back import (
    ENOUGH_OF_A_LEVEL,
    ENOUGH_OF_A_SKILL,
    ENOUGH_RATED,
    WINDOW,
    PastAnswer,
    RecentAnswer,
    SkillSum,
    Trend,
    by_skill,
    calibrate,
    fallen_for,
    look_back,
    rounds_in,
    weakest,
)
from quiz.domain.question import Skill, Trap, Why
from tests.questions import a_single_choice, a_verdict_question

CERTAIN, FAIRLY_SURE, GUESSING = Certainty.CERTAIN, Certainty.FAIRLY_SURE, Certainty.GUESSING
CORRECT, WRONG, PARTLY = Outcome.CORRECT, Outcome.INCORRECT, Outcome.PARTLY_CORRECT


def recent(
    attempt_id: int, before: int, asked_before: int | None = None, certainty: Certainty | None = None
) -> RecentAnswer:
    answer = PastAnswer(attempt_id, "the-cat-case", "question-1", 1, 1, CORRECT, certainty)
    return RecentAnswer(answer, before, asked_before)


def test_recent_answers_part_into_the_latest_and_as_many_before() -> None:
    back = look_back(
        [recent(4, 0), recent(4, 0), recent(3, WINDOW - 1), recent(2, WINDOW), recent(1, 2 * WINDOW)]
    )

    assert [answer.attempt_id for answer in back.latest] == [4, 4, 3]
    assert [answer.attempt_id for answer in back.earlier] == [2]
    assert (rounds_in(back.latest), rounds_in(back.earlier)) == (2, 1)


def test_rated_answers_may_lie_further_back_than_the_latest() -> None:
    back = look_back(
        [
            recent(5, 0),
            recent(4, 1, 0, GUESSING),
            recent(4, 1, 0),
            recent(3, 9 * WINDOW, 2, CERTAIN),
            recent(2, 9 * WINDOW, 2 * WINDOW, CERTAIN),
        ]
    )

    assert [(answer.attempt_id, answer.certainty) for answer in back.rated] == [(4, GUESSING), (3, CERTAIN)]


def test_an_answer_counts_for_every_skill_that_its_question_needs() -> None:
    sums = by_skill(
        [
            ((Skill.WHO_SAYS_IT, Skill.RECALL), 0.5, 1),
            ((Skill.RECALL,), 1, 1),
            ((Skill.CAUSE,), 0, 1),
        ]
    )

    assert list(sums.items()) == [
        (Skill.RECALL, SkillSum(1.5, 2)),
        (Skill.WHO_SAYS_IT, SkillSum(0.5, 1)),
        (Skill.CAUSE, SkillSum(0, 1)),
    ]
    assert sums[Skill.RECALL].share == 0.75


def test_the_weakest_skill_is_one_that_was_asked_for_often_enough() -> None:
    enough = ENOUGH_OF_A_SKILL

    assert weakest({}) is None
    assert weakest({Skill.CAUSE: SkillSum(0, enough - 1)}) is None
    assert weakest({Skill.CAUSE: SkillSum(enough * 0.8, enough)}) is None
    assert weakest({Skill.CAUSE: SkillSum(3, enough), Skill.RECALL: SkillSum(2, enough)}) is Skill.RECALL


def test_certainty_is_held_against_correctness_the_least_sure_first() -> None:
    found = calibrate(
        [
            *[(CERTAIN, CORRECT)] * 3,
            (CERTAIN, WRONG),
            (CERTAIN, PARTLY),
            (GUESSING, CORRECT),
            (GUESSING, WRONG),
            (None, CORRECT),
        ]
    )

    assert [(level.certainty, level.right, level.answers) for level in found.levels] == [
        (GUESSING, 1, 2),
        (CERTAIN, 3, 5),
    ]
    assert found.levels[1].share == 0.6
    assert (found.answers, found.missing) == (7, ENOUGH_RATED - 7)


@pytest.mark.parametrize(("rated", "missing"), [(0, 20), (19, 1), (20, 0), (21, 0)])
def test_nothing_is_told_of_fewer_than_twenty_rated_answers(rated: int, missing: int) -> None:
    assert calibrate([(CERTAIN, CORRECT)] * rated).missing == missing


def rated(*levels: tuple[int, int]) -> list[tuple[Certainty | None, Outcome]]:
    """Answers by level, the least sure first: so many right, of so many."""
    return [
        (level, CORRECT if number < right else WRONG)
        for level, (right, answers) in zip(Certainty, levels, strict=False)
        for number in range(answers)
    ]


@pytest.mark.parametrize(
    ("levels", "trend"),
    [
        ([(1, 5), (3, 5), (5, 5)], Trend.RISING),
        ([(2, 20), (15, 20), (15, 20)], Trend.RISING),
        ([(18, 20), (10, 20), (4, 20)], Trend.FALLING),
        ([(18, 20), (4, 20), (16, 20)], Trend.MIXED),
        ([(2, 20), (18, 20), (15, 20)], Trend.MIXED),
        ([(3, 16), (3, 11), (4, 15)], Trend.LEVEL),
        ([(4, 15), (3, 11), (3, 16)], Trend.LEVEL),
        ([(0, 9), (0, 9), (0, 9)], Trend.LEVEL),
        ([(9, 9), (9, 9), (9, 9)], Trend.LEVEL),
    ],
)
def test_a_direction_is_named_only_where_the_rows_show_it_beyond_chance(
    levels: list[tuple[int, int]], trend: Trend
) -> None:
    assert calibrate(rated(*levels)).trend is trend


def test_a_level_that_was_hardly_used_is_not_compared() -> None:
    seldom, often = ENOUGH_OF_A_LEVEL - 1, ENOUGH_OF_A_LEVEL

    assert calibrate(rated((seldom, seldom), (0, often))).trend is None
    assert calibrate(rated((often, often))).trend is None
    assert calibrate(rated((often, often), (0, often), (seldom, seldom))).trend is Trend.FALLING


def test_traps_are_counted_the_most_frequent_first() -> None:
    claim = a_verdict_question("q1")
    wrong = {Verdict.SUPPORTED: Why(why="En annen kilde.", trap=Trap.SWAPPED_SOURCE)}
    source = a_verdict_question("q2").model_copy(update={"wrong": wrong})

    found = fallen_for([(source, "supported"), (claim, "supported"), (claim, "supported")])

    assert list(found.items()) == [(Trap.CLAIM_AS_FACT, 2), (Trap.SWAPPED_SOURCE, 1)]


def test_who_does_not_know_or_is_right_falls_for_nothing() -> None:
    question = a_single_choice()

    assert fallen_for([(question, None), (question, question.key)]) == {}
