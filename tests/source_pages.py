"""The pages of a round that is played with the source, and of questions that somebody shared."""

from quiz.domain.bank import Library
from tests.data_pages import Keep
from tests.playing import ARTICLE, SUNDAY, evidence_of
from tests.playing import answer as give
from tests.site_client import PageView, SiteClient, words_of


def source_pages(library: Library, client: SiteClient, locale: str, keep: Keep) -> None:
    """Play a round with the article beside, and read the article with the answers."""
    question = keep("question, beside", client.start(SUNDAY, locale, way="with-source"))
    attempt = question.address.rsplit("/", 1)[0]
    keep("article, no answers yet", client.get(attempt + "/article"))
    given = 0
    while question.kind:
        answer = give(client, library, question)
        if answer.all("form", data_action="evidence"):
            keep("evidence", answer)
            keep("evidence, empty", client.send(answer.form("evidence")))
            found = evidence_of(library, question)
            pick = (found, "p1.s1" if found != "p1.s1" else "p2.s1", "cannot-find")[given % 3]
            answer = client.send(answer.form("evidence"), sentence=pick)
            keep(f"answer, evidence {answer.one('main').get('data-evidence')}", answer)
            given += 1
        question = client.follow(answer, data_action="next")
    keep("result, with evidence", question)
    keep("review, with evidence", client.get(attempt + "/review"))
    keep("article, my answers", client.get(attempt + "/article"))
    keep("article, played", client.get(f"/{locale}/articles/{ARTICLE}"))
    keep(
        "article, from an answer",
        client.get(f"/{locale}/articles/{ARTICLE}?from={attempt.rsplit('/')[-1]}-1"),
    )
    keep("history, with source", client.get(f"/{locale}/history"))


def shared_pages(client: SiteClient, result: PageView, locale: str, keep: Keep) -> None:
    """Follow the link of a result, as it is and with questions that are not there."""
    link = words_of(result.one("textarea", id="share-text")).rsplit(" ", 1)[1]
    keep("quiz, shared", client.get(link))
    keep("quiz, shared and gone", client.get(f"/{locale}/quizzes/{SUNDAY}?round=nothing"))
    client.send(client.get(f"/{locale}/practice").form("practise-all-missed"))
    keep("practice, coming", client.get(f"/{locale}/practice"))
