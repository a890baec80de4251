"""Style sheets and scripts."""

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


def test_a_static_file_that_is_not_there_is_not_found(client: SiteClient) -> None:
    for address in (
        "/static/",
        "/static/nothing.css",
        "/static/manifest.jso",
        "/static/../app.py",
        "/static/%2e%2e/x",
    ):
        assert client.get(address).status == 404
