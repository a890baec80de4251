"""Bank files: every mistake is told to its author, with its place."""
