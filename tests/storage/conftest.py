"""Every test of this room runs on both databases, but for those that are about one of them."""

from tests.both_databases import on_both_databases

pytest_generate_tests = on_both_databases
