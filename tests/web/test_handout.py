"""A finished round on paper: the questions first, then the key."""

from quiz.domain.bank import Library
from tests.playing import SUNDAY, answer, play, question_of, skip, wrong
from tests.site_client import SiteClient, words_of


def test_the_handout_holds_each_question_and_its_key_and_nothing_of_what_was_answered(
    client: SiteClient, library: Library
) -> None:
    result = play(client, library, client.start(SUNDAY), wrong)
    page = client.get(f"{result.address}/handout")

    questions, key = page.all("section", aria_labelledby="handout-questions") + page.all(
        "section", aria_labelledby="handout-key"
    )
    asked = [words_of(heading) for heading in questions.iter("h3")]
    assert len(asked) == len(result.all("tbody")[0])
    assert asked == [words_of(heading) for heading in key.iter("h3")]
    assert "Hvorfor svaret ditt ikke holder" not in page.text
    assert not list(questions.iter("mark"))
    assert len(list(key.iter("blockquote"))) >= len(asked)


def test_there_is_no_handout_before_the_round_is_finished(client: SiteClient, library: Library) -> None:
    first = client.start(SUNDAY)
    after = answer(client, library, first, skip)
    page = client.get(first.address.removesuffix("/1") + "/handout")

    assert page.address == client.follow(after, data_action="next").address
    assert question_of(library, page).explanation not in page.text
