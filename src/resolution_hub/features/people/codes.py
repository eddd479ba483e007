"""One-time codes: six digits, sent to the e-mail address of an order, that show that a visitor is the one who ordered.

Ten minutes, five tries, one use, and only for the visitor who asked. Every request makes a row and starts the journey,
whether order number and address go together or not, so that nothing tells from outside which was the case. The digits
are made from the row's id and the hub's secret: neither the table nor the journey's input holds them.
"""

from __future__ import annotations

import hashlib
import hmac
from dataclasses import dataclass
from datetime import datetime, timedelta

import asyncpg

from resolution_hub.core.people import Customer, CustomerId
from resolution_hub.features.people import store
from resolution_hub.features.people.service import count_attempt
from resolution_hub.kit.durable import start_journey
from resolution_hub.kit.ids import new_id

JOURNEY = "send_code"
LIFE = timedelta(minutes=10)
TRIES = 5
DIGITS = 6
_HOUR = timedelta(hours=1)
_ASKED = {"address": 20, "email": 5, "order": 5}  # codes an hour


@dataclass(frozen=True, slots=True)
class Claim:
    """What a visitor says of themselves, as it is compared: plain letters and digits of the number, the address lower-case."""

    number: str
    email: str

    @staticmethod
    def of(order_number: str, email: str) -> Claim:
        # What is counted is what is looked up: the database would fold "İ" to "i", so that one address had many counts.
        number = "".join(mark for mark in order_number if mark.isascii() and mark.isalnum()).upper()
        return Claim(number, email.strip().lower())


@dataclass(frozen=True, slots=True)
class Proof:
    """The order that a visitor has shown to be theirs, and whose it is."""

    order_id: str
    customer_id: CustomerId


@dataclass(frozen=True, slots=True)
class ToSend:
    """A code that is still to be used, and to whom it goes."""

    id: str
    customer: Customer
    order_number: str
    expires_at: datetime


def digits_of(code_id: str, secret: bytes) -> str:
    """The code of that row; whoever holds the secret can say it again, nobody else."""
    number = int.from_bytes(_keyed(secret, "digits", code_id)[:8])
    return f"{number % 10**DIGITS:0{DIGITS}d}"


async def count_request(tx: asyncpg.Connection, claim: Claim, address: str, secret: bytes, now: datetime) -> None:
    """Count one request for a code, by network address, e-mail address and order. Raises TooManyAttempts."""
    keys = {"address": address, "email": claim.email, "order": claim.number}
    for what, most in _ASKED.items():
        bucket = _keyed(secret, f"bucket {what}", keys[what]).hex()[:32]
        await count_attempt(tx, f"code:{what}:{bucket}", most, _HOUR, now)


async def ask(tx: asyncpg.Connection, asker: str, claim: Claim, secret: bytes, now: datetime) -> None:
    """Make a code for this visitor in place of any before it, and have it sent if the claim is true."""
    made = _make(asker, claim, secret, now)
    await tx.execute(store.DROP_CODES, asker, now)
    await tx.execute(store.ADD_CODE, *made, claim.number, claim.email)
    await _have_sent(tx, made[0])


async def ask_again(tx: asyncpg.Connection, asker: str, order_id: str, secret: bytes, now: datetime) -> None:
    """Make a code for an order that this visitor has proved before; it goes to the address that the order has now."""
    made = _make(asker, Claim(order_id, ""), secret, now)
    await tx.execute(store.DROP_CODES, asker, now)
    await tx.execute(store.ADD_CODE_FOR_ORDER, *made, order_id)
    await _have_sent(tx, made[0])


def _make(asker: str, claim: Claim, secret: bytes, now: datetime) -> tuple[str, str, bytes, bytes, datetime, datetime]:
    """The row of a new code, but for the order that it is found to be for."""
    code_id = new_id("otp")
    hashed = _keyed(secret, "code", code_id, digits_of(code_id, secret))
    return code_id, asker, _hash(claim, secret), hashed, now, now + LIFE


async def _have_sent(tx: asyncpg.Connection, code_id: str) -> None:
    await start_journey(tx, JOURNEY, code_id, f"{JOURNEY}:{code_id}")


async def find_to_send(tx: asyncpg.Connection, code_id: str, now: datetime) -> ToSend | None:
    """None for a code that is nobody's, or can no longer be used."""
    row = await tx.fetchrow(store.CODE_TO_SEND, code_id, now)
    if row is None:
        return None
    values = dict(row)
    number, expires_at = values.pop("order_number"), values.pop("expires_at")
    return ToSend(code_id, Customer(**values), number, expires_at)


async def is_awaited(tx: asyncpg.Connection, asker: str, now: datetime) -> bool:
    """Whether six digits that this visitor types may be a code, which is then not to be kept with their words."""
    return bool(await tx.fetchval(store.CODE_AWAITED, asker, now))


async def spend(
    tx: asyncpg.Connection, asker: str, code: str, secret: bytes, now: datetime, claim: Claim | None = None
) -> Proof | None:
    """Try a code: None when it is wrong, too old, used, tried too often or never asked for, which are not told apart. The
    try counts, so the transaction is to be committed either way. With `claim`, the code must be of that claim."""
    row = await tx.fetchrow(store.TRY_CODE, asker, now, TRIES)
    if row is None:
        return None
    given = _keyed(secret, "code", row["id"], code)
    fits = hmac.compare_digest(given, row["hash"])
    meant = claim is None or hmac.compare_digest(_hash(claim, secret), row["claim"])
    if not (fits and meant) or row["order_id"] is None:
        return None
    await tx.execute(store.SPEND_CODE, row["id"], now)
    return Proof(row["order_id"], CustomerId(row["customer_id"]))


def _hash(claim: Claim, secret: bytes) -> bytes:
    return _keyed(secret, "claim", claim.number, claim.email)


def _keyed(secret: bytes, *parts: str) -> bytes:
    # No part can hold the separator: ids, numbers and addresses are lines.
    said = "\n".join(part.replace("\n", " ") for part in parts)
    return hmac.new(secret, said.encode("utf-8", "surrogatepass"), hashlib.sha256).digest()
