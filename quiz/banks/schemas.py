"""JSON Schemas of the files, so that an editor completes and checks them while one writes."""

import json
from collections.abc import Mapping
from types import MappingProxyType
from typing import Any, TypeAlias

from quiz.banks.shapes import ArticleFile, BankFile, NotesFile, ReleasedFile
from quiz.domain.kinds.registry import all_kinds

DIALECT = "https://json-schema.org/draft/2020-12/schema"

JsonObject: TypeAlias = dict[str, Any]

# What an author wants to know of a field, wherever it stands; one that is not named here speaks for itself.
_ABOUT = MappingProxyType(
    {
        "absent": "Regular expressions that must match nowhere in the article",
        "answer": "The key: an option's id, or a number; never a text",
        "as_of": "What the reader should know of the time that has passed since",
        "author": "Who wrote the article, where it is known",
        "banks": "The folders of the banks, in the order in which they are shown",
        "date": "A day, such as 2020-09-27: of an article or a source, when it appeared",
        "display": "Whether the article is shown whole, or only what questions quote with its neighbours",
        "enemies": "Ids of questions that must not be drawn together with this one; one side is enough",
        "evidence": "The passages of the article that settle the question",
        "explanation": "Why the right answer is right, from the article alone",
        "glossary": "Names and terms of the article, and what they may be called in other languages",
        "id": "A short English slug that never changes and never hints at the answer",
        "language": "A language as a BCP 47 tag, such as nb; for slips of language in notes, true",
        "mixed": "The quiz that draws from all banks of the article",
        "not_in_article": "Phrases, by language, that may stand in quotation marks and are not the article's",
        "options": 'Two to six options, one of them the answer; "I don\'t know" is not written',
        "paragraphs": "The kind of a paragraph by its number, counted from 1; what is not named is body text",
        "prefix": "The words just before a quotation that occurs more than once",
        "publisher": "Who published the article, where it is known",
        "quote": "The words of the article, letter by letter, within one paragraph",
        "reserved": "Words kept for quotations, by language: regular expressions for whole words",
        "rights": "Whose the article is, and what that means for the reader",
        "skills": "What the question practises; the first is the main one",
        "standing": "How the article leaves the statement",
        "suffix": "The words just after a quotation that occurs more than once",
        "summary": "One or two sentences",
        "tolerance": "How far off an answer may be and still count",
        "trap": "Which kind of mistake the wrong answer is",
        "unbroken": 'Strings that hold a full stop but no sentence end, such as "f.eks. Norge"',
        "unit": "What is counted",
        "voice": "Who speaks in the quotation",
        "who": "The source or the party that speaks",
        "why": "Why this answer is wrong, in one or two sentences",
        "wrong": "Wrong answers that can be foreseen, and why they are wrong",
    }
)


def build_schemas() -> Mapping[str, str]:
    """Return the content of each schema file by its name."""
    schemas = {
        "article": _described("What is known of an article", ArticleFile.model_json_schema()),
        "notes": _described("Editor's notes on an article", NotesFile.model_json_schema()),
        "bank": _described("A bank: what the player sees as one quiz", BankFile.model_json_schema()),
        "question": _question_schema(),
        "released": _described("What has been released of an article", ReleasedFile.model_json_schema()),
    }
    return {
        f"{name}.schema.json": json.dumps(schema, indent=2, ensure_ascii=False) + "\n"
        for name, schema in schemas.items()
    }


def _question_schema() -> JsonObject:
    """One schema for all kinds; the file's `kind` says which of them it must fit."""
    definitions: JsonObject = {}
    for name, kind in sorted(all_kinds().items()):
        schema = kind.model_json_schema()
        definitions |= schema.pop("$defs", {})
        # The file's name is the id; the kind is what chose the model.
        of_the_file = {field: value for field, value in schema["properties"].items() if field != "id"}
        schema["properties"] = {"kind": {"const": name}, **of_the_file}
        schema["required"] = ["kind", *(field for field in schema["required"] if field != "id")]
        schema["title"] = name
        definitions[kind.__name__] = schema
    choice = [{"$ref": f"#/$defs/{kind.__name__}"} for _, kind in sorted(all_kinds().items())]
    union = {"type": "object", "required": ["kind"], "oneOf": choice, "$defs": definitions}
    return _described("A question", union)


def _described(title: str, schema: JsonObject) -> JsonObject:
    schema.pop("title", None)
    schema.pop("description", None)
    tidied: JsonObject = _tidied(schema)
    return {"$schema": DIALECT, "title": title, **tidied}


def _tidied(part: Any) -> Any:
    """Leave out what TOML has no word for and what only repeats a name; add what an author wants to know."""
    if isinstance(part, list):
        return [_tidied(item) for item in part]
    if not isinstance(part, dict):
        return part
    tidied: JsonObject = {
        name: _properties(value) if name == "properties" else _tidied(value)
        for name, value in part.items()
        if not (name == "default" and value is None)
    }
    ways = [way for way in tidied.get("anyOf", ()) if way != {"type": "null"}]
    if any(way.get("type") == "number" for way in ways):
        # A decimal may also be a string in JSON; in the file a number is written as one.
        ways = [way for way in ways if way.get("type") == "number"]
    if len(ways) == 1:
        del tidied["anyOf"]
        tidied |= ways[0]
    elif ways:
        tidied["anyOf"] = ways
    return tidied


def _properties(properties: JsonObject) -> JsonObject:
    described = {}
    for name, schema in properties.items():
        tidied = _tidied({key: value for key, value in schema.items() if key != "title"})
        described[name] = tidied | ({"description": _ABOUT[name]} if name in _ABOUT else {})
    return described
