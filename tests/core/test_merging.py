"""What may be merged, split and taken apart."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from resolution_hub.core.case import CaseState
from resolution_hub.core.events import Floor, Quote
from resolution_hub.core.merging import (
    Held,
    Side,
    Then,
    WhyNot,
    put_back,
    then,
    was_answered,
    why_not_merge,
    why_not_part,
    why_not_split,
    why_not_unsplit,
)
from resolution_hub.core.people import AgentId, CaseId

RUTH, BEN = AgentId("ruth"), AgentId("ben")
S = CaseState
INTO = Side(CaseId("a"), "customer:ada", "ada", S.OPEN, None, None, merged=False)
CASE = replace(INTO, id=CaseId("b"))
MINE = {"state": S.WITH_AGENT, "agent_id": RUTH, "speaker": RUTH}
BENS = {"state": S.WITH_AGENT, "agent_id": BEN}

# case, into → why not
MERGES: list[tuple[Side, Side, WhyNot | None]] = [
    (CASE, INTO, None),
    (INTO, INTO, WhyNot.ITSELF),
    (replace(CASE, merged=True), INTO, WhyNot.MERGED_ALREADY),
    (CASE, replace(INTO, merged=True), WhyNot.MERGED_ALREADY),
    (replace(CASE, owner="visitor:x"), INTO, WhyNot.OTHER_OWNER),
    (CASE, replace(INTO, customer_id=None), WhyNot.OTHER_CUSTOMER),
    (CASE, replace(INTO, customer_id="bea"), WhyNot.OTHER_CUSTOMER),
    (replace(CASE, customer_id=None), INTO, None),
    (CASE, replace(INTO, state=S.RESOLVED), WhyNot.SOLVED),
    (replace(CASE, state=S.RESOLVED), INTO, None),
    (replace(CASE, **BENS), INTO, WhyNot.COLLEAGUE),
    (CASE, replace(INTO, **BENS), WhyNot.COLLEAGUE),
    (replace(CASE, speaker=BEN), INTO, WhyNot.COLLEAGUE),
    # Who had it before it was solved has it no more.
    (replace(CASE, state=S.RESOLVED, agent_id=BEN), INTO, None),
    (replace(CASE, **MINE), replace(INTO, **MINE), None),
    (replace(CASE, alone=False), INTO, WhyNot.MORE_OPEN),
]


@pytest.mark.parametrize(("case", "into", "expected"), MERGES)
def test_only_cases_of_one_owner_that_no_colleague_has_in_hand_are_merged(
    case: Side, into: Side, expected: WhyNot | None
) -> None:
    assert why_not_merge(case, into, RUTH, one_thread=False) is expected


def test_within_one_thread_other_cases_may_stay_open() -> None:
    assert why_not_merge(replace(CASE, alone=False), INTO, RUTH, one_thread=True) is None


@pytest.mark.parametrize("into", [S.OPEN, S.ACTING, S.WAITING, S.WITH_AGENT])
@pytest.mark.parametrize("case", S)
def test_who_waits_goes_on_waiting_and_who_has_an_agent_keeps_them(case: S, into: S) -> None:
    found = then(replace(CASE, state=case), replace(INTO, state=into))
    if into is S.WITH_AGENT:
        assert found is Then.STAYS
    else:
        assert found is {S.WITH_AGENT: Then.IS_TAKEN, S.WAITING: Then.WAITS}.get(case, Then.STAYS)


def test_the_latest_merge_is_undone_while_its_case_is_open_and_no_colleagues() -> None:
    assert why_not_part(INTO, RUTH, latest=True) is None
    assert why_not_part(INTO, RUTH, latest=False) is WhyNot.LATER_FIRST
    assert why_not_part(replace(INTO, merged=True), RUTH, latest=True) is WhyNot.LATER_FIRST
    assert why_not_part(replace(INTO, state=S.RESOLVED), RUTH, latest=True) is WhyNot.SOLVED
    assert why_not_part(replace(INTO, speaker=BEN), RUTH, latest=True) is WhyNot.COLLEAGUE
    assert why_not_part(replace(INTO, **MINE), RUTH, latest=True) is None


def test_only_what_nothing_happened_to_since_is_put_back() -> None:
    now = datetime(2026, 6, 17, 15, 0, tzinfo=UTC)
    before = Held(S.OPEN, None, 0, None, None, None, Floor.ASSISTANT, None)
    after = Held(S.WAITING, "asked", 1, None, now, None, Floor.QUEUE, None)
    assert put_back(before, after, after) == before
    taken = replace(after, state=S.WITH_AGENT, agent_id="ruth", claimed_at=now + timedelta(minutes=1))
    assert put_back(before, after, taken) == taken


def test_a_promise_that_a_person_answers_is_kept_by_who_came_after_it_or_by_a_merge() -> None:
    now = datetime(2026, 6, 17, 15, 0, tzinfo=UTC)
    assert was_answered(now, now, merged=False)
    assert was_answered(now, None, merged=True)
    assert not was_answered(now, None, merged=False)
    assert not was_answered(now + timedelta(minutes=1), now, merged=False)


def test_what_is_split_off_is_words_and_some_are_the_customers() -> None:
    own, ours = Quote(1, "", "customer", "It broke."), Quote(2, "", "Ruth", "I see.")
    assert why_not_split((own, ours), 2) is None
    assert why_not_split((ours,), 1) is WhyNot.NO_WORDS
    assert why_not_split((own,), 2) is WhyNot.NO_WORDS
    assert why_not_split((), 0) is WhyNot.NO_WORDS


def test_a_split_is_undone_while_nothing_was_done_in_it() -> None:
    case = replace(CASE, **MINE)
    assert why_not_unsplit(case, RUTH, said=2, opening=2, ruled=False) is None
    assert why_not_unsplit(case, RUTH, said=3, opening=2, ruled=False) is WhyNot.TOUCHED
    assert why_not_unsplit(case, RUTH, said=2, opening=2, ruled=True) is WhyNot.TOUCHED
    assert why_not_unsplit(case, BEN, said=2, opening=2, ruled=False) is WhyNot.COLLEAGUE
    assert why_not_unsplit(replace(case, merged=True), RUTH, said=2, opening=2, ruled=False) is WhyNot.MERGED_ALREADY
