"""The tables and their migrations, on a real SQLite file."""
