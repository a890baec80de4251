"""Which folder the commands work in."""

from pathlib import Path

import click

from quiz.settings import PROJECT


def project_folder() -> Path:
    """Return the folder of the content: the program's own, unless click was given another as its object."""
    return click.get_current_context().find_object(Path) or PROJECT
