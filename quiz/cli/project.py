"""Which folder the commands about content work in, and how they end where something is wrong."""

import os
import sys
from pathlib import Path
from typing import NoReturn

import click

from quiz.settings import PROJECT, ContentSettings, SettingError, read_content_settings

FOUND_SOMETHING = 1  # exit status of a check that found something, and of a command that could not go on
WRONG_SETTING = 2  # and of one that could not begin


def project_folder() -> Path:
    """Return the folder of the content: the program's own, unless click was given another as its object."""
    return click.get_current_context().find_object(Path) or PROJECT


def content_settings() -> ContentSettings:
    """Read the settings of the content; where one cannot be used, that is all."""
    try:
        return read_content_settings(os.environ, project_folder())
    except SettingError as error:
        _say(error)
        sys.exit(WRONG_SETTING)


def stop(why: object) -> NoReturn:
    """End the command with a word about why."""
    _say(why)
    sys.exit(FOUND_SOMETHING)


def _say(what: object) -> None:
    click.echo(f"Kildesjekk: {what}", err=True)
