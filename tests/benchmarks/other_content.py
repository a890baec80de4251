"""The site with the content of another folder, which BENCH_PROJECT names."""

import os
from pathlib import Path

from quiz.cli.start import start

app = start(os.environ, Path(os.environ["BENCH_PROJECT"]))
