"""What is kept is made once, and there is never too much of it."""

from quiz.web.cache import DROPPED, Cache


def test_what_was_made_is_not_made_again() -> None:
    cache: Cache[int] = Cache(10)
    made: list[int] = []

    def make() -> int:
        made.append(1)
        return len(made)

    assert [cache.get("a", make), cache.get("a", make), cache.get("b", make), cache.get("a", make)] == [
        1,
        1,
        2,
        1,
    ]


def test_the_oldest_go_when_there_is_too_much() -> None:
    most = 10 * DROPPED
    cache: Cache[int] = Cache(most)
    for number in range(most + 1):
        cache.get(number, lambda: 0)

    gone = [number for number in reversed(range(most + 1)) if cache.get(number, lambda: 1)]

    assert gone == list(reversed(range(most // DROPPED + 1)))
