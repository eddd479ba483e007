"""What a replay changes is counted by journey and clause, and never across currencies."""

from __future__ import annotations

from dataclasses import replace

from resolution_hub.core.money import Money
from resolution_hub.core.order import OrderStatus
from resolution_hub.core.policy.engine import rule
from resolution_hub.core.policy.facts import CancelFacts
from resolution_hub.core.policy.replay import Way, replay
from resolution_hub.core.policy.verdict import Deny, Ruling
from resolution_hub.wiring.replay_tally import Tally
from tests.core.a_shop import BOOK, NOW

CANCEL = CancelFacts("o1", "JP-1", OrderStatus.PREPARING, False, Money(5000, "USD"), "US", NOW)


def test_a_tally_sums_by_journey_and_clause_and_never_across_currencies() -> None:
    draft, tally = replace(BOOK, cancel_states=frozenset()), Tally()
    for number, currency in enumerate(("USD", "EUR", "USD")):
        facts = replace(CANCEL, refundable=Money(1000 + number, currency))
        tally.add("cancel", replay(str(number), "cs", rule(facts, BOOK), draft))
    tally.add("cancel", None)
    refused = Ruling(CANCEL, Deny("other"), (), BOOK.version)
    tally.add("cancel", replay("3", "cs", refused, draft))
    assert (tally.decisions, tally.changed[Way.STRICTER], tally.changed[Way.OTHER]) == (5, 3, 1)
    assert tally.money == {"USD": -2002, "EUR": -1001}
    assert tally.by_journey["cancel"].money == tally.money
    assert {key: sums.changed for key, sums in tally.by_clause.items()} == {
        ("order_not_dispatched", "order_not_dispatched"): 3,
        (None, "order_not_dispatched"): 1,
    }
