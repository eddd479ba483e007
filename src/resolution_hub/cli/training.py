"""Commands that teach the hub what messages mean."""

import asyncio
import sys
import time
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer
from rich.markup import escape
from rich.progress import BarColumn, Progress, TaskID, TaskProgressColumn, TextColumn
from rich.table import Table

from resolution_hub.cli.app import app, err, explained, out
from resolution_hub.kit.settings import ModelSettings

if TYPE_CHECKING:
    from resolution_hub.nlu.quality import Change, Quality

_WORST = 15
_FLOOR = 0.6  # an intent that is read worse than this needs more examples, or its neighbours do
_MOST_CONFUSIONS = 12
_MOST_MOVED = 10

model = typer.Typer(help="The trained models, and which of them is in use.", no_args_is_help=True)
app.add_typer(model, name="model")


@app.command()
def train(
    intents: Annotated[
        Path | None,
        typer.Option(
            help="A folder of intents besides ours and that of HUB_INTENTS_DIR.", exists=True, file_okay=False
        ),
    ] = None,
    check: Annotated[bool, typer.Option("--check", help="Train and measure; promote nothing.")] = False,
    yes: Annotated[bool, typer.Option("--yes", help="Promote without asking, even a worse one.")] = False,
    every: Annotated[bool, typer.Option("--all", help="Show every intent, not only the worst.")] = False,
) -> None:
    """Learn the intents from their examples, say how well, and put the new model in use."""
    import asyncpg

    from resolution_hub.nlu.encoder import WrongWeightsError
    from resolution_hub.nlu.examples import BadExamplesError
    from resolution_hub.nlu.shelf import BrokenModelError
    from resolution_hub.wiring import training

    began = time.monotonic()
    mendable = (BadExamplesError, WrongWeightsError, BrokenModelError, OSError)
    with explained(*mendable, asyncpg.PostgresError, asyncpg.InterfaceError):
        settings = ModelSettings.from_env()
        accepted = asyncio.run(training.accepted_examples(settings))
        with Progress(
            TextColumn("{task.description}"), BarColumn(), TaskProgressColumn(), console=err, transient=True
        ) as bars:
            learnt = training.learn(settings, accepted, _Shower(bars), [intents] if intents else [])
        _print(learnt.quality, every)
        if settings.database_url:
            out.print(f"Examples accepted at the desk: {learnt.accepted}.")
        else:
            out.print("HUB_DATABASE_URL is not set: learnt without what was accepted at the desk.")
        if learnt.change is not None:
            _print_change(learnt.change)
        out.print(f"Trained in {time.monotonic() - began:.0f} s.")
        if check:
            out.print("This was a check: nothing was promoted.")
            return
        if not yes and learnt.is_worse:
            err.print("[bold red]Not promoted:[/] it is worse than the one in use. Promote it all the same with --yes.")
            raise typer.Exit(1)
        if not yes and sys.stdin.isatty() and not typer.confirm("Put it in use?", default=True):
            out.print("Nothing was promoted.")
            return
        version = training.promote(settings, learnt)
    out.print(f"[bold]{version}[/] is in use. `resolution-hub model rollback` takes it back.")


@model.command()
def rollback() -> None:
    """Take the model in use back, to the one before it."""
    from resolution_hub.nlu.shelf import NothingBefore, Shelf

    with explained(OSError):
        try:
            version = Shelf(ModelSettings.from_env().models_dir).take_back()
        except NothingBefore:
            err.print("[bold red]Cannot go on:[/] the built-in model is in use; there is none before it.")
            raise typer.Exit(1) from None
    out.print(f"[bold]{version or 'The built-in model'}[/] is in use again.")


@model.command(name="list")
def list_models() -> None:
    """The promoted models, the one in use last."""
    from resolution_hub.nlu.shelf import Shelf

    with explained(OSError):
        shelf = Shelf(ModelSettings.from_env().models_dir)
        versions = shelf.history()
    if not versions:
        out.print("The built-in model is in use.")
    for version in versions:
        made = datetime.fromtimestamp((shelf.folder(version)).stat().st_mtime, UTC)
        out.print(f"{version}  {made:%Y-%m-%d %H:%M} UTC{'  in use' if version == versions[-1] else ''}")


class _Shower:
    """A bar for each step of a training."""

    def __init__(self, bars: Progress) -> None:
        self._bars = bars
        self._tasks: dict[str, TaskID] = {}

    def __call__(self, step: str, done: int, whole: int) -> None:
        if step not in self._tasks:
            self._tasks[step] = self._bars.add_task(step, total=whole)
        self._bars.update(self._tasks[step], completed=done, total=whole)


def _print(quality: "Quality", every: bool) -> None:
    worst_first = sorted(quality.intents, key=lambda each: each.f1)
    table = Table("intent", title_justify="left", title="Each intent, by texts that were held out of training")
    for heading in ("texts", "precision", "recall", "F1"):
        table.add_column(heading, justify="right")
    for each in worst_first if every else worst_first[:_WORST]:
        table.add_row(
            each.name, str(each.texts), f"{each.precision:.2f}", f"{each.recall:.2f}", f"[bold]{each.f1:.2f}[/]"
        )
    out.print(table)
    if not every and len(worst_first) > _WORST:
        out.print(f"… and {len(worst_first) - _WORST} better ones (--all shows them).")
    low = quality.under(_FLOOR)
    if low:
        out.print(f"[red]Read badly[/], with an F1 below {_FLOOR}: {', '.join(each.name for each in low)}.")
    if quality.confusions:
        pairs = Table("meant", "read as", "texts", "such as", title_justify="left", title="What is confused most")
        for confusion in quality.confusions[:_MOST_CONFUSIONS]:
            such = "\n".join(f"“{text}”" if len(text) <= 40 else f"“{text[:39]}…”" for text in confusion.texts)
            pairs.add_row(confusion.meant, confusion.read_as, str(confusion.count), escape(such))
        out.print(pairs)
    out.print(
        f"{len(quality.intents)} intents, {quality.texts:,} texts: [bold]{quality.accuracy:.1%}[/] right when held out, "
        f"calibration error {quality.calibration:.3f}."
    )


def _print_change(change: "Change") -> None:
    before, now = change.accuracy_of_both
    out.print(
        f"Against the model in use: {change.accuracy_before:.1%} → [bold]{change.accuracy:.1%}[/]; "
        f"on the texts of both {before:.1%} → [bold]{now:.1%}[/]."
    )
    for what, names in (("New", change.added), ("Gone", change.removed)):
        if names:
            out.print(f"{what}: {', '.join(names)}")
    if change.texts:
        counts = ", ".join(f"{name} +{came} −{went}" for name, (came, went) in change.texts.items())
        out.print(f"Examples +{change.texts_added:,} −{change.texts_removed:,}: {counts}")
    if change.by_intent:
        table = Table("intent", "F1 before", "F1 now", title="What moved", title_justify="left")
        for name, (was, is_now) in sorted(change.by_intent.items(), key=lambda item: item[1][1] - item[1][0]):
            table.add_row(name, f"{was:.2f}", f"[{'green' if is_now > was else 'red'}]{is_now:.2f}[/]")
        out.print(table)
    for text, read_as, reads_as in change.moved[:_MOST_MOVED]:
        out.print(f"“{escape(text[:80])}”: {read_as} → {reads_as}")
    if len(change.moved) > _MOST_MOVED:
        out.print(f"… and {len(change.moved) - _MOST_MOVED} more texts are read otherwise.")
