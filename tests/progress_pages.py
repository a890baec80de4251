"""The pages of a round that asks how sure the player is."""

from quiz.domain.bank import Library
from tests.data_pages import Keep
from tests.playing import SUNDAY, fields, question_of, right, wrong
from tests.site_client import SiteClient

PROGRESS_NAMES = ("question, how sure", "question, how sure, empty", "answer, certain", "locked, certain")


def progress_pages(library: Library, client: SiteClient, locale: str, keep: Keep) -> None:
    """Play a round and say how sure one is, by turns certain and wrong, guessing and right, or nothing."""
    question = keep("question, how sure", client.start(SUNDAY, locale, asks_certainty="yes"))
    keep("question, how sure, empty", client.send(question.form("answer"), certainty="certain"))
    given = 0
    while question.kind:
        choose, said = ((wrong, "certain"), (right, "guessing"), (right, ""))[given % 3]
        asked = question_of(library, question)
        form = question.form("answer")
        answer = client.send(form, **{"certainty": said} if said else {}, **fields(asked, choose(asked)))
        keep("answer, certain", answer)
        keep("locked, certain", client.get(question.address))
        given += 1
        question = client.follow(answer, data_action="next")
