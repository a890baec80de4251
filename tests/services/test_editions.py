"""A bank is edited while somebody plays: what was asked stays as it was, in every language."""

from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from threading import Barrier

import pytest
from sqlalchemy import select, update

from quiz.domain.article import read_article
from quiz.domain.attempt import Item
from quiz.domain.bank import Library
from quiz.domain.edition import Edition
from quiz.domain.grade import Outcome
from quiz.domain.kinds.verdict import Verdict
from quiz.domain.question import Question, Response
from quiz.services.editions import MOST_IN_MEMORY
from quiz.services.play import Started
from quiz.settings import Settings
from quiz.storage.database import Database, open_database
from quiz.storage.tables import AttemptRow, EditionRow
from tests.builders import TEXT, a_bank, a_library, an_article
from tests.questions import a_correction, a_form, a_question, one_of_each_kind, plain_number
from tests.services.starting import RIGHT_VERDICT, Table

ENGLISH = {
    "q1 / text": "The cat is black.",
    "q1 / why supported": "No.",
    "quiz the-cat / title": "The cat",
    "article / p1.s1": "The cat was found in a tree.",
}


def stored(database: Database) -> list[tuple[str, str, str]]:
    with database.reading() as session:
        rows = session.scalars(select(EditionRow).order_by(EditionRow.article_id, EditionRow.bank_id))
        return [(row.article_id, row.bank_id, row.version) for row in rows]


def library_with(*questions: Question) -> Library:
    return a_library(a_bank(*questions))


def reworded(question: Question, text: str = "Noe helt annet.") -> Question:
    return question.model_copy(update={"text": text, "corrections": (a_correction(),)})


def edition_of(table: Table, started: Started) -> Edition:
    return table.play.edition(table.attempt(started))


def texts_of(edition: Edition) -> Mapping[str, Mapping[str, str]]:
    assert edition.texts is not None
    return edition.texts


def respond(table: Table, started: Started, item: Item, response: Response) -> None:
    """Answer as the page of the question would, in the edition that is asked."""
    question = edition_of(table, started).article.questions[item.question_id]
    table.play.answer(
        started.player_id,
        started.attempt_id,
        item.number,
        a_form(question, response),
        read_number=plain_number,
        locale="nb",
        now=table.attempt(started).started_at,
    )


def test_the_version_in_use_needs_no_copy_to_be_shown(database: Database) -> None:
    table = Table(database, library_with(a_question("q1")))

    edition = edition_of(table, table.start())

    assert edition.current
    assert (edition.article, edition.bank) == (table.library.articles[0], table.library.articles[0].banks[0])


def test_a_version_is_stored_once_however_often_it_is_played(database: Database) -> None:
    table = Table(database, library_with(a_question("q1")))
    for _ in range(3):
        table.start()

    assert stored(database) == [("the-cat-case", "the-cat", table.version_in_use())]


def test_two_who_play_a_version_first_at_the_same_moment_both_start(settings: Settings) -> None:
    both_ready = Barrier(2)

    def start(_: int) -> int:
        with closing(open_database(settings.database_url)) as database:
            table = Table(database, library_with(a_question("q1")))
            both_ready.wait()
            return table.attempt(table.start()).length

    with ThreadPoolExecutor(2) as threads:
        assert list(threads.map(start, range(2))) == [1, 1]


@pytest.mark.parametrize("after", ["reworded", "question gone", "bank gone", "article gone"])
def test_a_round_is_asked_graded_and_shown_as_it_was_started(database: Database, after: str) -> None:
    questions = one_of_each_kind()
    before = library_with(*questions)
    started = Table(database, before).start()
    later = Table(
        database,
        {
            "reworded": library_with(*map(reworded, questions)),
            "question gone": library_with(a_question("another")),
            "bank gone": a_library(a_bank(*questions, id="another")),
            "article gone": Library((an_article(id="another"),)),
        }[after],
    )

    edition = edition_of(later, started)
    for item in later.attempt(started).items:
        respond(later, started, item, edition.article.questions[item.question_id].key)

    attempt = later.attempt(started)
    assert not edition.current
    assert edition.bank == before.articles[0].banks[0]
    assert edition.article == before.articles[0]
    assert {item.answer.outcome for item in attempt.items if item.answer} == {Outcome.CORRECT}
    assert attempt.finished


def test_an_edition_keeps_the_translations_of_its_day(database: Database) -> None:
    before = library_with(a_question("q1"))
    started = Table(database, before, ENGLISH).start()

    changed = ENGLISH | {"q1 / text": "Something else.", "q1 / explanation": "Translated since."}
    later = Table(database, library_with(reworded(a_question("q1"))), changed)

    assert texts_of(edition_of(later, started)) == {"en": ENGLISH}


@pytest.mark.parametrize(
    "context", ["q1 / text", "q1 / why supported", "quiz the-cat / title", "article / p1.s1"]
)
def test_a_translation_corrected_later_leaves_an_old_review_in_the_words_of_then(
    database: Database, context: str
) -> None:
    library = library_with(a_question("q1"))
    started = Table(database, library, ENGLISH).start()

    later = Table(database, library, ENGLISH | {context: "Corrected."})
    edition = edition_of(later, started)

    assert texts_of(edition) == {"en": ENGLISH}
    of_the_question = {started.attempt_id} if context.startswith("q1") else set()
    assert later.changed(started.player_id, "en") == of_the_question
    assert later.changed(started.player_id, "nb") == frozenset()


def test_an_attempt_after_a_translation_was_corrected_is_at_a_version_of_its_own(database: Database) -> None:
    library = library_with(a_question("q1"))
    before = Table(database, library, ENGLISH).start()
    later = Table(database, library, ENGLISH | {"q1 / text": "Corrected."})
    after = later.start()

    again = Table(database, library, ENGLISH | {"q1 / text": "Corrected once more."})

    assert texts_of(edition_of(again, before))["en"]["q1 / text"] == "The cat is black."
    assert texts_of(edition_of(again, after))["en"]["q1 / text"] == "Corrected."


def test_a_first_translation_is_no_change_of_what_was_asked(database: Database) -> None:
    library = library_with(a_question("q1"))
    started = Table(database, library).start()

    later = Table(database, library, ENGLISH)

    assert later.changed(started.player_id, "en") == frozenset()


def test_an_attempt_kept_under_a_version_that_was_named_otherwise_can_be_read(database: Database) -> None:
    """As those that were started while a version was a hash of the questions alone."""
    table = Table(database, library_with(a_question("q1")), ENGLISH)
    started, old = table.start(), "0123456789abcdef"
    with database.writing() as session:
        kept = session.scalars(select(EditionRow)).one()
        session.add(
            EditionRow(
                article_id=kept.article_id,
                bank_id=kept.bank_id,
                version=old,
                content=kept.content,
                kept_at=kept.kept_at,
            )
        )
        session.flush()
        session.execute(update(AttemptRow).values(bank_version=old))

    edition = edition_of(table, started)

    assert not edition.current
    assert texts_of(edition) == {"en": ENGLISH}
    assert table.changed(started.player_id, "en") == frozenset()


def test_the_language_of_the_article_needs_no_translations(database: Database) -> None:
    started = Table(database, library_with(a_question("q1")), ENGLISH).start()

    later = Table(database, library_with(a_question("q2")))

    assert set(texts_of(edition_of(later, started))) == {"en"}


def test_an_edition_keeps_the_article_of_its_day(database: Database) -> None:
    started = Table(database, library_with(a_question("q1"))).start()

    rewritten = an_article(a_bank(reworded(a_question("q1"))), text=f"Ny tittel.\n\n{TEXT}")
    later = Table(database, Library((rewritten,)))

    assert edition_of(later, started).article.body == read_article(TEXT)


def test_the_stored_score_stands_and_the_history_says_what_changed(database: Database) -> None:
    questions = [a_question("q1"), a_question("q2")]
    table = Table(database, library_with(*questions))
    started = table.start()
    for number in (1, 2):
        table.answer(started, number, RIGHT_VERDICT)
    untouched = table.start(started.player_id, length=1)
    drawn = table.attempt(untouched).items[0].question_id
    other = next(question for question in questions if question.id != drawn)
    before = table.rounds(started.player_id)

    turned = other.model_copy(update={"answer": Verdict.SUPPORTED})
    kept = next(question for question in questions if question.id == drawn)
    later = Table(database, library_with(turned, kept))

    assert later.rounds(started.player_id) == before
    assert later.changed(started.player_id, "nb") == {started.attempt_id}
    assert table.changed(started.player_id, "nb") == frozenset()


def test_with_the_article_every_question_is_gone(database: Database) -> None:
    started = Table(database, library_with(a_question("q1"))).start()

    later = Table(database, Library((an_article(id="another"),)))

    assert later.changed(started.player_id, "nb") == {started.attempt_id}


def test_a_bank_that_comes_back_as_it_was_has_not_changed(database: Database) -> None:
    library = library_with(a_question("q1"))
    started = Table(database, library).start()
    Table(database, library_with(a_question("q2"))).start(started.player_id)

    again = Table(database, library)

    assert edition_of(again, started).current
    assert len(again.changed(started.player_id, "nb")) == 1


def test_two_quizzes_with_the_same_questions_keep_their_names(database: Database) -> None:
    """As with an article that has one bank, and the quiz that draws from all of them."""
    banks = (a_bank(a_question("q1")), a_bank(a_question("q1"), id="everything", mixed=True))
    table = Table(database, a_library(*banks))
    rounds = [table.start(bank=number) for number in (0, 1)]

    later = Table(database, library_with(a_question("q2")))

    assert [edition_of(later, started).bank for started in rounds] == list(banks)


def test_an_article_under_another_name_is_another_article(database: Database) -> None:
    rounds = []
    for article_id in ("before", "after"):
        table = Table(database, Library((an_article(a_bank(a_question("q1")), id=article_id),)))
        rounds.append(table.start())

    later = Table(database, library_with(a_question("q2")))

    assert [edition_of(later, started).article.id for started in rounds] == ["before", "after"]


def test_more_versions_than_are_held_in_memory_are_all_found(database: Database) -> None:
    texts = [f"Utgave {number}." for number in range(MOST_IN_MEMORY + 2)]
    rounds = [Table(database, library_with(reworded(a_question("q1"), text))).start() for text in texts]
    later = Table(database, library_with(a_question("q1")))

    for _ in range(2):
        found = [edition_of(later, started).article.questions["q1"].text for started in rounds]
        assert found == texts


def test_a_version_that_was_never_played_is_not_found(table: Table) -> None:
    with pytest.raises(LookupError):
        table.editions.version("the-cat-case", "the-cat", "0" * 16)
