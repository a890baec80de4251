"""The only SQL: tables, engine, queries and migrations. No row leaves this room.

Beside it, what is kept of checked content, and the counts that limits need.
"""
