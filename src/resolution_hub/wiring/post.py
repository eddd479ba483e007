"""Which post office a worker hands mail to: the server that is set, else the sandbox, which sends nothing."""

from __future__ import annotations

import asyncpg

from resolution_hub.connectors.mail.sandbox import Delivered, SandboxMail, latest
from resolution_hub.connectors.mail.smtp import Server, SmtpMail
from resolution_hub.kit.settings import Settings, SettingsError
from resolution_hub.ports.mail import Mail


def office(settings: Settings, pool: asyncpg.Pool) -> Mail:
    """Raises SettingsError for a server's address or a sender that cannot be used."""
    if not settings.smtp_url:
        return SandboxMail(pool)
    try:
        server = Server.parse(settings.smtp_url)
    except ValueError as error:
        raise SettingsError(f"HUB_SMTP_URL: {error}") from None
    try:
        return SmtpMail(server, settings.mail_from)
    except ValueError as error:
        raise SettingsError(f"HUB_MAIL_FROM: {error}") from None


async def delivered(connection: asyncpg.Connection) -> list[Delivered]:
    """What the sandbox has delivered last, to anybody: for a demo's eyes only."""
    return await latest(connection)
