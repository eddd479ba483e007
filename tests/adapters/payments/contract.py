"""What every payment provider's adapter must keep. A suite for one adapter inherits it and gives the four fixtures."""

import asyncio
from collections.abc import Awaitable, Callable
from uuid import uuid4

import pytest

from resolution_hub.core.money import Money
from resolution_hub.core.order import Destination
from resolution_hub.ports.payments import ChargeDeclined, KeyReused, MethodExpired, Payments, RefundRefused

Capture = Callable[[Money], Awaitable[str]]
AddMethod = Callable[[bool], Awaitable[str]]


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

    @pytest.fixture
    async def add_method(self) -> AddMethod:
        """Gives a customer of the provider's a card, one that has expired if so asked; returns its id."""
        raise NotImplementedError

    @pytest.fixture
    async def capture_from(self) -> Callable[[Money, str], Awaitable[str]]:
        """As `capture`, from a method."""
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

    async def test_a_payment_is_taken_once_a_key(self, payments: Payments, add_method: AddMethod) -> None:
        method, key = await add_method(False), a_key()
        first = await payments.charge(method, Money(1295, "USD"), key)
        assert (first.amount, bool(first.reference)) == (Money(1295, "USD"), True)
        assert first.taken_at.tzinfo is not None
        receipts = await asyncio.gather(*(payments.charge(method, Money(1295, "USD"), key) for _ in range(10)))
        assert set(receipts) == {first}

    async def test_a_key_of_one_payment_is_refused_for_another(self, payments: Payments, add_method: AddMethod) -> None:
        method, other, key = await add_method(False), await add_method(False), a_key()
        await payments.charge(method, Money(500, "USD"), key)
        for again in ((method, Money(501, "USD")), (other, Money(500, "USD")), (method, Money(500, "EUR"))):
            with pytest.raises(KeyReused) as refused:
                await payments.charge(*again, key)
            assert refused.value.permanent

    async def test_an_expired_card_an_unknown_one_and_no_amount_are_declined_for_good(
        self, payments: Payments, add_method: AddMethod
    ) -> None:
        expired, good = await add_method(True), await add_method(False)
        cases = (
            (expired, Money(5, "USD")),
            ("pay_nobody", Money(5, "USD")),
            (good, Money(0, "USD")),
            (good, Money(-5, "USD")),
        )
        for method, amount in cases:
            with pytest.raises(ChargeDeclined) as declined:
                await payments.charge(method, amount, a_key())
            assert declined.value.permanent

    async def test_money_does_not_go_back_to_an_expired_card_but_to_another_method(
        self, payments: Payments, add_method: AddMethod, capture_from: Callable[[Money, str], Awaitable[str]]
    ) -> None:
        expired, other, key = await add_method(True), await add_method(False), a_key()
        charge = await capture_from(Money(900, "USD"), expired)
        with pytest.raises(MethodExpired) as refused:
            await payments.refund(charge, Money(900, "USD"), key)
        assert refused.value.permanent
        receipt = await payments.refund(charge, Money(900, "USD"), key, Destination.METHOD, other)
        assert receipt.amount == Money(900, "USD")
        with pytest.raises(RefundRefused):
            await payments.refund(charge, Money(1, "USD"), a_key(), Destination.METHOD, other)
