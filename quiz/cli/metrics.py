"""Serves the metrics of all worker processes at a port of their own, which the public need not reach."""

import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager

FOLDER = "PROMETHEUS_MULTIPROC_DIR"  # read by prometheus_client when it is imported


@contextmanager
def metrics_folder() -> Iterator[None]:
    """Have all processes that are started meanwhile count in one folder."""
    folder = tempfile.mkdtemp(prefix="kildesjekk-metrics-")
    os.environ[FOLDER] = folder
    try:
        yield
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def serve_metrics(host: str, port: int) -> None:
    """Answer from a thread, until this process ends."""
    from prometheus_client import CollectorRegistry, start_http_server
    from prometheus_client.multiprocess import MultiProcessCollector

    registry = CollectorRegistry()
    MultiProcessCollector(registry)  # type: ignore[no-untyped-call]
    start_http_server(port, host, registry)
