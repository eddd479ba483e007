"""Whatever is decided can be said: every rule, reason, fact and way out has its words, whole and friendly."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from types import ModuleType

import pytest
from hypothesis import given

from resolution_hub.core import appeal
from resolution_hub.core.acts import Problem, Wish
from resolution_hub.core.instead import Option, Way
from resolution_hub.core.ledger import MethodKind
from resolution_hub.core.money import Money
from resolution_hub.core.order import Destination, OrderStatus, Timing
from resolution_hub.core.policy import engine, order_rules, return_rules, rules, subscription_rules
from resolution_hub.core.policy.engine import rule
from resolution_hub.core.policy.facts import Change, Facts, SubscriptionChange
from resolution_hub.core.policy.rules import RULES
from resolution_hub.core.policy.verdict import Allow, Deny
from resolution_hub.kit.text import Text
from resolution_hub.words import names
from resolution_hub.words.rulings import explain, instead_of, reason
from tests.core.a_shop import BOOK
from tests.core.any_facts import any_facts

TEXT = Text.load()
MODULES = (rules, order_rules, return_rules, subscription_rules, engine)
SENTENCE = re.compile(r"[A-Z].*[.?!]$")
FACT = re.compile(r"[^a-z_].*[.?!]$")  # may begin with an amount
# What a reason that is put together can end in.
ENDINGS = {"order_is_": tuple(OrderStatus), "after_": tuple(Change)}


def reasons_in(module: ModuleType) -> Iterator[str]:
    """Every reason that the code of a module can give: in its verdicts, and in the helpers that return one."""
    tree = ast.parse(Path(module.__file__ or "").read_text(encoding="utf-8"))
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
            if node.func.id == "Deny":
                yield from texts(node.args)
            elif node.func.id in ("NeedApproval", "NeedEvidence"):
                yield from texts(node.args[1:])
        if isinstance(node, ast.FunctionDef) and node.returns is not None and _names_a_reason(node.returns):
            yield from texts(each.value for each in ast.walk(node) if isinstance(each, ast.Return) and each.value)


def _names_a_reason(returns: ast.expr) -> bool:
    return ast.unparse(returns) in ("str", "str | None")


def texts(nodes: Iterable[ast.expr]) -> Iterator[str]:
    for node in nodes:
        match node:
            case ast.Constant(str(text)):
                yield text
            case ast.JoinedStr([ast.Constant(str(start)), _]):
                yield from (f"{start}{end}" for end in ENDINGS[start])
            case ast.IfExp(_, body, other):
                yield from texts((body, other))


REASONS = sorted({found for module in MODULES for found in reasons_in(module)} | {appeal.DECLINED})


def test_the_search_finds_reasons_of_every_form() -> None:
    assert {"no_error_found", "over_the_limit", "photo_needed", "order_is_dispatched", "after_exchange"} <= set(REASONS)
    assert {"not_that_many", "parcel_has_left", "currency_has_no_limit", "no_rule_allows_it"} <= set(REASONS)
    assert len(REASONS) >= 60


@pytest.mark.parametrize("why", REASONS)
def test_each_reason_is_a_whole_sentence(why: str) -> None:
    said = reason(Deny(why), TEXT)
    assert SENTENCE.fullmatch(said), said
    assert "_" not in said


def test_an_allow_gives_no_reason() -> None:
    assert reason(Allow(Money(1, "USD")), TEXT) == ""


@pytest.mark.parametrize("name", [*(each.__name__ for each in RULES), appeal.CLAUSE])
def test_each_rule_is_said_in_a_whole_sentence(name: str) -> None:
    assert SENTENCE.fullmatch(TEXT.say(f"clause-{name}".replace("_", "-")))


@given(any_facts())
def test_whatever_is_ruled_can_be_explained_fact_by_fact(facts: Facts) -> None:
    ruling = rule(facts, BOOK)
    said = explain("rl_1", ruling, TEXT)
    assert said.facts
    for sentence in said.facts:
        assert FACT.fullmatch(sentence), sentence
        assert "_" not in sentence
    assert [clause.rule for clause in said.clauses] == [clause.rule for clause in ruling.trace]
    why = reason(ruling.verdict, TEXT)
    assert (why == "") is isinstance(ruling.verdict, Allow)
    assert why == "" or any(clause.text.endswith(why) for clause in said.clauses) or not said.clauses


@pytest.mark.parametrize("way", Way)
def test_each_way_out_is_a_whole_sentence(way: Way) -> None:
    (said,) = instead_of([Option(way)], TEXT)
    assert SENTENCE.fullmatch(said)


def test_closed_values_are_called_by_different_names() -> None:
    for kind, say in (
        (Change, names.change), (SubscriptionChange, names.subscription_change), (Problem, names.problem),
        (Wish, names.wish), (Destination, names.destination), (Timing, names.timing), (MethodKind, names.method),
    ):  # fmt: skip
        said = [say(value, TEXT) for value in kind]  # type: ignore[arg-type]
        assert len(set(said)) == len(said)
        assert all(said)


def test_reasons_of_the_rulebook_have_names_and_a_shops_own_are_said_as_written() -> None:
    for value in BOOK.terms.returns.reasons:
        assert TEXT.has(f"return-reason-{value}".replace("_", "-"))
    assert names.reason("changed_mind", TEXT) == "I changed my mind"
    assert names.reason("no longer needed", TEXT) == "no longer needed"
    assert names.reason("found_it_cheaper", TEXT) == "found it cheaper"
