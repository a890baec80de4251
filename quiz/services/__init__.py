"""What one can do with a quiz: one transaction each; no session leaves this room."""
