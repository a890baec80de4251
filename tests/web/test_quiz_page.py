"""What the page says of a quiz before it is started."""

from dataclasses import replace
from pathlib import Path

import pytest

from quiz.catalogs.lookup import Catalogues
from quiz.domain.bank import Library
from tests.every_page import open_site
from tests.playing import SUNDAY
from tests.site_client import words_of


@pytest.mark.parametrize("with_enemies", [True, False])
def test_whoever_asks_for_all_questions_is_told_that_some_give_others_away(
    tmp_path: Path, migrated: Path, library: Library, catalogues: Catalogues, with_enemies: bool
) -> None:
    if not with_enemies:
        article = library.articles[0]
        banks = (
            replace(bank, questions=tuple(each.model_copy(update={"enemies": ()}) for each in bank.questions))
            for bank in article.banks
        )
        library = Library((replace(article, banks=tuple(banks)),))
    site = open_site(tmp_path, migrated, library, catalogues)

    page = site.client().get(f"/en/quizzes/{SUNDAY}")

    label = words_of(page.one("label", for_="length-all"))
    assert ("give others away" in label) is with_enemies
    site.close()
