"""Sends requests with wrk (https://github.com/wg/wrk, a package of Debian) as fast as they are answered."""

import re
import shutil
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from tests.benchmarks.players import Asked

CONNECTIONS = 16

# Every request is ready before the first is sent. They are sent in turn, and again from the first.
_SCRIPT = """
local requests, at = {}, 0
init = function(arguments)
  for line in io.lines(arguments[1]) do
    local address, cookie, client, form = line:match("([^\\t]*)\\t([^\\t]*)\\t([^\\t]*)\\t([^\\t]*)")
    local headers = {["Accept-Language"] = "nb,en;q=0.8", ["Cookie"] = cookie, ["X-Forwarded-For"] = client}
    if form ~= "" then headers["Content-Type"] = "application/x-www-form-urlencoded" end
    local method = form ~= "" and "POST" or "GET"
    requests[#requests + 1] = wrk.format(method, address, headers, form ~= "" and form or nil)
  end
end
request = function()
  at = at % #requests + 1
  return requests[at]
end
done = function(summary, latency)
  local errors = summary.errors
  local failed = errors.connect + errors.read + errors.write + errors.timeout + errors.status
  io.write(string.format("measured %d %f %f %f %d\\n", summary.requests, summary.duration / 1e6,
    latency:percentile(50) / 1000, latency:percentile(99) / 1000, failed))
end
"""


@dataclass(frozen=True)
class Measured:
    """Times in milliseconds; `failed` counts requests without an answer, and with a status of 400 or more."""

    requests: int
    seconds: float
    p50: float
    p99: float
    failed: int

    @property
    def rate(self) -> float:
        return self.requests / self.seconds


def require_wrk() -> None:
    if shutil.which("wrk") is None:
        sys.exit("Kildesjekk: the benchmarks need wrk. Mend it with: apt install wrk")


def send(port: int, asked: Sequence[Asked], seconds: float, folder: Path) -> Measured:
    """Send requests over kept connections for some whole seconds."""
    script, requests = folder / "send.lua", folder / "requests.txt"
    script.write_text(_SCRIPT, encoding="ascii")
    requests.write_text(
        "".join(f"{a.address}\t{a.cookie}\t{a.client}\t{a.form}\n" for a in asked), encoding="ascii"
    )
    done = subprocess.run(
        [
            *("wrk", "--threads", "1", "--connections", str(CONNECTIONS), "--duration", f"{seconds:.0f}s"),
            *("--latency", "--script", script, f"http://127.0.0.1:{port}/", "--", requests),
        ],
        capture_output=True,
        encoding="utf-8",
        check=True,
    )
    found = re.search(r"^measured (\d+) (\S+) (\S+) (\S+) (\d+)$", done.stdout, re.MULTILINE)
    if found is None:
        raise RuntimeError(done.stdout + done.stderr)
    return Measured(int(found[1]), float(found[2]), float(found[3]), float(found[4]), int(found[5]))
