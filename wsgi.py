"""The WSGI app for any server, as in `granian --interface wsgi wsgi:app`; says why it cannot start."""

from quiz.cli.wsgi import app

__all__ = ["app"]
