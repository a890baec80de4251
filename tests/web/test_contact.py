"""Whom to write to about a weakness, in the form of RFC 9116."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from quiz.catalogs.lookup import Catalogues
from quiz.domain.bank import Library
from tests.every_page import open_site
from tests.site_client import SiteClient

ADDRESS = "/.well-known/security.txt"


@pytest.mark.parametrize(
    ("contact", "told"),
    [
        ("quiz@example.org", "mailto:quiz@example.org"),
        ("https://example.org/contact", "https://example.org/contact"),
        ("http-service@example.org", "mailto:http-service@example.org"),
    ],
)
def test_whoever_finds_a_weakness_is_told_whom_to_write_to(
    tmp_path: Path, migrated: Path, library: Library, catalogues: Catalogues, contact: str, told: str
) -> None:
    site = open_site(tmp_path, migrated, library, catalogues, CONTACT=contact)

    response = site.client().http.get(ADDRESS)
    fields = dict(line.split(": ", 1) for line in response.get_data(as_text=True).splitlines())
    left = datetime.fromisoformat(fields["Expires"]) - datetime.now(UTC)

    assert response.content_type == "text/plain; charset=utf-8"
    assert (fields["Contact"], fields["Preferred-Languages"]) == (told, "nb, en")
    assert timedelta(days=30) < left < timedelta(days=365)
    site.close()


def test_where_nobody_is_named_there_is_nobody_to_write_to(client: SiteClient) -> None:
    assert client.http.get(ADDRESS).status_code == 404
