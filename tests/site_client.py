"""Walks the site as a browser without JavaScript does: follows links, fills forms."""

from typing import Any

import html5lib
from flask import Flask
from werkzeug.test import TestResponse
from xml.etree.ElementTree import Element

HTML = "{http://www.w3.org/1999/xhtml}"


class Form:
    """A form as it stands on a page, with its hidden fields filled."""

    def __init__(self, element: Element, address: str) -> None:
        self.address = element.get("action") or address
        self.method = (element.get("method") or "get").lower()
        self.fields: dict[str, Any] = {
            field.get("name", ""): field.get("value", "")
            for field in element.iter(f"{HTML}input")
            if field.get("type") == "hidden" or (field.get("type") == "radio" and field.get("checked") is not None)
        }
        self.choices = [
            field.get("value", "") for field in element.iter(f"{HTML}input") if field.get("type") == "radio"
        ]


class PageView:
    """A response read as a browser reads it."""

    def __init__(self, response: TestResponse) -> None:
        self.response = response
        self.status = response.status_code
        self.address = response.request.full_path.rstrip("?")
        self.text = response.get_data(as_text=True)
        self.root: Element = html5lib.parse(self.text, treebuilder="etree")

    def all(self, tag: str, **attributes: str) -> list[Element]:
        """Return the elements with a tag and attributes; `data_x` stands for data-x, `class_` for class."""
        wanted = {name.rstrip("_").replace("_", "-"): value for name, value in attributes.items()}
        return [
            element
            for element in self.root.iter(f"{HTML}{tag}")
            if all(element.get(name) == value for name, value in wanted.items())
        ]

    def one(self, tag: str, **attributes: str) -> Element:
        found = self.all(tag, **attributes)
        assert len(found) == 1, f"{len(found)} of <{tag} {attributes}> at {self.address}"
        return found[0]

    def words(self, tag: str, **attributes: str) -> str:
        return " ".join("".join(self.one(tag, **attributes).itertext()).split())

    @property
    def body_words(self) -> str:
        return " ".join("".join(self.one("main").itertext()).split())

    def form(self, action: str) -> Form:
        return Form(self.one("form", data_action=action), self.address)

    @property
    def question_id(self) -> str:
        return self.one("main").get("data-question") or ""


class SiteClient:
    """Keeps cookies and follows redirects, as a browser does."""

    def __init__(self, app: Flask) -> None:
        self.http = app.test_client()

    def get(self, address: str, **options: Any) -> PageView:
        return PageView(self.http.get(address, follow_redirects=True, **options))

    def send(self, form: Form, **fields: Any) -> PageView:
        return PageView(self.http.post(form.address, data={**form.fields, **fields}, follow_redirects=True))

    def start(self, quiz: str = "karabakh-2020/the-sunday", locale: str = "nb", length: str = "all") -> PageView:
        """Start a quiz and return its first question."""
        return self.send(self.get(f"/{locale}/quizzes/{quiz}").form("start"), length=length)

    def answer(self, question: PageView, value: str) -> PageView:
        """Answer the question on a page and return the page that follows."""
        return self.send(question.form("answer"), answer=value)

    def follow(self, page: PageView, **attributes: str) -> PageView:
        """Follow the one link with these attributes."""
        return self.get(page.one("a", **attributes).get("href") or "")
