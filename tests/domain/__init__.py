"""What a quiz is."""
