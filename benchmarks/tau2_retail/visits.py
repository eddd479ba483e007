"""Scripted customers over the chat API: how many talks end in the exact final records, and why the others don't."""

from __future__ import annotations

import asyncio
from collections import Counter
from collections.abc import Mapping
from typing import Any
from uuid import uuid4

from benchmarks.tau2_retail.customers import Customer as Script
from benchmarks.tau2_retail.names import records_of
from benchmarks.tau2_retail.replay import Outcome, compare
from benchmarks.tau2_retail.shop import Customer, Shop

_PATIENCE = 300
_LONGEST = 2000  # characters of one message


async def visit(
    shop: Shop, source: Mapping[str, Any], task: Mapping[str, Any], end: Mapping[str, Any], user_id: str
) -> Outcome:
    """One task's customer from their first sentence to the last. `user_id` is who they say they are."""
    outcome = Outcome(str(task["id"]))
    await shop.reset()
    script = Script.of(task)
    async with shop.customer(user_id) as customer:
        talk = _Talk(customer)
        while (sentence := script.speak()) is not None and talk.with_assistant:
            choices = await talk.say(sentence[:_LONGEST])
            while talk.with_assistant and (pressed := script.answer(choices)) is not None:
                choices = await talk.say(pressed["label"], pressed["id"])
        await _settled(customer)
        found = await records_of(customer, source["users"][user_id])
        outcome.differences += compare(found, source, user_id, end)
        if not talk.with_assistant and outcome.differences:
            outcome.differences.insert(0, "a person was brought")
    outcome.equal = not outcome.differences
    return outcome


def reasons(outcomes: list[Outcome]) -> Counter[str]:
    """Why talks did not end as they should, roughly."""
    found: Counter[str] = Counter()
    for outcome in outcomes:
        if not outcome.equal:
            found[_kind(outcome.differences)] += 1
    return found


def _kind(differences: list[str]) -> str:
    if differences[0] == "a person was brought":
        return differences[0]
    done = [line for line in differences if " status: " in line]
    undone = [line for line in done if line.partition(": ")[2].startswith(("'pending',", "'delivered',"))]
    if done and len(undone) == len(done):
        return "not done"
    return "something else was done" if done else "done, but not exactly so"


class _Talk:
    def __init__(self, customer: Customer) -> None:
        self._customer = customer
        self._id = ""
        self._seq = 0
        self.with_assistant = True

    async def say(self, text: str, choice: str | None = None) -> list[dict[str, str]]:
        """Say it; the buttons of what the assistant said to it last."""
        body = {"message_id": uuid4().hex, "text": text}
        if not self._id:
            answer = await self._customer.post("/api/conversations", body)
            self._id = answer.json()["conversation_id"]
        else:
            path = f"/api/conversations/{self._id}/messages"
            answer = await self._customer.post(path, body | ({"choice": choice} if choice else {}))
        answer.raise_for_status()
        told = await self._customer.get(f"/api/conversations/{self._id}?after={self._seq}")
        self._seq = told["last_seq"]
        self.with_assistant = told["floor"] == "assistant"
        said = [event["body"] for event in told["events"] if event["body"]["type"] == "assistant_said"]
        return list(said[-1]["choices"]) if said else []


async def _settled(customer: Customer) -> None:
    """Wait until nothing that was asked for is under way."""
    for _ in range(_PATIENCE):
        acts = (await customer.get("/api/acts"))["acts"]
        if all(act["state"] != "asked" for act in acts):
            await asyncio.sleep(0.2)
            return
        await asyncio.sleep(0.025)
