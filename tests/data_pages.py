"""The pages on which players report problems and look after what is stored of them."""

import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import TypeAlias
from urllib.parse import urlsplit

from sqlalchemy import select

from quiz.domain.attempt import MOST_ROUNDS
from quiz.domain.bank import Library
from quiz.storage.database import open_database
from quiz.storage.tables import AttemptRow
from tests.playing import SUNDAY
from tests.playing import answer as give
from tests.services.histories import add_rounds
from tests.site_client import PageView, SiteClient

Keep: TypeAlias = Callable[[str, PageView], PageView]


def fill_history(path: Path) -> None:
    """Give whoever has started the newest round as many as there is room for."""
    with closing(open_database(f"sqlite:///{path}")) as database:
        with database.reading() as session:
            newest = select(AttemptRow.player_id).order_by(AttemptRow.id.desc()).limit(1)
            player_id = session.scalars(newest).one()
        add_rounds(database, player_id, MOST_ROUNDS - 1)


def report_pages(library: Library, client: SiteClient, locale: str, keep: Keep) -> None:
    """Report a problem with a question."""
    answer = give(client, library, client.start(SUNDAY, locale))
    page = keep("report", client.get(answer.address.removesuffix("answer") + "report"))
    keep("report, empty", client.send(page.form("report"), text="<b>x</b>\n" * 300))
    keep("report, without text", client.send(page.form("report"), reason="other"))
    keep("report, sent", client.send(page.form("report"), reason="not-settled"))


def data_pages(
    new_client: Callable[[], SiteClient], database: Path, client: SiteClient, locale: str, keep: Keep
) -> None:
    """Look at what is stored, take it to other devices, delete it there."""
    home = f"/{locale}/my-data"
    fresh, other = new_client(), new_client()
    for name, path in (("my data, new", ""), ("delete, new", "/delete"), ("link, new", "/transfer")):
        keep(name, fresh.get(home + path))
    keep("delete", client.get(home + "/delete"))
    made = keep("link", client.send(keep("my data", client.get(home)).form("make-link")))
    keep("link, shown", client.get(home + "/transfer"))
    opened = urlsplit(made.words("textarea")).path
    offer = keep("offer", fresh.get(opened))
    other.start(SUNDAY, locale)
    keep("offer, joining", other.get(opened))
    keep("offer, own", client.get(opened))
    keep("offer, unknown", fresh.get(home + "/transfer/no-such-link"))
    keep("my data, joined", fresh.send(offer.form("take-over")))
    keep("offer, used", other.get(opened))
    keep("offer, used by oneself", fresh.get(opened))
    late = urlsplit(other.send(other.get(home).form("make-link")).words("textarea")).path
    with closing(sqlite3.connect(database)) as connection:
        connection.execute("UPDATE transfer SET expires_at = made_at WHERE used_at IS NULL")
        connection.commit()
    keep("offer, expired", fresh.get(late))
    full = new_client()
    full.start(SUNDAY, locale)
    fill_history(database)
    keep("error 409", full.start(SUNDAY, locale))
    too_much = urlsplit(full.send(full.get(home).form("make-link")).words("textarea")).path
    keep("offer, too long", other.get(too_much))
    keep("deleted", other.send(other.get(home + "/delete").form("delete")))
