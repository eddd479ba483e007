"""A withdrawal is acknowledged with its content, date and time, where the customer wants it; whatever becomes of it."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest

from resolution_hub.connectors.mail.sandbox import SandboxMail
from resolution_hub.core.acts import ChangeDelivery, Withdraw
from resolution_hub.features.acts import service as acts
from resolution_hub.features.message_center.service import Notice
from resolution_hub.journeys import acknowledge
from resolution_hub.journeys.telling import Means
from resolution_hub.kit.db import Database
from resolution_hub.ports.mail import MailRefused, MailUnavailable
from tests.journeys import agreeing, stories
from tests.journeys.agreeing import NOAH, TENT


async def withdrawn(shop: Database, email: str | None = None) -> str:
    await agreeing.change(shop, "update customers set region = 'DE' where id = 'cus_noah'")
    return await agreeing.begin(shop, NOAH, Withdraw(TENT, email=email))


async def acknowledged(means: Means, act_id: str) -> list[Notice]:
    """Both steps, each run twice, as after a crash."""
    for step in (acknowledge.on_received, acknowledge.on_received, acknowledge.on_kept, acknowledge.on_kept):
        await step(means, act_id)
    return (await stories.outcome(means.database, NOAH)).notices


async def mailbox(shop: Database) -> list[dict[str, str]]:
    return await agreeing.rows(shop, "select address, subject, body from sandbox.mailbox")


@pytest.mark.parametrize(("named", "goes_to"), [(None, "noah."), ("noah@elsewhere.example", "noah@elsewhere.example")])
async def test_the_acknowledgement_names_the_customer_the_contract_and_the_moment(
    shop: Database, named: str | None, goes_to: str
) -> None:
    act_id = await withdrawn(shop, named)
    [notice] = await acknowledged(agreeing.means(shop), act_id)
    [mail] = await mailbox(shop)
    customer = await agreeing.one(shop, "select * from customers where id = 'cus_noah'")
    number = (await agreeing.order(shop, TENT))["number"]
    assert mail["address"].startswith(goes_to)
    assert number in mail["subject"]
    for said in (mail["body"], " ".join(notice.receipt.sentences)):
        assert f"{customer['given_name']} {customer['family_name']} withdrew" in said
        assert number in said
        assert (await agreeing.line(shop, agreeing.TENT_LINE))["name"] in said
        assert re.search(r"received on \w+ \d+, \d{4}, \d+:\d\d\s[AP]M M[SD]T", said)
        assert f"goes to {mail['address']}" in said


async def test_another_address_moves_no_other_money(shop: Database) -> None:
    async def plan(email: str | None) -> acts.Planned:
        act_id = await withdrawn(shop, email)
        async with shop.transaction() as tx:
            row = await acts.get(tx, act_id)
            await acts.end(tx, act_id, acts.ActState.REFUSED, "for the test", row.asked_at)
        return row.planned

    assert await plan(None) == await plan("noah+all.of.it.and.100.more@example.com")


async def test_a_hub_that_sends_no_mail_acknowledges_in_the_message_center(shop: Database) -> None:
    act_id = await withdrawn(shop)
    [notice] = await acknowledged(replace(agreeing.means(shop), sends_mail=False), act_id)
    assert notice.receipt.sentences[-1] == "The acknowledgement is in the Message Center."
    assert await mailbox(shop) == []


async def test_an_address_that_is_refused_is_told_of_once_and_a_fault_is_tried_again(shop: Database) -> None:
    async def away(_: str) -> None:
        raise MailUnavailable("for a while")

    async def refuses(_: str) -> None:
        raise MailRefused("no such address")

    act_id = await withdrawn(shop)
    with pytest.raises(MailUnavailable):
        await acknowledge.on_kept(replace(agreeing.means(shop), mail=SandboxMail(shop.pool, away)), act_id)
    notices = await acknowledged(replace(agreeing.means(shop), mail=SandboxMail(shop.pool, refuses)), act_id)
    assert sorted(notice.kind for notice in notices) == ["acknowledgement", "not_mailed"]
    assert await mailbox(shop) == []


async def test_what_is_no_withdrawal_is_not_acknowledged(shop: Database) -> None:
    act_id = await agreeing.begin(shop, NOAH, ChangeDelivery(TENT, "del_us_express"))
    assert await agreeing.rows(shop, "select 1 from dbos.workflow_status where name = 'acknowledge'") == []
    with pytest.raises(LookupError):
        await acknowledge.on_received(agreeing.means(shop), act_id)
