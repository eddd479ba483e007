"""The gold actions of tasks, replayed over our HTTP API: the same final records, the same refusals."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any
from uuid import uuid4

from benchmarks.tau2_retail.names import WRITES, NoSuchThing, act_of, expected, expected_user, records_of, repaired
from benchmarks.tau2_retail.shop import Customer, Shop

_PATIENCE = 400  # looks at an act that is under way, 25 ms apart


@dataclass(slots=True)
class Outcome:
    """One task: whether the records are equal, what differs, and which actions were refused although upstream took them (or
    the other way round)."""

    task_id: str
    equal: bool = False
    differences: list[str] = field(default_factory=list)
    refusals: int = 0
    refused: int = 0


async def replay(shop: Shop, source: Mapping[str, Any], task: Mapping[str, Any], end: Mapping[str, Any]) -> Outcome:
    """`end` is the task's entry of the expected final records."""
    outcome = Outcome(str(task["id"]))
    actions = [
        (action, step["ok"])
        for action, step in zip(task["evaluation_criteria"]["actions"], end["steps"], strict=True)
        if action["name"] in WRITES
    ]
    user_ids = users_of(source, [action for action, _ in actions], end)
    await shop.reset()
    for user_id in user_ids:
        async with shop.customer(user_id) as customer:
            for action, ok in actions:
                taken = await do(customer, action["name"], action["arguments"])
                outcome.refusals += not ok
                outcome.refused += not ok and taken is not None
                if ok and taken is not None:
                    outcome.differences.append(f"{action['name']} was refused: {taken}")
                if not ok and taken is None:
                    outcome.differences.append(f"{action['name']} was not refused")
            outcome.differences += await compare(customer, source, user_id, end)
    outcome.equal = not outcome.differences
    return outcome


async def do(customer: Customer, name: str, arguments: Mapping[str, Any]) -> str | None:
    """Have the action done and wait for its end. None when it was done, else why not."""
    try:
        act = await act_of(name, arguments, customer)
    except NoSuchThing as missing:
        return f"there is no {missing}"
    answer = await customer.post("/api/acts", {"id": uuid4().hex, "acts": [act]})
    if answer.status_code != 201:
        return str(answer.json()["detail"])
    act_id = answer.json()["acts"][0]["id"]
    for _ in range(_PATIENCE):
        row = await customer.get(f"/api/acts/{act_id}")
        if row["state"] != "asked":
            if row["state"] == "done":
                await _paid(customer, act.get("order_id"))
            return None if row["state"] == "done" else f"{row['state']}: {row['outcome']}"
        await asyncio.sleep(0.025)
    return "it has not ended"


async def _paid(customer: Customer, order_id: str | None) -> None:
    """Wait until what goes back for the order has been sent."""
    for _ in range(_PATIENCE):
        if order_id is None:
            return
        told = await customer.get(f"/api/orders/{order_id}/payments")
        if all(refund["state"] != "granted" for refund in told["refunds"]):
            return
        await asyncio.sleep(0.025)


async def compare(customer: Customer, source: Mapping[str, Any], user_id: str, end: Mapping[str, Any]) -> list[str]:
    """What is not as expected, of everything that is this customer's."""
    user = source["users"][user_id]
    found = await records_of(customer, user)
    changed = end["expected_changed"]
    differences = []
    for number in user["orders"]:
        wanted = expected(repaired(changed.get("orders", {}).get(number), source) or source["orders"][number])
        differences += differ(number, wanted, found["orders"][number])
    wanted_user = expected_user(changed.get("users", {}).get(user_id) or user)
    return differences + differ(user_id, wanted_user, found["user"])


def users_of(source: Mapping[str, Any], actions: Sequence[Mapping[str, Any]], end: Mapping[str, Any]) -> list[str]:
    """Whose records the actions and the expected changes are about."""
    found = [source["orders"][number]["user_id"] for number in end["expected_changed"].get("orders", {})]
    found += end["expected_changed"].get("users", {})
    for action in actions:
        given = action["arguments"]
        order = source["orders"].get(given.get("order_id"))
        found += [given["user_id"]] if "user_id" in given else [order["user_id"]] if order is not None else []
    return list(dict.fromkeys(found))


def differ(what: str, wanted: Mapping[str, Any], found: Mapping[str, Any]) -> list[str]:
    """What of one record is not as wanted, a line each."""
    return [f"{what} {key}: {found[key]!r}, expected {value!r}" for key, value in wanted.items() if found[key] != value]
