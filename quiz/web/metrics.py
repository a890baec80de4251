"""Counts for Prometheus, kept in files that all worker processes write and another process reads."""

from prometheus_client import CollectorRegistry, Counter, Histogram

BUCKETS = (0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0)  # seconds


class Metrics:
    """Counts requests and what comes of them.

    Where the counts are kept is settled when prometheus_client is first imported: see quiz/cli/metrics.py.
    """

    def __init__(self) -> None:
        registry = CollectorRegistry()
        self._requests = Counter(
            "kildesjekk_requests",
            "Requests, by route, method and status.",
            ("route", "method", "status"),
            registry=registry,
        )
        self._seconds = Histogram(
            "kildesjekk_request_seconds",
            "Time from a whole request to its response, the wait for a thread included, by route.",
            ("route",),
            buckets=BUCKETS,
            registry=registry,
        )
        self._answers = Counter("kildesjekk_answers", "Answers that were stored.", registry=registry)
        self._unavailable = Counter(
            "kildesjekk_database_unavailable",
            "Requests for which the database could not be used.",
            registry=registry,
        )

    def request(self, route: str, method: str, status: int, seconds: float) -> None:
        self._requests.labels(route, method, str(status)).inc()
        self._seconds.labels(route).observe(seconds)

    def answer(self) -> None:
        self._answers.inc()

    def database_unavailable(self) -> None:
        self._unavailable.inc()
