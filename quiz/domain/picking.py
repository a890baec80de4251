"""Options that are picked: what the kinds share in which one or several of them are."""

from collections.abc import Collection, Iterator, Sequence

from quiz.domain.grade import Refusal, RefusalReason
from quiz.domain.question import ANSWER_FIELD, DONT_KNOW, Form, Trap
from quiz.domain.shape import Fault, Prose, Shape, Slug


class Option(Shape):
    """One option; one that is wrong says why."""

    id: Slug
    text: Prose
    why: Prose | None = None
    trap: Trap | None = None


def picked(form: Form) -> list[str]:
    """Return what is picked in a form. Raises Refusal where it is nothing."""
    given = [value for value in form.get(ANSWER_FIELD, ()) if value.strip()]
    if not given:
        raise Refusal(RefusalReason.NOTHING_GIVEN)
    return given


def pick_one(form: Form, allowed: Collection[str]) -> str:
    """Return the one option that is picked. Raises Refusal."""
    given = picked(form)
    if len(given) != 1 or given[0] not in allowed:
        raise Refusal(RefusalReason.NOT_AN_OPTION)
    return given[0]


def pick_several(form: Form, allowed: Sequence[str]) -> tuple[str, ...]:
    """Return the options that are picked, in the order of `allowed`. Raises Refusal."""
    given = set(picked(form))
    if not given <= set(allowed):
        raise Refusal(RefusalReason.NOT_AN_OPTION)
    return tuple(option for option in allowed if option in given)


def option_faults(options: Sequence[Option], right: Collection[str], key_field: str) -> Iterator[Fault]:
    """Yield what is wrong with a list of options and its key."""
    ids = [option.id for option in options]
    texts = [option.text.casefold() for option in options]
    for answer in right:
        if answer not in ids:
            yield Fault((key_field,), f"the answer '{answer}' is not among the options: {', '.join(ids)}")
    for number, option in enumerate(options):
        if option.id == DONT_KNOW:
            yield Fault(("options", number, "id"), "'I don't know' is offered with every question anyway")
        if option.id in ids[:number]:
            yield Fault(("options", number, "id"), f"two options have the id '{option.id}'")
        if option.text.casefold() in texts[:number]:
            yield Fault(("options", number, "text"), f"two options read '{option.text}'")
        if option.id not in right and option.why is None:
            yield Fault(("options", number), f"the option '{option.id}' does not say why it is wrong")
        if option.id in right and option.trap:
            yield Fault(("options", number, "trap"), "a right answer is no trap")


def option_messages(options: Sequence[Option]) -> Iterator[tuple[str, str]]:
    """Yield the field and text of each option's messages."""
    for option in options:
        yield f"option {option.id}", option.text
    for option in options:
        if option.why is not None:
            yield f"why {option.id}", option.why
