"""Acts over HTTP: what can be chosen, what would happen, doing it once, and what a refusal leaves."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable
from typing import Any
from uuid import uuid4

import pytest

from resolution_hub.core.acts import ACTS, ORDER_ACTS
from resolution_hub.kit.tagged import type_name
from resolution_hub.wiring.web import Hub
from tests.web.acting import cancel, check, do, execute, first_line, give_back, options, other_variant, state, swap
from tests.web.conftest import As, Browser
from tests.web.proving import fact, rows
from tests.web.test_bad_input import is_problem
from tests.web.test_proving import proved

Visit = Callable[[], Browser]
TENT, STOVE, CUSHIONS, LAMP, BOOTS = (
    f"ord_{name}" for name in ("noah_tent", "noah_stove", "amara_cushions", "amara_lamp", "amara_boots")
)
A_PLACE = {"lines": ["7 Birch Lane"], "city": "Denver", "region": "CO", "postcode": "80204", "country": "US"}


@pytest.fixture(autouse=True)
async def begins_as_it_was(hub: Hub) -> AsyncIterator[None]:
    """No worker carries acts out here; so none stays under way, and what was drawn on is filled up again."""
    async with hub.database.reading() as connection:
        balances = await connection.fetch("select id, balance from payment_methods where balance is not null")
    yield
    async with hub.database.transaction() as tx:
        await tx.execute("update acts set state = 'refused', ended_at = now() where state = 'asked'")
        await tx.execute("update collections set state = 'failed' where state = 'granted'")
        await tx.execute("delete from attempts")
        for row in balances:
            await tx.execute("update payment_methods set balance = $2 where id = $1", row["id"], row["balance"])


@pytest.fixture
async def noah(signed_in: As) -> Browser:
    return await signed_in("cus_noah")


@pytest.fixture
async def amara(signed_in: As) -> Browser:
    return await signed_in("cus_amara")


async def test_what_can_be_chosen_for_an_order_is_told_in_one_answer(noah: Browser) -> None:
    told = await options(noah, TENT)
    [line] = told["lines"]
    assert {v["id"] for v in line["variants"]} > {line["variant_id"]}
    assert all(v["options"] and v["price"]["currency"] == "USD" for v in line["variants"])
    assert {m["kind"] for m in told["methods"]} == {"card", "gift_card"}
    assert [m["balance"]["minor"] for m in told["methods"] if m["kind"] == "gift_card"] == [500]
    assert told["address"]["city"] == "Denver"
    assert len(told["delivery"]) > 1
    assert told["cancel_reasons"] == []
    assert {"id": "too_small", "name": "It is too small"} in told["return_reasons"]
    assert told["destinations"] == ["gift_card", "original", "store_credit"]


async def test_every_kind_of_act_on_an_order_is_ruled_on_with_its_reason(noah: Browser, amara: Browser) -> None:
    before = {each["type"]: each for each in (await options(noah, TENT))["kinds"]}
    assert list(before) == [type_name(kind) for kind in ORDER_ACTS]
    assert [kind for kind, each in before.items() if each["verdict"] == "allow"] == [
        "cancel_order", "change_address", "change_payment", "change_items", "change_delivery",
    ]  # fmt: skip
    assert before["return_items"]["reason"] == "This order has been placed, but has not left us yet."
    after = {each["type"]: each for each in (await options(amara, BOOTS))["kinds"]}
    assert (after["return_items"]["verdict"], after["return_items"]["reason"]) == ("allow", "")
    assert after["report_problem"] == {
        "type": "report_problem", "verdict": "need_evidence", "reason": "A photo of it is needed first.",
    }  # fmt: skip
    assert after["cancel_order"]["reason"] == "This order has already been delivered."


async def test_a_profile_has_the_address_the_methods_and_the_plans_to_change_to(signed_in: As) -> None:
    told = (await (await signed_in("cus_omar")).get("/api/profile")).json()
    assert told["home"]["city"] == "Oakland"
    assert [m["label"] for m in told["methods"]] == ["Visa ending 2077"]
    plans = {each["id"]: each["plans"] for each in told["subscriptions"]}
    assert plans["sub_omar_coffee"]
    assert all(plan["price"]["currency"] == "USD" for plan in plans["sub_omar_coffee"])


async def test_a_check_says_what_would_happen_and_changes_nothing(hub: Hub, amara: Browser) -> None:
    line = await first_line(amara, BOOTS)
    before = await state(hub, but=frozenset({"sessions"}))
    allowed, refused = await check(amara, give_back(BOOTS, line), cancel(BOOTS))
    assert allowed["allowed"]
    assert "I changed my mind" in allowed["plan"]["lines"][0].values()
    assert any(each["amount"] for each in allowed["plan"]["lines"])
    assert allowed["moves"]["later"] in [each["amount"] for each in allowed["plan"]["lines"]]
    assert (allowed["moves"]["timing"], allowed["moves"]["back"]) == ("at_first_scan", [])
    assert {each["rule"] for each in allowed["ruling"]["clauses"]} >= {"goods_can_come_back", "return_reason_is_known"}
    assert (refused["allowed"], refused["plan"], refused["ruling"]["verdict"]) == (False, None, "deny")
    assert allowed["token"] != refused["token"]
    [again] = await check(amara, give_back(BOOTS, line))
    assert again["token"] == allowed["token"]
    assert await state(hub, but=frozenset({"sessions"})) == before


async def test_where_the_money_goes_is_told_charge_by_charge(noah: Browser) -> None:
    [shown] = await check(noah, cancel(TENT))
    paid = (await noah.get(f"/api/orders/{TENT}/payments")).json()["charges"]
    assert [(leg["charge_id"], leg["amount"], leg["destination"]) for leg in shown["moves"]["back"]] == [
        (charge["id"], charge["amount"], "original") for charge in paid
    ]
    card = next(m["id"] for m in (await options(noah, TENT))["methods"] if m["label"] == "Mastercard ending 7712")
    [moved] = await check(noah, {"type": "change_payment", "order_id": TENT, "method_id": card})
    assert moved["moves"]["collect_by"] == card
    assert moved["moves"]["collect"] == moved["moves"]["back"][0]["amount"]


async def test_an_act_is_begun_told_in_its_conversation_and_listed(hub: Hub, amara: Browser) -> None:
    line = await first_line(amara, BOOTS)
    [shown] = await check(amara, give_back(BOOTS, line))
    answer = await do(amara, give_back(BOOTS, line), tokens=[shown["token"]])
    assert answer.status_code == 201, answer.text
    told = answer.json()
    [act] = told["acts"]
    assert (act["type"], act["state"], act["outcome"]) == ("return_items", "asked", None)
    assert act["moves"] == shown["moves"]
    assert act["act"]["units"] == [{"line_id": line, "quantity": 1, "reason": "changed_mind"}]
    assert (await amara.get(f"/api/acts/{act['id']}")).json() == act
    assert act["id"] in [each["id"] for each in (await amara.get("/api/acts")).json()["acts"]]
    said = (await amara.read(told["conversation_id"]))[-1]
    assert said["type"] == "assistant_said"
    assert said["cards"][0]["data"]["lines"] == shown["plan"]["lines"]
    assert await fact(hub, "select count(*) from promises where kind = 'tell_outcome' and case_id = "
                           "(select case_id from acts where id = $1)", act["id"]) == 1  # fmt: skip


async def test_the_same_id_is_the_same_act(amara: Browser) -> None:
    line, sent = await first_line(amara, LAMP), uuid4().hex
    first = await do(amara, give_back(LAMP, line), id_=sent)
    again = await do(amara, give_back(LAMP, line), id_=sent)
    assert (first.status_code, again.status_code) == (201, 200)
    assert again.json() == first.json()
    assert len(await amara.read(first.json()["conversation_id"])) == 1


async def test_several_acts_are_done_together(amara: Browser) -> None:
    acts = [give_back(order, await first_line(amara, order)) for order in (CUSHIONS, LAMP)]
    answer = await do(amara, *acts)
    assert answer.status_code == 201, answer.text
    assert [each["act"]["order_id"] for each in answer.json()["acts"]] == [CUSHIONS, LAMP]


async def test_of_several_acts_none_is_done_when_one_is_refused(hub: Hub, amara: Browser) -> None:
    line = await first_line(amara, CUSHIONS)
    before = await state(hub)
    told = is_problem(await do(amara, give_back(CUSHIONS, line), cancel(LAMP)), 422, "refused_by_rules")
    assert told["refused"]["place"] == 1
    assert await state(hub) == before


async def test_a_refusal_names_its_clauses_says_what_is_possible_and_is_kept(hub: Hub, amara: Browser) -> None:
    told = is_problem(await do(amara, cancel(BOOTS)), 422, "refused_by_rules")
    refused = told["refused"]
    assert told["detail"] == refused["reason"] == "This order has already been delivered."
    assert [each["rule"] for each in refused["clauses"] if each["verdict"] == "deny"] == ["order_not_dispatched"]
    assert refused["instead"]
    assert await fact(hub, "select verdict from rulings where id = $1", refused["ruling_id"]) == "deny"
    assert (await amara.get(f"/api/rulings/{refused['ruling_id']}/receipt.json")).status_code == 200
    appealed = await amara.post(f"/api/rulings/{refused['ruling_id']}/appeal", {"statement": "It never came."})
    assert appealed.status_code == 201, appealed.text


@pytest.mark.parametrize("address", ["/api/acts", "/api/acts/check"])
async def test_what_is_another_customers_is_not_there_and_nothing_changes(
    address: str, hub: Hub, amara: Browser, noah: Browser
) -> None:
    theirs, card = await first_line(amara, BOOTS), (await options(amara, BOOTS))["methods"][0]["id"]
    before = await state(hub, but=frozenset({"sessions"}))
    for act in (
        cancel(BOOTS),
        give_back(BOOTS, theirs),
        {"type": "change_payment", "order_id": TENT, "method_id": card},
        {"type": "cancel_subscription", "subscription_id": "sub_maya"},
        cancel("ord_none"),
    ):
        body: dict[str, Any] = {"acts": [act]} | ({"id": uuid4().hex} if address == "/api/acts" else {})
        is_problem(await noah.post(address, body), 404, "not_found")
    assert (await noah.get(f"/api/orders/{BOOTS}/options")).status_code == 404
    assert (await noah.get(f"/api/orders/{BOOTS}/payments")).status_code == 404
    assert await state(hub, but=frozenset({"sessions"})) == before


async def test_a_line_of_another_customer_is_answered_like_one_that_does_not_exist(
    amara: Browser, noah: Browser
) -> None:
    theirs = await first_line(amara, BOOTS)
    [one], [other] = [await check(noah, give_back(TENT, line)) for line in (theirs, "nothing")]
    assert one["ruling"] == other["ruling"]


async def test_an_act_of_another_customer_is_not_shown(amara: Browser, noah: Browser) -> None:
    act = (await do(amara, give_back(BOOTS, await first_line(amara, BOOTS)))).json()["acts"][0]["id"]
    is_problem(await noah.get(f"/api/acts/{act}"), 404, "not_found")
    assert act not in [each["id"] for each in (await noah.get("/api/acts")).json()["acts"]]


async def test_what_has_changed_since_it_was_shown_is_shown_anew_and_then_done(hub: Hub, noah: Browser) -> None:
    line, variant = await other_variant(noah, TENT)
    wanted = swap("change_items", TENT, line, variant)
    price = await fact(hub, "select price from variants where id = $1", variant)
    [shown] = await check(noah, wanted)
    await execute(hub, "update variants set price = price + 700 where id = $1", variant)
    try:
        before = await state(hub)
        told = is_problem(await do(noah, wanted, tokens=[shown["token"]]), 409, "changed_since")
        assert await state(hub) == before
        [now] = told["checks"]
        assert now["allowed"]
        assert now["token"] != shown["token"]
        assert now["plan"] != shown["plan"]
        answer = await do(noah, wanted, tokens=[now["token"]])
        assert answer.status_code == 201, answer.text
        assert answer.json()["acts"][0]["moves"]["collect"]["minor"] > 0
    finally:
        await execute(hub, "update variants set price = $2 where id = $1", variant, price)


async def test_what_is_drawn_on_twice_in_one_request_is_done_not_at_all(hub: Hub, noah: Browser) -> None:
    """Each alone would be covered by the gift card."""
    gift = next(m["id"] for m in (await options(noah, TENT))["methods"] if m["kind"] == "gift_card")
    variants = {}
    for order in (TENT, STOVE):
        lines = (await options(noah, order))["lines"]
        line = next(each for each in lines if len(each["variants"]) > 1)
        variant = next(v for v in line["variants"] if v["id"] != line["variant_id"])
        variants[order] = (line["id"], variant["id"], line["unit_price"]["minor"], variant["price"]["minor"])
    for _, variant_id, price, _ in variants.values():
        await execute(hub, "update variants set price = $2, available = true where id = $1", variant_id, price + 400)
    try:
        acts = [swap("change_items", o, v[0], v[1], method_id=gift) for o, v in variants.items()]
        assert all(each["allowed"] for each in await check(noah, *acts))
        before = await state(hub)
        told = is_problem(await do(noah, *acts), 422)
        assert "does not cover" in told["detail"]
        assert await state(hub) == before
    finally:
        for _, variant_id, _, price in variants.values():
            await execute(hub, "update variants set price = $2 where id = $1", variant_id, price)


async def test_one_thing_at_a_time_is_done_to_an_order(noah: Browser) -> None:
    assert (await do(noah, cancel(TENT))).status_code == 201
    is_problem(await do(noah, {"type": "change_address", "order_id": TENT, "address": A_PLACE}), 409, "under_way")


async def test_an_act_is_told_in_the_conversation_that_it_belongs_to(amara: Browser, noah: Browser) -> None:
    conversation = await amara.start("hello")
    act = give_back(LAMP, await first_line(amara, LAMP))
    is_problem(await do(noah, cancel(TENT), conversation_id=conversation), 404, "not_found")
    answer = await do(amara, act, conversation_id=conversation)
    assert answer.json()["conversation_id"] == conversation
    assert (await amara.read(conversation))[-1]["cards"][0]["kind"] == "confirm"


async def test_a_conversation_with_a_person_is_left_to_them(amara: Browser) -> None:
    conversation = await amara.start("hello")
    assert (await amara.post(f"/api/conversations/{conversation}/person")).status_code == 201
    before = await amara.read(conversation)
    answer = await do(amara, give_back(LAMP, await first_line(amara, LAMP)), conversation_id=conversation)
    assert answer.status_code == 201, answer.text
    assert answer.json()["conversation_id"] != conversation
    assert await amara.read(conversation) == before


async def test_who_proved_one_order_does_what_is_allowed_to_it_and_nothing_else(hub: Hub, visit: Visit) -> None:
    visitor = await proved(hub, await visit().load(), TENT)
    assert (await options(visitor, TENT))["order_id"] == TENT
    assert (await visitor.get(f"/api/orders/{STOVE}/options")).status_code == 404
    is_problem(await do(visitor, cancel(STOVE)), 404, "not_found")
    is_problem(await do(visitor, {"type": "change_home_address", "address": A_PLACE}), 403, "sign_in")
    answer = await do(visitor, cancel(TENT))
    assert answer.status_code == 201, answer.text
    mine = (await visitor.get("/api/acts")).json()["acts"]
    assert {each["act"]["order_id"] for each in mine} == {TENT}


async def test_a_code_that_is_too_old_opens_nothing_to_be_done(hub: Hub, visit: Visit) -> None:
    visitor = await proved(hub, await visit().load(), TENT)
    await execute(hub, "update sessions set proved_at = proved_at - interval '16 minutes' where order_id = $1", TENT)
    assert [each["allowed"] for each in await check(visitor, cancel(TENT))] == [True]
    is_problem(await do(visitor, cancel(TENT)), 403, "prove_again")


@pytest.mark.parametrize(
    "change",
    [
        {"acts": []}, {"acts": [cancel(TENT)] * 11}, {"id": "short"}, {"tokens": ["a", "b"]}, {"more": 1},
        {"acts": [{"type": "grant_refund", "order_id": TENT}]}, {"acts": [{"order_id": TENT}]},
        {"acts": [cancel(TENT, amount=100)]}, {"acts": [cancel(TENT, reason="x" * 201)]},
        {"acts": [cancel(TENT, units=[{"line_id": "a"}] * 51)]}, {"acts": [give_back(TENT, "a", quantity=0)]},
        {"acts": [give_back(TENT)]}, {"acts": [give_back(TENT, "a", destination="elsewhere")]},
        {"acts": [{"type": "change_address", "order_id": TENT, "address": {**A_PLACE, "country": "USA"}}]},
        {"acts": [{"type": "change_home_address", "address": {**A_PLACE, "lines": ["x" * 121]}}]},
    ],
    ids=lambda change: str(change)[:60],
)  # fmt: skip
async def test_what_is_not_in_the_form_of_an_act_is_refused(change: dict[str, Any], hub: Hub, noah: Browser) -> None:
    before = await state(hub, but=frozenset({"sessions"}))
    is_problem(await noah.post("/api/acts", {"id": uuid4().hex, "acts": [cancel(TENT)], **change}), 422, "invalid")
    assert await state(hub, but=frozenset({"sessions"})) == before


def test_every_act_has_its_form_and_its_name() -> None:
    from resolution_hub.web import act_shapes

    for kind in ACTS:
        form = getattr(act_shapes, kind.__name__)
        assert form.__struct_config__.tag == type_name(kind)
        assert set(form.__struct_fields__) == set(kind.__dataclass_fields__)


async def test_what_was_paid_and_what_went_back_is_told_with_its_way(hub: Hub, signed_in: As) -> None:
    ravi = await signed_in("cus_ravi")
    told = (await ravi.get("/api/orders/ord_ravi_headphones/payments")).json()
    methods = {m["id"] for m in (await ravi.get("/api/profile")).json()["methods"]}
    assert {each["method_id"] for each in told["charges"]} == methods
    assert told["refunds"] == []
    assert await rows(hub, "select id from charges where order_id = 'ord_ravi_headphones' order by at, id") == [
        each["id"] for each in told["charges"]
    ]
