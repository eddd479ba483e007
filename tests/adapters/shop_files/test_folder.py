"""What a folder must be before any of its records are looked at together."""

import json
from pathlib import Path

import pytest

from resolution_hub.connectors.shop_files import folder as reading
from resolution_hub.connectors.shop_files.folder import from_records, read_folder
from resolution_hub.connectors.shop_files.problems import ShopFilesInvalid
from tests.adapters.shop_files.small_shop import MANIFEST, small_shop, write


def problems_of(folder: Path) -> list[str]:
    with pytest.raises(ShopFilesInvalid) as caught:
        read_folder(folder)
    assert caught.value.count >= len(caught.value.problems)
    return [str(problem) for problem in caught.value.problems]


def test_a_folder_that_holds_is_read_whole(tmp_path: Path) -> None:
    shop = read_folder(write(tmp_path, small_shop()))
    assert shop.name == "Test shop"
    assert {pile.kind: len(pile) for pile in shop.piles()} == {kind: len(rows) for kind, rows in small_shop().items()}
    assert shop.external == {}
    assert [(line, refund.id) for line, refund in shop.refunds.numbered()] == [(1, "f1"), (2, "f2")]


def test_only_customers_are_required(tmp_path: Path) -> None:
    assert len(read_folder(write(tmp_path, {"customers": small_shop()["customers"]})).customers) == 2
    assert problems_of(write(tmp_path / "none", {"products": []})) == ["customers.jsonl: is missing"]


def test_what_is_not_a_folder_is_refused(tmp_path: Path) -> None:
    assert problems_of(tmp_path / "nowhere") == [f"{tmp_path}/nowhere: is not a folder"]
    (tmp_path / "file").write_text("")
    assert problems_of(tmp_path / "file") == [f"{tmp_path}/file: is not a folder"]


def test_files_that_do_not_belong_are_named_and_hidden_ones_passed_over(tmp_path: Path) -> None:
    folder = write(tmp_path, small_shop())
    (folder / ".DS_Store").write_bytes(b"\x00")
    read_folder(folder)
    (folder / "order.jsonl").write_text("")
    (folder / "returns.jsonl").unlink()
    (folder / "returns.jsonl").mkdir()
    assert problems_of(folder) == [
        "order.jsonl: is not a file of this format",
        "returns.jsonl: is not a file",
    ]


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        (json.dumps({**MANIFEST, "format": "resolution-hub-shop/2", "more": 1}),
         "manifest.json: format: this hub reads 'resolution-hub-shop/1', not 'resolution-hub-shop/2'"),
        (json.dumps({**MANIFEST, "more": 1}), "manifest.json: more: there is no such field"),
        (json.dumps({**MANIFEST, "exported_at": "2026-11-01T02:00:00"}),
         "manifest.json: exported_at: Expected `datetime` with a timezone component"),
        ("{}", "manifest.json: format: is missing"),
        ("[]", "manifest.json: not a JSON object"),
        ("{", "manifest.json: not JSON: Input data was truncated"),
        (" " * 1_000_001, "manifest.json: is longer than 1000000 bytes"),
    ],
)  # fmt: skip
def test_the_manifest_is_checked(tmp_path: Path, text: str, problem: str) -> None:
    folder = write(tmp_path, small_shop())
    (folder / "manifest.json").write_text(text)
    assert problem in problems_of(folder)


def test_a_folder_without_a_manifest_is_refused(tmp_path: Path) -> None:
    folder = write(tmp_path, small_shop())
    (folder / "manifest.json").unlink()
    assert problems_of(folder) == ["manifest.json: is missing"]


GOOD = json.dumps(small_shop()["customers"][1]).encode()


@pytest.mark.parametrize(
    ("raw", "problem"),
    [
        (b"{\n" + GOOD, "customers.jsonl:1: not JSON: Input data was truncated"),
        (GOOD + b"\n" + GOOD[:-1] + b"}}", "customers.jsonl:2: not JSON: JSON is malformed: trailing characters"),
        (GOOD + b"\n\n", "customers.jsonl:2: is empty"),
        (GOOD + b"\n[1]", "customers.jsonl:2: not a JSON object"),
        (b"\xef\xbb\xbf" + GOOD, "customers.jsonl:1: the file begins with a byte order mark; save it as UTF-8 without"),
        (GOOD.replace(b"Lin", b"L\xefn"), "customers.jsonl:1: not UTF-8"),
        (GOOD.decode().encode("utf-16"), "customers.jsonl:1: not UTF-8 (it looks like UTF-16)"),
        (b"\n".join([GOOD, b'{"id": "' + b"x" * 1_500_000 + b'"}', b"["]),
         "customers.jsonl:2: is longer than 1000000 bytes"),
        (b"\n".join([GOOD, b'{"id": "' + b"x" * 1_500_000 + b'"}', b"["]), "customers.jsonl:3: not JSON"),
        (b"[" * 100_000, "customers.jsonl:1: "),
        (b'{"id": ' + b"[" * 100_000, "customers.jsonl:1: "),
    ],
    ids=range(11),
)  # fmt: skip
def test_a_line_that_cannot_be_read_is_named(tmp_path: Path, raw: bytes, problem: str) -> None:
    folder = write(tmp_path, {})
    (folder / "customers.jsonl").write_bytes(raw)
    assert any(told.startswith(problem) for told in problems_of(folder)), problems_of(folder)


def test_line_ends_of_any_system_and_a_missing_last_one_are_fine(tmp_path: Path) -> None:
    folder = write(tmp_path, {})
    (folder / "customers.jsonl").write_bytes(GOOD + b"\r\n" + GOOD.replace(b"c2", b"c3"))
    assert len(read_folder(folder).customers) == 2


def test_more_lines_than_the_limit_are_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reading, "MOST_LINES", 3)
    folder = write(tmp_path, {kind: small_shop()[kind] for kind in ("customers", "addresses", "payment_methods")})
    assert problems_of(folder) == ["addresses.jsonl:2: more than 3 lines in all; import the shop in parts"]


def test_every_problem_is_counted_and_the_first_two_hundred_are_told(tmp_path: Path) -> None:
    shop = small_shop()
    shop["products"] = [{"id": f"p{n}"} for n in range(1, 101)]  # six fields missing in each
    with pytest.raises(ShopFilesInvalid) as caught:
        read_folder(write(tmp_path, shop))
    assert (len(caught.value.problems), caught.value.count) == (200, 600)
    assert [str(problem) for problem in caught.value.problems[:2]] == [
        "products.jsonl:1: name: is missing",
        "products.jsonl:1: category: is missing",
    ]


def test_progress_ends_at_the_size_of_each_file(tmp_path: Path) -> None:
    folder = write(tmp_path, small_shop())
    told: dict[str, tuple[int, int]] = {}
    read_folder(folder, lambda file, done, whole: told.__setitem__(file, (done, whole)))
    assert told == {f"{kind}.jsonl": ((folder / f"{kind}.jsonl").stat().st_size,) * 2 for kind in small_shop()}


def test_records_in_memory_go_through_the_same_checks() -> None:
    shop = from_records(small_shop(), name="Made up")
    assert (shop.name, len(shop.orders)) == ("Made up", 2)
    bad = small_shop() | {"order": []}
    bad["orders"][1]["status"] = "lost"
    bad["charges"][0]["currency"] = "USD"
    with pytest.raises(ShopFilesInvalid) as caught:
        from_records(bad)
    assert [str(problem) for problem in caught.value.problems] == [
        "charges.jsonl:1: currency: USD, but the order 'o1' is in GBP",
        "order.jsonl: is not a file of this format",
        "orders.jsonl:2: status: must be one of placed, preparing, dispatched, delivered, cancelled, not 'lost'",
        "refunds.jsonl:1: currency: GBP, but the charge 'h1' is in USD",
        "refunds.jsonl:2: currency: GBP, but the charge 'h1' is in USD",
    ]
    with pytest.raises(ShopFilesInvalid, match=r"customers\.jsonl: is missing"):
        from_records({})
