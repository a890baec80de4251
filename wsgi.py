"""The WSGI app for any server, as in `granian --interface wsgi wsgi:app`; says why it cannot start."""

import logging.config
import os
import sys

from quiz.cli.logs import log_config
from quiz.cli.start import StartError, start
from quiz.settings import SettingError, read_settings

try:
    logging.config.dictConfig(log_config(read_settings(os.environ)))
    app = start(os.environ)
except SettingError as error:
    sys.exit(f"Kildesjekk cannot start: {error}")
except StartError as error:
    sys.exit(str(error))
