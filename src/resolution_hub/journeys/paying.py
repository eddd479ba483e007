"""The chapter that every payment shares: the provider takes the refund, then all that follows from it settles together."""

from __future__ import annotations

from collections.abc import Callable
from typing import ParamSpec, TypeVar

from dbos import DBOS

from resolution_hub.core.events import CardKind, Choice, Floor
from resolution_hub.core.ledger import MethodKind, RefundState
from resolution_hub.core.moves import STORE_CREDIT
from resolution_hub.core.order import Destination
from resolution_hub.core.people import CaseId
from resolution_hub.core.policy.facts import (
    BillingFacts,
    ChangeFacts,
    ExchangeFacts,
    PriceFacts,
    ProblemFacts,
    ReturnFacts,
    SubscriptionFacts,
)
from resolution_hub.core.promise import PromiseKind
from resolution_hub.features.acts import service as acts
from resolution_hub.features.acts.service import ActState
from resolution_hub.features.message_center import service as message_center
from resolution_hub.features.message_center.service import Receipt
from resolution_hub.features.promises import service as promises
from resolution_hub.features.records import service as records
from resolution_hub.features.remedies import collecting, versions
from resolution_hub.features.remedies import service as remedies
from resolution_hub.features.remedies.collecting import Collection, NotTaken
from resolution_hub.features.remedies.service import GrantRow, KeptRuling, RefundFailed
from resolution_hub.journeys import telling_acts
from resolution_hub.journeys.telling import Chapter, Means, chapter
from resolution_hub.kit.text import Text
from resolution_hub.words import cards, sentences

P = ParamSpec("P")
R = TypeVar("R")


def step(name: str) -> Callable[[Callable[P, R]], Callable[P, R]]:
    """A step that asks again when something is away: first after a second, then ever more slowly, for days in all."""
    return DBOS.step(name=name, retries_allowed=True, max_attempts=120, interval_seconds=1.0, backoff_rate=2.0)


async def pay(means: Means, grant_id: str) -> None:
    """Carry one grant out, once. Safe to run again after any crash: the provider knows the grant's id, and settling
    happens only from `granted`. Raises RefundFailed when the provider is away; the runner then asks again."""
    async with means.database.reading() as connection:
        granted = await remedies.get_grant(connection, grant_id)
    if granted.state is not RefundState.GRANTED or granted.case_id is None:
        return
    try:
        receipt = await means.cashier.issue(granted)
    except RefundFailed as error:
        if not error.permanent:
            raise
        await _refused(means, granted, granted.case_id, error)
        return
    async with chapter(means, granted.case_id) as current:
        if await remedies.settle(current.tx, granted, receipt, current.now):
            await _tell(means, current, await remedies.get_grant(current.tx, grant_id))


async def take(means: Means, act_id: str) -> bool:
    """Take what the customer agreed to pay for an act, once. False when the method does not pay: the act has then ended, nothing
    changed, and the customer was told. Raises NotTaken when the provider is away; the runner then asks again."""
    async with means.database.reading() as connection:
        wanted = await collecting.collection_of_act(connection, act_id)
    if wanted is None or wanted.state == "taken":
        return True
    if wanted.state == "failed":
        return False
    try:
        receipt = await means.cashier.take(wanted)
    except NotTaken as error:
        if not error.permanent:
            raise
        await _declined(means, wanted, str(error))
        return False
    async with chapter(means, wanted.case_id) as current:
        await collecting.settle_collection(current.tx, wanted, receipt, current.now)
    return True


async def _declined(means: Means, wanted: Collection, why: str) -> None:
    """Run again, it finds the collection ended."""
    async with chapter(means, wanted.case_id) as current:
        if not await collecting.fail_collection(current.tx, wanted, why, current.now):
            return
        await acts.end(current.tx, wanted.act_id, ActState.REFUSED, "declined", current.now)
        await telling_acts.outcome_told(current)
        amount = sentences.money(wanted.amount, current.text)
        said = current.text.say("not-done-declined", amount=amount, method=wanted.method_label)
        current.offer(said, telling_acts.ways_on(current))
        await current.not_done()


async def _refused(means: Means, granted: GrantRow, case_id: CaseId, error: RefundFailed) -> None:
    async with chapter(means, case_id) as current:
        if not await remedies.fail(current.tx, granted, str(error), current.now, expired=error.expired):
            return
        await promises.withdraw(current.tx, case_id, PromiseKind.SEND_REFUND, current.now)
        amount = sentences.money(granted.amount, current.text)
        ways = await _other_ways(means, current, granted) if error.expired else []
        if ways and current.conversation.floor is Floor.ASSISTANT:
            said = current.text.say("journey-refund-expired", amount=amount, method=granted.method_label)
            current.offer(said, [*ways, current.choice("person", "choice-person")])
            await current.not_done()
        else:
            await current.needs_person(current.text.say("journey-refund-failed", amount=amount))


async def _other_ways(means: Means, current: Chapter, granted: GrantRow) -> list[Choice]:
    """Where else the shop sends a refund: store credit, and the customer's gift cards in its currency."""
    book = await versions.book_of_case(current.tx, current.case.id, means.book)
    possible, ways = book.terms.returns.destinations, []
    if Destination.STORE_CREDIT in possible:
        ways.append(current.choice(f"refund_to:{STORE_CREDIT}:{granted.id}", "choice-refund-to-credit"))
    for card in (await records.get_records(current.tx, granted.customer_id)).methods:
        fits = card.balance is not None and card.balance.currency == granted.amount.currency
        if Destination.GIFT_CARD in possible and card.kind is MethodKind.GIFT_CARD and fits:
            ways.append(current.choice(f"refund_to:{card.id}:{granted.id}", "choice-refund-to", method=card.label))
    return ways


async def _tell(means: Means, current: Chapter, sent: GrantRow) -> None:
    """The receipt in the Message Center, the fact in the conversation, and the case done once all of it is paid."""
    kept = await remedies.find_ruling(current.tx, sent.ruling_id) if sent.ruling_id else None
    act = await acts.find(current.tx, sent.act_id) if sent.act_id is not None else None
    undone = act is not None and act.state is ActState.REFUSED
    receipt = _receipt(means, current.text, sent, kept, undone=undone)
    notice_id = await message_center.put(
        current.tx, sent.customer_id, current.case.id, "refund", sent.id, receipt, current.now
    )
    shown = cards.ReceiptOut(notice_id, receipt.title, cards.amount(sent.amount), sent.reference, sent.ruling_id)
    said = current.text.say(
        "billing-done",
        amount=sentences.money(sent.amount, current.text),
        method=sent.method_label,
        time=sentences.refund_time(sent.method, means.book, current.text),
    )
    current.report(said, cards.card(CardKind.RECEIPT, shown))
    await promises.keep(current.tx, current.case.id, PromiseKind.SEND_REFUND, current.now)
    await current.done()


def _receipt(means: Means, text: Text, sent: GrantRow, kept: KeptRuling | None, *, undone: bool) -> Receipt:
    """`undone`: what was paid for an act that could not be done."""
    amount = sentences.money(sent.amount, text)
    day = text.moment(sent.sent_at) if sent.sent_at else ""
    said = [text.say("receipt-refund-what", amount=amount, method=sent.method_label, day=day)]
    if kept is not None:
        why = "receipt-refund-why-not-done" if undone else _why_key(kept)
        said.append(text.say(why, item=sent.description))
    if means.book.refund_days[sent.method][1] == 0:
        said.append(text.say("receipt-refund-when-now"))
    else:
        time = sentences.refund_time(sent.method, means.book, text)
        said.append(text.say("receipt-refund-when", time=time))
    title = text.say("receipt-refund-title", amount=amount)
    return Receipt(title, tuple(said), sent.amount, sent.reference, sent.ruling_id)


def _why_key(kept: KeptRuling) -> str:
    facts = kept.ruling.facts
    if kept.by is not None:
        return "receipt-refund-why-person"
    match facts:
        case BillingFacts() if facts.error is not None:
            return f"receipt-refund-why-{facts.error.removeprefix('charged_')}".replace("_", "-")
        case ReturnFacts():
            return "receipt-refund-why-returned"
        case ChangeFacts() | ExchangeFacts():
            return "receipt-refund-why-changed"
        case ProblemFacts():
            return "receipt-refund-why-problem"
        case PriceFacts():
            return "receipt-refund-why-price"
        case SubscriptionFacts():
            return "receipt-refund-why-unused"
        case _:
            return "receipt-refund-why-cancelled"
