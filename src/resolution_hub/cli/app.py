"""The command itself, and how all of its commands end: a clear sentence and a status, never a traceback for a mistake."""

import os
from collections.abc import Iterator
from contextlib import contextmanager

import typer
from rich.console import Console
from rich.markup import escape

from resolution_hub.kit.settings import Settings, SettingsError

app = typer.Typer(
    name="resolution-hub",
    help="A self-hosted, AI-first customer-service hub for online shops.",
    no_args_is_help=True,
    pretty_exceptions_show_locals=False,  # a local may be a secret
    add_completion=False,
)

out = Console(highlight=False)
err = Console(stderr=True, highlight=False)


@contextmanager
def explained(*expected: type[Exception]) -> Iterator[None]:
    """Turn the errors that a person can mend into their message and status 1."""
    mendable: tuple[type[Exception], ...] = (SettingsError, *expected)
    try:
        yield
    except mendable as error:
        err.print(f"[bold red]Cannot go on:[/] {escape(str(error))}", soft_wrap=True)
        raise typer.Exit(1) from error


def settings_with_database() -> Settings:
    """The settings of a process that works on a database. Raises SettingsError."""
    if not os.environ.get("HUB_DATABASE_URL"):
        raise SettingsError(
            "HUB_DATABASE_URL is not set: name a PostgreSQL database (postgresql://user@host/name), "
            "or let `resolution-hub demo` bring its own"
        )
    return Settings.from_env()
