"""The command that imports a shop's data."""

import asyncio
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Annotated

import typer
from rich.markup import escape
from rich.progress import BarColumn, Progress, TaskID, TaskProgressColumn, TextColumn
from rich.table import Table

from resolution_hub.cli.app import app, err, explained, out, settings_with_database
from resolution_hub.kit.bulk import Count

_WHAT = TextColumn("{task.description}")


@app.command(name="import")
def import_(
    folder: Annotated[Path, typer.Argument(help="A folder in the format resolution-hub-shop/1.")],
    check: Annotated[bool, typer.Option("--check", help="Say what would happen; write nothing.")] = False,
) -> None:
    """Import a shop's customers, orders, parcels and charges: all of the folder, or nothing."""
    from resolution_hub.wiring import importing

    with explained(importing.ImportImpossibleError, OSError):
        settings = settings_with_database()
        try:
            # Bars appear on a terminal only, and are gone when the summary is there.
            with Progress(_WHAT, BarColumn(), TaskProgressColumn(), console=err, transient=True) as bars:
                counts = asyncio.run(importing.import_for(settings, folder, _shower(bars), keep=not check))
        except importing.ShopFilesInvalid as invalid:
            for problem in invalid.problems:
                err.print(escape(str(problem)), soft_wrap=True)
            if invalid.count > len(invalid.problems):
                err.print(f"… and {invalid.count - len(invalid.problems)} more.")
            err.print(f"[bold red]Nothing was imported.[/] Problems found: {invalid.count}")
            raise typer.Exit(1) from invalid
    out.print(_table(counts))
    out.print("This was a check: nothing was written." if check else "Imported.")


def _table(counts: Mapping[str, Count]) -> Table:
    table = Table("kind")
    for title in ("new", "changed", "unchanged"):
        table.add_column(title, justify="right")
    for kind, count in counts.items():
        if not count.new + count.changed + count.unchanged:
            continue
        table.add_row(kind, f"{count.new:,}", f"{count.changed:,}", f"{count.unchanged:,}")
    return table


def _shower(bars: Progress) -> Callable[[str, int, int], None]:
    """A bar for each file that is read and each kind that is written."""
    tasks: dict[str, TaskID] = {}

    def show(what: str, done: int, whole: int) -> None:
        if what not in tasks:
            tasks[what] = bars.add_task(what, total=whole)
        bars.update(tasks[what], completed=done)

    return show
