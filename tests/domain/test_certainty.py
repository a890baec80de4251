"""How sure a player says to be."""

import pytest

from quiz.domain.certainty import CERTAINTY_FIELD, Certainty, read_certainty


@pytest.mark.parametrize("level", Certainty)
def test_a_form_names_a_level(level: Certainty) -> None:
    assert read_certainty({"answer": ["supported"], CERTAINTY_FIELD: [level.value]}) is level


@pytest.mark.parametrize(
    "values", [(), ("",), ("very",), ("CERTAIN",), ("certain", "guessing"), ("certain", "certain"), ("\x00",)]
)
def test_what_is_no_level_is_nothing_said(values: tuple[str, ...]) -> None:
    assert read_certainty({CERTAINTY_FIELD: values}) is None


def test_a_form_may_say_nothing_of_it() -> None:
    assert read_certainty({"answer": ["supported"]}) is None
