"""Goods on their way back: each thing that happens to a return, or comes due, is one run of this journey.

label (when it begins) → look: what happened is written and told, and whether it releases what was agreed to
    → take_payment (an exchange that is settled on receipt) → send_goods (an exchange) → release: ruled again, granted → pay
send_back (a person refused what was held): the shop sends the goods back to the customer

A refund is released once: by the first scan of our label, by the goods, or with the yes itself. What is found afterwards goes
before a person (clawing_back.py); nothing is ever charged for it here.
"""

from __future__ import annotations

from dbos import DBOS

from resolution_hub.features.returns import service as returns
from resolution_hub.features.returns.service import Moved
from resolution_hub.journeys import labelling, paying, receiving, releasing, sending_back
from resolution_hub.journeys.telling import Means

NAME = returns.JOURNEY


def register(means: Means) -> None:
    """Make the journey known to the runner; once per process, before it is launched."""

    @paying.step(f"{NAME}.label")
    async def label(return_id: str) -> None:
        await labelling.on_authorised(means, return_id)

    @paying.step(f"{NAME}.look")
    async def look(return_id: str, moved: str) -> bool:
        return await receiving.on_moved(means, return_id, moved)

    @paying.step(f"{NAME}.send_back")
    async def send_back(return_id: str) -> None:
        await sending_back.on_refused(means, return_id)

    @paying.step(f"{NAME}.take_payment")
    async def take_payment(return_id: str) -> bool:
        return await releasing.take(means, return_id)

    @paying.step(f"{NAME}.send_goods")
    async def send_goods(return_id: str) -> str:
        return await releasing.send_goods(means, return_id)

    @paying.step(f"{NAME}.release")
    async def release(return_id: str, why: str) -> list[str]:
        return await releasing.release(means, return_id, why)

    @paying.step(f"{NAME}.pay")
    async def pay(grant_id: str) -> None:
        await paying.pay(means, grant_id)

    @DBOS.workflow(name=NAME)
    async def return_moved(what: str) -> None:
        return_id, _, moved = what.partition(":")
        if moved == Moved.AUTHORISED:
            await label(return_id)
        if moved == Moved.SENT_BACK:
            await send_back(return_id)
            return
        if not await look(return_id, moved) or not await take_payment(return_id):
            return
        why = await send_goods(return_id)
        for grant_id in await release(return_id, why):
            await pay(grant_id)
