"""The WSGI app, made as it is imported; says why it cannot start."""

import os
import sys

from quiz.cli.start import StartError, start

try:
    app = start(os.environ)
except StartError as error:
    sys.exit(str(error))
