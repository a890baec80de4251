"""What a quiz is, in plain Python: no web, no database, no clock, no randomness of its own."""
