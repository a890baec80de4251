"""Run by Alembic; the connection is given by quiz.storage.migrate."""

from alembic import context

from quiz.storage.tables import Base

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=Base.metadata,
    render_as_batch=True,
)
context.run_migrations()
