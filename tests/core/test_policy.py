"""The rulebook and its engine: strict, explained, and blind to words."""

import dataclasses
import re
import tomllib
from datetime import datetime, timedelta
from typing import get_args, get_type_hints

import pytest
from hypothesis import given
from hypothesis import strategies as st

from resolution_hub.core.errors import CurrencyMismatch, InvalidValue
from resolution_hub.core.ledger import BillingErrorKind, MethodKind, find_billing_errors
from resolution_hub.core.money import Money
from resolution_hub.core.moves import Move
from resolution_hub.core.order import OrderStatus
from resolution_hub.core.people import Role
from resolution_hub.core.policy.engine import rule
from resolution_hub.core.policy.facts import BillingFacts, CancelFacts, Facts
from resolution_hub.core.policy.rulebook import Rulebook, RulebookError, parse
from resolution_hub.core.policy.rules import RULES
from resolution_hub.core.policy.verdict import Allow, Deny, NeedApproval, NeedEvidence, Verdict, strictness
from resolution_hub.core.prediction import predict
from resolution_hub.core.reading import Reading
from resolution_hub.core.remedy import GrantId, RefundCharge, RulingId, grant
from tests.core.a_shop import BOOK, NOW, TEXT, usd

FEE = usd("14.99")


def billing(wrong: Money | None = FEE, **more: object) -> BillingFacts:
    given: dict[str, object] = {
        "charge_id": "c1", "charged": usd("14.99"), "refundable": usd("14.99"), "charged_at": NOW - timedelta(days=4),
        "now": NOW, "region": "US", "error": BillingErrorKind.AFTER_CANCELLATION if wrong else None, "wrong": wrong,
        "cancelled_at": None, "ended_at": None,
    }  # fmt: skip
    return BillingFacts(**(given | more))  # type: ignore[arg-type]


def cancelling(status: OrderStatus = OrderStatus.PLACED, scanned: bool = False) -> CancelFacts:
    return CancelFacts("o1", "RH-o1", status, scanned, usd("48"), "US", NOW)


MONEY = st.builds(Money, st.integers(1, 10**7), st.sampled_from(["USD", "EUR", "XTS"]))
BILLING = st.builds(
    lambda wrong, left, days: billing(
        wrong, refundable=Money(left, wrong.currency), charged_at=NOW - timedelta(days=days)
    ),
    MONEY,
    st.integers(0, 10**7),
    st.integers(0, 400),
)
CANCELLING = st.builds(cancelling, st.sampled_from(OrderStatus), st.booleans())
FACTS: st.SearchStrategy[Facts] = st.one_of(BILLING, CANCELLING, st.just(billing(None)))


@pytest.mark.parametrize(
    ("facts", "verdict"),
    [
        (billing(), Allow(usd("14.99"))),
        (billing(None), Deny("no_error_found")),
        (billing(charged_at=NOW - timedelta(days=BOOK.billing_window_days)), Allow(usd("14.99"))),
        (billing(usd("500"), refundable=usd("500")), Allow(usd("500"))),
        (billing(usd("500.01"), refundable=usd("600")), NeedApproval(Role.AGENT, "over_the_limit")),
        (billing(charged_at=NOW - timedelta(days=400)), NeedApproval(Role.AGENT, "charge_is_old")),
        (billing(usd("600"), refundable=usd("600")), NeedApproval(Role.AGENT, "over_the_limit")),
        (billing(Money(5, "XTS"), refundable=Money(5, "XTS")), NeedApproval(Role.AGENT, "currency_has_no_limit")),
        (billing(usd("14.99"), refundable=usd("10")), Deny("already_refunded")),
        (cancelling(), Allow(usd("48"))),
        (cancelling(OrderStatus.PREPARING), Allow(usd("48"))),
        (cancelling(OrderStatus.DISPATCHED), Deny("order_is_dispatched")),
        (cancelling(OrderStatus.PREPARING, scanned=True), Deny("parcel_has_left")),
    ],
)
def test_rulings(facts: Facts, verdict: Verdict) -> None:
    assert rule(facts, BOOK).verdict == verdict


@given(FACTS)
def test_the_same_facts_under_the_same_rulebook_give_the_same_ruling(facts: Facts) -> None:
    ruling = rule(facts, BOOK)
    assert rule(ruling.facts, BOOK) == ruling
    assert ruling.rulebook_version == BOOK.version


@given(FACTS)
def test_a_denial_more_never_loosens_a_ruling(facts: Facts) -> None:
    stricter = rule(facts, BOOK, (*RULES, lambda *_: (Deny("never"), ())))
    assert strictness(stricter.verdict) >= strictness(rule(facts, BOOK).verdict)


@given(FACTS, st.integers(0, 60000), st.integers(1, 400))
def test_a_lower_limit_never_loosens_a_ruling(facts: Facts, limit: int, days: int) -> None:
    lower = dataclasses.replace(
        BOOK,
        instant_limit={code: Money(min(limit, old.minor), code) for code, old in BOOK.instant_limit.items()},
        billing_window_days=min(days, BOOK.billing_window_days),
        cancel_states=BOOK.cancel_states - {OrderStatus.PREPARING},
    )
    assert strictness(rule(facts, lower).verdict) >= strictness(rule(facts, BOOK).verdict)


@given(FACTS)
def test_what_is_allowed_is_never_more_than_can_be_refunded(facts: Facts) -> None:
    verdict = rule(facts, BOOK).verdict
    assert not isinstance(verdict, Allow) or verdict.limit <= facts.refundable


def test_silence_is_a_denial() -> None:
    assert rule(billing(), BOOK, ()).verdict == Deny("no_rule_allows_it")


def test_of_two_limits_the_smaller_stands_and_the_strictest_opinion_wins() -> None:
    def says(*opinions: Verdict) -> Verdict:
        return rule(billing(), BOOK, [lambda *_, o=o: (o, ()) for o in opinions]).verdict

    assert says(Allow(usd("9")), Allow(usd("5"))) == Allow(usd("5"))
    evidence, approval = NeedEvidence(("photo",), "damaged"), NeedApproval(Role.AGENT, "dear")
    assert says(Allow(usd("9")), evidence) == evidence
    assert says(evidence, approval) == approval
    assert says(approval, Deny("no"), Allow(usd("1"))) == Deny("no")
    supervisor = NeedApproval(Role.SUPERVISOR, "very dear")
    assert says(approval, supervisor) == says(supervisor, approval) == supervisor
    assert says(supervisor, Deny("no")) == says(Deny("no"), supervisor) == Deny("no")


def test_no_rule_can_see_words_or_mood() -> None:
    words = {field.name for field in dataclasses.fields(Reading)}
    for facts in (BillingFacts, CancelFacts):
        assert not {field.name for field in dataclasses.fields(facts)} & words
        assert Reading not in get_type_hints(facts).values()
    for decision in (rule, predict, find_billing_errors):
        assert Reading not in get_type_hints(decision).values()


def test_no_move_of_the_talk_names_an_amount() -> None:
    for move in get_args(Move):
        assert Money not in get_type_hints(move).values()


def test_only_an_allow_yields_a_grant_and_never_above_its_limit() -> None:
    allowed, denied = rule(billing(), BOOK), rule(billing(None), BOOK)
    given = grant(GrantId("g"), RulingId("r"), allowed, RefundCharge("c1", usd("14.99")))
    assert (given.id, given.remedy.amount, given.ruling_id) == ("g", usd("14.99"), "r")
    for ruling, amount in ((denied, "1"), (allowed, "15"), (allowed, "0")):
        with pytest.raises(InvalidValue):
            grant(GrantId("g"), RulingId("r"), ruling, RefundCharge("c1", usd(amount)))
    with pytest.raises(CurrencyMismatch):
        grant(GrantId("g"), RulingId("r"), allowed, RefundCharge("c1", Money(1, "EUR")))


@given(FACTS, MONEY)
def test_whatever_the_facts_a_grant_is_within_an_allow_or_is_not_made(facts: Facts, amount: Money) -> None:
    ruling = rule(facts, BOOK)
    try:
        given = grant(GrantId("g"), RulingId("r"), ruling, RefundCharge("c1", amount))
    except (InvalidValue, CurrencyMismatch):
        return
    assert isinstance(ruling.verdict, Allow)
    assert Money(0, amount.currency) < given.remedy.amount <= ruling.verdict.limit <= facts.refundable


# -- the rulebook's text


def test_the_same_text_is_the_same_version_and_another_is_another() -> None:
    assert parse(TEXT).version == BOOK.version != parse(TEXT + "\n# a word\n").version


LEAVES = [
    f"{table}.{key}"
    for table, keys in tomllib.loads(TEXT).items()
    for key, value in keys.items()
    if not isinstance(value, dict) or key == "fee"
]


def problems(text: str) -> dict[str, str]:
    with pytest.raises(RulebookError) as caught:
        parse(text)
    assert str(caught.value)
    return {where.partition(" ")[2] or where: what for where, what in caught.value.problems}


NEEDED = sorted(leaf for leaf in LEAVES if not leaf.startswith("high_value"))


@pytest.mark.parametrize("path", NEEDED)
def test_a_missing_key_is_named(path: str) -> None:
    table, key = path.split(".", 1)
    head, body = re.split(rf"(?m)^\[{table}\]$", TEXT, maxsplit=1)
    without = head + f"[{table}]" + re.sub(rf"(?ms)^{key} = (\[\n.*?^\]|[^\n]*)$", "", body, count=1)
    assert path in problems(without)


@pytest.mark.parametrize(
    ("wrong", "path"),
    [
        ("USD = -1", "high_value.USD"), ('USD = "many"', "high_value.USD"), ("USD = 1.5", "high_value.USD"),
        ("usd = 5", "high_value.usd"), ("JPY = true", "high_value.JPY"),
        ("window_days = 0", "billing_error.window_days"), ("window_days = 1.5", "billing_error.window_days"),
        ('states = ["gone"]', "cancel.states"), ('states = "placed"', "cancel.states"),
        ("card = [5, 3]", "refund_days.card"), ('card = "soon"', "refund_days.card"),
        ("question = -1", "understanding.question"), ('lost = "much"', "understanding.lost"),
        ("search = true", "understanding.search"),
        ('person = "dear"', "understanding.wrong.person"), ("search = nan", "understanding.search"),
        ("person = 8\nsmall_talk = 1", "understanding.wrong.small_talk"),
        ("send_refund = 0", "promise_minutes.send_refund"),
    ],
)  # fmt: skip
def test_a_wrong_value_is_named(wrong: str, path: str) -> None:
    key = wrong.split(" = ", maxsplit=1)[0]
    assert path in problems(re.sub(rf"(?mi)^{key} = .*$", wrong, TEXT, count=1))


@pytest.mark.parametrize(
    ("more", "path"),
    [
        ("[extra]\na = 1", "extra"),
        ("[cancel.more]\na = 1", "cancel.more"),
        ("[refund_days.cheque]\na = 1", "refund_days.cheque"),
    ],
)
def test_a_key_that_nothing_reads_is_refused(more: str, path: str) -> None:
    assert path in problems(f"{TEXT}\n{more}\n")


def test_a_table_that_is_missing_or_is_no_table_is_named() -> None:
    without = re.sub(r"(?ms)^\[high_value\].*?(?=^\[)", "", TEXT)
    assert problems(without)["high_value"] == "is missing"
    assert "high_value" in problems(f"high_value = 3\n{without}")
    assert "high_value" in problems(re.sub(r"(?m)^\[billing_error\]$", "[high_value]\n\n[billing_error]", without))


def test_text_that_is_no_toml_says_where_it_breaks() -> None:
    assert "line 2" in problems("# a\nhigh value = 1\n")["rulebook.toml:2"]


def test_the_shipped_rulebook_says_what_it_should() -> None:
    book: Rulebook = BOOK
    assert book.high_value["USD"] == usd("500")
    assert book.refund_days[MethodKind.CARD] == (3, 5)
    assert isinstance(NOW, datetime)
