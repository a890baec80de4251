"""A round that was played before its questions were changed."""

from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from quiz.catalogs.lookup import Catalogues
from quiz.domain.bank import Library
from quiz.domain.edition import Edition
from quiz.domain.question import Question
from tests.every_page import open_site, same_browser, without_questions
from tests.playing import SUNDAY, play, question_of, sunday_size


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
