"""The command that says why a message was understood as it was."""

import asyncio
from typing import Annotated, Any

import typer
from rich.markup import escape
from rich.table import Column, Table

from resolution_hub.cli.app import app, explained, out, settings_with_database

explain = typer.Typer(help="Say how a decision came about.", no_args_is_help=True)
app.add_typer(explain, name="explain")


@explain.callback()
def _explain() -> None:
    """Say how a decision came about."""


@explain.command()
def reading(
    reading_id: Annotated[
        str, typer.Argument(help="A reading's id (rd-…), or a conversation's (cv-…) to list its readings.")
    ],
) -> None:
    """Print what was made of a message: by its words, by the facts, and what each next step would have cost."""
    from resolution_hub.wiring import explaining

    with explained(explaining.NothingToExplain):
        found = asyncio.run(explaining.find(settings_with_database().database_url, reading_id))
    if len(found) > 1 or found[0].id != reading_id:
        out.print(_listed(found))
        return
    _print(found[0])


def _listed(found: list[Any]) -> Table:
    table = Table(Column("reading", overflow="fold", min_width=36), "at", "message", "read as", "meant")
    for each in found:
        weighed = (each.routing or {}).get("weighed") or each.body.get("intents") or [{"intent": ""}]
        said = each.said if len(each.said) <= 60 else each.said[:59] + "…"
        table.add_row(each.id, f"{each.at:%Y-%m-%d %H:%M}", escape(said), weighed[0]["intent"], each.settled or "")
    return table


def _print(kept: Any) -> None:
    body, routing = kept.body, kept.routing
    out.print(f"[bold]{escape(kept.said)}[/]", soft_wrap=True)
    out.print(f"{kept.id}, {kept.at:%Y-%m-%d %H:%M:%S %Z}, model {body.get('model') or 'none'}\n")
    signs = Table("sign", "value", title="What was read beside the intent", title_justify="left")
    for key in (
        "language",
        "out_of_scope",
        "asks_for_person",
        "corrects",
        "frustration",
        "urgency",
        "alarms",
        "quoted",
        "cut",
    ):
        signs.add_row(key, escape(str(body.get(key, ""))))
    for key, value in body.get("entities", {}).items():
        if value:
            signs.add_row(key, escape(str(value)))
    out.print(signs)
    if routing is None:
        out.print("Nothing had to be weighed: a button, an answer to a question, or a request for a person decided.")
    else:
        _print_routing(routing)
    if kept.settled:
        out.print(f"Meant [bold]{escape(kept.settled)}[/], says {escape(kept.settled_by or '')}.")


def _print_routing(routing: dict[str, Any]) -> None:
    causes = Table("because of", "about", "probability", title="Why this customer may have come", title_justify="left")
    for cause in routing["causes"]:
        cue = cause["cue"]
        causes.add_row(cue["reason"], escape(f"{cue['item']} {cue['subject']}".strip()), f"{cause['probability']:.2f}")
    causes.add_row("something else", "", f"{routing['outside']:.2f}")
    out.print(causes)
    table = Table(
        "intent", "by its words", "times the facts", "together", title="What it may mean", title_justify="left"
    )
    for one in routing["weighed"]:
        table.add_row(one["intent"], f"{one['text']:.3f}", f"{one['factor']:.2f}", f"{one['probability']:.3f}")
    out.print(table)
    out.print(f"Out of scope by its words: {routing['out_of_scope']:.2f}, which takes from all of them alike.\n")
    options = Table("next step", "intents", "expected cost", title="What was done: the cheapest", title_justify="left")
    for option in routing["options"]:
        options.add_row(option["act"], ", ".join(option["intents"]), f"{option['cost']:.2f}")
    out.print(options)
