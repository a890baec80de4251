"""All questions in both languages: everything is told after the answer."""

import pytest
from lxml.html import HtmlElement as Element

from quiz.catalogs.lookup import Catalogues
from quiz.domain.bank import Article, sentence_message
from quiz.domain.kinds.altered_quote import AlteredQuote
from quiz.domain.kinds.find_sentence import FindSentence
from quiz.domain.kinds.multiple_choice import MultipleChoice
from quiz.domain.kinds.ordering import Ordering
from quiz.domain.kinds.single_choice import SingleChoice
from tests.site_client import PageView, words_of
from tests.web.conftest import LOCALES, Round, Say, Step, say_in

OUTCOMES = ("incorrect", "correct", "skipped")


@pytest.mark.parametrize("locale", LOCALES)
def test_the_key_is_graded_right_and_the_foreseen_mistake_wrong(
    rounds: dict[str, Round], locale: str
) -> None:
    for place, step in enumerate(rounds[locale].steps):
        assert (step.question.id, step.answered.outcome) == (step.question.id, OUTCOMES[place % 3])
        assert step.answered.question_id == step.question.id


@pytest.mark.parametrize("locale", LOCALES)
def test_each_passage_stands_marked_in_its_paragraph_word_for_word(
    rounds: dict[str, Round], article: Article, locale: str
) -> None:
    for step in rounds[locale].steps:
        quotations = step.answered.all("blockquote")
        marked = [_marked(quotation) for quotation in quotations]
        evidence = [each.quote for each in step.question.evidence]

        assert quotations
        assert {quotation.get("lang") for quotation in quotations} == {"nb"}
        for quote in evidence:
            assert any(quote in each for each in marked), (step.question.id, quote, marked)
        for each in marked:
            for quote in sorted(evidence, key=len, reverse=True):
                each = each.replace(quote, "")
            assert each.strip(" …") == "", f"{step.question.id}: more is marked than quoted: {each}"
        for quotation in quotations:
            assert words_of(quotation) in article.body.text


def test_of_a_paragraph_that_is_quoted_no_sentence_is_left_out(
    rounds: dict[str, Round], article: Article
) -> None:
    """Not even where several are quoted in it, and each passage keeps to its speaker."""
    for step in rounds["nb"].steps:
        shown = " ".join(map(words_of, step.answered.all("blockquote")))
        for evidence in step.question.evidence:
            for sentence in article.passage(evidence).paragraph.sentences:
                assert " ".join(sentence.text.split()) in shown, (step.question.id, sentence.id)


@pytest.mark.parametrize("locale", LOCALES)
def test_a_passage_links_to_its_place_in_the_article(
    rounds: dict[str, Round], article: Article, locale: str
) -> None:
    sentences = {sentence.id for sentence in article.body.sentences}
    for step in rounds[locale].steps:
        links = [link.get("href") or "" for link in step.answered.one("main").iter("a")]
        places = {link.split("#")[1] for link in links if "#" in link}

        assert places
        assert places <= sentences
        assert article.passage(step.question.evidence[0]).id in places


def test_the_english_page_has_the_translation_beside_the_original(
    rounds: dict[str, Round], article: Article, catalogues: Catalogues
) -> None:
    for step in rounds["en"].steps:
        quoted = " ".join(words_of(each) for each in step.answered.all("blockquote"))
        for evidence in step.question.evidence:
            for sentence in article.passage(evidence).sentences:
                message = sentence_message(sentence.id, sentence.text)
                translated = catalogues.say(article.id, message, "en")
                assert translated.locale == "en"
                assert " ".join(translated.text.split()) in step.answered.body_words
                assert translated.text == sentence.text or translated.text not in quoted


def test_the_norwegian_page_shows_no_translation(
    rounds: dict[str, Round], article: Article, catalogues: Catalogues
) -> None:
    for step in rounds["nb"].steps:
        for evidence in step.question.evidence:
            sentence = article.passage(evidence).sentences[0]
            translated = catalogues.say(article.id, sentence_message(sentence.id, sentence.text), "en").text
            assert translated == sentence.text or translated not in step.answered.body_words


@pytest.mark.parametrize("locale", LOCALES)
def test_the_answer_page_explains_in_the_readers_language_and_in_order(
    rounds: dict[str, Round], article: Article, catalogues: Catalogues, locale: str
) -> None:
    for step in rounds[locale].steps:
        question, words = step.question, step.answered.body_words
        say = say_in(catalogues, article, locale)
        remarks = question.remarks(step.sent)
        why_wrong = [say(remark.message) for remark in remarks]
        why_right = [
            say(question.message("explanation", question.explanation)),
            words_of(step.answered.all("blockquote")[0]),
        ]
        # Where many things were asked, what went wrong stands above the long rest.
        mistakes_first = isinstance(question, MultipleChoice)
        parts = [
            step.answered.words("h1"),
            say(question.message("text", question.text)),
            *(why_wrong + why_right if mistakes_first else why_right + why_wrong),
        ]
        at = 0
        for part in parts:
            assert part in words[at:], (question.id, part)
            at = words.index(part, at)

        assert bool(remarks) == (step.answered.outcome == "incorrect"), question.id
        assert step.answered.words("h1") in step.answered.words("title")


@pytest.mark.parametrize("locale", LOCALES)
def test_the_verdict_names_the_right_answer(
    rounds: dict[str, Round], article: Article, catalogues: Catalogues, locale: str
) -> None:
    for step in rounds[locale].steps:
        for named in _named(step, article, say_in(catalogues, article, locale)):
            assert named in step.answered.words("h1"), step.question.id


def _named(step: Step, article: Article, say: Say) -> list[str]:
    """Return the words in which a verdict names the right answer."""
    question, key = step.question, step.question.key
    if isinstance(question, FindSentence):
        sentences = [article.body.sentence(sentence) for sentence in key or ()]
        return [say(sentence_message(each.id, each.text)) for each in sentences if each is not None]
    if isinstance(question, AlteredQuote):
        return [say(question.option_message(str(key))), say(question.original_message())]
    if isinstance(question, SingleChoice):
        return [say(question.option_message(str(key)))]
    if isinstance(question, MultipleChoice | Ordering):
        return []
    if question.KIND == "verdict":
        return [words_of(each) for each in step.asked.all("label") if each.get("for") == f"answer-{key}"]
    return [str(key)]


@pytest.mark.parametrize("locale", LOCALES)
def test_an_answer_of_several_parts_stands_as_lists_below_its_verdict(
    rounds: dict[str, Round], article: Article, catalogues: Catalogues, locale: str
) -> None:
    say = say_in(catalogues, article, locale)
    interface = catalogues.interface(locale)
    labels = [interface.gettext("Your answer"), interface.gettext("The right answer")]
    judged = {
        ok: interface.pgettext("said before an option that was ticked", word)
        for ok, word in ((True, "Right:"), (False, "Wrong:"))
    }
    for step in rounds[locale].steps:
        if not isinstance(step.question, MultipleChoice | Ordering):
            continue
        given, right = [
            [say(step.question.option_message(item)) for item in parts]
            for parts in (step.sent or (), step.question.key)
        ]
        if isinstance(step.question, Ordering):
            found = step.answered.all("ol", class_="order")
        else:
            judgements = [pick in step.question.answers for pick in step.sent or ()]
            given = [f"{judged[ok]} {words}" for ok, words in zip(judgements, given, strict=True)]
            found = [each for each in step.answered.all("ul") if "picked" in (each.get("class") or "")]
        lists = [[words_of(item) for item in each] for each in found]
        shown = [words_of(each) for each in step.answered.all("p", class_="label")]

        assert not any(text in step.answered.words("h1") for text in right)
        if step.answered.outcome == "correct":
            assert (lists, shown) == ([given], labels[:1])
        elif step.answered.outcome == "skipped":
            assert (lists, shown) == ([right], labels[1:])
        else:
            assert (lists, shown) == ([given, right], labels)


@pytest.mark.parametrize("locale", LOCALES)
def test_the_answer_that_was_given_is_said_in_words(
    rounds: dict[str, Round], article: Article, catalogues: Catalogues, locale: str
) -> None:
    say = say_in(catalogues, article, locale)
    for step in rounds[locale].steps:
        question = step.question
        if isinstance(question, MultipleChoice | SingleChoice) and step.sent is not None:
            sent = [step.sent] if isinstance(step.sent, str) else step.sent
            given = [say(question.option_message(option)) for option in sent]
        elif isinstance(question, FindSentence):
            sentences = [article.body.sentence(sentence) for sentence in step.sent or ()]
            given = [say(sentence_message(each.id, each.text)) for each in sentences if each is not None]
        else:
            continue
        head = step.answered.body_words.split(say(question.message("explanation", question.explanation)))[0]
        assert all(each in head for each in given), question.id


@pytest.mark.parametrize("locale", LOCALES)
def test_result_and_review_have_them_all(rounds: dict[str, Round], locale: str) -> None:
    played = rounds[locale]
    review = played.client.get(played.result.address + "/review")
    correct = sum(step.answered.outcome == "correct" for step in played.steps)
    number = len(played.steps)

    for page in (played.result, review):
        data = page.all("data")[0]
        score = (data.get("data-score"), data.get("value"), data.get("data-max"))
        assert score == ("", f"{correct}.0", f"{number}.0")
    assert len(played.result.all("tbody")[0]) == number
    assert len(review.all("article")) == number
    assert len(review.all("blockquote")) == sum(len(step.answered.all("blockquote")) for step in played.steps)


@pytest.mark.parametrize("locale", LOCALES)
def test_each_passage_says_who_speaks_and_how_the_article_leaves_it(
    rounds: dict[str, Round], article: Article, catalogues: Catalogues, locale: str
) -> None:
    say = say_in(catalogues, article, locale)
    for step in rounds[locale].steps:
        speakers = [words_of(each) for each in step.answered.all("p", class_="assertion__who")]
        standings = step.answered.all("span", class_="assertion__standing")
        named = [
            say(message)
            for number in range(1, len(step.question.evidence) + 1)
            if (message := step.question.who_says(number)) is not None
        ]

        assert len(speakers) == len(standings) == len(step.answered.all("blockquote"))
        assert set(named) <= set(speakers), step.question.id
        assert all(speakers)
        assert all(words_of(each) for each in standings)


def test_of_a_translated_sentence_only_what_is_quoted_is_marked(rounds: dict[str, Round]) -> None:
    (step,) = [each for each in rounds["en"].steps if each.question.id == "vehicle-picture"]

    assert [words_of(each) for each in step.answered.all("span", class_="matched")] == [
        "This picture from the Armenian authorities",
        "what is said to be an Azerbaijani military vehicle destroyed by Armenian separatists",
    ]


@pytest.mark.parametrize("locale", LOCALES)
def test_editors_notes_stand_at_the_passages_they_are_about_and_outside_quotations(
    rounds: dict[str, Round], article: Article, catalogues: Catalogues, locale: str
) -> None:
    say = say_in(catalogues, article, locale)
    noted = 0
    for step in rounds[locale].steps:
        passages = [article.passage(evidence) for evidence in step.question.evidence]
        notes = [each for each in step.answered.all("details") if "note" in (each.get("class") or "").split()]
        shown = [words_of(note) for note in notes]
        wanted = [say(note.message) for note in article.notes_on(passages)]

        assert len(shown) == len(wanted)
        assert all(any(text in note for note in shown) for text in wanted), step.question.id
        _notes_follow_what_they_are_about(step.answered)
        assert not any(text in step.asked.body_words for text in wanted)
        noted += len(wanted)

    assert noted > 10


def _notes_follow_what_they_are_about(page: PageView) -> None:
    """Check that what each group of notes names stands in the passage just before it, and no note in one."""
    for section in page.all("section"):
        passage = ""
        for part in section:
            if "notes" in (part.get("class") or "").split():
                for about in part.iter("q"):
                    assert words_of(about) in passage
            elif part.tag == "figure":
                passage = words_of(part)
                assert list(part.iter("details")) == []


def _marked(quotation: Element) -> str:
    """Return what is marked of a quotation; what is not becomes an ellipsis."""
    paragraph = quotation[0]
    runs = [paragraph.text or ""]
    marked = "" if not runs[0].strip() else "…"
    for part in paragraph:
        assert part.tag == "mark"
        tail = part.tail or ""
        marked += "".join(part.itertext()) + (" … " if tail.strip() else " " if tail else "")
    return marked
