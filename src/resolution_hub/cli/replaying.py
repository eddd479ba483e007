"""The commands about the rulebook: check one, withdraw a version, and the time machine."""

import asyncio
import json
from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated, Any

import typer
from rich.markup import escape
from rich.progress import BarColumn, Progress, TaskProgressColumn, TextColumn
from rich.table import Column, Table

from resolution_hub.cli.app import app, err, explained, out, settings_with_database

_SHOWN = 20

rulebook = typer.Typer(help="The shop's rules and their versions.", no_args_is_help=True)
app.add_typer(rulebook, name="rulebook")


@rulebook.command()
def check(file: Annotated[Path, typer.Argument(help="A rulebook.toml.")]) -> None:
    """Say everything that is wrong with a rulebook, with its lines; or its version."""
    book = _parsed(file)
    out.print(f"{escape(str(file))} is whole. Version {book.version}.")


@rulebook.command()
def versions() -> None:
    """List the rulebooks that were in force, the latest first."""
    from resolution_hub.wiring import rulebooks

    with explained():
        found = asyncio.run(rulebooks.versions(settings_with_database().database_url))
    table = Table("version", "in force since", Column("rulings", justify="right"), "withdrawn")
    for each in found:
        withdrawn = f"{each.withdrawn_at:%Y-%m-%d}: {each.withdrawn_reason}" if each.withdrawn_at else ""
        table.add_row(each.version, f"{each.active_from:%Y-%m-%d %H:%M}", f"{each.rulings:,}", escape(withdrawn))
    out.print(table)


@rulebook.command()
def withdraw(
    version: Annotated[str, typer.Argument(help="A version that was in force.")],
    reason: Annotated[str, typer.Option(help="Why; kept with it.")],
) -> None:
    """From now on no case is ruled under this version: cases that began under it follow the current one."""
    from resolution_hub.features.remedies.versions import UnknownVersion
    from resolution_hub.wiring import rulebooks

    with explained(UnknownVersion):
        asyncio.run(rulebooks.withdraw(settings_with_database().database_url, version, reason))
    out.print(f"Withdrawn: {escape(version)}.")


@app.command()
def replay(
    rulebook: Annotated[Path | None, typer.Option(help="The draft to rule under.")] = None,
    since: Annotated[str, typer.Option(help="30d, 12h, 2w, or a day such as 2026-11-01.")] = "30d",
    until: Annotated[str | None, typer.Option(help="As --since; now, if not given.")] = None,
    journey: Annotated[
        str | None, typer.Option(help="Only decisions about this: return, cancel, billing_error …")
    ] = None,
    to: Annotated[Path | None, typer.Option("--json", help="Write the result as JSON; - for the terminal.")] = None,
    every: Annotated[bool, typer.Option("--all", help="List every decision that changes.")] = False,
    check_own: Annotated[
        bool, typer.Option("--check", help="Rule each under its own version; any change is an error.")
    ] = False,
) -> None:
    """Rule stored decisions again from their frozen facts: what a draft would change, and what it would cost."""
    from resolution_hub.wiring import replaying, rulebooks

    if (rulebook is None) is not check_own:
        err.print("Name a draft with --rulebook, or --check the versions themselves.")
        raise typer.Exit(2)
    draft = _parsed(rulebook) if rulebook is not None else None
    now = datetime.now(UTC)
    with explained():
        settings = settings_with_database()
        first, last = replaying.moment(since, now), replaying.moment(until, now) if until else now
        current = rulebooks.read(settings).text
        # On a terminal only, and gone when the result is there.
        with Progress(
            TextColumn("{task.description}"), BarColumn(), TaskProgressColumn(), console=err, transient=True
        ) as bars:
            bar = bars.add_task("decisions", total=None)
            found = asyncio.run(
                replaying.run(
                    settings.database_url, draft, current, first, last,
                    lambda done, whole: bars.update(bar, completed=done, total=whole), journey,
                )
            )  # fmt: skip
    told = _as_json(found, first, last, draft.version if draft is not None else None)
    if to is not None and str(to) == "-":
        typer.echo(json.dumps(told, indent=1))
    else:
        if to is not None:
            to.write_text(json.dumps(told, indent=1) + "\n", encoding="utf-8")
        _print(told, every=every)
    if check_own and (found.changes or found.unreadable):
        raise typer.Exit(1)


def _parsed(file: Path) -> Any:
    from resolution_hub.core.policy.rulebook import RulebookError, parse

    with explained(OSError):
        text = file.read_text(encoding="utf-8")
    try:
        return parse(text, file.name)
    except RulebookError as error:
        for where, what in error.problems:
            err.print(escape(f"{where}: {what}"), soft_wrap=True)
        err.print(f"[bold red]Not a rulebook.[/] Problems found: {len(error.problems)}")
        raise typer.Exit(1) from error


def _as_json(found: Any, since: datetime, until: datetime, version: str | None) -> dict[str, Any]:
    from resolution_hub.core.policy.replay import said

    tally = found.tally
    return {
        "format": "resolution-hub-replay/1",
        "rulebook": version,
        "since": since.isoformat(),
        "until": until.isoformat(),
        "decisions": tally.decisions,
        "changed": {way.value: count for way, count in tally.changed.items()},
        "money": tally.money,
        "by_journey": {name: _sums(sums) for name, sums in sorted(tally.by_journey.items())},
        "by_clause": [
            {"before": before, "after": after, **_sums(sums)} for (before, after), sums in tally.by_clause.items()
        ],
        "list": [
            {
                "ruling": each.ruling_id,
                "case": each.case_id,
                "journey": each.journey,
                "way": each.way.value,
                "before": said(each.before),
                "after": said(each.after),
                "clause_before": each.clause_before,
                "clause_after": each.clause_after,
                "difference": None
                if each.difference is None
                else {"minor": each.difference.minor, "currency": each.difference.currency},
            }
            for each in found.changes
        ],
        "unreadable": found.unreadable,
    }


def _sums(sums: Any) -> dict[str, Any]:
    return {"decisions": sums.decisions, "changed": sums.changed, "money": sums.money}


def _print(told: dict[str, Any], *, every: bool) -> None:
    changed = told["changed"]
    whole = sum(changed.values())
    out.print(
        f"[bold]{told['decisions']:,}[/] decisions, [bold]{whole:,}[/] would be others: {changed['laxer']:,} laxer, "
        f"{changed['stricter']:,} stricter, {changed['other']:,} otherwise. Money: {_money(told['money'])}"
    )
    if told["unreadable"]:
        some = ", ".join(told["unreadable"][:_SHOWN])
        out.print(
            f"[bold red]Not readable, and in no sum:[/] {len(told['unreadable']):,}. {escape(some)}", soft_wrap=True
        )
    table = Table("journey", Column("decisions", justify="right"), Column("changed", justify="right"), "money")
    for name, sums in told["by_journey"].items():
        table.add_row(name, f"{sums['decisions']:,}", f"{sums['changed']:,}", _money(sums["money"]))
    out.print(table)
    if not whole:
        return
    clauses = Table("decided by", "would be decided by", Column("changed", justify="right"), "money")
    for each in sorted(told["by_clause"], key=lambda each: -each["changed"]):
        row = (each["before"] or "no rule", each["after"] or "no rule", f"{each['changed']:,}", _money(each["money"]))
        clauses.add_row(*row)
    out.print(clauses)
    listed = Table("ruling", "case", "journey", "before", "after", "money")
    for each in told["list"] if every else told["list"][:_SHOWN]:
        difference = each["difference"]
        money = _money({difference["currency"]: difference["minor"]}) if difference else ""
        listed.add_row(each["ruling"], each["case"], each["journey"], each["before"], each["after"], money)
    out.print(listed)
    if not every and whole > _SHOWN:
        out.print(f"… and {whole - _SHOWN:,} more; --all lists them, --json keeps them.")


def _money(sums: dict[str, int]) -> str:
    from resolution_hub.core.money import exponent

    if not sums:
        return "no difference"
    parts = []
    for currency, minor in sorted(sums.items()):
        digits = exponent(currency)
        parts.append(f"{minor / 10**digits:+,.{digits}f} {currency}")
    return ", ".join(parts)
