"""The buttons under a refund that its card can't take any more."""

from __future__ import annotations

import pytest

from resolution_hub.core.dialogue import after
from resolution_hub.core.moves import Dialogue, Redirect
from resolution_hub.core.situation import Situation
from tests.core.a_shop import NOW, a_customer
from tests.core.a_talk import HM, START, says

ADA = Situation(a_customer(), NOW)


@pytest.mark.parametrize(
    ("choice", "method"), [("refund_to:store_credit:rf_1", None), ("refund_to:pay_gift:rf_1", "pay_gift")]
)
def test_a_button_names_where_the_refund_goes(choice: str, method: str | None) -> None:
    assert says(START, HM, ADA, choice) == Redirect("rf_1", method)
    assert after(START, Redirect("rf_1", method)) == Dialogue()


@pytest.mark.parametrize("choice", ["refund_to:rf_1", "refund_to:"])
def test_a_button_that_was_never_given_says_nothing(choice: str) -> None:
    assert not isinstance(says(START, HM, ADA, choice), Redirect)


def test_a_visitor_has_no_refunds() -> None:
    assert not isinstance(says(START, HM, None, "refund_to:store_credit:rf_1"), Redirect)
