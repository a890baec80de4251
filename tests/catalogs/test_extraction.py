"""What is taken out of the sources for the translator."""

import pytest
from babel.messages.extract import extract_from_file
from flask import Flask

from quiz.catalogs.domains import INTERFACE, INTERFACE_LANGUAGE, Domain
from quiz.catalogs.extractor import BrokenBankFileError
from quiz.catalogs.po_file import entries
from quiz.catalogs.templates import JINJA_OPTIONS, SourceError, build_template
from tests.banks.small_folder import ARTICLE
from tests.catalogs.small_site import SmallSite

ENTRY_POINT = "kildesjekk"
COUNT = f"{ARTICLE}/the-rescue/child-count.toml"
INTERFACE_DOMAIN = Domain(INTERFACE, INTERFACE_LANGUAGE)
ARTICLE_DOMAIN = Domain(ARTICLE, "nb")


def test_babel_finds_our_method_and_gets_line_context_and_evidence(site: SmallSite) -> None:
    found = extract_from_file(ENTRY_POINT, site.questions.path / COUNT)

    evidence = ["Tre barn så på, melder NTB."]
    assert found == [
        (3, "Hvor mange barn så på?", evidence, "child-count / text"),
        (5, "barn", evidence, "child-count / unit"),
        (17, "To er tallet på dem som snakker om fargen.", evidence, "child-count / why 2"),
        (6, "«Tre barn så på.»", evidence, "child-count / explanation"),
        (12, "NTB", evidence, "child-count / evidence 1 who"),
    ]


def test_the_messages_are_exactly_those_that_are_looked_up(site: SmallSite) -> None:
    article = site.library.articles[0]

    template = build_template(ARTICLE_DOMAIN, site.sources)

    assert {(message.context, message.id) for message in entries(template)} == {
        (message.context, message.text) for message in article.all_messages()
    }


def test_the_articles_sentences_come_with_its_description(site: SmallSite) -> None:
    found = extract_from_file(ENTRY_POINT, site.questions.path / ARTICLE / "article.toml")

    texts = {context: text for _, text, _, context in found}
    assert texts["article / p2.s2"] == "Tre barn så på, melder NTB."
    assert texts["quiz everything / title"] == "Alt sammen"


def test_a_text_over_several_lines_is_one_line_for_the_translator(site: SmallSite) -> None:
    found = extract_from_file(ENTRY_POINT, site.questions.path / ARTICLE / "the-rescue" / "who-counted.toml")

    assert (5, "Setningen slutter med «melder NTB».") in {(line, text) for line, text, _, _ in found}


@pytest.mark.parametrize(
    ("file", "old", "new", "report"),
    [
        (
            COUNT,
            "answer = 3\n",
            "",
            "child-count.toml:1: error: child-count · answer: the field `answer` is missing",
        ),
        (COUNT, 'unit = "barn"', "unit = barn", "child-count.toml:5: error: is not TOML"),
        (f"{ARTICLE}/the-owner/bank.toml", "title", "titel", "bank.toml:1: error: titel: there is no field"),
        (f"{ARTICLE}/article.toml", "[1]", "[9]", "article.toml:11: error: paragraphs.headline: there is no"),
    ],
)
def test_a_broken_file_is_reported_and_not_left_out(
    site: SmallSite, file: str, old: str, new: str, report: str
) -> None:
    site.questions.change(file, old, new)

    with pytest.raises(BrokenBankFileError) as direct:
        extract_from_file(ENTRY_POINT, site.questions.path / file)
    with pytest.raises(SourceError) as through_template:
        build_template(ARTICLE_DOMAIN, site.sources)

    assert report in str(direct.value)
    assert report in str(through_template.value)


def test_the_interface_is_taken_from_code_and_templates_in_the_order_of_reading(site: SmallSite) -> None:
    template = build_template(INTERFACE_DOMAIN, site.sources)

    assert [(message.context, message.id) for message in entries(template)] == [
        (None, "Start"),
        (None, "All of it"),
        ("result", ("%(num)s point", "%(num)s points")),
        (None, "Quizzes"),
        (None, "Welcome, <strong>%(name)s</strong>"),
        (None, ("One question", "%(count)s questions")),
    ]


def test_only_comments_for_the_translator_are_taken_along(site: SmallSite) -> None:
    template = build_template(INTERFACE_DOMAIN, site.sources)

    comments = {message.id: message.auto_comments for message in entries(template)}
    assert comments["Start"] == ["a verb"]
    assert comments["All of it"] == []
    assert comments["Quizzes"] == ["the heading of the page"]


def test_places_are_files_without_lines_so_that_a_moved_text_changes_nothing(site: SmallSite) -> None:
    site.extract()
    before = site.pot(INTERFACE).read_bytes()
    site.home.write_text(f"<hr>\n\n{site.home.read_text(encoding='utf-8')}", encoding="utf-8")

    changed = site.extract()

    assert changed == []
    assert site.pot(INTERFACE).read_bytes() == before
    assert "#: templates/home.html\n" in before.decode()


def test_the_same_sources_give_the_same_bytes_without_a_date(site: SmallSite) -> None:
    site.extract()
    first = [site.pot(domain).read_bytes() for domain in (INTERFACE, ARTICLE)]
    for domain in (INTERFACE, ARTICLE):
        site.pot(domain).unlink()

    site.extract()

    assert [site.pot(domain).read_bytes() for domain in (INTERFACE, ARTICLE)] == first
    assert all(b"Date" not in content for content in first)


def test_a_percent_sign_in_a_bank_is_no_placeholder(site: SmallSite) -> None:
    site.questions.change(COUNT, 'unit = "barn"', 'unit = "50 % av barna"')

    site.extract()

    assert "python-format" not in site.pot(ARTICLE).read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("file", "content", "report"),
    [
        ("templates/home.html", b"<h1>{{ _('Quizzes' }}</h1>", "templates/home.html:1: "),
        ("templates/home.html", b"<p>\xe5</p>", "templates/home.html: is not UTF-8"),
        ("quiz/site.py", b'x = """never closed', "quiz/site.py: is not Python: "),
    ],
)
def test_a_broken_source_is_named(site: SmallSite, file: str, content: bytes, report: str) -> None:
    (site.root / file).write_bytes(content)

    with pytest.raises(SourceError) as error:
        build_template(INTERFACE_DOMAIN, site.sources)

    assert str(error.value).startswith(report)


def test_templates_are_extracted_as_they_are_rendered(app: Flask) -> None:
    rendering = app.extensions["kildesjekk"].templates["nb"]

    assert {
        "trimmed": rendering.policies["ext.i18n.trimmed"],
        "trim_blocks": rendering.trim_blocks,
        "lstrip_blocks": rendering.lstrip_blocks,
        "newstyle_gettext": rendering.newstyle_gettext,
        "silent": False,
    } == {name: value == "true" for name, value in JINJA_OPTIONS.items()}
