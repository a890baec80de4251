"""What is noted of a request; the whole log and the metrics are read in tests/test_operations.py."""

import logging
from time import perf_counter

import pytest

from quiz.web.observation import ARRIVED
from tests.site_client import SiteClient

WAITED = 5  # seconds


def test_the_wait_for_a_thread_is_time_that_a_request_took(
    client: SiteClient, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.INFO, "quiz.requests")

    client.http.get("/nb/about", environ_overrides={ARRIVED: perf_counter() - WAITED})
    client.http.get("/nb/about")

    waited, prompt = (record.fields["milliseconds"] for record in caplog.records)  # type: ignore[attr-defined]
    assert waited >= WAITED * 1000 > prompt
