"""Every kind of page of the site in every state, as real responses of a real site."""

import shutil
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path

from flask import Flask
from sqlalchemy import make_url

from quiz.app import create_app
from quiz.catalogs.lookup import Catalogues
from quiz.domain.article import rebuild_article
from quiz.domain.bank import Library
from quiz.domain.kinds.registry import all_kinds
from quiz.domain.question import Correction, Question
from quiz.settings import Settings, read_settings
from quiz.storage.database import open_database
from tests.data_pages import Keep, data_pages, report_pages
from tests.error_pages import error_pages
from tests.kept_templates import keep_templates
from tests.playing import (
    ARTICLE,
    PARTLY,
    SUNDAY,
    WHOLE,
    partly_right,
    play,
    right,
    skip,
    wrong,
)
from tests.playing import answer as give
from tests.progress_pages import PROGRESS_NAMES, progress_pages
from tests.site_client import PageView, SiteClient
from tests.source_pages import shared_pages, source_pages

KINDS = tuple(sorted(all_kinds()))
NAMES = (
    *("home, new", "home, playing", "home, played", "home, page 2", "about", "privacy", "article"),
    *("quiz, new", "quiz, playing", "quiz, short", "quiz, unreadable wish"),
    *(f"{kind}, {state}" for kind in KINDS for state in ("asked", "empty", "locked")),
    *(f"{kind}, {outcome}" for kind in KINDS for outcome in ("correct", "incorrect", "skipped")),
    *(f"{kind}, partly-correct" for kind in PARTLY),
    *("number, unreadable", "ordering, unreadable", "ordering, moved", "quiz, fewer than wished"),
    *("answered twice", "answer, changed", "review, changed", "history, changed"),
    *("result", "handout", "review", "review, playing", "review, nothing answered"),
    *("history, empty", "history", *PROGRESS_NAMES),
    *("question, beside", "evidence", "evidence, empty", "result, with evidence", "review, with evidence"),
    *(f"answer, evidence {found}" for found in ("right", "wrong", "none")),
    *("article, my answers", "article, no answers yet", "article, played", "history, with source"),
    "article, from an answer",
    *("question, withdrawn", "answer, withdrawn", "result, withdrawn", "review, withdrawn"),
    *("history, quiz withdrawn", "result, quiz withdrawn", "review, quiz withdrawn"),
    *("practice, empty", "practice", "practice, coming", "quiz, shared", "quiz, shared and gone"),
    *(
        "error 400",
        "error csrf",
        "error 404",
        "error 404 elsewhere",
        "error 405",
        "error 409",
        "error 413",
        "error 429",
    ),
    *("error 500", "error 503"),
    *("accessibility", "my data, new", "my data", "my data, joined", "delete, new", "delete", "deleted"),
    *("link, new", "link", "link, shown", "offer", "offer, joining", "offer, own", "offer, used"),
    *("offer, used by oneself", "offer, expired", "offer, unknown", "offer, too long"),
    *("report", "report, empty", "report, without text", "report, sent"),
)


@dataclass(frozen=True)
class Site:
    """A site with all that it was made from, so that another can be opened on the same database."""

    app: Flask
    settings: Settings
    library: Library
    catalogues: Catalogues
    close: Callable[[], None]

    def client(self) -> SiteClient:
        return SiteClient(self.app)

    @property
    def database_file(self) -> Path:
        return Path(make_url(self.settings.database_url).database or "")

    def with_library(self, library: Library) -> "Site":
        """Return the site after its editors have changed the banks: same database, same cookies."""
        return _site(self.settings, library, self.catalogues)


def open_site(folder: Path, migrated: Path, library: Library, catalogues: Catalogues, **more: str) -> Site:
    """Make a site on a fresh database in a folder; `more` are settings of the environment."""
    path = folder / "site.sqlite3"
    shutil.copy(migrated, path)
    environment = {
        "DATABASE_URL": f"sqlite:///{path}",
        "SECRET_KEY": "a key for tests, and nothing else",
        "RATE_LIMITS": "no",  # tests are quicker than people
    }
    return _site(read_settings(environment | more, folder / "instance"), library, catalogues)


def _site(settings: Settings, library: Library, catalogues: Catalogues) -> Site:
    database = open_database(settings.database_url, settings.sqlite_synchronous)
    app = keep_templates(create_app(settings, library, catalogues, database))
    return Site(app, settings, library, catalogues, database.close)


def same_browser(client: SiteClient, site: Site) -> SiteClient:
    """Return a client of another site that holds a client's cookies."""
    other = site.client()
    cookie = client.http.get_cookie("kildesjekk")
    if cookie is not None:
        other.http.set_cookie("kildesjekk", cookie.value)
    return other


def without_questions(library: Library, *gone: str) -> Library:
    """Return the library after questions have been withdrawn."""
    return Library(
        tuple(
            replace(
                article,
                banks=tuple(
                    replace(bank, questions=tuple(q for q in bank.questions if q.id not in gone))
                    for bank in article.banks
                ),
            )
            for article in library.articles
        )
    )


def with_questions(library: Library, mends: Mapping[str, Callable[[Question], Question]]) -> Library:
    """Return the library after questions have been rewritten, each by its own function."""

    def mend(question: Question) -> Question:
        return mends[question.id](question) if question.id in mends else question

    return Library(
        tuple(
            replace(
                article,
                banks=tuple(
                    replace(bank, questions=tuple(mend(question) for question in bank.questions))
                    for bank in article.banks
                ),
            )
            for article in library.articles
        )
    )


def with_text(library: Library, then: str, now: str) -> Library:
    """Return the library after some words of its article have been rewritten."""
    (article,) = library.articles
    body = rebuild_article(
        (paragraph.kind, [sentence.text.replace(then, now) for sentence in paragraph.sentences])
        for paragraph in article.body.paragraphs
    )
    return Library((replace(article, body=body),))


def corrected(library: Library, question_id: str) -> Library:
    """Return the library after a question has been reworded, with a line that says so to its players."""

    def mend(question: Question) -> Question:
        note = Correction(date=datetime.now(UTC).date(), text="The wording was unclear.")
        return question.model_copy(update={"text": f"{question.text} …", "corrections": (note,)})

    return with_questions(library, {question_id: mend})


def without_bank(library: Library, gone: str) -> Library:
    """Return the library after a quiz has been withdrawn with all its questions."""
    article = library.articles[0]
    bank = article.bank(gone)
    assert bank is not None
    emptied = without_questions(library, *(question.id for question in bank.questions)).articles[0]
    return Library((replace(emptied, banks=tuple(bank for bank in emptied.banks if bank.id != gone)),))


def every_page(site: Site, locale: str) -> dict[str, PageView]:
    """Bring a site through every state in one language and return its pages by name."""
    pages: dict[str, PageView] = {}
    client = site.client()

    def keep(name: str, page: PageView) -> PageView:
        pages.setdefault(name, page)
        return page

    keep("home, new", client.get(f"/{locale}/"))
    keep("history, empty", client.get(f"/{locale}/history"))
    keep("practice, empty", client.get(f"/{locale}/practice"))
    for name in ("about", "privacy", "accessibility"):
        keep(name, client.get(f"/{locale}/{name}"))
    keep("article", client.get(f"/{locale}/articles/{ARTICLE}"))
    keep("quiz, new", client.get(f"/{locale}/quizzes/{WHOLE}"))
    keep("quiz, short", client.get(f"/{locale}/quizzes/{SUNDAY}"))
    keep("quiz, unreadable wish", client.send(pages["quiz, new"].form("start"), length="many"))

    question = client.start(SUNDAY, locale)
    pages["review, nothing answered"] = client.get(question.address.rsplit("/", 1)[0] + "/review")
    while question.kind:
        asked = keep(f"{question.kind}, asked", question)
        keep(f"{asked.kind}, empty", client.send(asked.form("answer")))
        if asked.kind == "number":
            keep("number, unreadable", client.answer(asked, "<b>\N{BELL}&nbsp;five"))
        if asked.kind == "ordering":
            places = {name: "1" for name in asked.form("answer").names if name.startswith("position-")}
            keep("ordering, unreadable", client.send(asked.form("answer"), **places))
            last = asked.form("answer").fields["order"].split(",")[-1]
            keep("ordering, moved", client.send(asked.form("answer"), move=f"{last}:up"))
        answer = give(client, site.library, asked, wrong)
        keep(f"{asked.kind}, incorrect", answer)
        keep(f"{asked.kind}, locked", client.get(asked.address))
        keep("answered twice", client.answer(asked, "dont-know"))
        keep("review, playing", client.get(asked.address.rsplit("/", 1)[0] + "/review"))
        question = client.follow(answer, data_action="next")
    keep("result", question)
    keep("review", client.get(question.address + "/review"))
    keep("handout", client.get(question.address + "/handout"))
    keep("practice", client.get(f"/{locale}/practice"))
    shared_pages(client, question, locale, keep)
    keep("home, played", client.get(f"/{locale}/"))
    for choose in (right, skip, partly_right):
        question = client.start(SUNDAY, locale)
        while question.kind:
            answer = give(client, site.library, question, choose)
            keep(f"{question.kind}, {answer.outcome}", answer)
            question = client.follow(answer, data_action="next")
    client.start(SUNDAY, locale)
    keep("quiz, fewer than wished", client.start(SUNDAY, locale, length="14"))
    keep("quiz, playing", client.get(f"/{locale}/quizzes/{SUNDAY}"))
    keep("home, playing", client.get(f"/{locale}/"))
    keep("history", client.get(f"/{locale}/history"))
    report_pages(site.library, client, locale, keep)
    data_pages(site.client, site.database_file, client, locale, keep)
    source_pages(site.library, client, locale, keep)
    progress_pages(site.library, client, locale, keep)
    _withdrawn(site, client, locale, keep)
    _many_articles(site, locale, keep)
    error_pages(site.database_file, client, locale, keep)
    return pages


def _withdrawn(site: Site, client: SiteClient, locale: str, keep: Keep) -> None:
    """Look at a round after its editors have withdrawn a question, corrected one, and taken the quiz away."""
    question = client.start(SUNDAY, locale)
    attempt = question.address.rsplit("/", 1)[0]
    first = give(client, site.library, question)
    second = client.follow(first, data_action="next")
    after = give(client, site.library, second)
    third = client.follow(after, data_action="next")
    library = corrected(without_questions(site.library, question.question_id), second.question_id)
    changed = site.with_library(library)
    later = same_browser(client, changed)
    keep("answer, withdrawn", later.get(first.address))
    keep("answer, changed", later.get(after.address))
    keep("question, withdrawn", later.get(question.address))
    keep("history, changed", later.get(f"/{locale}/history"))
    play(client, site.library, third)
    keep("result, withdrawn", later.get(attempt))
    keep("review, withdrawn", later.get(attempt + "/review"))
    keep("review, changed", later.get(attempt + "/review"))
    changed.close()

    changed = site.with_library(without_bank(site.library, "the-sunday"))
    later = same_browser(client, changed)
    keep("history, quiz withdrawn", later.get(f"/{locale}/history"))
    keep("result, quiz withdrawn", later.get(attempt))
    keep("review, quiz withdrawn", later.get(attempt + "/review"))
    changed.close()


def with_many_articles(site: Site, count: int) -> Site:
    """Return the site with so many articles like its first one, numbered from 0, and none translated."""
    copies = tuple(replace(site.library.articles[0], id=f"article-{number}") for number in range(count))
    interface = {tag: site.catalogues.interface(tag) for tag in site.settings.locales}
    texts: dict[tuple[str, str], dict[str, str]] = {
        (copy.id, tag): {} for copy in copies for tag in interface
    }
    large = replace(site, catalogues=Catalogues(interface, texts, copies))
    return large.with_library(Library(copies))


def _many_articles(site: Site, locale: str, keep: Keep) -> None:
    large = with_many_articles(site, 45)
    keep("home, page 2", large.client().get(f"/{locale}/?page=2"))
    large.close()
