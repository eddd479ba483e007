"""The converter of an outside shop, on a made-up one of the same layout."""

import json
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from benchmarks.tau2_retail.__main__ import main
from benchmarks.tau2_retail.amounts import ConvertError, minor_units
from benchmarks.tau2_retail.convert import convert, read_source, write_folder
from benchmarks.tau2_retail.guesses import icon_and_category
from resolution_hub.connectors.shop_files.folder import from_records, read_folder

AS_OF = date(2026, 11, 1)

_HOME = {"address1": "1 Oak Street", "address2": "", "city": "Reno", "country": "USA", "state": "NV", "zip": "89501"}
_WORK = {**_HOME, "address1": "7 Mill Lane", "address2": "Floor 3"}


def _order(number: str, status: str, *history: dict[str, Any], **more: Any) -> dict[str, Any]:
    item = {"name": "Desk Lamp", "product_id": "77", "item_id": "771", "price": 30.1, "options": {"color": "red"}}
    return {
        "order_id": number, "user_id": "tess_1", "address": _HOME, "items": [item, item], "status": status,
        "fulfillments": [], "payment_history": list(history), **more,
    }  # fmt: skip


def _entry(kind: str, amount: float, method: str = "credit_card_1") -> dict[str, Any]:
    return {"transaction_type": kind, "amount": amount, "payment_method_id": method}


SOURCE: dict[str, Any] = {
    "users": {
        "tess_1": {
            "user_id": "tess_1",
            "name": {"first_name": "Tess", "last_name": "Moor"},
            "address": _HOME,
            "email": "tess@example.com",
            "payment_methods": {
                "credit_card_1": {"source": "credit_card", "id": "credit_card_1", "brand": "visa", "last_four": "0001"},
                "gift_card_1": {"source": "gift_card", "id": "gift_card_1", "balance": 12},
            },
            "orders": ["#A1", "#A2", "#A3", "#A4"],
        }
    },
    "products": {
        "77": {
            "name": "Desk Lamp",
            "product_id": "77",
            "variants": {
                "771": {"item_id": "771", "options": {"color": "red"}, "available": True, "price": 30.1},
                "772": {"item_id": "772", "options": {"color": "blue"}, "available": False, "price": 28.99},
            },
        }
    },
    "orders": {
        "#A1": _order("#A1", "pending", _entry("payment", 60.2), address=_WORK),
        "#A2": _order("#A2", "processed", _entry("payment", 60.2), fulfillments=[{"tracking_id": ["900"]}]),
        "#A3": _order("#A3", "delivered", _entry("payment", 50), _entry("payment", 10.2, "gift_card_1"),
                      fulfillments=[{"tracking_id": ["901", "902"]}]),
        "#A4": _order("#A4", "cancelled", _entry("payment", 60.2), _entry("refund", 60.2, "gift_card_1"),
                      fulfillments=[{"tracking_id": ["903"]}]),
    },
}  # fmt: skip


@pytest.fixture
def source_folder(tmp_path: Path) -> Path:
    (tmp_path / "db.json").write_text(json.dumps(SOURCE))
    return tmp_path


def test_an_outside_shop_becomes_one_that_holds(source_folder: Path, tmp_path: Path) -> None:
    rows = convert(read_source(source_folder), AS_OF)
    write_folder(rows, tmp_path / "out", "Outside", AS_OF)
    shop = read_folder(tmp_path / "out")
    assert shop.external == {}
    told = [(o.id, o.number, o.status, o.total, o.address_id) for o in shop.orders.records()]
    assert told == [
        ("A1", "#A1", "placed", 6020, "tess_1-address-2"),
        ("A2", "#A2", "dispatched", 6020, "tess_1-address-1"),
        ("A3", "#A3", "delivered", 6020, "tess_1-address-1"),
        ("A4", "#A4", "cancelled", 6020, "tess_1-address-1"),
    ]
    assert [(s.order_id, s.tracking_number) for s in shop.shipments.records()] == [
        ("A2", "900"), ("A3", "901"), ("A3", "902"),
    ]  # fmt: skip
    assert [(s.shipment_id, s.status, s.place) for s in shop.scans.records()] == [
        ("A3-parcel-1", "delivered", "Reno"), ("A3-parcel-2", "delivered", "Reno"),
    ]  # fmt: skip
    assert [(c.order_id, c.amount, c.method_label) for c in shop.charges.records()] == [
        ("A1", 6020, "Visa ending 0001"), ("A2", 6020, "Visa ending 0001"), ("A3", 5000, "Visa ending 0001"),
        ("A3", 1020, "Gift card"), ("A4", 6020, "Visa ending 0001"),
    ]  # fmt: skip
    assert [(f.charge_id, f.amount, f.state) for f in shop.refunds.records()] == [("A4-payment-1", 6020, "sent")]
    assert [(p.price, p.icon) for p in shop.products.records()] == [(2899, "lamp")]
    assert [(m.kind, m.balance) for m in shop.payment_methods.records()] == [("card", None), ("gift_card", 1200)]
    assert [(v.id, v.product_id, v.options, v.price, v.available) for v in shop.variants.records()] == [
        ("771", "77", {"color": "red"}, 3010, True), ("772", "77", {"color": "blue"}, 2899, False),
    ]  # fmt: skip
    assert {(each.variant_id, each.options, each.paid) for each in shop.order_lines.records()} == {
        ("771", "color: red", 3010)
    }
    assert [c.method_id for c in shop.charges.records() if c.order_id == "A3"] == ["credit_card_1", "gift_card_1"]
    customer = shop.customers.find("tess_1")
    assert customer is not None
    assert (customer.region, customer.timezone) == ("US", "America/Los_Angeles")


def test_a_line_whose_variant_is_no_longer_sold_comes_without_one(source_folder: Path) -> None:
    source = json.loads(json.dumps(SOURCE))
    del source["products"]["77"]["variants"]["771"]
    (source_folder / "db.json").write_text(json.dumps(source))
    shop = from_records(convert(read_source(source_folder), AS_OF))
    assert {line.variant_id for line in shop.order_lines.records()} == {None}
    assert {line.unit_price for line in shop.order_lines.records()} == {3010}


def test_times_are_the_same_every_time_and_before_the_day_asked_for(source_folder: Path) -> None:
    first, again = (convert(read_source(source_folder), AS_OF) for _ in range(2))
    assert first == again
    shop = from_records(first)
    assert all(order.placed_at.date() < AS_OF for order in shop.orders.records())
    assert all(scan.at.date() < AS_OF for scan in shop.scans.records())
    assert all(parcel.dispatched_at.date() < AS_OF for parcel in shop.shipments.records() if parcel.dispatched_at)


@pytest.mark.parametrize(("amount", "cents"), [(Decimal("1.1"), 110), (Decimal("4.35"), 435), (7, 700)])
def test_dollars_become_cents_exactly(amount: Decimal | int, cents: int) -> None:
    assert minor_units(amount) == cents


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"status": "lost"}, "order #A1: unknown status 'lost'"),
        ({"user_id": "nobody"}, "order #A1: no user 'nobody'"),
        ({"payment_history": [_entry("payment", 1, "paypal_9")]}, "no payment method 'paypal_9'"),
        ({"payment_history": [_entry("payment", 1), _entry("refund", 2)]}, "a refund is more than any of its payments"),
        ({"payment_history": [_entry("payment", 1.001)]}, "1.001 is not a whole number of cents"),
    ],
)
def test_what_cannot_be_converted_is_named(tmp_path: Path, change: dict[str, Any], message: str) -> None:
    source = SOURCE | {"orders": {"#A1": SOURCE["orders"]["#A1"] | change}}
    (tmp_path / "db.json").write_text(json.dumps(source))
    with pytest.raises(ConvertError, match=message):
        convert(read_source(tmp_path), AS_OF)


def test_the_command_converts_and_checks(
    source_folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["--data", str(source_folder), "--out", str(tmp_path / "out"), "--as-of", "2026-11-01"]) == 0
    assert "      4 orders" in capsys.readouterr().out
    assert main(["--data", str(tmp_path / "none"), "--out", str(tmp_path / "out")]) == 1
    (source_folder / "db.json").write_text(
        json.dumps(SOURCE | {"users": {"tess_1": SOURCE["users"]["tess_1"] | {"email": "?"}}})
    )
    assert main(["--data", str(source_folder), "--out", str(tmp_path / "out")]) == 1
    assert "customers.jsonl:1: email: not an e-mail address: '?'" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("name", "icon"),
    [
        ("Trail Running Shoes", "shoe"),
        ("Notebook", "book"),
        ("Bookshelf", "chair"),
        ("Smart Watch", "watch"),
        ("Gum", "box"),
    ],
)
def test_a_product_gets_its_picture_by_its_name(name: str, icon: str) -> None:
    assert icon_and_category(name)[0] == icon
