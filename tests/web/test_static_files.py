"""Style sheets and scripts."""

import json
import re
from pathlib import Path

import pytest

from quiz.cli.assets import BUNDLES
from quiz.settings import PROJECT
from quiz.web.static_files import NAMES, AssetsMissingError, static_urls
from tests.site_client import SiteClient


def test_styles_and_scripts_come_compressed_and_are_kept_for_good(client: SiteClient) -> None:
    page = client.get("/nb/")
    addresses = [each.get("href") or "" for each in page.all("link", rel="stylesheet")]
    addresses += [each.get("src") or "" for each in page.all("script")]

    assert len(addresses) == 2
    for address in addresses:
        with client.http.get(address, headers={"Accept-Encoding": "br, gzip"}) as response:
            assert response.status_code == 200
            assert "immutable" in response.headers["Cache-Control"]
            assert response.headers["Content-Encoding"] == "br"
            assert response.headers["X-Content-Type-Options"] == "nosniff"
            assert "Access-Control-Allow-Origin" not in response.headers


def test_a_static_file_that_is_not_there_is_not_found(client: SiteClient) -> None:
    for address in (
        "/static/",
        "/static/nothing.css",
        "/static/manifest.jso",
        "/static/../app.py",
        "/static/%2e%2e/x",
    ):
        assert client.get(address).status == 404


@pytest.fixture
def manifest(tmp_path: Path) -> Path:
    """A manifest with all that pages ask for."""
    names = {name: f"built.{name}" for name in NAMES}
    for file in names.values():
        (tmp_path / file).write_bytes(b"")
    path = tmp_path / "manifest.json"
    path.write_text(json.dumps(names), encoding="utf-8")
    return path


def test_what_pages_ask_for_is_what_is_built() -> None:
    templates = "".join(path.read_text(encoding="utf-8") for path in (PROJECT / "templates").rglob("*.html"))

    assert set(re.findall(r"static_url\('([^']+)'\)", templates)) == set(NAMES) == set(BUNDLES)


def test_a_file_is_found_under_the_name_it_was_built_with(manifest: Path) -> None:
    assert static_urls(manifest)("mark.svg") == "/static/built.mark.svg"


@pytest.mark.parametrize("content", ["", "{", "[]", "7", "null", "{}", '{"mark.svg": "built.mark.svg"}'])
def test_a_manifest_that_lacks_a_name_is_noticed_at_the_start(manifest: Path, content: str) -> None:
    manifest.write_text(content, encoding="utf-8")

    with pytest.raises(AssetsMissingError, match="the style sheets are not built: run `flask assets build`"):
        static_urls(manifest)


def test_a_manifest_that_is_not_there_is_noticed_at_the_start(tmp_path: Path) -> None:
    with pytest.raises(AssetsMissingError, match="run `flask assets build`"):
        static_urls(tmp_path / "manifest.json")


def test_a_file_that_is_gone_is_noticed_at_the_start(manifest: Path) -> None:
    (manifest.parent / "built.kildesjekk.js").unlink()

    with pytest.raises(AssetsMissingError, match=r"^kildesjekk\.js is not built: run `flask assets build`$"):
        static_urls(manifest)
