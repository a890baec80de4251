"""For whoever watches over the site: does the process live, and can it serve?"""

from flask import Blueprint, Response

from quiz.web.site import parts

service = Blueprint("service", __name__)


@service.get("/healthz")
def healthz() -> Response:
    return Response("ok\n", mimetype="text/plain")


@service.get("/readyz")
def readyz() -> Response:
    """Raises DatabaseUnavailableError, which gives 503, where the database cannot be used."""
    parts().history.ready()
    return Response("ok\n", mimetype="text/plain")
