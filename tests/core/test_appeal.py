"""A person's ruling: within their limit, in the charge's currency, from what is left, never their own decision again."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from resolution_hub.core.appeal import (
    CLAUSE,
    DECLINED,
    Answer,
    GoOn,
    GrantMoney,
    Stop,
    Unable,
    Uphold,
    charges_about,
    decide,
    left_of,
    spread,
)
from resolution_hub.core.dialogue import after
from resolution_hub.core.ledger import BillingErrorKind, Charge, Ledger, MethodKind, Refund, RefundState
from resolution_hub.core.money import Money, total
from resolution_hub.core.moves import Appeal, Dialogue
from resolution_hub.core.order import OrderStatus
from resolution_hub.core.people import AgentId, Role
from resolution_hub.core.policy.facts import BillingFacts, CancelFacts
from resolution_hub.core.policy.verdict import Allow, Clause, Deny, NeedApproval, NeedEvidence, Ruling, Verdict
from resolution_hub.core.remedy import GrantId, RefundCharge, RulingId, grant
from tests.core.a_shop import BOOK
from tests.core.a_talk import CONFIRM, HM, ONE, START, says

NOW = datetime(2026, 6, 17, 15, 0, tzinfo=UTC)
LIMIT = BOOK.terms.approval_limit[Role.AGENT]["USD"]
LATE = Deny("too_late")
RUTH, INES = AgentId("agt_ruth"), AgentId("agt_ines")
TRACE = (Clause("a_rule", (("window_days", "30"),), Deny("too_late")),)


def usd(minor: int) -> Money:
    return Money(minor, "USD")


def cancel(order: str = "ord_1") -> CancelFacts:
    return CancelFacts(order, "N-1", OrderStatus.DELIVERED, True, usd(0), "US", NOW)


def billing(charge: str = "ch_1") -> BillingFacts:
    return BillingFacts(charge, usd(900), usd(900), NOW, NOW, "US", BillingErrorKind.TWICE, usd(900), None, None)


def ruled(verdict: Verdict) -> Ruling:
    return Ruling(cancel(), verdict, TRACE, "v1")


def charge(number: int, minor: int, order: str | None = "ord_1", plan: str | None = None, code: str = "USD") -> Charge:
    at = NOW + timedelta(minutes=number)
    return Charge(f"ch_{number}", Money(minor, code), at, MethodKind.CARD, "Visa", "Kettle", order, plan)


def answered(answer: Answer, verdict: Verdict = LATE, **more: object) -> Ruling | Unable:
    given_ = {"made_by": None, "agent": RUTH, "role": Role.AGENT, "left": usd(10_000), "book": BOOK, **more}
    return decide(ruled(verdict), answer=answer, **given_)  # type: ignore[arg-type]


def test_a_granted_amount_is_a_ruling_with_the_limit_that_was_used_and_yields_its_grant() -> None:
    made = answered(GrantMoney(usd(2_000)))
    assert isinstance(made, Ruling)
    assert (made.verdict, made.facts, made.rulebook_version) == (Allow(usd(2_000)), cancel(), BOOK.version)
    assert made.trace == (Clause(CLAUSE, (("approval_limit.agent.USD", str(LIMIT.minor)),), Allow(usd(2_000))),)
    given_ = grant(GrantId("rf_1"), RulingId("rl_2"), made, RefundCharge("ch_1", usd(2_000)))
    assert given_.remedy.amount == usd(2_000)


@pytest.mark.parametrize(
    ("verdict", "stays"),
    [
        (Deny("too_late"), Deny("too_late")),
        (Allow(usd(5)), Allow(usd(5))),
        (NeedApproval(Role.SUPERVISOR, "over_the_limit"), Deny(DECLINED)),
        (NeedEvidence(("photo",), "damage"), Deny(DECLINED)),
    ],
)
def test_an_upheld_ruling_stays_and_what_waited_for_a_person_is_a_no(verdict: Verdict, stays: Verdict) -> None:
    made = answered(Uphold(), verdict)
    assert isinstance(made, Ruling)
    assert made.verdict == stays
    assert made.trace == (*TRACE, Clause(CLAUSE, (), stays))


@pytest.mark.parametrize(
    ("answer", "more", "why"),
    [
        (Uphold(), {"made_by": RUTH}, Unable.OWN_RULING),
        (GrantMoney(usd(1)), {"made_by": RUTH}, Unable.OWN_RULING),
        (GrantMoney(usd(1)), {"verdict": NeedApproval(Role.SUPERVISOR, "value")}, Unable.NEEDS_SUPERVISOR),
        (GrantMoney(usd(0)), {}, Unable.NOT_POSITIVE),
        (GrantMoney(usd(-1)), {}, Unable.NOT_POSITIVE),
        (GrantMoney(usd(1)), {"left": None}, Unable.NOTHING_LEFT),
        (GrantMoney(usd(1)), {"left": usd(0)}, Unable.NOTHING_LEFT),
        (GrantMoney(Money(1, "EUR")), {}, Unable.OTHER_CURRENCY),
        (GrantMoney(usd(10_001)), {}, Unable.MORE_THAN_LEFT),
        (GrantMoney(Money(1, "XPF")), {"left": Money(9, "XPF")}, Unable.NO_LIMIT),
        (GrantMoney(LIMIT + usd(1)), {"left": LIMIT + LIMIT}, Unable.OVER_LIMIT),
        (GoOn(LIMIT + usd(1)), {}, Unable.OVER_LIMIT),
        (GoOn(Money(1, "XPF")), {}, Unable.NO_LIMIT),
        (GoOn(usd(1)), {"made_by": RUTH}, Unable.OWN_RULING),
        (Stop(), {"made_by": RUTH}, Unable.OWN_RULING),
    ],
)
def test_what_a_person_cannot_decide_is_said(answer: Answer, more: dict[str, object], why: Unable) -> None:
    assert answered(answer, **more) is why  # type: ignore[arg-type]


def test_what_was_allowed_goes_on_within_the_limit_of_a_person_who_lets_it() -> None:
    made = answered(GoOn(LIMIT), Allow(usd(500)))
    assert isinstance(made, Ruling)
    assert (made.verdict, made.facts, made.rulebook_version) == (Allow(usd(500)), cancel(), BOOK.version)
    assert made.trace == (Clause(CLAUSE, (("approval_limit.agent.USD", str(LIMIT.minor)),), Allow(usd(500))),)


def test_what_was_allowed_is_stopped_by_a_no_that_keeps_the_clauses_before_it() -> None:
    made = answered(Stop(), Allow(usd(500)))
    assert isinstance(made, Ruling)
    assert (made.verdict, made.rulebook_version) == (Deny(DECLINED), "v1")
    assert made.trace == (*TRACE, Clause(CLAUSE, (), Deny(DECLINED)))


def test_a_supervisor_may_grant_what_asks_for_one_and_more_than_an_agent() -> None:
    needs = NeedApproval(Role.SUPERVISOR, "value")
    made = answered(GrantMoney(LIMIT + usd(1)), needs, agent=INES, role=Role.SUPERVISOR, left=LIMIT + LIMIT)
    assert isinstance(made, Ruling)
    assert isinstance(answered(Uphold(), Deny("x"), made_by=INES), Ruling)
    assert isinstance(answered(GrantMoney(usd(1)), NeedApproval(Role.AGENT, "value")), Ruling)


@given(
    amount=st.integers(-5, 700_000), left=st.integers(-5, 700_000), role=st.sampled_from(Role), currency=st.sampled_from(
        ["USD", "EUR", "JPY"]
    ),
)  # fmt: skip
def test_whatever_is_granted_is_positive_left_and_within_the_limit(
    amount: int, left: int, role: Role, currency: str
) -> None:
    made = answered(GrantMoney(Money(amount, currency)), role=role, left=usd(left))
    if isinstance(made, Ruling):
        assert 0 < amount <= left
        assert currency == "USD"
        assert usd(amount) <= BOOK.terms.approval_limit[role]["USD"]


def test_a_ruling_is_about_its_charge_else_about_the_charges_of_its_order_or_plan() -> None:
    charges = (charge(1, 900), charge(2, 500), charge(3, 700, "ord_2"), charge(4, 300, None, "sub_1"))
    ledger = Ledger(charges)
    assert charges_about(billing("ch_2"), ledger) == (charges[1],)
    assert charges_about(cancel(), ledger) == charges[:2]
    assert charges_about(cancel("ord_none"), ledger) == ()
    assert charges_about(billing("ch_none"), ledger) == ()


def test_what_is_left_is_summed_in_the_first_charges_currency() -> None:
    charges = (charge(1, 900), charge(2, 500), charge(3, 400, code="EUR"))
    refund = Refund("rf_1", "ch_1", usd(300), RefundState.SENT, NOW)
    ledger = Ledger(charges, (refund,))
    assert left_of(charges, ledger) == usd(1_100)
    assert left_of((), ledger) is None


def test_an_amount_is_spread_over_what_is_left_in_its_currency() -> None:
    charges = (charge(1, 900), charge(2, 400, code="EUR"), charge(3, 500), charge(4, 700))
    ledger = Ledger(charges, (Refund("rf_1", "ch_3", usd(500), RefundState.SENT, NOW),))
    assert spread(usd(1_000), charges, ledger) == ((charges[0], usd(900)), (charges[3], usd(100)))


@given(
    paid=st.lists(st.tuples(st.integers(1, 900), st.integers(0, 900), st.sampled_from(["USD", "EUR"])), max_size=5),
    amount=st.integers(1, 5_000),
)
def test_a_spread_amount_never_takes_more_from_a_charge_than_is_left(
    paid: list[tuple[int, int, str]], amount: int
) -> None:
    charges = tuple(charge(at, minor, code=code) for at, (minor, _, code) in enumerate(paid))
    refunds = tuple(
        Refund(f"rf_{at}", f"ch_{at}", Money(min(minor, back), code), RefundState.GRANTED, NOW)
        for at, (minor, back, code) in enumerate(paid)
    )
    ledger = Ledger(charges, refunds)
    parts = spread(usd(amount), charges, ledger)
    for one, part in parts:
        assert part.positive
        assert part <= ledger.refundable(one)
    left = total((ledger.refundable(c) for c in charges if c.amount.currency == "USD"), "USD")
    assert total((part for _, part in parts), "USD") == min(usd(amount), left)


def test_the_button_under_a_refusal_appeals_it_for_whoever_is_signed_in() -> None:
    for state in (START, CONFIRM):
        assert says(state, HM, ONE, "appeal:rl_1") == Appeal("rl_1")
        assert after(state, Appeal("rl_1")) == Dialogue()
    for who, choice in ((None, "appeal:rl_1"), (ONE, "appeal:"), (ONE, "appeal")):
        assert not isinstance(says(START, HM, who, choice), Appeal)
