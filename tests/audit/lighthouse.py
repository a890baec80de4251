"""Lighthouse, run on one page as a newcomer's phone loads it: what it scores, and what came over the wire."""

import json
import os
import shutil
import subprocess
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from quiz.settings import PROJECT
from tests.audit.pages import Visit

COMMAND = PROJECT / "tests" / "audit" / "node_modules" / "lighthouse" / "cli" / "index.js"
CATEGORIES = ("performance", "accessibility", "best-practices", "seo")
CHROMIUM_FLAGS = (
    "--headless=new --no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking "
    "--disable-component-update --disable-sync"
)
PATIENCE = 180  # seconds for one page


class MeasuringError(Exception):
    """Lighthouse could not measure a page; the message is its own."""


@dataclass(frozen=True)
class Measured:
    """`scores` are of 100, by category; `faults` are the audits that cost points, in words; `shift` is the
    cumulative layout shift; `largest` is the largest contentful paint in seconds; sizes are bytes as they
    came over the wire, headers included.
    """

    scores: Mapping[str, int]
    faults: tuple[str, ...]
    shift: float
    largest: float
    requests: int
    total_bytes: int
    html_bytes: int


def measure(address: str, visit: Visit, folder: Path) -> Measured:
    """Measure a page with its player's cookie. Raises MeasuringError."""
    headers = folder / "headers.json"
    headers.write_text(json.dumps({"Cookie": visit.cookie} if visit.cookie else {}), encoding="utf-8")
    try:
        return _read(_run(address + visit.path, headers))
    except MeasuringError:  # now and then Chromium records nothing, and Lighthouse asks to be run again
        return _read(_run(address + visit.path, headers))


def _run(address: str, headers: Path) -> Mapping[str, Any]:
    done = subprocess.run(
        [
            *(shutil.which("node", path=_path()) or "node", str(COMMAND), address),
            *("--output=json", "--quiet", "--no-enable-error-reporting", "--disable-full-page-screenshot"),
            *(f"--extra-headers={headers}", f"--chrome-flags={CHROMIUM_FLAGS}"),
        ],
        env={**os.environ, "CHROME_PATH": os.environ.get("CHROMIUM", "chromium")},
        capture_output=True,
        encoding="utf-8",
        check=False,
        timeout=PATIENCE,
    )
    if done.returncode != 0:
        raise MeasuringError(done.stderr.strip() or done.stdout.strip())
    report: Mapping[str, Any] = json.loads(done.stdout)
    if error := report.get("runtimeError"):
        raise MeasuringError(error["message"])
    return report


def _path() -> str:
    """Where node may be: on this machine, else in .venv, where .ci/npm puts it."""
    return os.pathsep.join((os.environ.get("PATH", ""), str(PROJECT / ".venv" / "bin")))


def _read(report: Mapping[str, Any]) -> Measured:
    audits = report["audits"]
    requests = [each for each in audits["network-requests"]["details"]["items"] if each["protocol"] != "data"]
    page = next(each for each in requests if each["resourceType"] == "Document")
    return Measured(
        scores={name: round((report["categories"][name]["score"] or 0) * 100) for name in CATEGORIES},
        faults=tuple(_faults(report)),
        shift=audits["cumulative-layout-shift"]["numericValue"],
        largest=audits["largest-contentful-paint"]["numericValue"] / 1000,
        requests=len(requests),
        total_bytes=sum(each["transferSize"] for each in requests),
        html_bytes=page["transferSize"],
    )


def _faults(report: Mapping[str, Any]) -> list[str]:
    """Name the audits that count and are not passed, with the first place that each complains of."""
    found = []
    for name in CATEGORIES:
        for counted in report["categories"][name]["auditRefs"]:
            audit = report["audits"][counted["id"]]
            if counted["weight"] and audit["score"] is not None and audit["score"] < 0.9:
                items = audit.get("details", {}).get("items", [])
                found.append(f"{name}: {audit['title']} {json.dumps(items[:1])[:300]}")
    return found
