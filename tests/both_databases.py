"""Runs a test on SQLite and on PostgreSQL."""

import pytest


def on_both_databases(metafunc: pytest.Metafunc) -> None:
    """Run a test that uses a database on both; a mark with the name of one leaves out the other."""
    if "database_url" not in metafunc.fixturenames:
        return
    both = ("sqlite", "postgresql")
    marked = [name for name in both if metafunc.definition.get_closest_marker(name)]
    metafunc.parametrize("database_url", marked or both, indirect=True)
