"""A player's history and its exports."""

from datetime import UTC, datetime

from flask import Blueprint, Response, abort, request

from quiz.domain.attempt import Played
from quiz.services.export import CSV_HEADER, csv_rows, json_pieces
from quiz.services.spreadsheet import csv_line, csv_lines
from quiz.web.downloads import download
from quiz.web.pages.history import history_page, read_played
from quiz.web.rendering import render
from quiz.web.routes.paging import wanted_page
from quiz.web.site import parts, player_id, reader

history = Blueprint("history", __name__, url_prefix="/<locale:locale>/history")


@history.get("", endpoint="history")
def show_history(locale: str) -> Response:
    found = parts().history.page(player_id(), locale, _wanted_quiz(), wanted_page())
    return render(history_page(parts().library, found, reader()))


def _wanted_quiz() -> Played | None:
    """Read from the address what the history is confined to; 404 where it names nothing."""
    code = request.args.get("quiz")
    try:
        return None if code is None else read_played(code)
    except ValueError:
        abort(404)


@history.get("/export.json")
def export(locale: str) -> Response:
    pieces = json_pieces(datetime.now(UTC), parts().history.export(player_id()))
    return download(pieces, "kildesjekk.json", "application/json", parts().observer, cut_off="")


@history.get("/export.csv")
def export_csv(locale: str) -> Response:
    lines = csv_lines(CSV_HEADER, csv_rows(parts().history.all_attempts(player_id())))
    told = reader().translations.gettext("This file is not complete: download it again.")
    return download(lines, "kildesjekk.csv", "text/csv", parts().observer, cut_off=csv_line([told]))
