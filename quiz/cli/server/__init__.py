"""The server between Granian and the app: what clients may hold, and whose turn it is (decision 15)."""
