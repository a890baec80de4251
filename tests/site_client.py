"""Walks the site as a browser without JavaScript does: follows links, fills forms."""

from functools import cached_property
from typing import Any

import html5lib
import lxml.html
from flask import Flask
from html5lib.constants import E as PARSE_ERRORS
from lxml.html import HtmlElement as Element
from werkzeug.test import TestResponse


class Form:
    """A form as it stands on a page, with its hidden fields and what is ticked beforehand."""

    def __init__(self, element: Element, address: str) -> None:
        self.address = element.get("action") or address
        self.method = (element.get("method") or "get").lower()
        inputs = list(element.iter("input"))
        self.fields: dict[str, Any] = {
            field.get("name", ""): field.get("value", "")
            for field in inputs
            if field.get("type") not in ("radio", "checkbox") or field.get("checked") is not None
        }
        for select in element.iter("select"):
            for option in select.iter("option"):
                if option.get("selected") is not None:
                    self.fields[select.get("name", "")] = option.get("value", "")
        self.names = {field.get("name", "") for field in inputs}
        self.choices = [
            field.get("value", "") for field in inputs if field.get("type") in ("radio", "checkbox")
        ]


class PageView:
    """A response, read leniently; `parse_errors` reads it strictly."""

    def __init__(self, response: TestResponse) -> None:
        self.response = response
        self.status = response.status_code
        self.address = response.request.full_path.rstrip("?")
        self.text = response.get_data(as_text=True)

    @cached_property
    def root(self) -> Element:
        return lxml.html.document_fromstring(self.text.encode(), lxml.html.HTMLParser(encoding="utf-8"))

    @property
    def parse_errors(self) -> list[str]:
        """What a strict reader of HTML objects to."""
        parser = html5lib.HTMLParser()
        parser.parse(self.text)
        return [f"line {line}: {PARSE_ERRORS[code] % values}" for (line, _), code, values in parser.errors]

    def all(self, tag: str, **attributes: str) -> list[Element]:
        """Return the elements with a tag and attributes; `data_x` stands for data-x, `class_` for class."""
        wanted = {name.rstrip("_").replace("_", "-"): value for name, value in attributes.items()}
        return [
            element
            for element in self.root.iter(tag)
            if all(element.get(name) == value for name, value in wanted.items())
        ]

    def one(self, tag: str, **attributes: str) -> Element:
        found = self.all(tag, **attributes)
        assert len(found) == 1, f"{len(found)} of <{tag} {attributes}> at {self.address} ({self.status})"
        return found[0]

    def words(self, tag: str, **attributes: str) -> str:
        return words_of(self.one(tag, **attributes))

    @property
    def body_words(self) -> str:
        return self.words("main")

    def form(self, action: str) -> Form:
        return Form(self.one("form", data_action=action), self.address)

    @property
    def locale(self) -> str:
        return self.one("html").get("lang") or ""

    @property
    def kind(self) -> str:
        return self.one("main").get("data-kind") or ""

    @property
    def outcome(self) -> str:
        return self.one("main").get("data-outcome") or ""

    @property
    def question_id(self) -> str:
        return self.one("main").get("data-question") or ""

    @property
    def language_links(self) -> dict[str, str]:
        """The addresses of this place in each language, by the language's tag."""
        return {
            link.get("hreflang") or "": link.get("href") or ""
            for link in self.one("header").iter("a")
            if link.get("hreflang")
        }


def words_of(element: Element) -> str:
    """Return the text of an element with its white space folded."""
    return " ".join("".join(element.itertext()).split())


class SiteClient:
    """Keeps cookies and follows redirects, as a browser does."""

    def __init__(self, app: Flask) -> None:
        self.http = app.test_client()

    def get(self, address: str, **options: Any) -> PageView:
        return PageView(self.http.get(address, follow_redirects=True, **options))

    def send(self, form: Form, **fields: Any) -> PageView:
        return PageView(self.http.post(form.address, data={**form.fields, **fields}, follow_redirects=True))

    def start(
        self,
        quiz: str = "karabakh-2020/the-sunday",
        locale: str = "nb",
        length: str = "all",
        way: str = "from-memory",
        **ticked: str,
    ) -> PageView:
        """Start a quiz and return its first question."""
        form = self.get(f"/{locale}/quizzes/{quiz}").form("start")
        return self.send(form, length=length, way=way, **ticked)

    def answer(self, question: PageView, value: str) -> PageView:
        """Answer the question on a page and return the page that follows."""
        return self.send(question.form("answer"), answer=value)

    def follow(self, page: PageView, **attributes: str) -> PageView:
        """Follow the one link with these attributes."""
        return self.get(page.one("a", **attributes).get("href") or "")
