"""An exchange for something cheaper, settled with the goods: the difference goes where the customer said with their yes."""

from __future__ import annotations

from dataclasses import replace

import pytest

from resolution_hub.core.acts import ExchangeItems, Swap
from resolution_hub.core.order import ScanStatus
from resolution_hub.core.policy.rulebook import Rulebook
from resolution_hub.core.policy.terms import Settle
from resolution_hub.kit.db import Database
from tests.journeys import agreeing
from tests.journeys.agreeing import CASSEROLE, CASSEROLE_LINE, HANNAH
from tests.journeys.conftest import Workers, outcome_of
from tests.journeys.stories import book

_METHOD = """
insert into payment_methods (id, customer_id, kind, label, balance, currency) values ($1, 'cus_hannah', $2, $3, $4, 'USD')
"""
_SENT = "select destination, method_id, amount from sandbox.refunds order by amount desc"


def settled_with_the_goods() -> Rulebook:
    """By a shop that sends a difference to any method of the customer's."""
    terms = book().terms
    return replace(
        book(),
        terms=replace(
            terms,
            exchange=replace(terms.exchange, settle=Settle.ON_RECEIPT),
            change=replace(terms.change, any_method=True),
        ),
    )


async def exchanged(shop: Database, workers: Workers, method_id: str | None) -> int:
    """What goes back once the goods of a cheaper exchange are here."""
    variant = await agreeing.other_variant(shop, CASSEROLE_LINE, price=10000)
    act = ExchangeItems(CASSEROLE, (Swap(CASSEROLE_LINE, variant),), method_id)
    await agreeing.begin(shop, HANNAH, act, rules=settled_with_the_goods())
    workers.start()
    await outcome_of(shop, HANNAH, journeys=2)
    due: int = (await agreeing.the_return(shop))["refund_due"]
    assert await agreeing.rows(shop, _SENT) == []
    await agreeing.scan(shop, ScanStatus.DELIVERED)
    seen = await outcome_of(shop, HANNAH, journeys=3)
    assert sum(refund["amount"] for refund in seen.refunds) == due > 0
    return due


@pytest.mark.parametrize(
    ("kind", "label", "destination"), [("gift_card", "Gift card 77", "gift_card"), ("store_credit", "Credit", "method")]
)
async def test_the_difference_goes_onto_the_method_that_was_named(
    kind: str, label: str, destination: str, shop: Database, workers: Workers
) -> None:
    await agreeing.change(shop, _METHOD, "pay_named", kind, label, 500)
    due = await exchanged(shop, workers, "pay_named")
    [sent] = await agreeing.rows(shop, _SENT)
    assert (sent["destination"], sent["method_id"], sent["amount"]) == (destination, "pay_named", due)
    named = await agreeing.one(shop, "select balance from payment_methods where id = 'pay_named'")
    assert named["balance"] == 500 + due
    assert (await agreeing.the_return(shop))["destination"] == destination
    seen = await outcome_of(shop, HANNAH, journeys=3)
    assert label in seen.notices[0].receipt.sentences[0]


async def test_the_difference_goes_back_to_what_paid_where_no_method_was_named(
    shop: Database, workers: Workers
) -> None:
    await exchanged(shop, workers, None)
    [sent] = await agreeing.rows(shop, _SENT)
    assert (sent["destination"], sent["method_id"]) == ("original", None)


async def test_a_named_method_that_paid_a_part_gets_its_own_back_first_and_no_balance_grows_twice(
    shop: Database, workers: Workers
) -> None:
    await agreeing.change(shop, _METHOD, "pay_part", "gift_card", "Gift card 77", 0)
    await agreeing.change(shop, "update charges set amount = amount - 2500 where order_id = $1", CASSEROLE)
    await agreeing.change(
        shop,
        "insert into charges (id, customer_id, order_id, amount, currency, at, method, method_label, description, method_id) "
        "select 'chg_part', customer_id, order_id, 2500, currency, at + interval '1 minute', 'gift_card', 'Gift card 77', "
        "description, 'pay_part' from charges where order_id = $1",
        CASSEROLE,
    )
    due = await exchanged(shop, workers, "pay_part")
    sent = await agreeing.rows(
        shop, "select charge_id, amount, method_id from refunds where return_id is not null order by amount desc"
    )
    assert [(each["charge_id"] == "chg_part", each["amount"]) for each in sent] == [(True, 2500), (False, due - 2500)]
    assert {each["method_id"] for each in sent} == {None}
    gift = await agreeing.one(shop, "select balance from payment_methods where id = 'pay_part'")
    assert gift["balance"] == 2500
