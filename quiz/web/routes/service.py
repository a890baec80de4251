"""For whoever watches over the site: does the process live, and can it serve?"""

from flask import Blueprint, Response

from quiz.web.site import parts

service = Blueprint("service", __name__)


@service.get("/healthz")
def healthz() -> Response:
    return Response("ok\n", mimetype="text/plain")


@service.get("/readyz")
def readyz() -> Response:
    """Name the parts that cannot be used, which gives 503, or say that all can."""
    faults = parts().readiness.faults()
    text = "".join(f"{part}: cannot be used\n" for part in faults) or "ok\n"
    return Response(text, 503 if faults else 200, mimetype="text/plain")
