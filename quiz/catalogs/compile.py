"""Makes the compiled catalogues (.mo) that the site reads."""

from collections.abc import Mapping
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path

from babel import UnknownLocaleError
from babel.messages.catalog import Catalog, Message
from babel.messages.mofile import write_mo

from quiz.catalogs.domains import INTERFACE
from quiz.catalogs.faults import is_fit_to_serve, plural_rule
from quiz.catalogs.po_file import (
    PROJECT_NAME,
    Origin,
    UnreadableCatalogueError,
    babel_locale,
    entries,
    mark_of,
    read_po,
    write_atomically,
)


@dataclass(frozen=True)
class Compiled:
    """What was done; `left_out` counts the entries of a .po that are not fit to be shown, if any."""

    written: tuple[Path, ...]
    deleted: tuple[Path, ...]
    left_out: Mapping[Path, int]
    problems: tuple[str, ...]


def compile_catalogues(folder: Path) -> Compiled:
    """Compile every catalogue in a folder, and delete each .mo that has no .po any longer."""
    written, left_out, problems = [], {}, []
    for po in sorted(folder.glob("*/LC_MESSAGES/*.po")):
        try:
            if count := compile_catalogue(po):
                left_out[po] = count
            written.append(po.with_suffix(".mo"))
        except UnreadableCatalogueError as error:
            problems.append(str(error))
        except (UnknownLocaleError, ValueError):
            problems.append(f"{po}: «{po.parent.parent.name}» is not a language")
    deleted = [mo for mo in sorted(folder.glob("*/LC_MESSAGES/*.mo")) if not mo.with_suffix(".po").exists()]
    for mo in deleted:
        mo.unlink()
    return Compiled(tuple(written), tuple(deleted), left_out, tuple(problems))


def compile_catalogue(po: Path) -> int:
    """Compile one catalogue and return how many of its entries are left out, as they are not fit to be shown.

    Raises UnreadableCatalogueError, or ValueError where the folder is not named after a language.
    """
    tag = po.parent.parent.name
    rule = plural_rule(tag)
    # Taken before reading, and given to the .mo: whatever is saved in the meantime makes the .mo out of date.
    source_mark = mark_of(po)
    source = entries(read_po(po, tag))
    fit = [message for message in source if is_fit_to_serve(message, rule, formatted=po.stem == INTERFACE)]
    template = po.parents[2] / f"{po.stem}.pot"
    wanted = entries(read_po(template, tag)) if template.exists() else source
    origin = Origin(source_mark, lacking=len({*map(_key, wanted)} - {*map(_key, fit)}))
    catalogue = Catalog(
        locale=babel_locale(tag),
        project=PROJECT_NAME,
        version=origin.version,
        charset="utf-8",
        fuzzy=False,
    )
    for message in fit:
        catalogue[message.id] = message
    content = BytesIO()
    write_mo(content, catalogue)
    mo = po.with_suffix(".mo")
    write_atomically(mo, content.getvalue())
    return len(source) - len(fit)


def _key(message: Message) -> tuple[str | None, object]:
    """Return what tells a message from all others: an id with a plural is a list, or a tuple."""
    return message.context, message.id if isinstance(message.id, str) else tuple(message.id)
