"""Where the stories of journeys begin: each brings a shop to where exactly one journey is queued."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

from resolution_hub.connectors.commerce.sandbox import SandboxCommerce
from resolution_hub.core.acts import (
    ChangeDelivery,
    ExchangeItems,
    PauseSubscription,
    ReturnItems,
    Swap,
    Units,
    Withdraw,
)
from resolution_hub.core.order import ScanStatus, Timing
from resolution_hub.core.policy.terms import Settle
from resolution_hub.features.returns.service import Decision, Finding
from resolution_hub.journeys import paying, receiving, releasing
from resolution_hub.kit.db import Database
from tests.journeys import agreeing, deciding, stories
from tests.journeys.agreeing import HANNAH, NOAH
from tests.journeys.stories import BILLING, CONFIRM, PERSON, TENT, book, tell


async def billing(shop: Database) -> None:
    await tell(shop, BILLING)


async def cancelling(shop: Database) -> None:
    await stories.pay_a_part_by_gift_card(shop)
    await stories.ask_to_cancel(shop)
    await tell(shop, CONFIRM)


async def dispatched(shop: Database) -> None:
    await stories.ask_to_cancel(shop)
    await tell(shop, CONFIRM)
    await SandboxCommerce(shop.pool).dispatch(TENT, datetime.now(UTC))


async def refused(shop: Database) -> None:
    await tell(shop, BILLING)
    await stories.refund_at_the_providers_own_desk(shop)


async def faster_delivery(shop: Database) -> None:
    await agreeing.begin(shop, NOAH, ChangeDelivery(TENT, "del_us_express"))


async def faster_delivery_too_late(shop: Database) -> None:
    await faster_delivery(shop)
    await SandboxCommerce(shop.pool).dispatch(TENT, datetime.now(UTC))


async def faster_delivery_unpaid(shop: Database) -> None:
    await faster_delivery(shop)
    await agreeing.change(shop, "update payment_methods set expires_on = '2020-01-31' where id = 'pay_noah_1'")


_RETURN = ReturnItems(agreeing.CASSEROLE, (Units(agreeing.CASSEROLE_LINE, 1, "changed_mind"),))


async def label(shop: Database) -> None:
    await agreeing.carried_out(shop, HANNAH, _RETURN)


async def first_scan(shop: Database) -> None:
    await agreeing.labelled(shop, HANNAH, _RETURN)
    await agreeing.scan(shop, ScanStatus.PICKED_UP)


async def exchange_received(shop: Database) -> None:
    """Dearer goods, in a shop that settles an exchange with them."""
    read = book()
    later = replace(read, terms=replace(read.terms, exchange=replace(read.terms.exchange, settle=Settle.ON_RECEIPT)))
    variant = await agreeing.other_variant(shop, agreeing.CASSEROLE_LINE, price=27800)
    act = ExchangeItems(agreeing.CASSEROLE, (Swap(agreeing.CASSEROLE_LINE, variant),))
    await agreeing.labelled(shop, HANNAH, act, later)
    await agreeing.scan(shop, ScanStatus.DELIVERED)


async def empty_box(shop: Database) -> None:
    """Found after the refund was released."""
    await first_scan(shop)
    back = await agreeing.the_return(shop)
    await agreeing.forget(shop, f"return:{back['id']}:scanned")
    await receiving.on_moved(agreeing.means(shop), back["id"], "scanned")
    [refund] = await releasing.release(agreeing.means(shop), back["id"], "")
    await paying.pay(agreeing.means(shop), refund)
    await agreeing.find(shop, Finding.EMPTY_BOX)


async def found_damaged(shop: Database) -> None:
    """Held before anything moved, and before Ruth."""
    read = book()
    on_receipt = replace(read, terms=replace(read.terms, returns=replace(read.terms.returns, timing=Timing.ON_RECEIPT)))
    await agreeing.labelled(shop, HANNAH, _RETURN, on_receipt)
    await agreeing.find(shop, Finding.DAMAGED)
    back = await agreeing.the_return(shop)
    await receiving.on_moved(agreeing.means(shop), back["id"], "found:damaged")
    await agreeing.forget(shop, f"return:{back['id']}:found:damaged")
    await deciding.claimed(shop)


async def refused_and_sent_back(shop: Database) -> None:
    await found_damaged(shop)
    await deciding.decided(shop, Decision.REFUSED, send_back=True)


async def let_go_on(shop: Database) -> None:
    await found_damaged(shop)
    await deciding.decided(shop, Decision.RELEASED)


async def pause_over(shop: Database) -> None:
    day = datetime.now(UTC).date() + timedelta(days=20)
    act = await agreeing.carried_out(shop, HANNAH, PauseSubscription("sub_hannah", day))
    await agreeing.change(shop, "update subscriptions set resumes_at = now() where id = 'sub_hannah'")
    await agreeing.due_now(shop, f"resume_subscription:{act}")


async def waiting_too_long(shop: Database) -> None:
    await tell(shop, PERSON)


async def withdrawing(shop: Database) -> None:
    await agreeing.change(shop, "update customers set region = 'DE' where id = 'cus_noah'")
    act = await agreeing.begin(shop, NOAH, Withdraw(TENT))
    await agreeing.forget(shop, f"carry_out:{act}")


async def asking_for_a_code(shop: Database) -> None:
    await stories.ask_for_a_code(shop)
