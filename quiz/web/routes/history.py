"""A player's history and its exports."""

import json
from datetime import UTC, datetime

from flask import Blueprint, Response

from quiz.services.export import CSV_HEADER, csv_rows
from quiz.services.spreadsheet import csv_lines
from quiz.web.pages.history import history_page
from quiz.web.rendering import render
from quiz.web.site import parts, player_id, reader

history = Blueprint("history", __name__, url_prefix="/<locale:locale>/history")


@history.get("", endpoint="history")
def show_history(locale: str) -> Response:
    attempts = parts().history.attempts(player_id())
    changed = parts().history.changed(attempts, locale)
    return render(history_page(parts().library, attempts, changed, reader()))


@history.get("/export.json")
def export(locale: str) -> Response:
    body = {"exported_at": datetime.now(UTC).isoformat(timespec="seconds").replace("+00:00", "Z")}
    body |= parts().history.export(player_id())
    response = Response(json.dumps(body, ensure_ascii=False, indent=2), mimetype="application/json")
    response.headers["Content-Disposition"] = 'attachment; filename="kildesjekk.json"'
    return response


@history.get("/export.csv")
def export_csv(locale: str) -> Response:
    lines = csv_lines(CSV_HEADER, csv_rows(parts().history.all_attempts(player_id())))
    response = Response((line.encode() for line in lines), mimetype="text/csv")
    response.headers["Content-Disposition"] = 'attachment; filename="kildesjekk.csv"'
    return response
