"""Cancelling an order: the shop decides between us and its warehouse, then every charge of it goes back.

ask_shop → cancelled: record, grant what is left of each charge, pay each grant
         → too late, or unknown to the shop: nothing is refunded, a person looks
"""

from __future__ import annotations

from dbos import DBOS

from resolution_hub.core.events import CardKind
from resolution_hub.core.money import Money
from resolution_hub.core.order import Order
from resolution_hub.core.policy.verdict import Allow
from resolution_hub.core.promise import PromiseKind
from resolution_hub.features import journal
from resolution_hub.features.cases import service as cases
from resolution_hub.features.message_center import service as message_center
from resolution_hub.features.message_center.service import Receipt
from resolution_hub.features.promises import service as promises
from resolution_hub.features.records import service as records
from resolution_hub.features.remedies import service as remedies
from resolution_hub.features.remedies.service import KeptRuling
from resolution_hub.journeys import paying
from resolution_hub.journeys.telling import Chapter, Means, chapter
from resolution_hub.ports.commerce import Cancelled, OrderUnknown
from resolution_hub.words import cards, sentences

NAME = "cancel_order"


def register(means: Means) -> None:
    """Make the journey known to the runner; once per process, before it is launched."""

    @paying.step(f"{NAME}.ask_shop")
    async def ask_shop(case_id: str) -> bool:
        return await on_confirmed(means, case_id)

    @paying.step(f"{NAME}.record")
    async def record(case_id: str) -> list[str]:
        return await on_cancelled(means, case_id)

    @paying.step(f"{NAME}.too_late")
    async def too_late(case_id: str) -> None:
        await on_too_late(means, case_id)

    @paying.step(f"{NAME}.pay")
    async def pay(grant_id: str) -> None:
        await paying.pay(means, grant_id)

    @DBOS.workflow(name=NAME)
    async def cancel_order(case_id: str) -> None:
        if not await ask_shop(case_id):
            await too_late(case_id)
            return
        for grant_id in await record(case_id):
            await pay(grant_id)


async def on_confirmed(means: Means, case_id: str) -> bool:
    """Ask the shop, keyed by the ruling. True when it will not send the order. Raises CommerceUnavailable."""
    async with means.database.reading() as connection:
        case = await cases.find_case(connection, case_id)
    if case is None:
        raise cases.NoSuchCase(case_id)
    try:
        outcome = await means.commerce.cancel_order(case.subject["about"], key=case.subject["ruling"])
    except OrderUnknown:
        return False
    return isinstance(outcome, Cancelled)


async def on_cancelled(means: Means, case_id: str) -> list[str]:
    """Write the cancellation down, with a receipt, and grant what each charge has left. Returns the grants' ids; run
    again, it finds its own work and returns the same."""
    async with chapter(means, case_id) as current:
        subject = current.case.subject
        if subject.get("outcome") is None:
            await _record(current, subject["about"], subject["ruling"])
        return await remedies.grants_of_case(current.tx, case_id)


async def _record(current: Chapter, order_id: str, ruling_id: str) -> None:
    tx, case = current.tx, current.case
    kept = await remedies.find_ruling(tx, ruling_id)
    if kept is None or case.customer_id is None:
        raise LookupError(f"case {case.id} has no ruling {ruling_id}")
    await records.mark_cancelled(tx, order_id, current.now)
    await journal.write(tx, current.now, case.id, "hub", "order_cancelled", {"order": order_id})
    sums = await _grant_all(current, order_id, kept)
    order = await records.get_order(tx, case.customer_id, order_id)
    notice_id = await message_center.put(
        tx, case.customer_id, case.id, "cancellation", ruling_id, _receipt(current, order, sums, ruling_id), current.now
    )
    title = current.text.say("receipt-cancel-title", number=order.number)
    whole = sum((amount.minor for amount, _ in sums), 0)
    back = Money(whole, order.total.currency)
    said = (
        current.text.say("cancel-done-refund", number=order.number, amount=sentences.money(back, current.text))
        if whole
        else current.text.say("cancel-done", number=order.number)
    )
    shown = cards.ReceiptOut(notice_id, title, cards.amount(back) if whole else None, None, ruling_id)
    current.report(said, cards.card(CardKind.RECEIPT, shown))
    await promises.keep(tx, case.id, PromiseKind.TELL_OUTCOME, current.now)
    case.subject = {**case.subject, "outcome": "cancelled"}
    await cases.save(tx, case)
    if not sums:
        await current.done()


async def _grant_all(current: Chapter, order_id: str, kept: KeptRuling) -> list[tuple[Money, str]]:
    """One grant per charge that has something left, in all never more than the ruling allowed."""
    verdict = kept.ruling.verdict
    if not isinstance(verdict, Allow) or current.case.customer_id is None:
        return []
    ledger = await remedies.lock_ledger(current.tx, current.case.customer_id)
    allowed, sums = verdict.limit, []
    for charge in ledger.charges_of_order(order_id):
        amount = min(ledger.refundable(charge), allowed)
        if amount.positive:
            allowed = allowed - amount
            await remedies.grant_refund(
                current.tx, current.case.id, kept.id, kept.ruling, charge.id, amount, current.now
            )
            sums.append((amount, charge.method_label))
    return sums


def _receipt(current: Chapter, order: Order, sums: list[tuple[Money, str]], ruling_id: str) -> Receipt:
    text = current.text
    item = sentences.named(order, text)
    said = [text.say("receipt-cancel-what", number=order.number, item=item, day=text.moment(current.now))]
    for amount, method in sums:
        said.append(text.say("receipt-cancel-refund", amount=sentences.money(amount, text), method=method))
    if not sums:
        said.append(text.say("receipt-cancel-no-refund"))
    return Receipt(text.say("receipt-cancel-title", number=order.number), tuple(said), ruling_id=ruling_id)


async def on_too_late(means: Means, case_id: str) -> None:
    """The warehouse was faster, or the shop does not know the order: the truth, and a person."""
    async with chapter(means, case_id) as current:
        if current.case.subject.get("outcome") is not None or current.case.customer_id is None:
            return
        current.case.subject = {**current.case.subject, "outcome": "too_late"}
        order = await records.get_order(current.tx, current.case.customer_id, current.case.subject["about"])
        await journal.write(current.tx, current.now, current.case.id, "hub", "cancel_too_late", {"order": order.id})
        await promises.keep(current.tx, case_id, PromiseKind.TELL_OUTCOME, current.now)
        await current.needs_person(current.text.say("cancel-too-late", number=order.number))
