"""JSON Schemas of the files, so that an editor completes and checks them while one writes."""

import json
from collections.abc import Mapping
from typing import Any, TypeAlias

from quiz.banks.fields import ABOUT
from quiz.banks.shapes import ArticleFile, BankFile, NotesFile, ReleasedFile
from quiz.domain.kinds.registry import all_kinds

DIALECT = "https://json-schema.org/draft/2020-12/schema"

JsonObject: TypeAlias = dict[str, Any]


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
        described[name] = tidied | ({"description": ABOUT[name]} if name in ABOUT else {})
    return described
