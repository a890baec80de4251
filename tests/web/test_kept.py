"""What is kept is made once, and there is never too much of it."""

from quiz.web.kept import DROPPED, Kept


def test_what_was_made_is_not_made_again() -> None:
    kept: Kept[int] = Kept(10)
    made: list[int] = []

    def make() -> int:
        made.append(1)
        return len(made)

    assert [kept.get("a", make), kept.get("a", make), kept.get("b", make), kept.get("a", make)] == [
        1,
        1,
        2,
        1,
    ]


def test_the_oldest_go_when_there_is_too_much() -> None:
    most = 10 * DROPPED
    kept: Kept[int] = Kept(most)
    for number in range(most + 1):
        kept.get(number, lambda: 0)

    gone = [number for number in reversed(range(most + 1)) if kept.get(number, lambda: 1)]

    assert gone == list(reversed(range(most // DROPPED + 1)))
