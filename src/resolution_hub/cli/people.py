"""Commands about the people who work at the desk."""

import asyncio
import hashlib
from typing import Annotated

import typer

from resolution_hub.cli.app import app, explained, out, settings_with_database
from resolution_hub.core.people import Role
from resolution_hub.kit.settings import Settings, SettingsError

_SHORTEST_PASSWORD = 10

agent = typer.Typer(help="The people who work at the desk.", no_args_is_help=True)
app.add_typer(agent, name="agent")


@agent.command()
def add(
    email: Annotated[str, typer.Argument(help="The address that this person signs in with.")],
    name: Annotated[str, typer.Option(prompt="Name that customers see")],
    role: Annotated[Role, typer.Option(help="A supervisor may do all that an agent may.")] = Role.AGENT,
    department: Annotated[
        str, typer.Option(help="Departments that this person works in, with commas between.")
    ] = "support",
    skill: Annotated[str, typer.Option(help="What this person knows (claims,hardware).")] = "",
    language: Annotated[
        str, typer.Option(help="Languages that they write (en,de); none given: it does not matter.")
    ] = "",
    capacity: Annotated[int, typer.Option(min=1, max=50, help="How many cases they hold at once.")] = 4,
    password: Annotated[
        str,
        typer.Option(prompt="Password", confirmation_prompt=True, hide_input=True, envvar="HUB_AGENT_PASSWORD"),
    ] = "",
) -> None:
    """Add somebody to the desk; for an address that was added before, change what is given."""
    from asyncpg.exceptions import UniqueViolationError

    with explained(UniqueViolationError):
        if len(password) < _SHORTEST_PASSWORD:
            raise SettingsError(f"the password needs at least {_SHORTEST_PASSWORD} characters")
        if "@" not in email:
            raise SettingsError(f"{email!r} is not an email address")
        work = (_listed(department), _listed(skill), _listed(language), capacity)
        if not work[0]:
            raise SettingsError("a person at the desk works in one department at least")
        asyncio.run(_add(settings_with_database(), email, name, role, password, work))
    out.print(f"{name} can sign in at the desk as {email} ({role.value}).", markup=False)


def _listed(given: str) -> list[str]:
    return [each.strip() for each in given.split(",") if each.strip()]


async def _add(
    settings: Settings, email: str, name: str, role: Role, password: str,
    work: tuple[list[str], list[str], list[str], int],
) -> None:  # fmt: skip
    from resolution_hub.features.people import service
    from resolution_hub.features.staffing import service as staffing
    from resolution_hub.kit.db import Database

    database = Database(settings.database_url, most=1)
    await database.open()
    try:
        async with database.transaction() as tx:
            # The id follows from the address, so that adding somebody again finds the person added before.
            agent_id = f"agent-{hashlib.sha256(email.lower().encode()).hexdigest()[:12]}"
            await service.add_agent(tx, agent_id, name, email, role, password)
            await staffing.settle_in(tx, agent_id, *work)
    finally:
        await database.close()
