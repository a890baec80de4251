"""The rules that every page of the site keeps."""

from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise
from urllib.parse import urlsplit

from babel import Locale
from lxml.html import HtmlElement as Element

from tests.site_client import PageView, words_of

# Written out, so that a change of the site's own list is seen here.
HEADERS = {
    "Content-Security-Policy": "default-src 'none'; base-uri 'none'; connect-src 'self'; form-action 'self'; "
    "frame-ancestors 'none'; img-src 'self' data:; script-src 'self'; style-src 'self'",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
    "Referrer-Policy": "same-origin",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Cache-Control": "no-store",
}
# A refused form is kept, so that Back passes it without asking whether to send the form again.
KEPT = {"Cache-Control": "no-cache, private"}
LOADING = {"script": "src", "img": "src", "link": "href", "source": "srcset", "iframe": "src"}
LEADING = {"a": "href", "form": "action"}
REFERRING = ("for", "aria-labelledby", "aria-describedby", "aria-controls", "headers")
LEFT_OVER = ("%(", "{{", "{%", "Undefined", "&amp;amp;", "&amp;lt;", "&lt;span")


def broken_rules(page: PageView, locales: Sequence[str]) -> list[str]:
    """Return what is wrong with a page, in words; nothing where it keeps every rule."""
    rules = (
        _headers,
        _reads_strictly,
        _says_its_language,
        _has_one_of_each,
        _title_tells_the_page,
        _ids_and_references,
        _controls_are_labelled,
        _heading_order,
        _nothing_inline,
        _nothing_from_elsewhere,
        _links_and_forms_lead_somewhere,
        _tables_are_described,
        _nothing_left_over,
    )
    found = [fault for rule in rules for fault in rule(page)]
    return found + list(_languages_keep_the_place(page, locales))


def _headers(page: PageView) -> Iterator[str]:
    yield from broken_headers(page.response.headers, HEADERS | KEPT if page.status == 422 else HEADERS)
    if page.response.content_type != "text/html; charset=utf-8":
        yield f"the content type is {page.response.content_type}"
    if page.response.headers.get("Content-Language") != page.one("html").get("lang"):
        yield f"Content-Language is {page.response.headers.get('Content-Language')}"


def broken_headers(headers: object, wanted: Mapping[str, str] = HEADERS) -> Iterator[str]:
    """Yield the headers that every answer carries, pages or not, and this one does not."""
    for name, value in wanted.items():
        given = headers.getlist(name)  # type: ignore[attr-defined]
        if given != [value]:
            yield f"the header {name} is {given}"


def _reads_strictly(page: PageView) -> Iterator[str]:
    if not page.text.lower().startswith("<!doctype html>"):
        yield "there is no doctype"
    yield from page.parse_errors


def _says_its_language(page: PageView) -> Iterator[str]:
    root = page.one("html")
    tag = root.get("lang") or ""
    if not tag:
        yield "html has no lang"
    elif root.get("dir") != Locale.parse(tag, sep="-").text_direction:
        yield f"html has dir={root.get('dir')}"


def _has_one_of_each(page: PageView) -> Iterator[str]:
    for tag in ("title", "header", "main", "footer", "h1"):
        if (count := len(page.all(tag))) != 1:
            yield f"there are {count} {tag}"
    for name in ("viewport", "description"):
        if len(page.all("meta", name=name)) != 1:
            yield f"there is not one meta {name}"


def _title_tells_the_page(page: PageView) -> Iterator[str]:
    """A question's title is its progress, since the question itself is long; else it has the h1's words."""
    title, heading = page.words("title"), page.words("h1")
    if not title.endswith(" – Kildesjekk"):
        yield f"the title does not end with the site's name: {title}"
    told = title.removesuffix(" – Kildesjekk").split(" – ")[0].split(": ", 1)
    if page.kind and not page.outcome:
        if told[-1].casefold() not in page.body_words.casefold():
            yield f"the title tells a progress that the page does not: {title}"
    elif not any(_one_holds_the_other(part, heading) for part in (told[-1], ": ".join(told))):
        yield f"the title has nothing of the h1: {title} / {heading}"


def _one_holds_the_other(one: str, other: str) -> bool:
    one, other = one.casefold(), other.casefold()
    return bool(one) and (one in other or other in one)


def _ids_and_references(page: PageView) -> Iterator[str]:
    ids = [element.get("id") for element in page.root.iter() if element.get("id") is not None]
    for double in {each for each in ids if ids.count(each) > 1}:
        yield f"the id {double} stands twice"
    for element in page.root.iter():
        for attribute in REFERRING:
            for target in (element.get(attribute) or "").split():
                if target not in ids:
                    yield f"{_tag(element)} {attribute}={target} leads nowhere"
        href = element.get("href") or ""
        if _tag(element) == "a" and href.startswith("#") and href[1:] not in ids:
            yield f"the link {href} leads nowhere"


def _controls_are_labelled(page: PageView) -> Iterator[str]:
    """By a label, or by words of the page that it names: an item of an ordering is its number's label."""
    labelled = {label.get("for"): words_of(label) for label in page.root.iter("label") if label.get("for")}
    words = {element.get("id"): words_of(element) for element in page.root.iter() if element.get("id")}
    for tag in ("input", "select", "textarea"):
        for control in page.all(tag):
            named = "".join(words.get(id, "") for id in (control.get("aria-labelledby") or "").split())
            if control.get("type") != "hidden" and not (labelled.get(control.get("id")) or named):
                yield f"a control has no label: {control.attrib}"
    for button in page.all("button"):
        if not words_of(button):
            yield "a button has no words"
        if button.get("disabled") is not None:
            yield "a button is disabled"
    for fieldset in page.all("fieldset"):
        if [_tag(child) for child in fieldset][:1] != ["legend"] or not words_of(fieldset[0]):
            yield "a fieldset does not begin with its legend"


def _heading_order(page: PageView) -> Iterator[str]:
    """No level is skipped downwards. Only the summary of errors may stand before the h1."""
    headings = [
        element for element in page.root.iter() if _tag(element) in {"h1", "h2", "h3", "h4", "h5", "h6"}
    ]
    levels = [int(_tag(heading)[1]) for heading in headings]
    before = [heading.get("id") for heading in headings[: levels.index(1)]]
    if before not in ([], ["error-title"]):
        yield f"headings before the h1: {before}"
    for above, below in pairwise(levels):
        if below > above + 1:
            yield f"h{below} follows h{above}"
    for heading in headings:
        if not words_of(heading):
            yield f"an empty {_tag(heading)}"


def _nothing_inline(page: PageView) -> Iterator[str]:
    for element in page.root.iter():
        if _tag(element) == "style" or (_tag(element) == "script" and words_of(element)):
            yield f"an inline {_tag(element)}"
        for name, value in element.attrib.items():
            if name == "style" or name.startswith("on"):
                yield f"{_tag(element)} has {name}"
            if value.strip().lower().startswith(("javascript:", "data:", "vbscript:")):
                yield f"{_tag(element)} {name}={value[:20]}"


def _nothing_from_elsewhere(page: PageView) -> Iterator[str]:
    """Only the sources of an editor's note lead to other places, which do not learn where from."""
    sources = _sources_of_notes(page)
    own = page.response.request.host_url
    for element in page.root.iter():
        for table in (LOADING, LEADING):
            attribute = table.get(_tag(element))
            address = None if attribute is None else element.get(attribute)
            if address is None or not (urlsplit(address).netloc or urlsplit(address).scheme):
                continue
            if element.get("rel") == "alternate" and address.startswith(own):
                continue
            if element not in sources:
                yield f"{_tag(element)} leads to another place: {address}"
            elif urlsplit(address).scheme not in {"http", "https"} or element.get("rel") != "noreferrer":
                yield f"the source of a note leads to {address} with rel={element.get('rel')}"
    for picture in page.all("img"):
        if picture.get("alt") is None:
            yield "a picture has no alt"


def _sources_of_notes(page: PageView) -> list[Element]:
    notes = [each for each in page.all("details") if "note" in (each.get("class") or "").split()]
    return [link for note in notes for link in note.iter("a")]


def _links_and_forms_lead_somewhere(page: PageView) -> Iterator[str]:
    sources = _sources_of_notes(page)
    for link in page.all("a"):
        if link not in sources and not (link.get("href") or "").startswith(("/", "#")):
            yield f"a link leads nowhere: {words_of(link)} {link.get('href')}"
        if not words_of(link):
            yield f"a link has no words: {link.get('href')}"
    for form in page.all("form"):
        names = [field.get("name") for field in form.iter("input")]
        if form.get("method") != "post" or not (form.get("action") or "").startswith("/"):
            yield f"a form leads nowhere: {form.attrib}"
        if "csrf_token" not in names:
            yield "a form has no csrf_token"


def _tables_are_described(page: PageView) -> Iterator[str]:
    for table in page.all("table"):
        if [_tag(child) for child in table][:1] != ["caption"]:
            yield "a table has no caption"
        for cell in table.iter("th"):
            if cell.get("scope") not in {"col", "row"}:
                yield "a head of a table has no scope"


def _nothing_left_over(page: PageView) -> Iterator[str]:
    for trace in LEFT_OVER:
        if trace in page.text:
            yield f"the page shows {trace}"


def _languages_keep_the_place(page: PageView, locales: Sequence[str]) -> Iterator[str]:
    links = [link for link in page.one("header").iter("a") if link.get("hreflang")]
    if [link.get("hreflang") for link in links] != list(locales):
        yield f"the languages of the header are {[link.get('hreflang') for link in links]}"
    here = page.one("html").get("lang") or ""
    for link in links:
        tag = link.get("hreflang") or ""
        if link.get("lang") != tag or not link.get("dir"):
            yield f"the link to {tag} does not say its own language"
        if (link.get("aria-current") is not None) != (tag == here):
            yield f"the link to {tag} has aria-current={link.get('aria-current')}"
        if link.get("href") not in _same_places(page, here, tag):
            yield f"the link to {tag} leads to {link.get('href')}"
    # Search engines want them whole, and each page among them.
    alternates = {link.get("hreflang"): link.get("href") for link in page.all("link", rel="alternate")}
    own = page.response.request.host_url.rstrip("/")
    if alternates != {link.get("hreflang"): f"{own}{link.get('href')}" for link in links}:
        yield f"the alternates in the head are {alternates}"


def _same_places(page: PageView, here: str, tag: str) -> set[str]:
    """Return where the switch may lead: this place in the other language; from an error, home as well."""
    places = {f"/{tag}/" + page.address.removeprefix(f"/{here}/")}
    return places | {f"/{tag}/"} if page.status >= 400 else places


def _tag(element: Element) -> str:
    return element.tag if isinstance(element.tag, str) else ""
