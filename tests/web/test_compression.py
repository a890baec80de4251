"""Pages go over the wire compressed, where the browser can read it."""

import gzip
import json

import brotli
import pytest
from flask import Flask

from tests.playing import ARTICLE
from tests.site_client import SiteClient

PAGE = f"/en/articles/{ARTICLE}"


@pytest.mark.parametrize(
    ("accepted", "coding"),
    [
        ("gzip, deflate, br, zstd", "br"),
        ("gzip, deflate", "gzip"),
        ("br;q=0, gzip", "gzip"),
        ("identity", None),
        ("", None),
    ],
)
def test_a_page_is_compressed_as_the_browser_asks(
    client: SiteClient, accepted: str, coding: str | None
) -> None:
    plain = client.http.get(PAGE)

    response = client.http.get(PAGE, headers={"Accept-Encoding": accepted})

    decode = {"br": brotli.decompress, "gzip": gzip.decompress, None: bytes}[coding]
    assert response.headers.get("Content-Encoding") == coding
    assert decode(response.data) == plain.data
    assert response.content_length == len(response.data)
    assert "Accept-Encoding" in response.vary


def test_the_longest_page_fits_into_the_first_flight_of_packets(client: SiteClient) -> None:
    response = client.http.get(PAGE, headers={"Accept-Encoding": "br"})

    assert len(response.data) <= 14 * 1024


@pytest.mark.parametrize(
    ("accepted", "coding"), [("gzip, deflate, br, zstd", "gzip"), ("br", None), ("gzip;q=0, zstd", None)]
)
def test_a_download_is_compressed_piece_by_piece(app: Flask, accepted: str, coding: str | None) -> None:
    """Ten downloads of an hour's rounds had another player wait three minutes for a small one."""
    client = SiteClient(app)
    for _ in range(10):
        client.start()
    for address in ("/en/history/export.csv", "/en/history/export.json"):
        response = client.http.get(address, headers={"Accept-Encoding": accepted}, buffered=False)
        pieces = list(response.iter_encoded())

        decode = {"gzip": gzip.decompress, None: bytes}[coding]
        found = decode(b"".join(pieces))
        assert response.headers.get("Content-Encoding") == coding
        assert "Accept-Encoding" in response.vary
        assert len(pieces) > 10  # also of rounds without an answer, of which a CSV says nothing
    assert len(json.loads(found)["attempts"]) == 10
