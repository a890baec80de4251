"""What has been released stays, unless it is withdrawn."""

import pytest

from quiz.banks.released import render_released
from tests.banks.small_folder import ARTICLE, SmallFolder

COUNT = f"{ARTICLE}/the-rescue/child-count.toml"
WHO = f"{ARTICLE}/the-rescue/who-counted.toml"
RELEASED = f"{ARTICLE}/released.toml"


def release(folder: SmallFolder) -> str:
    content = render_released(folder.load().library.articles[0], folder.path / ARTICLE)
    folder.write(RELEASED, content)
    return content


@pytest.fixture
def released(folder: SmallFolder) -> SmallFolder:
    release(folder)
    assert folder.report() == ""
    return folder


def test_a_release_names_kinds_and_choices(folder: SmallFolder) -> None:
    content = release(folder)

    assert '[questions.child-count]\nkind = "number"\nchoices = []\n' in content
    assert '[questions.who-counted]\nkind = "single-choice"\nchoices = ["ntb", "owner"]\n' in content
    assert 'choices = ["contradicted", "not-stated", "supported"]\n' in content
    assert release(folder) == content


def test_what_is_new_needs_no_release(released: SmallFolder) -> None:
    new = (released.path / COUNT).read_text(encoding="utf-8")
    new = new.replace('enemies = ["who-counted"]', 'enemies = ["child-count", "who-counted"]')
    released.write(f"{ARTICLE}/the-rescue/new-count.toml", new)
    released.append(WHO, '\n[[options]]\nid = "neighbour"\ntext = "Naboen"\nwhy = "Nei."\n')

    assert released.report() == ""


def test_a_question_that_is_gone_is_told_with_the_line_of_its_release(released: SmallFolder) -> None:
    released.remove(WHO)
    released.change(COUNT, 'enemies = ["who-counted"]\n', "")

    assert released.report() == (
        "released.toml:20: error: who-counted: the question 'who-counted' has been released and is gone\n"
        "    Put its file back, or name it in `withdrawn`."
    )


def test_a_question_that_is_broken_is_not_gone(released: SmallFolder) -> None:
    released.change(WHO, 'answer = "ntb"\n', "")

    assert released.report() == (
        "the-rescue/who-counted.toml:1: error: who-counted · answer: the field `answer` is missing\n"
        "    The key: an id, or ids in their order, or a number; never a text."
    )


def test_an_option_that_is_gone_is_told(released: SmallFolder) -> None:
    released.change(WHO, 'id = "owner"', 'id = "proprietor"')

    assert released.report() == (
        "released.toml:20: error: who-counted: the option 'owner' has been released and is gone\n"
        "    Give a new thing a new id."
    )


def test_a_question_keeps_its_kind(released: SmallFolder) -> None:
    released.change(
        RELEASED, '[questions.child-count]\nkind = "number"', '[questions.child-count]\nkind = "verdict"'
    )

    assert (
        "released.toml:16: error: child-count: "
        "the question 'child-count' has been released as 'verdict' and is now 'number'\n"
    ) in released.report()


def test_what_is_withdrawn_may_be_gone_and_stays_withdrawn_at_the_next_release(released: SmallFolder) -> None:
    released.remove(COUNT)
    released.change(WHO, 'id = "owner"', 'id = "proprietor"')
    released.change(RELEASED, "withdrawn = []", 'withdrawn = ["child-count", "who-counted/owner"]')
    assert released.report() == ""

    content = release(released)
    assert 'withdrawn = ["child-count", "who-counted/owner"]' in content
    assert "questions.child-count" not in content
    assert released.report() == ""


@pytest.mark.parametrize("name", ["child-count", "who-counted/owner"])
def test_the_id_of_what_was_withdrawn_is_never_used_again(released: SmallFolder, name: str) -> None:
    released.change(RELEASED, "withdrawn = []", f'withdrawn = ["{name}"]')

    question = name.partition("/")[0]
    assert released.report() == (
        f"released.toml:5: error: {question} · withdrawn: '{name}' has been withdrawn, and is used again\n"
        "    Give a new thing a new id."
    )


def test_a_release_that_cannot_be_read_is_told(released: SmallFolder) -> None:
    released.change(RELEASED, "withdrawn = []", "withdrawn = [")
    assert "released.toml:" in released.report()
    assert "is not TOML" in released.report()

    released.change(RELEASED, "withdrawn = [", "withdrawn = []\nwithdrwn = []")
    assert "released.toml:6: error: withdrwn: there is no field `withdrwn` here" in released.report()


def rename_bank(folder: SmallFolder) -> None:
    (folder.path / ARTICLE / "the-owner").rename(folder.path / ARTICLE / "the-owners")
    folder.change(f"{ARTICLE}/article.toml", '"the-owner"', '"the-owners"')


def test_a_bank_that_got_another_name_is_told(released: SmallFolder) -> None:
    rename_bank(released)

    assert released.report() == (
        "released.toml:6: error: banks: the bank 'the-owner' has been released and is gone\n"
        "    Is it now 'the-owners'? Give it its name back, or name it in `withdrawn` as 'the-owner/'."
    )


def test_the_mixed_quiz_that_got_another_name_is_told(released: SmallFolder) -> None:
    released.change(f"{ARTICLE}/article.toml", 'id = "everything"', 'id = "all"')

    assert "the bank 'everything' has been released and is gone" in released.report()


def test_a_bank_that_is_withdrawn_may_be_gone_and_is_not_used_again(released: SmallFolder) -> None:
    released.change(RELEASED, "withdrawn = []", 'withdrawn = ["the-owner/"]')
    assert "'the-owner/' has been withdrawn, and is used again" in released.report()

    rename_bank(released)

    assert released.report() == ""
