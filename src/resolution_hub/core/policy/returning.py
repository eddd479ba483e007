"""What goes back for returned goods, and when: one calculation for the rule, the card that is shown, and the journey."""

from __future__ import annotations

from dataclasses import dataclass

from resolution_hub.core.money import Money, total
from resolution_hub.core.order import OrderStatus, Timing
from resolution_hub.core.policy.facts import ReturnFacts
from resolution_hub.core.policy.terms import ReturnTerms


@dataclass(frozen=True, slots=True)
class Back:
    """`amount` = `goods` + `shipping` − `fee`, never negative and never more than is left to refund."""

    amount: Money
    goods: Money
    shipping: Money
    fee: Money
    timing: Timing
    prepaid: bool


def going_back(facts: ReturnFacts, terms: ReturnTerms) -> Back:
    """Under the law everything that was paid goes back, with standard delivery (Directive 2011/83/EU, art. 13); under the
    shop's terms a fee may stay, unless all of it is the shop's fault.

    The first scan releases the refund only on a label that we pay for, and never a refund that keeps something back.
    """
    currency = facts.refundable.currency
    nothing = Money(0, currency)
    goods = total((line.share for line in facts.lines), currency)
    ours = bool(facts.lines) and all(line.reason in terms.our_fault for line in facts.lines)
    free = ours or facts.statutory
    shipping = facts.shipping if facts.whole and (terms.refund_shipping or free) else nothing
    fee = nothing if free else min(terms.fee.get(currency, nothing), goods)
    amount = min(goods + shipping - fee, facts.refundable)
    prepaid = (terms.prepaid or ours) and not facts.own_label
    return Back(amount, goods, shipping, fee, _timing(facts, terms, amount, goods, prepaid=prepaid), prepaid)


def release_of_goods(worth: Money, terms: ReturnTerms) -> Timing:
    """When the other half of an exchange is sent: as early as a refund of what it is worth."""
    if terms.timing is not Timing.AT_FIRST_SCAN:
        return terms.timing
    limit = terms.first_scan_limit.get(worth.currency)
    early = terms.prepaid and limit is not None and worth <= limit
    return Timing.AT_FIRST_SCAN if early else Timing.ON_RECEIPT


def _timing(facts: ReturnFacts, terms: ReturnTerms, amount: Money, goods: Money, *, prepaid: bool) -> Timing:
    if facts.status in (OrderStatus.PLACED, OrderStatus.PREPARING):
        return Timing.AT_ONCE  # withdrawn before it left: nothing has to come back
    if terms.timing is not Timing.AT_FIRST_SCAN:
        return terms.timing
    limit = terms.first_scan_limit.get(amount.currency)
    early = prepaid and amount >= goods and limit is not None and amount <= limit
    return Timing.AT_FIRST_SCAN if early else Timing.ON_RECEIPT
