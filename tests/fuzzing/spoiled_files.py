"""How a file is spoiled: signs, lines and values that are lost, doubled, swapped, or replaced by rubbish."""

from collections.abc import Callable
from typing import TypeAlias

from hypothesis import strategies as st

Spoil: TypeAlias = Callable[[bytes], bytes]

RUBBISH = (
    *(
        b"",
        b"\0",
        b"\xff\xfe",
        b"\xef\xbb\xbf",
        b"\r",
        b"\n\n",
        b'"',
        b"'''",
        b'"""',
        b"\\",
        b"\\u",
        b"[",
        b"]]",
    ),
    *(b"=", b"#", b"{}", b"[[evidence]]", b"[x", b"true", b"1e999", b"-1", b"nan", b"2020-13-45", b"0x"),
    *(b'""', b"{a = 1}", b"[[]]", b"[1, 2]", b"text = 1\n", b"kind = 'x'\n", b"(?i)(", b"(a+)+$", b"%(num)s"),
    *(b"%", b"<b>", b'msgid ""\n', b'msgstr "x"\n', b"msgctxt 1\n", b"#, fuzzy\n", b'#~ msgid "x"\n'),
    *(b'msgstr[9] "x"\n', b"nplurals=0; plural=n/0;", b"nplurals=99999", b"charset=utf-7", b"charset=none"),
    "ø".encode("latin-1"),
)


def spoilings() -> st.SearchStrategy[Spoil]:
    """Make functions that spoil a file in one to four places."""
    return st.lists(st.one_of(_signs(), _lines(), _values()), min_size=1, max_size=4).map(_one_after_another)


def _one_after_another(spoilings: list[Spoil]) -> Spoil:
    def spoil(content: bytes) -> bytes:
        for each in spoilings:
            content = each(content)
        return content

    return spoil


def _place() -> st.SearchStrategy[float]:
    return st.floats(0, 1, exclude_max=True)


def _signs() -> st.SearchStrategy[Spoil]:
    """Replace some bytes of a file."""

    def make(where: float, length: int, instead: bytes) -> Spoil:
        def spoil(content: bytes) -> bytes:
            start = int(where * (len(content) + 1))
            return content[:start] + instead + content[start + length :]

        return spoil

    return st.builds(make, _place(), st.integers(0, 12), st.sampled_from(RUBBISH) | st.binary(max_size=6))


def _lines() -> st.SearchStrategy[Spoil]:
    """Lose a line, double it, put it elsewhere, or put rubbish in front of it."""

    def make(where: float, elsewhere: float, what: str, rubbish: bytes) -> Spoil:
        def spoil(content: bytes) -> bytes:
            lines = content.splitlines(keepends=True) or [b""]
            line = lines.pop(int(where * len(lines)))
            at = int(elsewhere * (len(lines) + 1))
            put = {"lose": [], "double": [line, line], "move": [line], "precede": [rubbish + b"\n", line]}[
                what
            ]
            return b"".join([*lines[:at], *put, *lines[at:]])

        return spoil

    what = st.sampled_from(["lose", "double", "move", "precede"])
    return st.builds(make, _place(), _place(), what, st.sampled_from(RUBBISH))


def _values() -> st.SearchStrategy[Spoil]:
    """Replace what stands behind a sign of equality, or behind the first blank of a line."""

    def make(where: float, instead: bytes) -> Spoil:
        def spoil(content: bytes) -> bytes:
            lines = content.splitlines(keepends=True) or [b""]
            at = int(where * len(lines))
            sign = b"= " if b"= " in lines[at] else b" "
            lines[at] = lines[at].partition(sign)[0] + sign + instead + b"\n"
            return b"".join(lines)

        return spoil

    return st.builds(make, _place(), st.sampled_from(RUBBISH))
