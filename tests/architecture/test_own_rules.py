"""Each of the house's own rules catches the wrong edit that it is there for, and lets the right one pass."""

from collections.abc import Callable, Iterator

import pytest

from lint import catalogue, locks, money, purity, shape, sql, transactions
from lint.finding import Finding, Module

Rule = Callable[[Module], Iterator[Finding]]


def _found(rule: Rule, path: str, source: str) -> list[str]:
    return [finding.rule for finding in rule(Module.parse(path, source))]


WRONG = [
    (money.check, "src/resolution_hub/talk/turn.py", "async def f(payments): await payments.refund('c', 1, key='k')"),
    (money.check, "src/resolution_hub/journeys/pay.py", "async def f(shop): return await shop.port.refund('c', 1)"),
    (money.check, "src/resolution_hub/wiring/worker.py", "pay = tools.payments.refund"),
    (purity.check, "src/resolution_hub/core/case.py", "from datetime import datetime\nnow = datetime.now()"),
    (purity.check, "src/resolution_hub/core/case.py", "from uuid import uuid4"),
    (purity.check, "src/resolution_hub/core/case.py", "import random"),
    (purity.check, "src/resolution_hub/core/case.py", "text = open('rulebook.toml')"),
    (transactions.check, "src/resolution_hub/features/cases/service.py", "async def f(tx): await tx.commit()"),
    (
        transactions.check,
        "src/resolution_hub/features/cases/service.py",
        "async def f(db):\n async with db.transaction(): 1",
    ),
    (transactions.check, "src/resolution_hub/talk/turn.py", "async def f(pool): return await pool.acquire()"),
    (sql.check, "src/resolution_hub/features/cases/service.py", "tx.execute(f'select {name}')"),
    (sql.check, "src/resolution_hub/features/cases/service.py", "tx.fetch('select ' + name)"),
    (sql.check, "src/resolution_hub/features/cases/service.py", "tx.fetchrow('select %s' % name)"),
    (sql.check, "src/resolution_hub/web/agent.py", "tx.fetchval('select {}'.format(name))"),
    (sql.check, "src/resolution_hub/web/agent.py", "query = build()\ntx.fetchval(query)"),
    (shape.check, "tests/talk/test_turn.py", "from unittest.mock import AsyncMock"),
    (shape.check, "tests/talk/test_turn.py", "from unittest import mock"),
    (shape.check, "tests/talk/test_turn.py", "def test_it(mocker): pass"),
]

RIGHT = [
    (
        money.check,
        "src/resolution_hub/features/remedies/service.py",
        "async def f(self): await self._payments.refund('c')",
    ),
    (money.check, "src/resolution_hub/talk/turn.py", "shown = cards.refund(refund, charge)"),
    (purity.check, "src/resolution_hub/core/case.py", "def f(now): return now.date()"),
    (purity.check, "src/resolution_hub/features/cases/service.py", "import random"),
    (
        transactions.check,
        "src/resolution_hub/features/cases/service.py",
        "async def f(tx):\n async with tx.transaction(): 1",
    ),
    (transactions.check, "src/resolution_hub/web/agent.py", "async def f(db):\n async with db.transaction(): 1"),
    (sql.check, "src/resolution_hub/features/cases/service.py", "tx.fetch(store.WAITING, 1)"),
    (sql.check, "src/resolution_hub/features/cases/service.py", "tx.fetch(store.VIEWS['open'] if x else _CASE)"),
    (shape.check, "tests/adapters/test_carrier.py", "from unittest.mock import AsyncMock"),
]


@pytest.mark.parametrize(("rule", "path", "source"), WRONG)
def test_a_wrong_edit_is_caught(rule: Rule, path: str, source: str) -> None:
    assert len(_found(rule, path, source)) >= 1


@pytest.mark.parametrize(("rule", "path", "source"), RIGHT)
def test_a_right_edit_passes(rule: Rule, path: str, source: str) -> None:
    assert _found(rule, path, source) == []


@pytest.mark.parametrize(
    "path", ["src/resolution_hub/utils.py", "frontend/helpers/x.ts", "src/resolution_hub/common/a.py"]
)
def test_an_attic_is_caught(path: str) -> None:
    assert list(shape.check_name(path))


def test_a_noun_that_only_sounds_like_an_attic_passes() -> None:
    assert list(shape.check_name("src/resolution_hub/kit/utilisation.py")) == []


def test_a_module_that_outgrew_its_noun_is_caught() -> None:
    assert list(shape.check_size("src/resolution_hub/talk/turn.py", shape.LONGEST + 1))
    assert list(shape.check_size("src/resolution_hub/talk/turn.py", shape.LONGEST)) == []


@pytest.mark.parametrize(
    ("path", "text"),
    [
        ("requirements.lock", "--index-url https://packages.example\n"),
        ("requirements.lock", "rich==14.0.0\n"),
        ("frontend/package-lock.json", '  "resolved": "https://packages.example/a.tgz",\n'),
        ("pyproject.toml", 'url = "https://packages.example"\n'),
    ],
)
def test_a_lock_with_an_address_or_without_a_hash_is_caught(path: str, text: str) -> None:
    assert list(locks.check_text(path, text))


def test_a_lock_of_hashes_passes() -> None:
    assert list(locks.check_text("requirements.lock", "rich==14.0.0 \\\n    --hash=sha256:00\n")) == []


def _compared(source: str, page: str, *defined: str) -> list[str]:
    said = catalogue.Said()
    catalogue.read_module(Module.parse("src/resolution_hub/talk/turn.py", source), said)
    catalogue.read_page("frontend/help/app.tsx", page, said)
    return [finding.message for finding in catalogue.compare(dict.fromkeys(defined, ("en.ftl", 1)), said)]


def test_a_message_that_is_said_but_not_there_is_caught() -> None:
    assert "ask-order" in _compared("text.say('ask-order')", "")[0]
    assert "help-title" in _compared("", '<h1>{t("help-title")}</h1>')[0]


def test_a_message_that_nothing_says_is_caught() -> None:
    assert "remove it" in _compared("text.say('ask-order')", "", "ask-order", "ask-parcel")[0]


def test_a_message_whose_key_is_built_counts_as_said() -> None:
    assert _compared("text.say(f'order-{status}')", "t(`desk-view-${view}`)", "order-placed", "desk-view-open") == []
    assert _compared("", 'wordFor("desk-state-", state)', "desk-state-open") == []
