"""How the log looks: lines for people, or objects for programs."""

import json
import logging
from datetime import UTC, datetime
from typing import Any

from quiz.settings import Settings

FORMATTERS = {"text": "quiz.cli.logs.TextFormatter", "json": "quiz.cli.logs.JsonFormatter"}


class TextFormatter(logging.Formatter):
    """One line for people; a traceback follows on lines of its own."""

    def __init__(self) -> None:
        super().__init__("%(asctime)s %(levelname)s %(message)s", "%Y-%m-%d %H:%M:%S%z")

    def formatMessage(self, record: logging.LogRecord) -> str:  # noqa: N802 - so named in the standard library
        line = super().formatMessage(record)
        told = {"request": getattr(record, "request_id", None), **getattr(record, "fields", {})}
        shown = " ".join(f"{name}={value}" for name, value in told.items() if value is not None)
        # A line that somebody else's words are in must stay one line.
        line = line.replace("\n", "\\n").replace("\r", "\\r")
        return f"{line} [{shown}]" if shown else line


class JsonFormatter(logging.Formatter):
    """One JSON object on one line; times are in UTC."""

    def format(self, record: logging.LogRecord) -> str:
        told: dict[str, Any] = {
            "time": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname.lower(),
            "logger": record.name,
            "message": record.getMessage(),
            "request_id": getattr(record, "request_id", None),
            **getattr(record, "fields", {}),
        }
        if record.exc_info:
            told["exception"] = self.formatException(record.exc_info)
        return json.dumps({name: value for name, value in told.items() if value is not None})


def log_config(settings: Settings) -> dict[str, Any]:
    """Return the set-up of the log, as logging.config.dictConfig takes it, for us and for the server."""
    level = settings.log_level.upper()
    return {
        "version": 1,
        "disable_existing_loggers": False,
        "filters": {"request": {"()": "quiz.web.observation.RequestFilter"}},
        "formatters": {"lines": {"()": FORMATTERS[settings.log_format]}},
        "handlers": {
            "terminal": {
                "class": "logging.StreamHandler",
                "stream": "ext://sys.stderr",
                "formatter": "lines",
                "filters": ["request"],
            }
        },
        "root": {"handlers": ["terminal"], "level": "WARNING"},
        "loggers": {
            "quiz": {"level": level},
            "_granian": {"handlers": ["terminal"], "level": level, "propagate": False},
        },
    }
