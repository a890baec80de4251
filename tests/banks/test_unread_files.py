"""A file in the wrong place, or with a wrong name, does not vanish without a word."""

import pytest

from tests.banks.small_folder import ARTICLE, SmallFolder

PLACE = "    A question stands in the folder of its bank."
ENDING = "    The name of a question's file ends in .toml."


@pytest.mark.parametrize(
    ("file", "told"),
    [
        ("note.toml", "note.toml: error: nothing reads this file\n    Did you mean 'notes'?"),
        ("cat-age.toml", f"cat-age.toml: error: nothing reads this file\n{PLACE}"),
        ("the-rescue/cat-age.tml", f"the-rescue/cat-age.tml: error: nothing reads this file\n{ENDING}"),
    ],
)
def test_a_file_that_nothing_reads_is_told(folder: SmallFolder, file: str, told: str) -> None:
    folder.write(f"{ARTICLE}/{file}", 'kind = "number"')

    assert folder.report() == told


@pytest.mark.parametrize("file", ["README.md", "README", "plan.md", ".DS_Store", "the-owner/README.txt"])
def test_files_for_people_may_stand_anywhere(folder: SmallFolder, file: str) -> None:
    folder.write(f"{ARTICLE}/{file}", "Les dette.")

    assert folder.report() == ""
