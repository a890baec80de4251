"""The only SQL: tables, engine, queries and migrations. No row leaves this room."""
