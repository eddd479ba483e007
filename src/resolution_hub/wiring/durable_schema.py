"""The durable engine's own tables and SQL functions, in schema `dbos` of our database.

Apart from `worker.py` the only module that knows the engine; the web process never imports it.
"""

from dbos import DBOS

SCHEMA = "dbos"


def migrate(url: str) -> None:
    """Apply the engine's migrations; it takes its own lock, and does nothing when all are there."""
    DBOS.migrate(url, schema=SCHEMA)
