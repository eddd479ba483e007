"""A granted refund, sent at once (billing errors): issue → settle, case solved, receipt, told in the conversation."""

from __future__ import annotations

from dbos import DBOS

from resolution_hub.journeys import paying
from resolution_hub.journeys.telling import Means

NAME = "instant_refund"


def register(means: Means) -> None:
    """Make the journey known to the runner; once per process, before it is launched."""

    @paying.step(f"{NAME}.pay")
    async def pay(grant_id: str) -> None:
        await paying.pay(means, grant_id)

    @DBOS.workflow(name=NAME)
    async def instant_refund(grant_id: str) -> None:
        await pay(grant_id)
