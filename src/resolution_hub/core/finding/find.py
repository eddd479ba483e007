"""The facts that an act is ruled on, found in what the hub knows of one customer at one moment."""

from __future__ import annotations

from typing import assert_never

from resolution_hub.core.acts import (
    Act,
    AdjustPrice,
    CancelOrder,
    CancelSubscription,
    ChangeAddress,
    ChangeDelivery,
    ChangeHomeAddress,
    ChangeItems,
    ChangePayment,
    ChangePlan,
    ExchangeItems,
    PauseSubscription,
    ReportProblem,
    ResumeSubscription,
    ReturnItems,
    Withdraw,
)
from resolution_hub.core.finding.goods import exchange_facts, price_facts, problem_facts, return_facts
from resolution_hub.core.finding.orders import cancel_facts, change_facts, delivery_facts, payment_facts
from resolution_hub.core.finding.subscriptions import subscription_facts
from resolution_hub.core.finding.swaps import swap_difference, swap_facts
from resolution_hub.core.finding.theirs import (
    complete,
    paying_method,
    their_order,
)
from resolution_hub.core.finding.wares import History, Wares
from resolution_hub.core.policy.facts import (
    Change,
    Facts,
    HomeAddressFacts,
)
from resolution_hub.core.situation import Situation


def find_facts(act: Act, who: Situation, wares: Wares, history: History) -> Facts:
    """Raises NotTheirs."""
    match act:
        case CancelOrder():
            return cancel_facts(act, who)
        case ChangeAddress():
            order = their_order(act.order_id, who)
            country = order.address.country if order.address is not None else act.address.country
            return change_facts(Change.ADDRESS, order, who, address=act.address, abroad=act.address.country != country)
        case ChangePayment():
            return payment_facts(act, who)
        case ChangeItems():
            order = their_order(act.order_id, who)
            swaps = swap_facts(act.swaps, order, wares)
            difference = swap_difference(act.swaps, order, wares)
            return change_facts(
                Change.ITEMS, order, who, difference=difference, swaps=swaps, method=paying_method(act, who)
            )
        case ChangeDelivery():
            return delivery_facts(act, who, wares)
        case ReturnItems() | Withdraw():
            return return_facts(act, who)
        case ExchangeItems():
            return exchange_facts(act, who, wares)
        case ReportProblem():
            return problem_facts(act, who, wares, history)
        case AdjustPrice():
            return price_facts(act, who, wares, history)
        case PauseSubscription() | ResumeSubscription() | ChangePlan() | CancelSubscription():
            return subscription_facts(act, who, wares)
        case ChangeHomeAddress(address):
            return HomeAddressFacts(complete(address), address.country, who.customer.region, who.now)
        case _:
            assert_never(act)
