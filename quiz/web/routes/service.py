"""For whoever watches over the site, or finds a fault in it."""

from datetime import UTC, datetime, timedelta

from flask import Blueprint, Response, abort

from quiz.web.site import parts

service = Blueprint("service", __name__)

GOOD_FOR = timedelta(days=180)  # what is said of whom to write to


@service.get("/healthz")
def healthz() -> Response:
    return Response("ok\n", mimetype="text/plain")


@service.get("/readyz")
def readyz() -> Response:
    """Name the parts that cannot be used, which gives 503, or say that all can."""
    faults = parts().readiness.faults()
    text = "".join(f"{part}: cannot be used\n" for part in faults) or "ok\n"
    return Response(text, 503 if faults else 200, mimetype="text/plain")


@service.get("/.well-known/security.txt")
def security() -> Response:
    """Tell whom to write to about a weakness, in the form of RFC 9116."""
    contact = parts().contact or abort(404)
    expires = (datetime.now(UTC) + GOOD_FOR).strftime("%Y-%m-%dT00:00:00Z")
    lines = (
        f"Contact: {contact.address}",
        f"Expires: {expires}",
        f"Preferred-Languages: {', '.join(parts().locales)}",
    )
    return Response("\n".join(lines) + "\n", mimetype="text/plain")
