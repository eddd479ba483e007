"""The command `resolution-hub`. Each module beside this one adds its own commands to `app`."""

from resolution_hub.cli import (
    database,
    describing,
    explaining,
    importing,
    people,
    receipts,
    replaying,
    running,
    training,
)
from resolution_hub.cli.app import app

__all__ = [
    "app",
    "database",
    "describing",
    "explaining",
    "importing",
    "people",
    "receipts",
    "replaying",
    "running",
    "training",
]
