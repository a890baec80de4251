"""What one can do with a quiz: what a call stores is one transaction, and no session leaves this room."""
