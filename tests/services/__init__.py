"""The use cases, on a real SQLite file."""
