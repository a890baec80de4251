"""Style sheets, scripts and pictures: built once, named after their content, kept by browsers for good."""

import json
from collections.abc import Callable
from pathlib import Path

from flask import Flask
from whitenoise import WhiteNoise

PREFIX = "/static/"
BUILT = Path(__file__).parent / "static" / "built"
MANIFEST = BUILT / "manifest.json"
NAMES = ("kildesjekk.css", "kildesjekk.js", "mark.svg")  # what the pages ask for


class AssetsMissingError(Exception):
    """The style sheets and scripts have not been built, or not all of them."""


def static_urls(manifest: Path = MANIFEST) -> Callable[[str], str]:
    """Return a function from a file's plain name to its address. Raises AssetsMissingError."""
    try:
        names = json.loads(manifest.read_text(encoding="utf-8"))
        missing = [name for name in NAMES if not (manifest.parent / names[name]).is_file()]
    except (OSError, ValueError, LookupError, TypeError) as error:
        raise AssetsMissingError("the style sheets are not built: run `flask assets build`") from error
    if missing:
        raise AssetsMissingError(f"{', '.join(missing)} is not built: run `flask assets build`")
    addresses = {name: PREFIX + names[name] for name in NAMES}
    return lambda name: addresses[name]


def serve_static_files(app: Flask, built: Path = BUILT) -> None:
    """Answer requests for static files in front of the app, compressed where the browser can read it."""
    app.wsgi_app = WhiteNoise(  # type: ignore[method-assign]
        app.wsgi_app,
        root=built,
        prefix=PREFIX,
        allow_all_origins=False,  # no other site needs them
        immutable_file_test=lambda path, url: "." in Path(url).stem,
        add_headers_function=lambda headers, path, url: headers.__setitem__(
            "X-Content-Type-Options", "nosniff"
        ),
    )
