"""How a page becomes a response."""

from dataclasses import dataclass
from typing import ClassVar

from flask import Response, current_app, request, template_rendered

from quiz.web import site


@dataclass(frozen=True)
class Page:
    """A page; its template sees it as `page`, and nothing else but the site's own functions."""

    template: ClassVar[str]


def render(page: Page, status: int = 200) -> Response:
    tag = site.reader().tag
    template = site.parts().templates[tag].get_template(page.template)
    has_history = site.player_id() is not None
    context = {
        "page": page,
        "origin": site.origin(),
        "place": site.place(),
        "here": request.path,
        "has_history": has_history,
    }
    html = template.render(context)
    # As Flask's own rendering tells whoever listens.
    app = current_app._get_current_object()  # type: ignore[attr-defined]
    template_rendered.send(app, template=template, context=context)
    return Response(html, status, [("Content-Language", tag)])


def render_refused(page: Page) -> Response:
    """Render a page whose form was refused, with what had been filled in."""
    response = render(page, 422)
    # The answer to a post that is kept nowhere would make Back ask whether to send the form again.
    response.headers["Cache-Control"] = "no-cache, private"
    return response
