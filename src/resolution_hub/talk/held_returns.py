"""A return that is held, ended by a person: let go on as agreed to, or refused.

A return is held when something else came back than was agreed to, or nothing came at all, before any money or goods moved for
it. Whoever has its case rules in place of the ruling that it began with, once: their reason is kept, told in the conversation,
and leaves a receipt. What is refused is the customer's again, and its goods are sent back to them where there are any.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

import asyncpg

from resolution_hub.core.appeal import Decider, GoOn, Stop, Unable
from resolution_hub.core.money import Money, total
from resolution_hub.core.order import ReturnStatus
from resolution_hub.core.promise import PromiseKind
from resolution_hub.core.shares import line_shares
from resolution_hub.features.acts import service as acts
from resolution_hub.features.cases import joining
from resolution_hub.features.cases import service as cases
from resolution_hub.features.message_center.service import Receipt
from resolution_hub.features.people.service import Agent
from resolution_hub.features.promises import service as promises
from resolution_hub.features.records import changing
from resolution_hub.features.records import service as records
from resolution_hub.features.remedies import collecting, superseding
from resolution_hub.features.remedies import service as remedies
from resolution_hub.features.remedies.service import KeptRuling
from resolution_hub.features.remedies.superseding import AlreadySuperseded, Superseded
from resolution_hub.features.returns import service as returns
from resolution_hub.features.returns.service import Decision, Finding, Moved, Outcome, ReturnRow
from resolution_hub.kit.text import Text
from resolution_hub.talk import appeal, at_the_desk
from resolution_hub.talk.turn_state import Tools

_NOT_THERE = (Moved.MISSING, Finding.EMPTY_BOX)


class NoSuchReturn(Exception):
    """The case has no such return."""


class NotHeld(Exception):
    """Nobody has to decide about the return: it goes its way, or something has moved for it."""


class NothingToSend(Exception):
    """No goods of it are here."""


@dataclass(frozen=True, slots=True)
class Held:
    """`why`: a Finding, or "missing". `worth`: what moves if it is let go on. `here`: there are goods to be sent back."""

    back: ReturnRow
    why: str
    worth: Money

    @property
    def here(self) -> bool:
        return self.why not in _NOT_THERE


async def of_case(tx: asyncpg.Connection, case_id: str) -> list[Held]:
    """Those that wait for a person's decision."""
    found = [await _held(tx, back) for back in await returns.of_case(tx, case_id)]
    return [held for held in found if held is not None]


async def decide(
    tx: asyncpg.Connection,
    agent: Agent,
    tools: Tools,
    case_id: str,
    return_id: str,
    decision: Decision,
    why: str,
    now: datetime,
    *,
    send_back: bool = False,
) -> Superseded | Unable:
    """The agent's ruling in place of the one that the return began with. `why` is read by the customer.

    Raises NoSuchCase, NotYours, NoSuchReturn, AlreadySuperseded, NotHeld; NothingToSend for `send_back` without
    goods."""
    case, talk = await at_the_desk.hold_mine(tx, agent.id, case_id)
    held = await _lock(tx, case, return_id)
    if send_back and not held.here:
        raise NothingToSend(return_id)
    by = Decider(agent.id, agent.name, why)
    answer = GoOn(held.worth) if decision is Decision.RELEASED else Stop()
    kept = await _standing(tx, held.back)
    made = await superseding.supersede(tx, held.back.customer_id, kept, answer, by, agent.role, tools.book, now)
    if isinstance(made, Unable):
        return made
    await returns.decide(tx, return_id, decision)
    if held.back.found_wrong:
        await returns.tell_once(tx, held.back, f"{Moved.FOUND}:{held.why}", now)
    if decision is Decision.RELEASED:
        await returns.moved(tx, return_id, Moved.RELEASED)
    else:
        await changing.take_back_units(tx, [(line, -count) for line, count in returns.units(held.back.items)])
        await returns.close(tx, return_id, Outcome.REFUSED, now)
        if send_back:
            await returns.moved(tx, return_id, Moved.SENT_BACK)
    if decision is Decision.RELEASED or send_back:
        # Of the return's own case, which tells what came of it, whatever that was merged into.
        own = held.back.case_id or case.id
        await promises.make(tx, own, case.owner, PromiseKind.TELL_OUTCOME, tools.book, now)
    customer = await records.get_customer(tx, held.back.customer_id)
    text = Text.load(customer.locale, customer.timezone)
    said, receipt = _told(held.back, decision, by, made, text, send_back=send_back)
    await appeal.tell_decided(tx, case, talk, said, receipt, now)
    return made


async def _lock(tx: asyncpg.Connection, case: cases.Case, return_id: str) -> Held:
    found = await returns.find(tx, return_id)
    if found is None or found.case_id not in await joining.within(tx, case.id):
        raise NoSuchReturn(return_id)
    await records.lock_order(tx, found.order_id)
    back = await returns.lock(tx, return_id)
    if back.decision is not None:
        raise AlreadySuperseded(return_id)
    held = await _held(tx, back)
    if held is None:
        raise NotHeld(return_id)
    return held


async def _held(tx: asyncpg.Connection, back: ReturnRow) -> Held | None:
    if back.status is ReturnStatus.CLOSED or back.decision is not None or back.settled:
        return None
    if await collecting.moved_for_act(tx, back.act_id):
        return None
    if back.finding is not None:
        return Held(back, back.finding, await _worth(tx, back)) if back.found_wrong else None
    missing = back.status is ReturnStatus.IN_TRANSIT and await returns.was_told(tx, back, Moved.MISSING)
    return Held(back, Moved.MISSING, await _worth(tx, back)) if missing else None


async def _worth(tx: asyncpg.Connection, back: ReturnRow) -> Money:
    """The refund; for an exchange what was paid for the goods, for that is what others are sent for."""
    if not back.swaps:
        return back.refund_due
    order = await records.get_order(tx, back.customer_id, back.order_id)
    shares, wanted = line_shares(order), dict(returns.units(back.items))
    parts = [shares[line.id].split([1] * line.quantity)[: wanted.get(line.id, 0)] for line in order.lines]
    return total((part for each in parts for part in each), order.total.currency)


async def _standing(tx: asyncpg.Connection, back: ReturnRow) -> KeptRuling:
    """The ruling that stands for the return now."""
    row = await acts.get(tx, back.act_id or "")
    kept = await remedies.find_ruling(tx, row.ruling_id)
    if kept is None:
        raise LookupError(f"act {row.id} has no ruling")
    return (await superseding.in_place_of(tx, kept))[-1]


def _told(
    back: ReturnRow, decision: Decision, by: Decider, made: Superseded, text: Text, *, send_back: bool
) -> tuple[str, Receipt]:
    said = text.say(f"held-{decision}", name=by.name, number=back.order_number, reason=by.reason)
    more = [text.say(f"held-{decision}-next")]
    if send_back:
        more.append(text.say("held-sent-back"))
    title = text.say(f"held-notice-{decision}", name=by.name, number=back.order_number)
    given = text.say("appeal-notice-reason", reason=by.reason)
    lines = (given, *more) if decision is Decision.RELEASED else (given, *more, text.say("appeal-notice-again"))
    return " ".join((said, *more)), Receipt(title, lines, ruling_id=made.ruling_id)
