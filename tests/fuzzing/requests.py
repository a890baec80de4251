"""How senseless requests are made: each part is sometimes right, sometimes nearly, sometimes not at all."""

from collections.abc import Mapping, Sequence
from typing import Any
from urllib.parse import quote, urlencode

from flask import Flask
from hypothesis import strategies as st
from werkzeug.routing import BuildError, Rule

from quiz.domain.bank import Library
from tests.fuzzing.site import MARK, FuzzedSite, Sent
from tests.fuzzing.vocabulary import (
    BAIT,
    EVIL,
    HEADER_VALUES,
    HEADERS,
    TEXTS,
    field_names,
    field_values,
    position_names,
)

METHODS = ("GET", "HEAD", "POST", "PUT", "DELETE", "PATCH", "OPTIONS", "TRACE", "CONNECT", "BREW", "get", "")
SEGMENTS = ("nb", "en", "no", "nn", "nb-NO", "attempts", "quizzes", "..", ".", "", "%", BAIT, EVIL, "static")
TYPES = (
    "application/x-www-form-urlencoded",
    "multipart/form-data; boundary=x",
    "text/plain",
    "application/json",
    "",
)
FORMS_WEIGH = 2  # more than pages, and those of a round as much again
SESSION_NAMES = ("player", "csrf_token", "link", "_permanent", "_flashes", "")
JSON: st.SearchStrategy[Any] = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=40),
    lambda part: st.lists(part, max_size=4) | st.dictionaries(st.text(max_size=8), part, max_size=4),
    max_leaves=6,
)


def requests(site: FuzzedSite, library: Library) -> st.SearchStrategy[Sent]:
    """Make the strategy for requests to a site, over every route that it has."""
    app = site.app
    rules = sorted(app.url_map.iter_rules(), key=lambda rule: (rule.rule, rule.endpoint))
    forms = [rule for rule in rules if "POST" in (rule.methods or ())]
    rules += FORMS_WEIGH * [rule for rule in forms if "/attempts/" in rule.rule] + FORMS_WEIGH * forms
    targets = [_to(rule, site, app, library) for rule in rules] + [_elsewhere(site, library)]
    return st.sampled_from(range(len(targets))).flatmap(targets.__getitem__)


def _to(rule: Rule, site: FuzzedSite, app: Flask, library: Library) -> st.SearchStrategy[Sent]:
    values = _values(site, library)
    arguments = st.fixed_dictionaries({name: values[name] for name in sorted(rule.arguments)})
    methods = sorted(rule.methods or ())
    meant = _mostly(st.just("POST" if "POST" in methods else "GET"), st.sampled_from(methods))
    return st.builds(
        Sent,
        method=_mostly(meant, st.sampled_from(METHODS)),
        path=_mostly(arguments.map(lambda chosen: _address(app, rule, chosen)), _paths()),
        query=_queries(library),
        headers=_headers(site),
        body=_bodies(site, library),
    )


def _elsewhere(site: FuzzedSite, library: Library) -> st.SearchStrategy[Sent]:
    return st.builds(
        Sent,
        method=st.sampled_from(METHODS),
        path=_paths(),
        query=_queries(library),
        headers=_headers(site),
        body=_bodies(site, library),
    )


def _mostly(usual: st.SearchStrategy[Any], other: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    return st.integers(0, 5).flatmap(lambda number: usual if number else other)


def _values(site: FuzzedSite, library: Library) -> Mapping[str, st.SearchStrategy[Any]]:
    """What stands for each variable part of an address. A new name needs values here."""
    whole = st.sampled_from([-1, 0, 1, 2, 9, 999, 2**31 - 1, 2**31, 10**30]) | st.integers(1, 20)
    articles = [article.id for article in library.articles]
    banks = [bank.id for article in library.articles for bank in article.banks]
    return {
        "locale": st.sampled_from(["nb", "en"]),
        "attempt_id": _mostly(st.sampled_from(site.attempts), whole),
        "number": _mostly(st.integers(1, 5), whole),
        "article_id": _mostly(st.sampled_from(articles), TEXTS),
        "bank_id": _mostly(st.sampled_from(banks), TEXTS),
        "token": _mostly(st.sampled_from(site.tokens), TEXTS),
    }


def _address(app: Flask, rule: Rule, chosen: Mapping[str, Any]) -> str:
    """Return an address as WSGI has it: its bytes, decoded, one sign each."""
    try:
        built = app.url_map.bind("localhost").build(rule.endpoint, dict(chosen), append_unknown=False)
    except BuildError:
        built = "/" + "/".join(str(value) for value in chosen.values())
    path: str = built.partition("?")[0]
    return path.encode("utf-8", "replace").decode("latin-1")


def _paths() -> st.SearchStrategy[str]:
    segments = st.lists(st.sampled_from(SEGMENTS) | st.text(max_size=12), max_size=6)
    return segments.map(lambda parts: "/" + "/".join(parts).encode("utf-8", "replace").decode("latin-1"))


def _fields(library: Library) -> st.SearchStrategy[Sequence[tuple[str, str]]]:
    names = _mostly(st.sampled_from(field_names()), st.sampled_from(position_names(library)) | TEXTS)
    values = st.sampled_from(field_values(library)) | TEXTS
    return st.lists(st.tuples(names, values), max_size=6)


def _queries(library: Library) -> st.SearchStrategy[str]:
    encoded = _fields(library).map(lambda fields: urlencode(fields, errors="replace"))
    raw = st.text(st.characters(max_codepoint=255, exclude_characters="\r\n#"), max_size=40)
    return st.one_of(st.just(""), encoded, raw)


def _headers(site: FuzzedSite) -> st.SearchStrategy[tuple[tuple[str, str], ...]]:
    latin = st.text(st.characters(max_codepoint=255, exclude_characters="\r\n"), max_size=40)
    value = st.sampled_from(HEADER_VALUES) | latin
    rubbish = st.lists(st.tuples(st.sampled_from(HEADERS), value), max_size=3)
    kind, cookie = _mostly(st.just(TYPES[0]), st.sampled_from(TYPES)), _cookies(site)
    usual = st.tuples(st.tuples(st.just("Content-Type"), kind), st.tuples(st.just("Cookie"), cookie))
    return usual | st.tuples(usual, rubbish).map(lambda parts: (*parts[0], *parts[1]))


def _cookies(site: FuzzedSite) -> st.SearchStrategy[str]:
    one, other = (st.just(site.session(player)) for player in site.players)
    nobody = st.sampled_from([site.session(player) for player in (None, "0" * 32)])
    absurd = st.dictionaries(st.sampled_from(SESSION_NAMES), JSON, max_size=4).map(
        lambda content: site.sign({"csrf_token": MARK, **content})
    )
    nothing = st.sampled_from(["", "x", ".eJw.x.y", "a.b.c", '"', BAIT, "=" * 50])
    languages = st.sampled_from(["", "; locale=nb", "; locale=en", "; locale=xx", "; __Host-locale=\xff"])
    session = _mostly(one, st.one_of(other, nobody, absurd, JSON.map(site.sign), nothing))
    return st.tuples(session, languages).map(lambda both: f"{site.cookie_name}={both[0]}{both[1]}")


def _bodies(site: FuzzedSite, library: Library) -> st.SearchStrategy[bytes]:
    def form(fields: Sequence[tuple[str, str]]) -> bytes:
        return urlencode([("csrf_token", site.form_mark), *fields], errors="replace").encode()

    def parts(fields: Sequence[tuple[str, str]]) -> bytes:
        lines = [
            f'--x\r\nContent-Disposition: form-data; name="{quote(name)}"\r\n\r\n{value}\r\n'
            for name, value in [("csrf_token", site.form_mark), *fields]
        ]
        return ("".join(lines) + "--x--\r\n").encode("utf-8", "replace")

    forms = _fields(library).map(form)
    large = st.just(b"answer=" + b"x" * 70_000)
    return _mostly(forms, st.one_of(_fields(library).map(parts), st.binary(max_size=60), large))
