"""The command that says why a message was understood as it was."""

import asyncio
import json
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


@explain.command()
def ruling(
    ruling_id: Annotated[str, typer.Argument(help="A ruling's id (rl_…), as receipts name it.")],
    as_json: Annotated[bool, typer.Option("--json", help="Print it as JSON.")] = False,
) -> None:
    """Print a decision: the facts, what each rule said of them and by which numbers, and what follows."""
    from resolution_hub.wiring import explaining

    with explained(explaining.NothingToExplain):
        kept, text = asyncio.run(explaining.find_ruling(settings_with_database().database_url, ruling_id))
    if as_json:
        typer.echo(json.dumps(_ruling_as_json(kept, text), indent=1))
        return
    _print_ruling(kept, text)


def _ruling_as_json(kept: Any, text: str | None) -> dict[str, Any]:
    from resolution_hub.features.remedies.rulings import to_body

    by = {"name": kept.by.name, "reason": kept.by.reason} if kept.by is not None else None
    return {
        "id": kept.id,
        "case": kept.case_id,
        "at": kept.at.isoformat(),
        "rulebook": kept.ruling.rulebook_version,
        "by": by,
        "superseded_by": kept.superseded_by,
        "lines": _lines(kept.ruling, text),
        **to_body(kept.ruling),
    }


def _lines(ruling: Any, text: str | None) -> dict[str, int | None]:
    """The line of each number that was used; None for one that its text doesn't have (docs/adr/0013)."""
    from resolution_hub.core.policy.toml_lines import lines_of

    # A category may have dots in its name, so whole paths are compared.
    known = {".".join(map(str, path)): line for path, line in lines_of(text).items()} if text is not None else {}
    return {key: known.get(key) for clause in ruling.trace for key, _ in clause.used}


def _print_ruling(kept: Any, text: str | None) -> None:
    from resolution_hub.core.policy.replay import said
    from resolution_hub.kit.text import Text
    from resolution_hub.words.rulings import explain as in_words

    told, ruled = in_words(kept.id, kept.ruling, Text.load()), kept.ruling
    lines = _lines(ruled, text)
    out.print(f"[bold]{kept.id}[/] of case {kept.case_id}, {kept.at:%Y-%m-%d %H:%M:%S %Z}", soft_wrap=True)
    by = f", decided by {escape(kept.by.name)}: {escape(kept.by.reason)}" if kept.by is not None else ""
    out.print(f"rulebook {ruled.rulebook_version}{by}\n", soft_wrap=True)
    out.print("[bold]Facts[/]")
    for fact in told.facts:
        out.print(f"  {escape(fact)}", soft_wrap=True)
    table = Table("rule", "says", "by", title="Clauses", title_justify="left")
    for clause in ruled.trace:
        used = []
        for key, value in clause.used:
            where = f"line {line}" if (line := lines[key]) is not None else "not in its text"
            used.append(f"{key} = {value}" + (f" ({where})" if text is not None else ""))
        opinion = said(clause.opinion) if clause.opinion is not None else "nothing against it"
        table.add_row(clause.rule, opinion, escape("\n".join(used)))
    out.print(table)
    out.print(f"Verdict: [bold]{escape(said(ruled.verdict))}[/]. {escape(told.verdict_text)}", soft_wrap=True)
    if kept.superseded_by is not None:
        out.print(f"Superseded by {kept.superseded_by}.")


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
