"""Commands that work on the database and end."""

import asyncio

from resolution_hub.cli.app import app, explained, out, settings_with_database


@app.command()
def migrate() -> None:
    """Bring the database to this release's schema; safe to run again, and by several machines at once."""
    from sqlalchemy.exc import OperationalError

    from resolution_hub.wiring import migrating

    with explained(OperationalError):
        asyncio.run(migrating.migrate(settings_with_database().database_url))
    out.print("The database has this release's schema.")
