"""What is folded into the templates is really gone from them."""

from types import SimpleNamespace

import pytest
from jinja2 import Environment

from quiz.catalogs.lookup import Catalogues
from quiz.settings import PROJECT
from quiz.web.folding import Constants, FoldingEnvironment

CONSTANTS = Constants(
    texts={
        "_": {"Hello": "Hallo", "%(name)s has %(n)s & 100%%": "<b>100%%</b> av %(n)s: %(name)s"}.__getitem__
    },
    functions={"url_for": lambda endpoint, **values: f"/{endpoint}?a&b"},
    patterns={"url_for": lambda endpoint, given: f"/{endpoint}/%(number)s" if "number" in given else None},
    attributes={("reader", "tag"): "nb"},
    rows={"languages": [{"tag": "nb", "name": "Norsk"}, {"tag": "en", "name": "A & B"}]},
)
LANGUAGES = [SimpleNamespace(tag="nb", name="Norsk"), SimpleNamespace(tag="en", name="A & B")]


def folding() -> FoldingEnvironment:
    environment = FoldingEnvironment(extensions=["jinja2.ext.i18n"], autoescape=True)
    environment.constants = CONSTANTS
    return environment


def rendered(source: str, **values: object) -> str:
    return folding().from_string(source).render(values)


def test_a_text_is_a_constant() -> None:
    assert rendered("<p>{{ _('Hello') }}</p>") == "<p>Hallo</p>"


def test_values_are_put_in_and_escaped_and_the_text_is_not() -> None:
    said = rendered("{{ _('%(name)s has %(n)s & 100%%', name=who, n=3) }}", who="<i>Ola</i>")

    assert said == "<b>100%</b> av 3: &lt;i&gt;Ola&lt;/i&gt;"


def test_an_address_without_values_is_a_constant_and_escaped_in_the_page() -> None:
    assert rendered("{{ url_for('home', locale=reader.tag) }}") == "/home?a&amp;b"


def test_an_address_with_a_number_needs_only_the_number() -> None:
    assert rendered("<a href=\"{{ url_for('page', number=n) }}\">", n=7) == '<a href="/page/7">'


def test_what_is_not_known_yet_is_left_to_the_page() -> None:
    assert rendered("{{ url_for(name) }}", name="x", url_for=lambda name: f"said {name}") == "said x"


def test_a_loop_over_what_is_known_is_written_out() -> None:
    source = "{% for one in languages %}<a href='/{{ one.tag }}{{ place }}'>{{ one.name }}</a>{% endfor %}"

    assert (
        rendered(source, place="/x?a&b")
        == "<a href='/nb/x?a&amp;b'>Norsk</a><a href='/en/x?a&amp;b'>A &amp; B</a>"
    )
    assert "languages" not in folding().compile(source, raw=True)


@pytest.mark.parametrize(
    "source",
    [
        "{% for one in languages %}{{ one.name }}{{ ', ' if not loop.last }}{% endfor %}",
        "{% for one in languages if one.tag != 'nb' %}{{ one.name }}{% endfor %}",
        "{% for one in languages %}{% set said = one.name %}{{ said }}{% endfor %}{{ said }}",
        "{% for one in languages %}{{ one.name }}{% else %}none{% endfor %}",
    ],
)
def test_a_loop_that_does_more_than_repeat_stays_one(source: str) -> None:
    plain = Environment(autoescape=True)

    assert rendered(source, languages=LANGUAGES) == plain.from_string(source).render(languages=LANGUAGES)
    assert "languages" in folding().compile(source, raw=True)


def test_a_branch_that_is_never_taken_is_left_out() -> None:
    source = "{% if reader.tag == 'nb' %}ja{% else %}{{ never }}{% endif %}"

    assert rendered(source) == "ja"
    assert "never" not in folding().compile(source, raw=True)


@pytest.mark.parametrize(("here", "said"), [(1, "one"), (2, "two"), (3, "more")])
def test_a_branch_that_is_not_known_yet_stays(here: int, said: str) -> None:
    source = (
        "{% if reader.tag == 'en' %}never{% elif n == 1 %}one{% elif n == 2 %}two{% else %}more{% endif %}"
    )

    assert rendered(source, n=here) == said


def test_no_page_looks_a_plain_text_up(catalogues: Catalogues) -> None:
    """Of all that pages say, only what depends on a number is looked up as a page is made."""
    environment = FoldingEnvironment(extensions=["jinja2.ext.i18n"], autoescape=True)
    environment.policies["ext.i18n.trimmed"] = True
    environment.install_gettext_callables(str, str, newstyle=True)  # type: ignore[attr-defined]
    say = catalogues.interface("nb")
    environment.constants = Constants(
        {"_": say.gettext, "gettext": say.gettext, "pgettext": say.pgettext}, {}, {}, {}
    )
    environment.filters.update(
        dict.fromkeys(
            (
                "in_language",
                "marked",
                "long_date",
                "full_date",
                "short_time",
                "number",
                "points",
                "percent",
                "from_here",
            ),
            str,
        )
    )
    left = []
    for path in sorted((PROJECT / "templates").rglob("*.html")):
        code = environment.compile(path.read_text(encoding="utf-8"), name=path.name, raw=True)
        left += [path.name for word in ("'gettext'", "'_'", "'pgettext'") if f"resolve({word})" in code]

    assert left == []
