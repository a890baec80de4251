"""Templates: how they are set up, and how a page becomes a response."""

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal, localcontext
from typing import ClassVar

from babel.dates import format_date, format_time, get_datetime_format
from babel.numbers import format_decimal
from flask import Flask, Response, make_response, render_template, request
from flask_babel import format_percent, to_user_timezone
from jinja2 import StrictUndefined

from quiz.web import site

MOST_DIGITS = 100  # no answer that can be read comes near


@dataclass(frozen=True)
class Page:
    """A page; its template sees it as `page`, and nothing else but the site's own functions."""

    template: ClassVar[str]


def render(page: Page, status: int = 200) -> Response:
    return make_response(render_template(page.template, page=page), status)


def render_refused(page: Page) -> Response:
    """Render a page whose form was refused, with what had been filled in."""
    response = render(page, 422)
    # The answer to a post that is kept nowhere would make Back ask whether to send the form again.
    response.headers["Cache-Control"] = "no-cache, private"
    return response


def set_up_templates(app: Flask) -> None:
    """Connect the templates to the catalogues and formats of the reader's language."""
    environment = app.jinja_env
    environment.undefined = StrictUndefined
    environment.trim_blocks = environment.lstrip_blocks = True
    # The same policy as at extraction: else a message over several lines is looked up with its line breaks.
    environment.policies["ext.i18n.trimmed"] = True
    # Flask-Babel's own look-up walks through several layers for each string; the reader holds the catalogue.
    environment.install_gettext_callables(  # type: ignore[attr-defined]
        site.gettext, site.ngettext, newstyle=True, pgettext=site.pgettext, npgettext=site.npgettext
    )
    environment.filters.update(
        in_language=site.in_language,
        marked=site.marked,
        long_date=_long_date,
        full_date=_full_date,
        short_time=_short_time,
        number=_number,
        percent=format_percent,
    )

    @app.context_processor
    def functions() -> dict[str, object]:
        return {
            "reader": site.reader(),
            "languages": site.languages(),
            "static_url": site.parts().static_url,
            "whole_address": site.whole_address,
            "direction": site.direction,
            "has_history": site.player_id() is not None,
            "here": request.path,
        }


def _long_date(day: date) -> str:
    return format_date(day, "long", locale=site.reader().locale)


def _full_date(day: date) -> str:
    """Format a date with the day of the week."""
    return format_date(day, "full", locale=site.reader().locale)


def _short_time(moment: datetime) -> str:
    """Format a time to the minute, on the site's own clock."""
    locale, local = site.reader().locale, to_user_timezone(moment)
    joined = str(get_datetime_format("medium", locale)).replace("'", "")
    day, hour = format_date(local, "medium", locale=locale), format_time(local, "short", locale=locale)
    return joined.format(hour, day)


def _number(value: float | Decimal | str) -> str:
    """Format a number: points (float) with at most two decimals, an answer (str) as it was given."""
    exact = Decimal(str(round(value, 2) if isinstance(value, float) else value))
    with localcontext(prec=MOST_DIGITS):
        return format_decimal(exact, locale=site.reader().locale, decimal_quantization=False)
