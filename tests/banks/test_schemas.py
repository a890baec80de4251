"""The JSON Schemas say what the loader says."""

import json
import tomllib
from typing import Any

import pytest

from quiz.banks.schemas import build_schemas
from quiz.domain.kinds.registry import all_kinds
from quiz.settings import PROJECT

QUESTIONS = PROJECT / "questions"


@pytest.fixture(scope="module")
def schemas() -> dict[str, Any]:
    return {name.removesuffix(".schema.json"): json.loads(text) for name, text in build_schemas().items()}


def test_the_shipped_schemas_are_up_to_date() -> None:
    for name, content in build_schemas().items():
        assert (QUESTIONS / "schemas" / name).read_text(encoding="utf-8") == content


def test_every_shipped_file_has_only_fields_that_its_schema_knows(schemas: dict[str, Any]) -> None:
    kinds = _kinds(schemas)
    for path in QUESTIONS.glob("*/**/*.toml"):
        data = tomllib.loads(path.read_text(encoding="utf-8"))
        schema = kinds[data["kind"]] if "kind" in data else schemas[path.stem]
        assert set(schema.get("required", ())) <= set(data) <= set(schema["properties"]), path


def test_every_shipped_file_names_a_schema_that_exists() -> None:
    for path in QUESTIONS.glob("*/**/*.toml"):
        first = path.read_text(encoding="utf-8").splitlines()[0]
        assert first.startswith("#:schema "), path
        assert (path.parent / first.removeprefix("#:schema ")).is_file(), path


def test_the_kind_of_a_question_chooses_its_schema(schemas: dict[str, Any]) -> None:
    assert sorted(_kinds(schemas)) == sorted(all_kinds())
    assert all("kind" in schema["required"] for schema in _kinds(schemas).values())


def test_a_question_has_no_id_as_its_file_has_a_name(schemas: dict[str, Any]) -> None:
    assert all("id" not in schema["properties"] for schema in _kinds(schemas).values())


def test_nothing_in_a_schema_is_null_as_toml_has_no_null(schemas: dict[str, Any]) -> None:
    assert "null" not in json.dumps(schemas)


def test_fields_that_all_questions_have_are_described(schemas: dict[str, Any]) -> None:
    for schema in _kinds(schemas).values():
        assert all(
            "description" in schema["properties"][name] for name in ("skills", "explanation", "evidence")
        )


def test_unknown_fields_are_refused_by_the_editor_too(schemas: dict[str, Any]) -> None:
    assert all(schema["additionalProperties"] is False for schema in _kinds(schemas).values())
    assert schemas["article"]["additionalProperties"] is False
    assert schemas["bank"]["additionalProperties"] is False


def _kinds(schemas: dict[str, Any]) -> dict[str, Any]:
    question = schemas["question"]
    names = [choice["$ref"].removeprefix("#/$defs/") for choice in question["oneOf"]]
    return {question["$defs"][name]["properties"]["kind"]["const"]: question["$defs"][name] for name in names}
