"""Agents of the demo shop decide about the one return that is held."""

from __future__ import annotations

from datetime import UTC, datetime

from resolution_hub.core.appeal import Unable
from resolution_hub.core.people import AgentId, Role
from resolution_hub.features.people.service import Agent
from resolution_hub.features.remedies.superseding import Superseded
from resolution_hub.features.returns.service import Decision
from resolution_hub.kit.db import Database
from resolution_hub.kit.text import Text
from resolution_hub.talk import at_the_desk, held_returns
from resolution_hub.talk.turn_state import Tools
from tests.journeys import agreeing, stories

RUTH = Agent(AgentId("agt_ruth"), "Ruth Adeyemi", Role.AGENT)
INES = Agent(AgentId("agt_ines"), "Inês Carvalho", Role.SUPERVISOR)
WHY = "The lid had a crack in it."


def tools() -> Tools:
    return Tools(stories.book(), stories.NoArticles(), stories.guide, "Juniper & Pine", "Juno")


async def claimed(shop: Database, agent: Agent = RUTH) -> None:
    """The return's case is with an agent."""
    back = await agreeing.the_return(shop)
    async with shop.transaction() as tx:
        await at_the_desk.claim(tx, agent, back["case_id"], Text.load(), datetime.now(UTC))


async def decided(
    shop: Database, decision: Decision, agent: Agent = RUTH, *, send_back: bool = False
) -> Superseded | Unable:
    back = await agreeing.the_return(shop)
    async with shop.transaction() as tx:
        return await held_returns.decide(
            tx, agent, tools(), back["case_id"], back["id"], decision, WHY, datetime.now(UTC), send_back=send_back
        )
