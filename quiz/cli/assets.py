"""`flask assets`: builds the style sheets and scripts that browsers load."""

import hashlib
import json
import shutil
import sys
from pathlib import Path

import click
from whitenoise.compress import Compressor

from quiz.settings import PROJECT
from quiz.web.static_files import BUILT, MANIFEST

SOURCES = BUILT.parent
DESIGN_SYSTEM = PROJECT / "node_modules" / "@digdir"
COMPONENTS = DESIGN_SYSTEM / "designsystemet-css" / "dist" / "src"
# Into which cascade layers the design system's own bundle puts its files; ours, in none, prevail over all.
LAYERS = {COMPONENTS / "base.css": "ds.base"} | {
    COMPONENTS / f"{name}.css": "ds.components" for name in ("button", "input", "skip-link")
}
# One request for all styles: of the design system the tokens and what we use, then what is ours.
BUNDLES = {
    "kildesjekk.css": (
        DESIGN_SYSTEM / "designsystemet-theme" / "src" / "themes" / "designsystemet.css",
        *LAYERS,
        SOURCES / "css" / "tokens.css",
        SOURCES / "css" / "layout.css",
        SOURCES / "css" / "parts.css",
        SOURCES / "css" / "home.css",
        SOURCES / "css" / "question.css",
        SOURCES / "css" / "ordering.css",
        SOURCES / "css" / "source.css",
        SOURCES / "css" / "article.css",
        SOURCES / "css" / "evidence.css",
        SOURCES / "css" / "my_data.css",
        SOURCES / "css" / "practice.css",
        SOURCES / "css" / "progress.css",
        SOURCES / "css" / "print.css",
    ),
    "kildesjekk.js": tuple(
        SOURCES / "js" / name for name in ("carry.js", "ordering.js", "share.js", "visits.js")
    ),
    "mark.svg": (SOURCES / "mark.svg",),
}


@click.group()
def assets() -> None:
    """Build the style sheets and scripts."""


@assets.command()
def build() -> None:
    """Bundle, name after the content, and compress."""
    missing = [source for sources in BUNDLES.values() for source in sources if not source.exists()]
    if missing:
        names = "\n".join(f"  {path.relative_to(PROJECT)}" for path in missing)
        sys.exit(f"Kildesjekk: files to build from are missing: run `npm ci`\n{names}")
    draft = BUILT.with_name("built.draft")
    shutil.rmtree(draft, ignore_errors=True)
    draft.mkdir(parents=True)
    built = {name: _bundle(name, sources, draft) for name, sources in BUNDLES.items()}
    compressor = Compressor(quiet=True)
    for path in sorted(draft.iterdir()):
        list(compressor.compress(str(path)))
    (draft / MANIFEST.name).write_text(json.dumps(built, indent=2), encoding="utf-8")
    shutil.rmtree(BUILT, ignore_errors=True)
    draft.rename(BUILT)


def _bundle(name: str, sources: tuple[Path, ...], folder: Path) -> str:
    content = b"\n".join(map(_read, sources))
    stem, _, ending = name.partition(".")
    hashed = f"{stem}.{hashlib.sha256(content).hexdigest()[:12]}.{ending}"
    (folder / hashed).write_bytes(content)
    return hashed


def _read(source: Path) -> bytes:
    if source not in LAYERS:
        return source.read_bytes()
    return b"@layer %s {\n%s\n}" % (LAYERS[source].encode(), source.read_bytes())
