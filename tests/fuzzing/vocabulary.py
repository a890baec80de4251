"""The words that senseless requests are made from: names and values that the site knows, and rubbish."""

import re
from collections.abc import Sequence

from hypothesis import strategies as st

from quiz.domain.bank import Library
from quiz.domain.kinds.ordering import Ordering, position_field
from quiz.settings import PROJECT

BAIT = "<zx onload=alert(1)>'\"&"  # no page may hold it as it stands
EVIL = "evil.example"  # no header or page may lead there

HEADERS = (
    *("Accept", "Accept-Language", "Accept-Encoding", "Authorization", "Connection", "Content-Encoding"),
    *("Content-Length", "Content-Type", "Cookie", "Expect", "Forwarded", "Host", "If-Match", "If-Range"),
    *("If-Modified-Since", "If-None-Match", "Origin", "Range", "Referer", "Sec-Fetch-Site", "TE", "Upgrade"),
    *("Transfer-Encoding", "User-Agent", "X-CSRFToken", "X-CSRF-Token", "X-Forwarded-For", "X-Request-ID"),
    *("X-Forwarded-Host", "X-Forwarded-Port", "X-Forwarded-Prefix", "X-Forwarded-Proto"),
    *("X-HTTP-Method-Override", "X-Original-URL"),
)
HEADER_VALUES = (
    *("", "*", "*/*", "0", "-1", "1e9", "nb", "en;q=0.1", "nn,no;q=x", "zz-" * 40, "x" * 4000, "nb;q=NaN"),
    *("gzip", "br;q=1", "chunked", "100-continue", "websocket", "close", "null", "https", "javascript:x"),
    *("bytes=0-", "bytes=-1,2-1", 'W/"x"', "Thu, 01 Jan 1970 00:00:00 GMT", "Bearer x", "Basic eA=="),
    *(EVIL, f"{EVIL}:80", f"https://{EVIL}/", "127.0.0.1", "::1", "[::1]:8000", "localhost", "a" * 300, "ø"),
    *("198.51.100.1, 198.51.100.2", "for=x;proto=https", "multipart/form-data", "text/html; charset=utf-7"),
    *("application/x-www-form-urlencoded; charset=utf-16", "multipart/form-data; boundary="),
    *("kildesjekk=x; locale=nb; =; a", 'locale="nb', "locale=\xff", "kildesjekk=", BAIT),
)
TEXTS = st.one_of(
    st.sampled_from(
        (
            *("", " ", "0", "1", "-1", "10", "all", "9" * 30, "1e9", "NaN", "½", "٣", "1 000", "1,5", "seks"),
            *("dont-know", "cannot-find", "none", "nb", "p1.s1", "p99.s99", ":", ":up", ",", ",,", "x:down"),
            *("../../x", "%00", "\0", "\x1b[31m", "\u202e", "\ufffe", "a" * 3000, BAIT, "=cmd|' /C calc'!A0"),
            *("' OR 1=1 --", "{{7*7}}", "%s%n", "%(num)s", f"//{EVIL}", f"https://{EVIL}"),
        )
    ),
    st.text(max_size=30),
)


def field_names() -> Sequence[str]:
    """Return the names of all fields that any template or view knows."""
    sources = [*(PROJECT / "templates").rglob("*.html"), *(PROJECT / "quiz" / "web").rglob("*.py")]
    text = "\n".join(path.read_text(encoding="utf-8") for path in sources)
    names = set(re.findall(r'\bname="([\w-]+)"', text))
    names |= set(
        re.findall(r'(?:request\.form\.get|request\.args\.get|form_key_(?:sent|here))\("(\w+)"', text)
    )
    return sorted(names)


def position_names(library: Library) -> Sequence[str]:
    """Return the names of the fields in which places in an order are written."""
    return [
        position_field(item)
        for article in library.articles
        for question in article.questions.values()
        if isinstance(question, Ordering)
        for item in question.answer
    ]


def field_values(library: Library) -> Sequence[str]:
    """Return values that fields may rightly hold: of options, sentences, quizzes, skills."""
    known: set[str] = {"from-memory", "with-source", "recall", "not-settled", "other", "wording", "0" * 32}
    for article in library.articles:
        known |= {sentence.id for sentence in article.body.sentences}
        for question in article.questions.values():
            known |= {choice.id for choice in question.choices()}
            if isinstance(question.key, tuple):
                known.add(",".join(question.key))
    return sorted(known)
