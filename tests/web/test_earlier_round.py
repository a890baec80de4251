"""A round that was played before its questions were changed."""

from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from quiz.catalogs.lookup import Catalogues
from quiz.domain.bank import Library
from quiz.domain.edition import Edition
from quiz.domain.question import Question
from tests.every_page import open_site, same_browser, with_text, without_questions
from tests.playing import SUNDAY, answer, play, question_of, sunday_size


def test_whether_a_question_has_changed_is_asked_once_for_each(
    tmp_path: Path,
    migrated: Path,
    library: Library,
    catalogues: Catalogues,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Asked for all of them with each, a page of 71 took a third of a second."""
    site = open_site(tmp_path, migrated, library, catalogues)
    client = site.client()
    first = client.start(SUNDAY)
    result = play(client, library, first)
    later = site.with_library(without_questions(library, question_of(library, first).id))
    asked = Counter[str]()
    has_changed = Edition.has_changed

    def counted(self: Edition, question: Question, *rest: Any) -> bool:
        asked[question.id] += 1
        return has_changed(self, question, *rest)

    monkeypatch.setattr(Edition, "has_changed", counted)
    page = same_browser(client, later).get(result.address)
    for each in (site, later):
        each.close()

    assert page.status == 200
    assert len(asked) == sunday_size(library)
    assert set(asked.values()) == {1}


def test_of_an_article_that_was_corrected_since_the_text_is_shown_as_it_was(
    tmp_path: Path, migrated: Path, library: Library, catalogues: Catalogues
) -> None:
    """Also where the text in use has been kept for whoever asks for it next."""
    then, now = "Årelang nabolandskrangel", "Årelang nabolandsstrid"
    site = open_site(tmp_path, migrated, library, catalogues)
    client = site.client()
    earlier = client.start(SUNDAY, way="with-source")
    changed = site.with_library(with_text(library, then, now))
    later = same_browser(client, changed)
    texts = []

    for question in (later.start(SUNDAY, way="with-source"), later.get(earlier.address)):
        pointing = answer(later, library, question)
        while not pointing.all("form", data_action="evidence"):
            pointing = answer(later, library, later.follow(pointing, data_action="next"))
        marked = later.get(question.address.removesuffix("/1") + "/article")
        whole = later.get("/nb/articles/karabakh-2020")
        texts += [page.text for page in (whole, question, pointing, marked)]
    for each in (site, changed):
        each.close()

    assert [now in text for text in texts] == [*[True] * 5, *[False] * 3]
    assert [then in text for text in texts] == [now not in text for text in texts]
