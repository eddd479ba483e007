"""One wrong value or one broken rule in a shop that holds otherwise: exactly that is told, with file, line and field."""

from typing import Any

import pytest

from resolution_hub.connectors.shop_files.folder import check_with_hub, from_records
from resolution_hub.connectors.shop_files.problems import ShopFilesInvalid
from resolution_hub.connectors.shop_files.records import KINDS
from resolution_hub.core.order import ScanStatus
from tests.adapters.shop_files.small_shop import Shop, small_shop

LEFT_OUT = object()


def problems_of(shop: Shop) -> list[str]:
    with pytest.raises(ShopFilesInvalid) as caught:
        from_records(shop)
    return [str(problem) for problem in caught.value.problems]


def with_value(kind: str, line: int, field: str, value: Any) -> Shop:
    shop = small_shop()
    if value is LEFT_OUT:
        del shop[kind][line - 1][field]
    else:
        shop[kind][line - 1][field] = value
    return shop


@pytest.mark.parametrize(
    ("kind", "line", "field", "value", "problem"),
    [
        # forms of a single field
        ("customers", 1, "email", LEFT_OUT, "email: is missing"),
        ("customers", 1, "phone", "1", "phone: there is no such field"),
        ("customers", 1, "given_name", None, "given_name: Expected `str`, got `null`"),
        ("customers", 1, "given_name", "", "given_name: Expected `str` of length >= 1"),
        ("customers", 1, "given_name", "  ", "given_name: is blank"),
        ("customers", 1, "given_name", "A\x00b", "given_name: contains a control character"),
        ("customers", 1, "family_name", "x" * 501, "family_name: Expected `str` of length <= 500"),
        ("customers", 2, "id", " c2", "id: begins or ends with a space"),
        ("customers", 1, "email", "ada", "email: not an e-mail address: 'ada'"),
        ("customers", 1, "email", "a@b@c", "email: not an e-mail address: 'a@b@c'"),
        ("customers", 1, "locale", "english", "locale: not a BCP 47 language tag such as en-GB: 'english'"),
        ("customers", 1, "locale", "en_GB", "locale: not a BCP 47 language tag such as en-GB: 'en_GB'"),
        ("customers", 1, "currency", "usd", "currency: not an ISO 4217 currency code in use: 'usd'"),
        ("customers", 1, "currency", "DEM", "currency: not an ISO 4217 currency code in use: 'DEM'"),
        ("customers", 1, "timezone", "Europe/Leeds", "timezone: not an IANA time zone: 'Europe/Leeds'"),
        ("customers", 1, "timezone", "../../etc/passwd", "timezone: not an IANA time zone: '../../etc/passwd'"),
        ("addresses", 1, "lines", [], "lines: Expected `array` of length >= 1"),
        ("addresses", 1, "lines", ["a", 2], "lines[1]: Expected `str`, got `int`"),
        ("addresses", 1, "lines", ["a", " "], "lines: is blank"),
        ("addresses", 1, "lines", ["a"] * 7, "lines: Expected `array` of length <= 6"),
        ("payment_methods", 1, "kind", "visa", "kind: must be one of card, paypal, bank, gift_card, store_credit, not 'visa'"),
        ("payment_methods", 1, "kind", 4, "kind: Expected `str`, got `int`"),
        ("payment_methods", 1, "label", "4111 1111 1111 1111", "label: contains what looks like a card number"),
        ("payment_methods", 2, "balance", -1, "balance: Expected `int` >= 0"),
        ("payment_methods", 2, "currency", "XXX", "currency: not an ISO 4217 currency code in use: 'XXX'"),
        ("products", 1, "price", 49.0, "price: Expected `int`, got `float`"),
        ("products", 1, "price", "4900", "price: Expected `int`, got `str`"),
        ("products", 1, "price", True, "price: Expected `int`, got `bool`"),
        ("products", 1, "price", 2**53, "price: Expected `int` <= 9007199254740991"),
        ("products", 1, "icon", "Tea Kettle", "icon: not a name in small letters, digits and hyphens: 'Tea Kettle'"),
        ("orders", 1, "placed_at", "2026-10-01T10:00:00", "placed_at: Expected `datetime` with a timezone component"),
        ("orders", 1, "placed_at", "yesterday", "placed_at: Invalid RFC3339 encoded datetime"),
        ("orders", 1, "placed_at", 1790000000, "placed_at: Expected `datetime`, got `int`"),
        ("orders", 1, "placed_at", "0001-01-01T00:00:00+14:00",
         "placed_at: not between 1970 and 2199: 0001-01-01T00:00:00+14:00"),
        ("order_lines", 1, "quantity", 0, "quantity: Expected `int` >= 1"),
        ("shipments", 1, "promised_on", "5 Oct", "promised_on: Invalid RFC3339 encoded date"),
        ("shipments", 1, "direction", "back", "direction: must be one of outbound, return, not 'back'"),
        ("scans", 1, "latitude", 90.5, "latitude: Expected `float` <= 90.0"),
        ("scans", 1, "status", "DELIVERED", f"status: must be one of {', '.join(ScanStatus)}, not 'DELIVERED'"),
        ("returns", 1, "line_ids", ["l1", "l1"], "line_ids: names a line twice"),
        ("subscriptions", 1, "interval_days", 0, "interval_days: Expected `int` >= 1"),
        ("charges", 2, "amount", 0, "amount: Expected `int` >= 1"),
        ("charges", 2, "description", "card 4242-4242-4242-4242", "description: contains what looks like a card number"),
        ("refunds", 2, "state", "done", "state: must be one of granted, sent, failed, not 'done'"),
        ("payment_methods", 1, "expires_on", "03/29", "expires_on: Invalid RFC3339 encoded date"),
        ("variants", 1, "options", [["Size", "L"]], "options: Expected `object`, got `array`"),
        ("variants", 1, "options", {"Size": 3}, "options[...]: Expected `str`, got `int`"),
        ("variants", 1, "options", {"Size": " "}, "options: 'Size' is blank"),
        ("variants", 1, "options", {str(n): "x" for n in range(21)}, "options: has more than 20 options"),
        ("variants", 1, "available", 1, "available: Expected `bool`, got `int`"),
        ("delivery_options", 1, "days_from", -1, "days_from: Expected `int` >= 0"),
        ("variants", 1, "prices", {"EUR": -1}, "prices[...]: Expected `int` >= 0"),
        ("variants", 1, "prices", {"EURO": 1}, "prices: not an ISO 4217 currency code in use: 'EURO'"),
        ("promotions", 1, "percent", 101, "percent: Expected `int` <= 100"),
        ("returns", 1, "items", [{"line_id": "l1", "quantity": 0, "reason": ""}],
         "items[0].quantity: Expected `int` >= 1"),
        ("returns", 1, "items", [{"line_id": "l1", "quantity": 1, "reason": "", "why": 1}],
         "items[0]: Object contains unknown field `why`"),
        ("returns", 1, "items", [{"line_id": "l1", "quantity": 1, "reason": "\x00"}],
         "items: [0].reason contains a control character"),
        ("returns", 1, "items", [{"line_id": "l1", "quantity": 1, "reason": ""}] * 2, "items: names a line twice"),
        # what is said twice
        ("promotions", 2, "code", "TEN", "code: 'TEN' stands in line 1 already"),
        ("customers", 2, "id", "c1", "id: 'c1' stands in line 1 already"),
        ("orders", 2, "number", "#1001", "number: '#1001' stands in line 1 already"),
        ("shipments", 2, "tracking_number", "T1", "tracking_number: 'T1' stands in line 1 already"),
        # rules within a record
        ("payment_methods", 1, "balance", 5, "currency: is missing beside a balance"),
        ("orders", 1, "cancelled_at", "2026-10-03T00:00:00Z", "cancelled_at: stands on an order that is delivered"),
        ("orders", 2, "cancelled_at", "2026-10-01T00:00:00Z", "cancelled_at: lies before placed_at"),
        ("scans", 1, "longitude", None, "longitude: is missing: a place has both or neither"),
        ("subscriptions", 1, "ends_at", "2025-01-01T00:00:00Z", "ends_at: lies before started_at"),
        ("charges", 1, "subscription_id", "u1", "order_id: exactly one of order_id and subscription_id must be given"),
        ("charges", 1, "order_id", None, "order_id: exactly one of order_id and subscription_id must be given"),
        ("refunds", 1, "sent_at", "2026-10-10T09:00:00Z", "sent_at: lies before requested_at"),
        ("delivery_options", 1, "days_to", 1, "days_to: is less than days_from"),
        ("variants", 1, "prices", {"GBP": 1}, "prices: names GBP, the currency of price"),
        ("delivery_options", 2, "prices", {"GBP": 900}, "prices: names GBP, the currency of price"),
        ("plans", 2, "prices", {"USD": 2499}, "prices: names USD, the currency of price"),
        ("promotions", 1, "amount", 5, "percent: exactly one of percent and amount must be given"),
        ("promotions", 1, "percent", None, "percent: exactly one of percent and amount must be given"),
        ("promotions", 2, "currency", None, "currency: is missing beside an amount"),
        ("promotions", 1, "minimum", 5, "currency: is missing beside an amount"),
        ("promotions", 1, "ends_at", "2025-01-01T00:00:00Z", "ends_at: lies before starts_at"),
        ("orders", 1, "shipping", 9801, "shipping: 9801 is more than the total of 9800"),
        ("subscriptions", 1, "trial_ends_at", "2025-01-01T00:00:00Z", "trial_ends_at: lies before started_at"),
        ("subscriptions", 1, "paused_at", "2025-01-01T00:00:00Z", "paused_at: lies before started_at"),
        ("subscriptions", 1, "resumes_at", "2026-01-31T00:00:00Z", "resumes_at: lies before paused_at"),
        ("subscriptions", 1, "paused_at", None, "resumes_at: stands on a subscription that is not paused"),
        ("returns", 1, "items", [{"line_id": "l2", "quantity": 1, "reason": ""}],
         "items: names other lines than line_ids"),
        ("returns", 1, "items", [{"line_id": "l1", "quantity": 3, "reason": ""}],
         "items[0].quantity: 3 is more than the line's 2"),
        # rules between records
        ("charges", 1, "method_id", "m2", "method_id: is the payment method of another customer"),
        ("orders", 1, "address_id", "a2", "address_id: is the address of another customer"),
        ("order_lines", 2, "order_id", "o1", "orders.jsonl:2: id: the order 'o2' has no line in order_lines.jsonl"),
        ("returns", 1, "line_ids", ["l2"], "line_ids[0]: 'l2' is a line of another order"),
        ("returns", 1, "shipment_id", "s1", "shipment_id: is not a return parcel of this order"),
        ("returns", 1, "currency", "USD", "currency: USD, but the order 'o1' is in GBP"),
        ("returns", 1, "refund_due", 9801, "refund_due: 9801 is more than the order's 9800"),
        ("charges", 1, "customer_id", "c2", "customer_id: the order 'o1' is another customer's"),
        ("charges", 2, "customer_id", "c1", "customer_id: the subscription 'u1' is another customer's"),
        ("charges", 2, "currency", "EUR", "currency: EUR, but the subscription 'u1' is in USD"),
        ("refunds", 1, "amount", 9801, "amount: the refunds of the charge 'h1' come to 9801, more than its 9800"),
        ("refunds", 2, "state", "sent",
         "amount: the refunds of the charge 'h1' come to 14700, more than its 9800"),
        ("refunds", 2, "currency", "USD", "currency: USD, but the charge 'h1' is in GBP"),
    ],
)  # fmt: skip
def test_what_is_wrong_is_told_with_file_line_and_field(
    kind: str, line: int, field: str, value: Any, problem: str
) -> None:
    expected = problem if ".jsonl:" in problem else f"{kind}.jsonl:{line}: {problem}"
    assert expected in problems_of(with_value(kind, line, field, value))


def test_all_fields_of_a_line_are_told_at_once() -> None:
    shop = with_value("products", 1, "price", "4900")
    shop["products"][0] |= {"currency": "euro", "colour": "red", "icon": 7}
    assert problems_of(shop) == [
        "products.jsonl:1: colour: there is no such field",
        "products.jsonl:1: icon: Expected `str`, got `int`",
        "products.jsonl:1: price: Expected `int`, got `str`",
        "products.jsonl:1: currency: not an ISO 4217 currency code in use: 'euro'",
    ]


def test_a_bad_line_does_not_make_what_refers_to_it_bad() -> None:
    assert problems_of(with_value("orders", 1, "total", -1)) == ["orders.jsonl:1: total: Expected `int` >= 0"]
    assert problems_of(with_value("customers", 1, "currency", "?")) == [
        "customers.jsonl:1: currency: not an ISO 4217 currency code in use: '?'"
    ]


@pytest.mark.parametrize(
    ("kind", "line", "field", "value", "target"),
    [
        ("addresses", 1, "customer_id", "c1", "customers"),
        ("payment_methods", 1, "customer_id", "c1", "customers"),
        ("variants", 1, "product_id", "p1", "products"),
        ("orders", 1, "customer_id", "c1", "customers"),
        ("orders", 1, "delivery_id", "d1", "delivery_options"),
        ("orders", 1, "address_id", "a1", "addresses"),
        ("order_lines", 1, "order_id", "o1", "orders"),
        ("order_lines", 1, "product_id", "p1", "products"),
        ("order_lines", 1, "variant_id", "v1", "variants"),
        ("shipments", 2, "order_id", "o1", "orders"),
        ("scans", 2, "shipment_id", "s2", "shipments"),
        ("returns", 1, "order_id", "o1", "orders"),
        ("returns", 1, "shipment_id", "s2", "shipments"),
        ("returns", 1, "line_ids[0]", "l1", "order_lines"),
        ("subscriptions", 1, "customer_id", "c2", "customers"),
        ("subscriptions", 1, "plan_id", "n1", "plans"),
        ("charges", 1, "customer_id", "c1", "customers"),
        ("charges", 1, "order_id", "o1", "orders"),
        ("charges", 1, "method_id", "m1", "payment_methods"),
        ("charges", 2, "subscription_id", "u1", "subscriptions"),
        ("refunds", 1, "charge_id", "h1", "charges"),
    ],
)
def test_a_reference_that_leaves_the_folder_must_be_known_to_the_hub(
    kind: str, line: int, field: str, value: str, target: str
) -> None:
    shop = from_records({"customers": [], kind: small_shop()[kind]})
    assert value in shop.external[target]
    with pytest.raises(ShopFilesInvalid) as caught:
        check_with_hub(shop, {})
    expected = f"{kind}.jsonl:{line}: {field}: {value!r} is neither in {target}.jsonl nor known to the hub"
    assert expected in [str(problem) for problem in caught.value.problems]


def test_rules_hold_across_the_edge_of_the_folder() -> None:
    records = small_shop()
    stored = records["charges"][0] | {"subscription_id": None}
    shop = from_records({"customers": records["customers"], "refunds": records["refunds"]})
    assert shop.external == {"charges": {"h1"}}
    check_with_hub(shop, {"charges": [stored]})
    with pytest.raises(ShopFilesInvalid, match="the refunds of the charge 'h1' come to 4900, more than its 4899"):
        check_with_hub(shop, {"charges": [stored | {"amount": 4899}]})
    with pytest.raises(ShopFilesInvalid, match="GBP, but the charge 'h1' is in EUR"):
        check_with_hub(shop, {"charges": [stored | {"currency": "EUR"}]})


def test_a_variant_is_of_the_lines_own_product() -> None:
    shop = small_shop()
    shop["products"].append({**shop["products"][0], "id": "p2"})
    shop["variants"][0]["product_id"] = "p2"
    assert problems_of(shop) == ["order_lines.jsonl:1: variant_id: is a variant of another product"]


def test_orders_without_their_file_of_lines_wait_for_the_hub() -> None:
    records = {kind: rows for kind, rows in small_shop().items() if kind in ("customers", "addresses", "orders")}
    assert len(from_records(records).orders) == 2


@pytest.mark.parametrize("kind", KINDS)
def test_every_field_of_every_kind_is_in_the_small_shop(kind: str) -> None:
    """So that the tests which write and read it again speak for all columns."""
    given = {name for row in small_shop()[kind] for name in row}
    not_given = set(KINDS[kind].__struct_fields__) - given
    assert not_given <= {"cancelled_at"}, not_given
