"""A case stays with the rulebook of its first ruling, until the shop withdraws that version."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import asyncpg
import pytest
from structlog.testing import capture_logs

from resolution_hub.core.people import CaseId
from resolution_hub.core.policy.rulebook import Rulebook, parse
from resolution_hub.core.policy.verdict import Allow, NeedApproval, Ruling
from resolution_hub.features.remedies import service as remedies
from resolution_hub.features.remedies import versions
from tests.core.a_shop import TEXT
from tests.features.rows import MINUTE, NOW, a_case, a_charge, a_customer
from tests.features.test_remedies import facts

STRICT_TEXT = TEXT.replace("window_days = 180", "window_days = 1")
GENEROUS, STRICT = parse(TEXT), parse(STRICT_TEXT)
FIRST_FORM = Path(__file__).parents[1] / "core" / "rulebook_0001.toml"


async def in_force(tx: asyncpg.Connection, text: str, minutes: int = 0) -> Rulebook:
    """Keep a text as the one in force; `minutes` tells its moment from others of the same transaction."""
    book = parse(text, behind=TEXT)
    await remedies.keep_rulebook(tx, book, text)
    await tx.execute(
        "update rulebooks set active_from = $2 where version = $1", book.version, NOW + timedelta(minutes=minutes)
    )
    return book


async def ruled(tx: asyncpg.Connection, case: CaseId, book: Rulebook, minutes: int = 0) -> Ruling:
    """The same facts each time: a charge of two days ago."""
    _, ruling = await remedies.rule_on(tx, case, facts(1499), book, NOW + timedelta(minutes=minutes))
    return ruling


@pytest.fixture
async def case(tx: asyncpg.Connection) -> CaseId:
    await a_customer(tx)
    await a_charge(tx, 1499)
    for text in (STRICT_TEXT, TEXT):
        await in_force(tx, text)
    return await a_case(tx)


@pytest.mark.parametrize(
    ("first", "then", "verdict"),
    [(GENEROUS, STRICT, Allow), (STRICT, GENEROUS, NeedApproval)],
    ids=["kinder", "harder"],
)
async def test_a_case_is_ruled_again_as_it_was_ruled_first(
    tx: asyncpg.Connection, case: CaseId, first: Rulebook, then: Rulebook, verdict: type
) -> None:
    for minutes, book in enumerate((first, then, then)):
        ruling = await ruled(tx, case, book, minutes)
        assert isinstance(ruling.verdict, verdict)
        assert ruling.rulebook_version == first.version
    other = await a_case(tx, case="cs_2")
    assert (await ruled(tx, other, then)).rulebook_version == then.version


async def test_after_a_withdrawal_the_current_rulebook_rules(tx: asyncpg.Connection, case: CaseId) -> None:
    await ruled(tx, case, GENEROUS)
    await versions.withdraw(tx, GENEROUS.version, "the window was a misprint", NOW)
    assert (await ruled(tx, case, STRICT, 1)).rulebook_version == STRICT.version
    assert (await ruled(tx, case, GENEROUS, 2)).rulebook_version == GENEROUS.version


async def test_a_version_is_withdrawn_once_for_its_first_reason(tx: asyncpg.Connection, case: CaseId) -> None:
    for reason, at in (("first", NOW), ("second", NOW + MINUTE)):
        await versions.withdraw(tx, GENEROUS.version, reason, at)
    [kept] = [each for each in await versions.list_versions(tx) if each.withdrawn_at is not None]
    assert (kept.version, kept.withdrawn_at, kept.withdrawn_reason) == (GENEROUS.version, NOW, "first")
    with pytest.raises(versions.UnknownVersion):
        await versions.withdraw(tx, "unknown", "why not", NOW)


async def test_a_text_of_the_first_form_rules_its_cases_still(tx: asyncpg.Connection, case: CaseId) -> None:
    old = await in_force(tx, FIRST_FORM.read_text(encoding="utf-8").replace("window_days = 180", "window_days = 1"))
    await ruled(tx, case, old)
    ruling = await ruled(tx, case, GENEROUS, 1)
    assert ruling.rulebook_version == old.version
    assert isinstance(ruling.verdict, NeedApproval)
    book = await versions.book_of_case(tx, case, GENEROUS)
    assert (book.billing_window_days, book.terms) == (1, GENEROUS.terms)


async def test_a_version_whose_text_is_lost_or_unreadable_gives_way_to_the_current_one(
    tx: asyncpg.Connection, case: CaseId
) -> None:
    await ruled(tx, case, STRICT)
    for text in ("billing_error.window_days = 0", "["):
        await tx.execute("update rulebooks set text = $2 where version = $1", STRICT.version, text)
        with capture_logs() as logs:
            assert await versions.book_of_case(tx, case, GENEROUS) is GENEROUS
        assert [(entry["event"], entry["case"]) for entry in logs] == [("rulebook_unreadable", case)]
    await tx.execute("delete from rulebooks where version = $1", STRICT.version)
    assert await versions.book_of_case(tx, case, GENEROUS) is GENEROUS


async def test_the_version_in_force_is_the_one_kept_last_and_comes_first(tx: asyncpg.Connection, case: CaseId) -> None:
    await ruled(tx, case, GENEROUS)
    await in_force(tx, TEXT, -20)
    await in_force(tx, STRICT_TEXT, -10)
    before = await versions.list_versions(tx)
    assert [(each.version, each.rulings) for each in before] == [(STRICT.version, 0), (GENEROUS.version, 1)]
    await remedies.keep_rulebook(tx, STRICT, STRICT_TEXT)  # another process starts: nothing new
    assert await versions.list_versions(tx) == before
    await remedies.keep_rulebook(tx, GENEROUS, TEXT)  # the shop goes back to it
    first, second = await versions.list_versions(tx)
    assert (first.version, first.first_at) == (GENEROUS.version, before[1].first_at)
    assert first.active_from > before[1].active_from
    assert second == before[0]
