"""Writes the templates, and brings the catalogues of all languages up to date with them."""

from collections.abc import Mapping, Sequence
from pathlib import Path

from babel.messages.catalog import Catalog

from quiz.catalogs.domains import CatalogueFile, Domain, catalogue_files, domains, template_file
from quiz.catalogs.merge import merge
from quiz.catalogs.po_file import header_for, read_po, render, write_if_changed
from quiz.catalogs.templates import Sources, build_template, render_template
from quiz.domain.bank import Library


def write_templates(folder: Path, sources: Sources, library: Library) -> list[Path]:
    """Write the template of each domain and return those that changed. Raises SourceError."""
    return _write_changed(_rendered_templates(folder, _templates(sources, library)))


def update_catalogues(folder: Path, sources: Sources, library: Library, locales: Sequence[str]) -> list[Path]:
    """Write templates and catalogues anew from the sources and return those that changed.

    A catalogue that is missing is made. Nothing is written where a source or a catalogue cannot be read:
    raises SourceError or UnreadableCatalogueError.
    """
    templates = _templates(sources, library)
    catalogues = {
        file.po: _updated(file, templates[file.domain]) for file in catalogue_files(folder, library, locales)
    }
    return _write_changed({**_rendered_templates(folder, templates), **catalogues})


def _templates(sources: Sources, library: Library) -> Mapping[Domain, Catalog]:
    return {domain: build_template(domain, sources) for domain in domains(library)}


def _rendered_templates(folder: Path, templates: Mapping[Domain, Catalog]) -> Mapping[Path, bytes]:
    return {template_file(folder, domain): render_template(t, domain) for domain, t in templates.items()}


def _updated(file: CatalogueFile, template: Catalog) -> bytes:
    existing = read_po(file.po, file.locale) if file.po.exists() else None
    merged = merge(template, existing, file.locale)
    comment = f"Translation of «{file.domain.name}» from «{file.domain.language}» into «{file.locale}»."
    if existing is None:
        return render(merged, header_for(file.locale, {}), comment)
    return render(merged, header_for(file.locale, existing.header), existing.comment)


def _write_changed(contents: Mapping[Path, bytes]) -> list[Path]:
    return [path for path, content in contents.items() if write_if_changed(path, content)]
