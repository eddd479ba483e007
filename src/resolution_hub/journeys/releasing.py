"""Releasing what was agreed to for goods that come back: the payment and the goods of an exchange, or the refund."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import assert_never

import asyncpg

from resolution_hub.core.acts import ExchangeItems
from resolution_hub.core.finding.theirs import paying_method
from resolution_hub.core.ledger import Charge
from resolution_hub.core.money import Money, total
from resolution_hub.core.order import ReturnStatus
from resolution_hub.core.policy.facts import ExchangeFacts, ProblemFacts, ReturnFacts
from resolution_hub.core.policy.verdict import Allow
from resolution_hub.core.proposing import legs, legs_to
from resolution_hub.core.remedy import TakePayment
from resolution_hub.core.situation import Situation
from resolution_hub.features.acts import service as acts
from resolution_hub.features.acts.service import ActRow
from resolution_hub.features.records import service as records
from resolution_hub.features.remedies import collecting, superseding
from resolution_hub.features.remedies import service as remedies
from resolution_hub.features.remedies.service import KeptRuling, SendTo
from resolution_hub.features.returns import service as returns
from resolution_hub.features.returns.service import Decision, Outcome, ReturnRow
from resolution_hub.journeys import paying, telling_acts
from resolution_hub.journeys.doing import situation
from resolution_hub.journeys.telling import Chapter, Means, chapter
from resolution_hub.ports.commerce import CarriedOut, NotPossible, SendGoods, TooLate


async def take(means: Means, return_id: str) -> bool:
    """The difference of an exchange that is settled with the goods. True where there is none, or it was taken."""
    async with means.database.reading() as connection:
        back = await _ours(connection, return_id)
        if back is None:
            return False
        row, kept = await _asked(connection, back)
    facts = kept.ruling.facts
    if not isinstance(facts, ExchangeFacts) or row.planned.collect is not None or not facts.difference.positive:
        return True
    async with chapter(means, row.case_id) as current:
        await records.lock_order(current.tx, back.order_id)
        if await collecting.collection_of_act(current.tx, row.id) is None:
            ledger = await remedies.lock_ledger(current.tx, row.customer_id)
            who = await situation(current, ledger, row)
            if not await _grant_payment(current, back, row, kept, who, facts.difference):
                return False
    return await paying.take(means, row.id)


async def _grant_payment(
    current: Chapter, back: ReturnRow, row: ActRow, kept: KeptRuling, who: Situation, difference: Money
) -> bool:
    method = paying_method(row.act, who) if isinstance(row.act, ExchangeItems) else None
    purpose = collecting.Purpose(row.id, f"Order {back.order_number}", order_id=back.order_id)
    try:
        if method is None:
            raise collecting.BalanceTooSmall(back.id)
        payment = TakePayment(method.id, difference)
        await collecting.grant_collection(
            current.tx, row.case_id, row.customer_id, kept.id, kept.ruling, payment, purpose, current.now
        )
    except collecting.BalanceTooSmall:
        await current.needs_person(current.text.say("exchange-not-paid", number=back.order_number))
        return False
    return True


async def send_goods(means: Means, return_id: str) -> str:
    """Have the shop send what an exchange is for, keyed by the return. Why it can't; empty where it did, or there is nothing."""
    async with means.database.reading() as connection:
        back = await returns.find(connection, return_id)
    if back is None or not back.swaps:
        return ""
    goods = SendGoods(back.order_id, tuple((swap.variant_id, swap.quantity) for swap in back.swaps))
    outcome = await means.commerce.carry_out(goods, key=f"{return_id}:goods")
    match outcome:
        case CarriedOut():
            return ""
        case TooLate():
            return "too_late"
        case NotPossible(reason):
            return reason
        case _:
            assert_never(outcome)


async def release(means: Means, return_id: str, why: str) -> list[str]:
    """Rule again on what is known now, and grant what is due. `why` the goods of an exchange can't be sent, if they can't.
    Returns the grants' ids; run again, it finds its own work."""
    async with means.database.reading() as connection:
        back = await _ours(connection, return_id)
        if back is None:
            return []
        row, kept = await _asked(connection, back)
    async with chapter(means, row.case_id) as current:
        await records.lock_order(current.tx, back.order_id)
        held = await returns.lock(current.tx, return_id)
        if held.outcome is None and not held.held_back:
            await _release(means, current, held, row, kept, why)
        return await remedies.grants_of_return(current.tx, return_id)


async def _release(means: Means, current: Chapter, held: ReturnRow, row: ActRow, kept: KeptRuling, why: str) -> None:
    if why:
        await current.needs_person(current.text.say("exchange-not-sent", number=held.order_number))
        await returns.set_outcome(current.tx, held.id, Outcome.KEPT)
        return
    rulings = await superseding.in_place_of(current.tx, kept)
    due = held.refund_due.positive and not await _granted_by_a_person(current, rulings[1:])
    stands = rulings[-1] if held.decision is Decision.RELEASED else kept
    granted = await _grant(means, current, held, row, stands) if due else 0
    if due and not granted:
        await current.needs_person(current.text.say("return-nothing-left", number=held.order_number))
    outcome = Outcome.EXCHANGED if held.swaps else Outcome.REFUNDED
    await telling_acts.outcome_told(current)
    if held.swaps:
        current.report(current.text.say("exchange-sent", number=held.order_number))
    if held.status is ReturnStatus.RECEIVED or held.decision is Decision.RELEASED:
        await returns.close(current.tx, held.id, outcome, current.now)
        if not granted:
            await current.done()
    else:
        await returns.set_outcome(current.tx, held.id, outcome)


async def _granted_by_a_person(current: Chapter, instead: Sequence[KeptRuling]) -> bool:
    """A person has decided in place of the ruling that the return began with, and granted what they found right."""
    by_hand = {each.id for each in instead}
    grants = [
        await remedies.get_grant(current.tx, each)
        for each in await remedies.grants_of_case(current.tx, current.case.id)
    ]
    return any(each.ruling_id in by_hand for each in grants)


async def _grant(means: Means, current: Chapter, held: ReturnRow, row: ActRow, kept: KeptRuling) -> int:
    """How many grants were made."""
    ledger = await remedies.lock_ledger(current.tx, row.customer_id)
    charges = sorted(ledger.charges_of_order(held.order_id), key=lambda charge: (charge.at, charge.id))
    left = total((ledger.refundable(c) for c in charges if _is_in(held, c)), held.refund_due.currency)
    amount = min(held.refund_due, left)
    if not amount.positive:
        return 0
    if kept.by is None:
        kept = await _ruled_again(means, current, kept, left, amount)
    if isinstance(row.act, ExchangeItems):
        parts = legs_to(paying_method(row.act, await situation(current, ledger, row)), charges, ledger, amount)
    else:
        parts = legs(charges, ledger, amount, held.destination, held.method_id)
    label = current.text.say("destination-store-credit")
    for part in parts:
        to = SendTo(part.destination, part.method_id, row.id, held.id, label)
        await remedies.grant_refund(
            current.tx, row.case_id, kept.id, kept.ruling, part.charge_id, part.amount, current.now, to=to
        )
    return len(parts)


async def _ruled_again(means: Means, current: Chapter, kept: KeptRuling, left: Money, amount: Money) -> KeptRuling:
    """The same question with what is left to refund today. Windows are measured when it was asked, and what was granted then
    is not taken away by waiting: the first ruling stands unless the second allows as much."""
    facts = kept.ruling.facts
    if not isinstance(facts, ReturnFacts | ProblemFacts | ExchangeFacts):
        return kept
    again = replace(facts, refundable=left)
    ruling_id, ruling = await remedies.rule_on(current.tx, current.case.id, again, means.book, current.now)
    if isinstance(ruling.verdict, Allow) and ruling.verdict.limit >= amount:
        return replace(kept, id=ruling_id, ruling=ruling)
    return kept


def _is_in(held: ReturnRow, charge: Charge) -> bool:
    return charge.amount.currency == held.refund_due.currency


async def _ours(connection: asyncpg.Connection, return_id: str) -> ReturnRow | None:
    """None for a return that the shop began itself."""
    back = await returns.find(connection, return_id)
    return back if back is not None and back.act_id is not None else None


async def _asked(connection: asyncpg.Connection, back: ReturnRow) -> tuple[ActRow, KeptRuling]:
    """The act that the return belongs to, and the ruling that allowed it."""
    row = await acts.get(connection, back.act_id or "")
    kept = await remedies.find_ruling(connection, row.ruling_id)
    if kept is None:
        raise LookupError(f"act {row.id} has no ruling")
    return row, kept
