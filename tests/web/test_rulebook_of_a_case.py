"""A talk goes on under the rulebook that its case began under: what is shown before the yes is what is then ruled."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from itertools import count
from typing import Any

import asyncpg
import pytest

from resolution_hub.core.people import CustomerId, Owner
from resolution_hub.core.policy.rulebook import Rulebook, parse
from resolution_hub.features.conversations import service as conversations
from resolution_hub.features.remedies import service as remedies
from resolution_hub.features.remedies import versions
from resolution_hub.talk import turn
from resolution_hub.wiring.web import Hub
from tests.core.a_shop import TEXT
from tests.web.test_same_money import last_choices, undone

NOW = datetime.now(UTC)
NOAH = Owner("customer", CustomerId("cus_noah"))
TENT = "ord_noah_tent"
# Each is refused: with one, the whole of a cancellation; with the other, an act that is talked about in several steps.
TALKS = {
    "cancel": (
        "Cancel my tent order",
        TEXT.replace('[cancel]\nstates = ["placed", "preparing"]', "[cancel]\nstates = []"),
    ),
    "delivery": ("Please send my tent order by a faster delivery", TEXT.replace('"items", "delivery"]', '"items"]')),
}
_numbers = count(1)


async def say(hub: Hub, tx: asyncpg.Connection, book: Rulebook, conversation: str, text: str, minute: int) -> list[Any]:
    """The ids of the buttons under what is answered in the end; a question which order, or which way, is answered."""
    choice = None
    for _ in range(4):
        at = NOW + timedelta(minutes=minute)
        heard = await hub.hear(text, today=NOW.date())
        message = turn.Message(f"own-book-{next(_numbers)}", text, choice)
        tools = replace(hub.tools, book=book)
        await turn.take(tx, tools, NOAH, ("en-US", "UTC"), conversations.id_for(NOAH, conversation), message, heard, at)
        choices = await last_choices(tx, conversations.id_for(NOAH, conversation))
        found = [each for each in choices if each["id"].startswith((f"order:{TENT}", "option:", "delivery:"))]
        if not found:
            return [each["id"] for each in choices]
        text, choice = found[0]["label"], found[0]["id"]
    raise AssertionError(choices)


@pytest.mark.parametrize("talk", TALKS)
async def test_what_was_refused_first_is_not_shown_as_possible_after_a_change_of_the_rulebook(
    hub: Hub, talk: str
) -> None:
    words, strict_text = TALKS[talk]
    assert strict_text != TEXT
    strict, kind = parse(strict_text), parse(TEXT)
    async with undone(hub) as tx:
        for book, text in ((strict, strict_text), (kind, TEXT)):
            await remedies.keep_rulebook(tx, book, text)
        await conversations.open_conversation(tx, conversations.id_for(NOAH, talk), NOAH, NOW)
        first = await say(hub, tx, strict, talk, words, 0)
        assert any(each.startswith("appeal:") for each in first), first
        again = await say(hub, tx, kind, talk, words, 1)
        assert any(each.startswith("appeal:") for each in again), again
        ruled = await tx.fetch("select verdict, rulebook_version from rulings where at >= $1", NOW)
        assert {tuple(row) for row in ruled} == {("deny", strict.version)}
        await versions.withdraw(tx, strict.version, "it was never meant so", NOW)
        at_last = await say(hub, tx, kind, talk, words, 2)
        assert any("yes" in each for each in at_last), at_last
