"""Sessions, agents and sign-in.

A session is a random token of which only the hash is stored. Signing in always makes a new one and ends the old, so a
token planted before sign-in is worth nothing after it.
"""

from __future__ import annotations

import hashlib
import hmac
import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cache
from typing import Literal

import asyncpg
from argon2 import PasswordHasher
from argon2.exceptions import Argon2Error

from resolution_hub.core.identity import Level, Standing
from resolution_hub.core.people import AgentId, CustomerId, Owner, Role
from resolution_hub.features.people import store
from resolution_hub.features.people.identity import Identity

ANONYMOUS = Standing()
LIFE = {"customer": timedelta(hours=12), "visitor": timedelta(days=7), "agent": timedelta(hours=12)}
_hasher = PasswordHasher()


class TokenSpent(Exception):
    """The identity token was used before."""


class TooManyAttempts(Exception):
    """The limit of this bucket is reached. `retry_after` is in seconds."""

    def __init__(self, retry_after: int) -> None:
        super().__init__(f"try again in {retry_after} s")
        self.retry_after = retry_after


@dataclass(frozen=True, slots=True)
class Caller:
    """Who makes a request: a signed-in customer, a visitor known by their browser, or an agent. `standing` is what they
    have shown of who they are: a visitor may have proved one order."""

    kind: Literal["customer", "visitor", "agent"]
    subject: str
    token: str
    name: str | None = None
    role: Role | None = None
    locale: str = "en-US"
    timezone: str = "UTC"
    currency: str | None = None
    standing: Standing = ANONYMOUS
    departments: tuple[str, ...] = ()

    @property
    def owner(self) -> Owner:
        return Owner(self.kind, self.subject)

    @property
    def customer_id(self) -> CustomerId | None:
        return CustomerId(self.subject) if self.kind == "customer" else None

    def csrf(self, secret: bytes) -> str:
        """The token that changes must bring along: bound to this session, so that no other page can know it."""
        return hmac.new(secret, b"csrf:" + self.token.encode(), hashlib.sha256).hexdigest()


async def start_session(tx: asyncpg.Connection, kind: str, subject: str, now: datetime) -> str:
    """The new session's token, to be kept in the browser's cookie only."""
    token = secrets.token_urlsafe(32)
    level = Level.SHOP if kind == "customer" else Level.ANONYMOUS
    await tx.execute(store.ADD_SESSION, _hash(token), kind, subject, now, now + LIFE[kind], level)
    return token


async def raise_session(
    tx: asyncpg.Connection, token: str, customer_id: CustomerId, order_id: str, now: datetime
) -> str | None:
    """Have a visitor's session stand for one order that they have proved: its new token, the old one is worth nothing
    any more. None for a session that is no visitor's, or has ended."""
    fresh = secrets.token_urlsafe(32)
    raised = await tx.fetchval(store.RAISE_SESSION, _hash(token), _hash(fresh), customer_id, order_id, now)
    return fresh if raised else None


async def find_caller(tx: asyncpg.Connection, token: str, now: datetime) -> Caller | None:
    """None for a token that is unknown or has expired, or whose person is gone."""
    row = await tx.fetchrow(store.CALLER, _hash(token), now)
    if row is None:
        return None
    match row["kind"]:
        case "agent" if row["role"] is not None:
            departments = tuple(row["departments"])
            role = Role(row["role"])
            return Caller("agent", row["subject"], token, row["agent_name"], role, departments=departments)
        case "customer" if row["given_name"] is not None:
            return Caller(
                "customer",
                row["subject"],
                token,
                row["given_name"],
                None,
                row["locale"],
                row["timezone"],
                row["currency"],
                Standing(Level.SHOP, CustomerId(row["subject"])),
            )
        case "visitor":
            standing = _proved(row).at(now)
            if standing.level is Level.ANONYMOUS:
                return Caller("visitor", row["subject"], token)
            # The order's own language, day and money; whose name is on it is nothing that a page needs to know.
            own = (row["locale"], row["timezone"], row["currency"])
            return Caller("visitor", row["subject"], token, None, None, *own, standing)
        case _:
            return None


def _proved(row: asyncpg.Record) -> Standing:
    if row["order_id"] is None:
        return ANONYMOUS
    return Standing(Level.ORDER, CustomerId(row["customer_id"]), row["order_id"], row["proved_at"])


async def end_session(tx: asyncpg.Connection, token: str) -> None:
    await tx.execute(store.END_SESSION, _hash(token))


async def spend_token(tx: asyncpg.Connection, identity: Identity) -> None:
    """Use up an identity token. Raises TokenSpent the second time."""
    if await tx.fetchval(store.SPEND_TOKEN, identity.token_id, identity.expires_at) is None:
        raise TokenSpent


async def customer_exists(tx: asyncpg.Connection, customer_id: str) -> bool:
    return bool(await tx.fetchval(store.CUSTOMER_EXISTS, customer_id))


async def find_customers(tx: asyncpg.Connection, words: str) -> list[asyncpg.Record]:
    """Up to 20 customers whose id, name or address contains `words`."""
    escaped = words.replace("\\", "\\\\").replace("%", r"\%").replace("_", r"\_")
    return await tx.fetch(store.FIND_CUSTOMERS, f"%{escaped}%")


@dataclass(frozen=True, slots=True)
class Agent:
    """Somebody at the desk. `departments` are those whose cases they see."""

    id: AgentId
    name: str
    role: Role
    departments: tuple[str, ...] = ()

    @property
    def reach(self) -> tuple[str, ...] | None:
        """The departments whose cases they see; None: all."""
        return None if self.role is Role.SUPERVISOR else self.departments


async def find_agent(tx: asyncpg.Connection, agent_id: str) -> Agent | None:
    row = await tx.fetchrow(store.AGENT, agent_id)
    return _agent(row) if row is not None else None


async def agents(tx: asyncpg.Connection) -> list[Agent]:
    return [_agent(row) for row in await tx.fetch(store.AGENTS)]


async def add_agent(
    tx: asyncpg.Connection, agent_id: str, name: str, email: str, role: Role, password: str | None
) -> None:
    """Make or update an agent; without a password an existing one stays."""
    hashed = _hasher.hash(password) if password is not None else None
    await tx.execute(store.ADD_AGENT, agent_id, name, email, role, hashed)


async def find_agent_login(tx: asyncpg.Connection, email: str) -> tuple[AgentId, str] | None:
    """The agent's id and password hash; None when nobody can sign in with that address."""
    row = await tx.fetchrow(store.AGENT_BY_EMAIL, email)
    return (AgentId(row["id"]), row["password_hash"]) if row is not None and row["password_hash"] else None


@cache
def _nobody() -> str:
    """Checked when there is no such agent, so that an unknown address takes as long as a wrong password."""
    return _hasher.hash(secrets.token_hex(16))


def password_fits(login: tuple[AgentId, str] | None, password: str) -> bool:
    """Takes some 50 ms of one core, whoever asks: run it in a thread."""
    try:
        _hasher.verify(login[1] if login else _nobody(), password)
    except Argon2Error:
        return False
    return login is not None


async def count_attempt(tx: asyncpg.Connection, bucket: str, most: int, window: timedelta, now: datetime) -> None:
    """Count one use of `bucket` in the current window. Raises TooManyAttempts above `most`."""
    seconds = int(window.total_seconds())
    into = int(now.timestamp()) % seconds
    slot = (now - timedelta(seconds=into)).replace(microsecond=0)
    count: int = await tx.fetchval(store.COUNT_ATTEMPT, bucket, slot)
    if count > most:
        raise TooManyAttempts(seconds - into)


async def sweep(tx: asyncpg.Connection, now: datetime) -> None:
    """Drop what has expired."""
    await tx.execute(store.SWEEP_SESSIONS, now)
    await tx.execute(store.SWEEP_TOKENS, now)
    await tx.execute(store.SWEEP_CODES, now)
    await tx.execute(store.SWEEP_ATTEMPTS, now - timedelta(days=1))


def _agent(row: asyncpg.Record) -> Agent:
    return Agent(AgentId(row["id"]), row["name"], Role(row["role"]), tuple(row["departments"]))


def _hash(token: str) -> bytes:
    return hashlib.sha256(token.encode()).digest()
