"""What every payment provider's adapter must keep. A suite for one adapter inherits it and gives the two fixtures."""

import asyncio
from collections.abc import Awaitable, Callable
from uuid import uuid4

import pytest

from resolution_hub.core.money import Money
from resolution_hub.ports.payments import KeyReused, Payments, RefundRefused

Capture = Callable[[Money], Awaitable[str]]


def a_key() -> str:
    return f"rf_{uuid4().hex}"


class PaymentsContract:
    @pytest.fixture
    async def payments(self) -> Payments:
        """The adapter under test."""
        raise NotImplementedError

    @pytest.fixture
    async def capture(self) -> Capture:
        """Has the provider capture an amount; returns the charge's id."""
        raise NotImplementedError

    async def test_a_refund_is_taken_and_its_receipt_says_what_was_taken(
        self, payments: Payments, capture: Capture
    ) -> None:
        receipt = await payments.refund(await capture(Money(1499, "USD")), Money(1499, "USD"), a_key())
        assert receipt.amount == Money(1499, "USD")
        assert receipt.reference
        assert receipt.accepted_at.tzinfo is not None

    async def test_the_same_key_again_is_the_same_refund_with_the_same_receipt(
        self, payments: Payments, capture: Capture
    ) -> None:
        charge, key = await capture(Money(1499, "USD")), a_key()
        first = await payments.refund(charge, Money(1499, "USD"), key)
        assert await payments.refund(charge, Money(1499, "USD"), key) == first

    async def test_twenty_calls_at_once_with_one_key_are_one_refund(self, payments: Payments, capture: Capture) -> None:
        charge, key = await capture(Money(1000, "EUR")), a_key()
        receipts = await asyncio.gather(*(payments.refund(charge, Money(600, "EUR"), key) for _ in range(20)))
        assert len(set(receipts)) == 1
        await payments.refund(charge, Money(400, "EUR"), a_key())

    async def test_a_key_used_for_another_amount_or_charge_is_refused_for_good(
        self, payments: Payments, capture: Capture
    ) -> None:
        charge, other, key = await capture(Money(900, "USD")), await capture(Money(900, "USD")), a_key()
        await payments.refund(charge, Money(300, "USD"), key)
        for again in ((charge, Money(301, "USD")), (other, Money(300, "USD")), (charge, Money(300, "EUR"))):
            with pytest.raises(KeyReused) as refused:
                await payments.refund(*again, key)
            assert refused.value.permanent

    async def test_parts_may_be_refunded_up_to_what_was_captured_and_no_further(
        self, payments: Payments, capture: Capture
    ) -> None:
        charge = await capture(Money(1000, "JPY"))
        await payments.refund(charge, Money(600, "JPY"), a_key())
        with pytest.raises(RefundRefused) as refused:
            await payments.refund(charge, Money(401, "JPY"), a_key())
        assert refused.value.permanent
        await payments.refund(charge, Money(400, "JPY"), a_key())

    async def test_refunds_at_once_never_exceed_what_was_captured(self, payments: Payments, capture: Capture) -> None:
        charge = await capture(Money(1000, "USD"))
        calls = (payments.refund(charge, Money(300, "USD"), a_key()) for _ in range(10))
        results = await asyncio.gather(*calls, return_exceptions=True)
        assert sum(not isinstance(result, Exception) for result in results) == 3
        assert all(isinstance(r, RefundRefused) for r in results if isinstance(r, Exception))

    @pytest.mark.parametrize("amount", [Money(0, "USD"), Money(-5, "USD"), Money(100, "EUR")])
    async def test_nothing_less_than_nothing_and_another_currency_are_refused(
        self, payments: Payments, capture: Capture, amount: Money
    ) -> None:
        with pytest.raises(RefundRefused):
            await payments.refund(await capture(Money(1000, "USD")), amount, a_key())

    async def test_a_charge_that_the_provider_never_made_is_refused(self, payments: Payments) -> None:
        with pytest.raises(RefundRefused):
            await payments.refund("ch_nobody", Money(100, "USD"), a_key())
