"""The gold actions of tasks, replayed over our HTTP API: the same final records, the same refusals."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any
from uuid import uuid4

import httpx

from benchmarks.tau2_retail.names import WRITES, act_of, expected, expected_user, records_of, repaired
from benchmarks.tau2_retail.shop import Customer, Shop

# What else of upstream's tools has a way of its own here. Who somebody is comes before all of it, by signing in; products are
# looked up through the orders that they are in.
OTHERS = frozenset({"get_order_details", "get_user_details", "transfer_to_human_agents"})
_PATIENCE = 400  # looks at an act that is under way, 25 ms apart


@dataclass(slots=True)
class Outcome:
    """One task: whether the records are equal, what differs, and which actions were refused although upstream took them (or
    the other way round). `as_written`: equal even with upstream's own fault in what is expected."""

    task_id: str
    equal: bool = False
    as_written: bool = False
    differences: list[str] = field(default_factory=list)
    refusals: int = 0
    refused: int = 0


async def replay(shop: Shop, source: Mapping[str, Any], task: Mapping[str, Any], end: Mapping[str, Any]) -> Outcome:
    """`end` is the task's entry of the expected final records. Each action is its own customer's; one that names nothing
    which exists is the first one's."""
    outcome = Outcome(str(task["id"]))
    steps = [
        (action["name"], action["arguments"], step["ok"])
        for action, step in zip(task["evaluation_criteria"]["actions"], end["steps"], strict=True)
        if action["name"] in WRITES | OTHERS
    ]
    user_ids = users_of(source, [given for _, given, _ in steps], end)
    await shop.reset()
    raw: list[str] = []
    for user_id in user_ids:
        async with shop.customer(user_id) as customer:
            for name, given, ok in steps:
                if (owner_of(source, given) or user_ids[0]) == user_id:
                    await _step(outcome, customer, name, given, ok=ok)
            found = await records_of(customer, source["users"][user_id])
            outcome.differences += compare(found, source, user_id, end)
            raw += compare(found, source, user_id, end, repair=False)
    outcome.equal = not outcome.differences
    outcome.as_written = outcome.equal and not raw
    return outcome


async def _step(outcome: Outcome, customer: Customer, name: str, given: Mapping[str, Any], *, ok: bool) -> None:
    why_not = await do(customer, name, given)
    outcome.refusals += not ok
    outcome.refused += not ok and why_not is not None
    if ok and why_not is not None:
        outcome.differences.append(f"{name} was refused: {why_not}")
    if not ok and why_not is None:
        outcome.differences.append(f"{name} was not refused")


async def do(customer: Customer, name: str, arguments: Mapping[str, Any]) -> str | None:
    """Have the action done and wait for its end. None when it was done, else why not."""
    match name:
        case "get_order_details":
            return _refusal(await customer.http.get(f"/api/orders/{arguments['order_id'].removeprefix('#')}"))
        case "get_user_details":
            return _refusal(await customer.http.get("/api/profile"))
        case "transfer_to_human_agents":
            made = await customer.post("/api/conversations", {"message_id": uuid4().hex})
            return _refusal(await customer.post(f"/api/conversations/{made.json()['conversation_id']}/person", {}))
    act = await act_of(name, arguments, customer)
    answer = await customer.post("/api/acts", {"id": uuid4().hex, "acts": [act]})
    if answer.status_code != 201:
        return _refusal(answer) or f"answered {answer.status_code}"
    return await _ended(customer, answer.json()["acts"][0]["id"], act.get("order_id"))


async def _ended(customer: Customer, act_id: str, order_id: str | None) -> str | None:
    for _ in range(_PATIENCE):
        row = await customer.get(f"/api/acts/{act_id}")
        if row["state"] == "done":
            await _paid(customer, order_id)
            return None
        if row["state"] != "asked":
            return f"{row['state']}: {row['outcome']}"
        await asyncio.sleep(0.025)
    return "it has not ended"


def _refusal(answer: httpx.Response) -> str | None:
    """A problem that says why; anything but that and success is a fault of ours, which no refusal may hide behind."""
    if answer.is_success:
        return None
    if answer.status_code >= 500:
        raise RuntimeError(f"{answer.request.url} answered {answer.status_code}: {answer.text}")
    return str(answer.json()["detail"])


async def _paid(customer: Customer, order_id: str | None) -> None:
    """Wait until what goes back for the order has been sent."""
    for _ in range(_PATIENCE):
        if order_id is None:
            return
        told = await customer.get(f"/api/orders/{order_id}/payments")
        if all(refund["state"] != "granted" for refund in told["refunds"]):
            return
        await asyncio.sleep(0.025)


def compare(
    found: Mapping[str, Any], source: Mapping[str, Any], user_id: str, end: Mapping[str, Any], *, repair: bool = True
) -> list[str]:
    """What is not as expected, of everything that is this customer's. Without `repair`, upstream's fault is expected too."""
    user, changed = source["users"][user_id], end["expected_changed"]
    differences = []
    for number in user["orders"]:
        after = changed.get("orders", {}).get(number)
        wanted = expected((repaired(after, source) if repair else after) or source["orders"][number])
        differences += differ(number, wanted, found["orders"][number])
    wanted_user = expected_user(changed.get("users", {}).get(user_id) or user)
    return differences + differ(user_id, wanted_user, found["user"])


def users_of(source: Mapping[str, Any], given: Sequence[Mapping[str, Any]], end: Mapping[str, Any]) -> list[str]:
    """Whose records the actions and the expected changes are about."""
    changed = end["expected_changed"]
    found = [source["orders"][number]["user_id"] for number in changed.get("orders", {})]
    found += changed.get("users", {})
    found += [owner for each in given if (owner := owner_of(source, each)) is not None]
    return list(dict.fromkeys(found))


def owner_of(source: Mapping[str, Any], given: Mapping[str, Any]) -> str | None:
    """The customer whom an action's arguments name, by id or by an order that exists."""
    order = source["orders"].get(given.get("order_id"))
    named = given.get("user_id") or (order["user_id"] if order is not None else None)
    return named if named in source["users"] else None


def differ(what: str, wanted: Mapping[str, Any], found: Mapping[str, Any]) -> list[str]:
    """What of one record is not as wanted, a line each."""
    return [f"{what} {key}: {found[key]!r}, expected {value!r}" for key, value in wanted.items() if found[key] != value]
