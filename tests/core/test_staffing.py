"""Who takes a case: whoever is there, knows it, speaks its language and has room; then in turn."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from resolution_hub.core.people import AgentId, Role
from resolution_hub.core.staffing import GONE_AFTER, Availability, Member, Need, Standing, may_see, next_for
from tests.core.a_shop import NOW

RUTH = Member(
    AgentId("ruth"), "Ruth", Role.AGENT, ("support", "billing"), ("claims",), (), 3, Availability.AVAILABLE, NOW, None, 0
)  # fmt: skip
BEN = replace(RUTH, id=AgentId("ben"), name="Ben", departments=("support",), skills=(), languages=("en", "de"))
SUPPORT = Need("support")


@pytest.mark.parametrize(
    ("member", "standing"),
    [
        (RUTH, Standing.AVAILABLE),
        (replace(RUTH, load=2), Standing.AVAILABLE),
        (replace(RUTH, load=3), Standing.FULL),
        (replace(RUTH, availability=Availability.AWAY, load=3), Standing.AWAY),
        (replace(RUTH, seen_at=NOW - GONE_AFTER), Standing.AVAILABLE),
        (replace(RUTH, seen_at=NOW - GONE_AFTER - timedelta(seconds=1)), Standing.GONE),
        (replace(RUTH, seen_at=None), Standing.GONE),
    ],
)
def test_where_somebody_stands(member: Member, standing: Standing) -> None:
    assert member.standing(NOW) is standing


@pytest.mark.parametrize(
    ("need", "members", "who"),
    [
        (SUPPORT, (), None),
        (SUPPORT, (RUTH,), RUTH),
        (Need("pharmacy"), (RUTH, BEN), None),
        (Need("billing"), (RUTH, BEN), RUTH),
        (Need("support", "claims"), (BEN, RUTH), RUTH),
        (Need("support", "claims"), (BEN,), None),
        (SUPPORT, (replace(RUTH, load=3), BEN), BEN),
        (SUPPORT, (replace(RUTH, availability=Availability.AWAY),), None),
        # in turn: never given one, then the longest time ago, then fewest, then always the same one
        (SUPPORT, (replace(RUTH, assigned_at=NOW), BEN), BEN),
        (SUPPORT, (replace(BEN, assigned_at=NOW), replace(RUTH, assigned_at=NOW - timedelta(minutes=1))), "ruth"),
        (SUPPORT, (replace(BEN, load=1), RUTH), RUTH),
        (SUPPORT, (RUTH, BEN), BEN),
        # whoever speaks the language comes first, but nobody waits for want of one
        (Need("support", None, "de"), (replace(BEN, assigned_at=NOW), replace(RUTH, languages=("en",))), "ben"),
        (Need("support", None, "fr"), (replace(BEN, assigned_at=NOW), RUTH), RUTH),
        (Need("support", None, "fr"), (BEN,), BEN),
    ],
)
def test_who_is_next(need: Need, members: tuple[Member, ...], who: Member | str | None) -> None:
    found = next_for(need, members, NOW)
    wanted = who.id if isinstance(who, Member) else who
    assert (found.id if found is not None else None) == wanted


@pytest.mark.parametrize(
    ("role", "department", "holds", "sees"),
    [
        (Role.AGENT, "support", False, True),
        (Role.AGENT, "pharmacy", False, False),
        (Role.AGENT, "pharmacy", True, True),
        (Role.SUPERVISOR, "pharmacy", False, True),
    ],
)
def test_whose_cases_somebody_sees(role: Role, department: str, holds: bool, sees: bool) -> None:
    assert may_see(role, RUTH.departments, department, holds) is sees
