"""What the hub writes into the shop's records, once the shop has said that an act is done. Money is not here."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

import asyncpg

from resolution_hub.core.acts import Swap, Units
from resolution_hub.core.finding.swaps import swapped_price
from resolution_hub.core.finding.wares import Wares
from resolution_hub.core.money import Money
from resolution_hub.core.order import Address, Order
from resolution_hub.core.people import CustomerId
from resolution_hub.core.policy.facts import Change
from resolution_hub.core.shares import line_shares, shares_of
from resolution_hub.features.records import store
from resolution_hub.kit.ids import derived_id


async def note_change(tx: asyncpg.Connection, order_id: str, change: Change) -> None:
    """Keep with the order that this was done to it: it may close what can follow."""
    await tx.execute(store.NOTE_CHANGE, order_id, change)


async def set_cancel_reason(tx: asyncpg.Connection, order_id: str, reason: str) -> None:
    await tx.execute(store.SET_CANCEL_REASON, order_id, reason)


async def cancel_units(tx: asyncpg.Connection, units: Sequence[Units]) -> None:
    for each in units:
        await tx.execute(store.CANCEL_UNITS, each.line_id, each.quantity)


async def take_back_units(tx: asyncpg.Connection, units: Sequence[tuple[str, int]]) -> None:
    """Units (line id, how many) are on their way back; a negative number says that they are not, after all."""
    for line_id, quantity in units:
        await tx.execute(store.RETURN_UNITS, line_id, quantity)


async def set_address(tx: asyncpg.Connection, customer_id: CustomerId, order_id: str, address: Address) -> None:
    await tx.execute(store.SET_ORDER_ADDRESS, order_id, await _add_address(tx, customer_id, address))


async def set_home(tx: asyncpg.Connection, customer_id: CustomerId, address: Address) -> None:
    await tx.execute(store.SET_HOME, customer_id, await _add_address(tx, customer_id, address))


async def set_delivery(tx: asyncpg.Connection, order_id: str, option_id: str, difference: Money) -> None:
    """The order's total and its part for delivery change by the difference."""
    await tx.execute(store.SET_DELIVERY, order_id, option_id, difference.minor)


async def swap_items(tx: asyncpg.Connection, order: Order, swaps: Sequence[Swap], wares: Wares) -> None:
    """The swapped units become the other variant. A line that is swapped in part becomes two."""
    shares = line_shares(order)
    for line_id, share in shares.items():
        await tx.execute(store.SET_PAID, line_id, share.minor)  # from here on it is known, line by line
    left = {line.id: line.quantity for line in order.lines}
    paid = {line_id: share.minor for line_id, share in shares.items()}
    added = 0
    parts = shares_of(order, [Units(swap.line_id, swap.quantity) for swap in swaps])
    for number, (swap, part) in enumerate(zip(swaps, parts, strict=True)):
        line, variant = order.line(swap.line_id), wares.variant(swap.variant_id, order.total.currency)
        if line is None or variant is None:
            raise LookupError(f"order {order.id} cannot swap {swap.line_id}")
        price = swapped_price(part, line.unit_price, variant.price, swap.quantity)
        changed = line.id
        if swap.quantity < left[line.id]:
            left[line.id] -= swap.quantity
            paid[line.id] -= part.minor
            changed = f"{line.id}.{number + 1}"
            await tx.execute(store.SPLIT_LINE, line.id, swap.quantity, changed, paid[line.id])
        await tx.execute(store.SWAP_LINE, changed, variant.id, price.minor, variant.price.minor)
        added += price.minor - part.minor
    await tx.execute(store.ADD_TO_TOTAL, order.id, added)


async def lower_price(tx: asyncpg.Connection, order: Order, line_id: str, by: Money) -> None:
    """Each unit of the line was `by` cheaper after all: what comes back later counts with that."""
    line = order.line(line_id)
    if line is None:
        raise LookupError(f"order {order.id} has no line {line_id}")
    for each, share in line_shares(order).items():
        await tx.execute(store.SET_PAID, each, share.minor)
    await tx.execute(store.LOWER_PAID, line_id, by.minor * line.quantity)
    await tx.execute(store.ADD_TO_TOTAL, order.id, -by.minor * line.kept)


async def pause(tx: asyncpg.Connection, subscription_id: str, at: datetime, resumes_at: datetime) -> None:
    await tx.execute(store.PAUSE, subscription_id, at, resumes_at)


async def resume_if_due(tx: asyncpg.Connection, subscription_id: str, at: datetime) -> bool:
    """False when it is not paused any more, or paused for longer."""
    return await tx.fetchval(store.RESUME_IF_DUE, subscription_id, at) is not None


async def resume(tx: asyncpg.Connection, subscription_id: str) -> None:
    await tx.execute(store.RESUME, subscription_id)


async def change_plan(tx: asyncpg.Connection, subscription_id: str, plan_id: str) -> None:
    await tx.execute(store.CHANGE_PLAN, subscription_id, plan_id)


async def end_subscription(tx: asyncpg.Connection, subscription_id: str, at: datetime, ends_at: datetime) -> None:
    await tx.execute(store.END_SUBSCRIPTION, subscription_id, at, ends_at)


async def _add_address(tx: asyncpg.Connection, customer_id: CustomerId, address: Address) -> str:
    parts = (*address.lines, address.city, address.region, address.postcode, address.country)
    address_id = derived_id("adr", customer_id, *parts)
    await tx.execute(
        store.ADD_ADDRESS, address_id, customer_id, list(address.lines), address.city, address.region, address.postcode,
        address.country,
    )  # fmt: skip
    return address_id
