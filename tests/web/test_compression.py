"""Pages go over the wire compressed, where the browser can read it."""

import gzip
import zlib

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


@pytest.mark.parametrize(("accepted", "coding"), [("gzip, deflate, br, zstd", "deflate"), ("br", None)])
def test_a_download_is_compressed_by_what_holds_little_of_it(
    app: Flask, accepted: str, coding: str | None
) -> None:
    """Of each one whose reader is slow, brotli held up to eight megabytes."""
    client = SiteClient(app)
    client.start()
    address = "/en/history/export.csv"

    response = client.http.get(address, headers={"Accept-Encoding": accepted})

    decode = {"deflate": zlib.decompress, None: bytes}[coding]
    assert response.headers.get("Content-Encoding") == coding
    assert decode(response.data) == client.http.get(address).data
