"""What was read and checked before is not read again, and nothing that has changed since goes unseen."""

import os
import shutil
from dataclasses import replace
from pathlib import Path

import pytest

from quiz.catalogs.lookup import Catalogues
from quiz.cli import file_state
from quiz.cli.content import load_content
from quiz.cli.file_state import SETTLED, program_mark, state_of
from quiz.cli.opening import ContentError, open_content
from quiz.domain.bank import Library
from quiz.services.editions import version_now
from quiz.settings import ContentSettings
from tests.banks.small_folder import ARTICLE
from tests.catalogs.small_site import SmallSite
from tests.cli.two_articles import (
    COUNT,
    LATER,
    OTHER,
    QUESTION,
    asked,
    everything,
    kept_articles,
    the_article,
    whole,
)

RIGHT, WRONG = 'msgstr "HVOR MANGE BARN SÅ PÅ?"', 'msgstr "HVOR MANGE 24 BARN SÅ??"'  # of the same size


def test_what_has_not_changed_is_not_made_again(
    content_settings: ContentSettings, file: Path, kept: int
) -> None:
    content = open_content(content_settings, file, LATER)

    assert file.stat().st_ino == kept
    assert asked(content) == asked(content, OTHER) == COUNT.text
    assert list(file.parent.iterdir()) == [file]


def test_what_was_changed_just_now_is_not_kept_since_a_further_change_might_not_show(
    content_settings: ContentSettings, file: Path
) -> None:
    program = program_mark(content_settings)
    states = [state_of(content_settings, content_settings.questions / id, program) for id in (ARTICLE, OTHER)]

    content = open_content(content_settings, file, max(state.newest for state in states))

    assert asked(content) == COUNT.text
    assert kept_articles(file) == []


def test_an_article_that_has_changed_is_made_anew_and_the_other_kept(
    two: SmallSite, content_settings: ContentSettings, file: Path, kept: int
) -> None:
    two.questions.change(QUESTION, "explanation = ", "explanation = '''Tre.''' #")

    content = open_content(content_settings, file, LATER)

    assert the_article(content).questions["child-count"].explanation == "Tre."
    assert the_article(content, OTHER).questions["child-count"].explanation == "«Tre barn så på.»"
    assert kept_articles(file) == [ARTICLE, OTHER]
    assert file.stat().st_ino != kept


def test_a_translation_that_keeps_size_and_time_is_seen(
    two: SmallSite, content_settings: ContentSettings, file: Path, kept: int
) -> None:
    before = two.po(ARTICLE).stat()
    assert len(RIGHT.encode()) == len(WRONG.encode())

    two.change_po(ARTICLE, RIGHT, WRONG)
    os.utime(two.po(ARTICLE), ns=(before.st_atime_ns, before.st_mtime_ns))

    assert two.po(ARTICLE).stat().st_size == before.st_size
    with pytest.raises(ContentError, match="24"):
        open_content(content_settings, file, LATER)


def test_an_error_is_told_with_the_same_words_as_by_the_check(
    two: SmallSite, content_settings: ContentSettings, file: Path, kept: int
) -> None:
    two.questions.change(f"{OTHER}/the-owner/bank.toml", "title", "titel")
    two.questions.write(f"{ARTICLE}/the-owner/aside.txt", "nobody reads this\n")
    two.change_po(ARTICLE, RIGHT, WRONG)

    for _ in range(2):
        with pytest.raises(ContentError) as refused:
            open_content(content_settings, file, LATER)

    told = [str(problem) for problem in load_content(content_settings).problems]
    assert str(refused.value) == "\n".join(told)
    assert len(told) > 3


def test_once_it_is_mended_only_that_is_read(
    two: SmallSite, content_settings: ContentSettings, file: Path, kept: int
) -> None:
    two.questions.change(f"{OTHER}/the-owner/bank.toml", "title", "titel")
    with pytest.raises(ContentError):
        open_content(content_settings, file, LATER)
    assert kept_articles(file) == [ARTICLE]

    two.questions.change(f"{OTHER}/the-owner/bank.toml", "titel", "title")

    assert asked(open_content(content_settings, file, LATER), OTHER) == COUNT.text
    assert kept_articles(file) == [ARTICLE, OTHER]


def test_an_article_that_was_taken_away_is_gone(
    content_settings: ContentSettings, file: Path, kept: int
) -> None:
    shutil.rmtree(content_settings.questions / OTHER)

    content = open_content(content_settings, file, LATER)

    assert [article.id for article in content.library.articles] == [ARTICLE]
    assert kept_articles(file) == [ARTICLE]


def test_where_all_articles_were_taken_away_the_site_does_not_start(
    content_settings: ContentSettings, file: Path, kept: int
) -> None:
    for id in (ARTICLE, OTHER):
        shutil.rmtree(content_settings.questions / id)

    with pytest.raises(ContentError, match="holds no article"):
        open_content(content_settings, file, LATER)


def test_another_program_and_other_languages_make_everything_anew(
    content_settings: ContentSettings, file: Path, kept: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    alone = replace(content_settings, locales=("nb",))
    open_content(alone, file, LATER)
    before = file.stat().st_ino
    assert before != kept

    shutil.copytree(file_state._PACKAGE, tmp_path / "quiz", ignore=shutil.ignore_patterns("static"))
    monkeypatch.setattr(file_state, "_PACKAGE", tmp_path / "quiz")
    open_content(alone, file, LATER)

    assert file.stat().st_ino != before


def test_what_is_changed_under_a_running_site_is_not_half_seen(
    two: SmallSite, content_settings: ContentSettings, file: Path, kept: int
) -> None:
    running = open_content(content_settings, file, LATER)
    two.questions.change(QUESTION, "Hvor mange barn", "Hvor mange av barna")
    two.update()
    two.change_po(ARTICLE, "#, fuzzy\n", "")
    two.compile()

    started_later = open_content(content_settings, file, LATER)

    assert asked(started_later) == "Hvor mange av barna så på?"
    assert asked(running) == COUNT.text
    assert running.catalogues.say(ARTICLE, COUNT, "en").text == "HVOR MANGE BARN SÅ PÅ?"
    assert whole(running)[2] != whole(started_later)[2]


def test_the_shipped_banks_are_kept_as_they_are_read(
    library: Library, catalogues: Catalogues, translations: Path, file: Path
) -> None:
    shipped = ContentSettings(locales=("nb", "en"), translations=translations)
    for _ in ("made", "kept"):
        content = open_content(shipped, file, LATER)

        assert everything(content.library, content.catalogues) == everything(library, catalogues)
        assert content.versions == {
            (article.id, bank.id): version_now(article, bank, catalogues, ("nb", "en"))
            for article in library.articles
            for bank in article.banks
        }
    (kept, read) = (found.articles[0] for found in (content.library, library))
    assert kept.shown_sentences == read.shown_sentences
    assert [kept.notes_on([kept.passage(q.evidence[0])]) for q in kept.questions.values()] == [
        read.notes_on([read.passage(q.evidence[0])]) for q in read.questions.values()
    ]
    assert kept.whole.questions[1:3] == read.whole.questions[1:3]
    assert kept.whole.longest_round == read.whole.longest_round
    with pytest.raises(KeyError):
        kept.questions["no-such-question"]


def test_a_state_settles(content_settings: ContentSettings) -> None:
    found = state_of(content_settings, content_settings.questions / ARTICLE, program_mark(content_settings))

    assert not found.is_settled(found.newest + SETTLED - 1)
    assert found.is_settled(found.newest + SETTLED)
