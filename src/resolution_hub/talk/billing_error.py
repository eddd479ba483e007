"""Billing errors (product.md C8): found in the ledger, whatever words were used, ruled, and refunded without a person.

Without an error there is the truth about what was charged, the human door, and no refund.
"""

from __future__ import annotations

from resolution_hub.core.case import CaseEvent
from resolution_hub.core.escalation import WhyPerson
from resolution_hub.core.events import Card, CardKind
from resolution_hub.core.ledger import BillingError, Charge
from resolution_hub.core.policy.facts import BillingFacts
from resolution_hub.core.policy.verdict import Allow
from resolution_hub.core.promise import PromiseKind
from resolution_hub.core.situation import Situation
from resolution_hub.core.topic import Topic
from resolution_hub.features.cases import service as cases
from resolution_hub.features.promises import service as promises
from resolution_hub.features.remedies import service as remedies
from resolution_hub.kit.durable import start_journey
from resolution_hub.talk import appeal, bring_person, situation
from resolution_hub.talk.turn_state import Turn
from resolution_hub.words import cards, sentences
from resolution_hub.words.rulings import reason

JOURNEY = "instant_refund"
_MOST_CHARGES = 4


async def reply(turn: Turn) -> None:
    # Whoever grants from a ledger holds it: two conversations at once find the same error one after the other.
    turn.who = await situation.load(turn.tx, turn.situation.customer.id, turn.now, hold=True, only=turn.only)
    errors = turn.situation.billing_errors
    if not errors:
        await _tell_the_truth(turn)
        return
    for error in errors:
        if not await _settle(turn, error):
            # A person has the floor now; they see the other errors with the case.
            return


async def _settle(turn: Turn, error: BillingError) -> bool:
    """Rule on one error and start its refund. False when a person must decide."""
    amount = {"minor": error.amount.minor, "currency": error.amount.currency}
    subject = {"about": error.charge.id, "item": _name(error), "value": amount}
    case = await turn.case_for(Topic.BILLING_ERROR, subject)
    ruling_id, ruling = await remedies.rule_on(
        turn.tx, case.id, facts(turn.situation, error.charge, error), turn.tools.book, turn.now
    )
    said, shown = _found(turn, error), _charge_cards(turn, [error.charge])
    if not isinstance(ruling.verdict, Allow):
        why = turn.text.say("billing-needs-person", reason=reason(ruling.verdict, turn.text))
        turn.say(f"{said} {why}", cards=shown)
        await bring_person.with_case(turn, case, WhyPerson.NEEDS_APPROVAL)
        return False
    granted = await remedies.grant_refund(turn.tx, case.id, ruling_id, ruling, error.charge.id, error.amount, turn.now)
    await cases.move(turn.tx, case, CaseEvent.ACT, "assistant", turn.now)
    await start_journey(turn.tx, JOURNEY, granted.id, f"{JOURNEY}:{granted.id}")
    await promises.make(turn.tx, case.id, case.owner, PromiseKind.SEND_REFUND, turn.tools.book, turn.now)
    doing = turn.text.say(
        "billing-refunding",
        amount=sentences.money(error.amount, turn.text),
        method=error.charge.method_label,
        time=sentences.refund_time(error.charge.method, turn.tools.book, turn.text),
    )
    turn.say(f"{said} {doing}", cards=shown)
    return True


async def _tell_the_truth(turn: Turn) -> None:
    """What was charged, when and why. The denial is a ruling too, about the newest charge that could be meant."""
    who = turn.situation
    charges = _meant(who)
    if not charges:
        turn.say(turn.text.say("billing-no-charges"), choices=[turn.person_choice(), turn.something_else()])
        return
    newest = charges[0]
    about = {"minor": newest.amount.minor, "currency": newest.amount.currency}
    subject = {"about": newest.id, "item": newest.description, "value": about}
    case = await turn.case_for(Topic.BILLING_ERROR, subject)
    ruling_id, ruling = await remedies.rule_on(turn.tx, case.id, facts(who, newest, None), turn.tools.book, turn.now)
    await appeal.leave_receipt(turn, case, ruling_id, ruling)
    said = [turn.text.say("billing-no-error"), *_plans(turn)]
    refunded = [(r, c) for r in who.ledger.refunds if (c := who.ledger.charge(r.charge_id)) in charges]
    shown = _charge_cards(turn, charges)
    for refund, charge in refunded:
        said.append(turn.text.say("billing-already", amount=sentences.money(refund.amount, turn.text)))
        shown.append(cards.card(CardKind.REFUND, cards.refund(refund, charge, turn.tools.book)))
    said.append(turn.text.say("billing-door"))
    choices = [turn.appeal_choice(ruling_id), turn.person_choice(), turn.something_else()]
    turn.say(" ".join(said), cards=shown, choices=choices)


def facts(who: Situation, charge: Charge, error: BillingError | None) -> BillingFacts:
    plan = next((s for s in who.subscriptions if s.id == charge.subscription_id), None)
    return BillingFacts(
        charge_id=charge.id,
        charged=charge.amount,
        refundable=who.ledger.refundable(charge),
        charged_at=charge.at,
        now=who.now,
        region=who.customer.region,
        error=error.kind if error else None,
        wrong=error.amount if error else None,
        cancelled_at=plan.cancelled_at if plan else None,
        ended_at=plan.ends_at if plan else None,
    )


def _meant(who: Situation) -> tuple[Charge, ...]:
    """The newest charges, those of subscriptions first: they are what people ask about."""
    newest = sorted(who.ledger.charges, key=lambda c: (c.subscription_id is not None, c.at), reverse=True)
    return tuple(newest[:_MOST_CHARGES])


def _plans(turn: Turn) -> list[str]:
    said = []
    for plan in turn.situation.subscriptions:
        if plan.ends_at is not None and plan.ends_at <= turn.now:
            said.append(turn.text.say("billing-ended", plan=plan.plan, day=turn.text.moment(plan.ends_at)))
        else:
            price = sentences.money(plan.price, turn.text)
            said.append(turn.text.say("billing-active", plan=plan.plan, days=plan.interval_days, price=price))
    return said


def _name(error: BillingError) -> str:
    return error.subscription.plan if error.subscription else error.charge.description


def _found(turn: Turn, error: BillingError) -> str:
    plan, text = error.subscription, turn.text
    key = f"billing-found-{error.kind.removeprefix('charged_')}".replace("_", "-")
    values: dict[str, str | int] = {
        "item": _name(error),
        "amount": sentences.money(error.amount, text),
        "charged": text.moment(error.charge.at),
    }
    if key == "billing-found-after-cancellation" and plan is not None and plan.ends_at is not None:
        values["cancelled"] = text.moment(plan.cancelled_at or plan.ends_at)
        values["ended"] = text.moment(plan.ends_at)
    return text.say(key, **values)


def _charge_cards(turn: Turn, charges: tuple[Charge, ...] | list[Charge]) -> list[Card]:
    return [cards.card(CardKind.CHARGE, cards.charge(charge, turn.situation.ledger)) for charge in charges]
