"""Every carrier's webhook must fail closed; these are the ways in which somebody, or something, could get in."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from resolution_hub.connectors.carriers.sandbox import MOST_BYTES, SIGNATURE, SandboxCarrier
from resolution_hub.core.order import Scan, ScanStatus
from resolution_hub.ports.carriers import ParcelEvent, WebhookMalformed, WebhookRefused

NOW = datetime(2026, 3, 2, 12, tzinfo=UTC)
CARRIER = SandboxCarrier(b"a secret of the carrier and us")


def a_body(**changes: Any) -> dict[str, Any]:
    scan = {
        "event_id": "ev_1",
        "at": "2026-03-02T12:58:00+01:00",
        "status": "out_for_delivery",
        "place": "Köln",
        "latitude": 50.94,
        "longitude": 6.96,
    }
    body = {"id": "wh_1", "tracking_number": "MP1000000001", "scan": scan, "expected_on": "2026-03-02"}
    for name, value in changes.items():
        target = scan if name in scan else body
        if value is ...:
            del target[name]
        else:
            target[name] = value
    return body


def raw(**changes: Any) -> bytes:
    return msgspec.json.encode(a_body(**changes))


def parse(body: bytes, now: datetime = NOW, carrier: SandboxCarrier = CARRIER) -> ParcelEvent:
    (event,) = carrier.parse(carrier.sign(body, NOW), body, now)
    return event


def test_a_signed_scan_is_read() -> None:
    assert parse(raw()) == ParcelEvent(
        "MP1000000001",
        Scan("ev_1", datetime(2026, 3, 2, 11, 58, tzinfo=UTC), ScanStatus.OUT_FOR_DELIVERY, "Köln", 50.94, 6.96),
        date(2026, 3, 2),
    )


def test_coordinates_and_the_estimate_may_be_missing() -> None:
    event = parse(raw(latitude=..., longitude=..., expected_on=...))
    assert (event.scan.latitude, event.scan.longitude, event.expected_on) == (None, None, None)


def test_the_headers_name_may_be_written_in_any_case() -> None:
    headers = {name.lower(): value for name, value in CARRIER.sign(raw(), NOW).items()}
    assert len(CARRIER.parse(headers, raw(), NOW)) == 1


@pytest.mark.parametrize("seconds", [-299, 0, 299])
def test_a_signature_holds_for_five_minutes_either_way(seconds: int) -> None:
    parse(raw(), NOW + timedelta(seconds=seconds))


@pytest.mark.parametrize("seconds", [-86400, -301, 301, 86400])
def test_an_old_or_future_signature_is_refused(seconds: int) -> None:
    with pytest.raises(WebhookRefused):
        parse(raw(), NOW + timedelta(seconds=seconds))


def test_a_signature_under_another_secret_is_refused() -> None:
    forged = SandboxCarrier(b"a secret of somebody else entirely").sign(raw(), NOW)
    with pytest.raises(WebhookRefused):
        CARRIER.parse(forged, raw(), NOW)


def test_a_true_signature_with_another_time_is_refused() -> None:
    headers = CARRIER.sign(raw(), NOW - timedelta(hours=1))
    _, mac = headers[SIGNATURE].split(",")
    with pytest.raises(WebhookRefused):
        CARRIER.parse({SIGNATURE: f"t={int(NOW.timestamp())},{mac}"}, raw(), NOW)


@given(place=st.integers(0, len(raw()) - 1), bit=st.integers(0, 7))
def test_one_altered_bit_anywhere_is_refused(place: int, bit: int) -> None:
    altered = bytearray(raw())
    altered[place] ^= 1 << bit
    with pytest.raises(WebhookRefused):
        CARRIER.parse(CARRIER.sign(raw(), NOW), bytes(altered), NOW)


def test_more_bytes_or_fewer_are_refused() -> None:
    for body in (raw() + b" ", raw()[:-1], b""):
        with pytest.raises(WebhookRefused):
            CARRIER.parse(CARRIER.sign(raw(), NOW), body, NOW)


_T = int(NOW.timestamp())
_MAC = CARRIER.sign(raw(), NOW)[SIGNATURE].split("v1=")[1]


@pytest.mark.parametrize(
    "header",
    [
        "",
        "nonsense",
        f"t={_T}",
        f"v1={_MAC}",
        f"v1={_MAC},t={_T}",
        f"t={_T},v1=",
        f"t={_T},v1={_MAC[:-1]}",
        f"t={_T},v1={_MAC.upper()}",
        f"t={_T},v1={_MAC},v1={_MAC}",
        f"t={_T},v0={_MAC}",
        f"t=-{_T},v1={_MAC}",
        f"t=+{_T},v1={_MAC}",
        f"t= {_T},v1={_MAC}",
        f"t={_T}.0,v1={_MAC}",
        f"t={'9' * 400},v1={_MAC}",
        f"t={_T},v1={_MAC}\n",
        f"t={_T},v1={'é' * 64}",
        "t=١٧,v1=" + _MAC,
    ],
)
def test_a_signature_in_any_other_form_is_refused(header: str) -> None:
    with pytest.raises(WebhookRefused):
        CARRIER.parse({SIGNATURE: header}, raw(), NOW)


@given(header=st.text())
def test_no_text_in_the_header_does_more_than_be_refused(header: str) -> None:
    with pytest.raises(WebhookRefused):
        CARRIER.parse({SIGNATURE: header}, raw(), NOW)


def test_no_signature_and_two_signatures_are_refused() -> None:
    with pytest.raises(WebhookRefused):
        CARRIER.parse({}, raw(), NOW)
    headers = CARRIER.sign(raw(), NOW)
    with pytest.raises(WebhookRefused):
        CARRIER.parse({SIGNATURE: headers[SIGNATURE], SIGNATURE.lower(): headers[SIGNATURE]}, raw(), NOW)


def test_a_huge_body_is_refused_even_when_signed() -> None:
    with pytest.raises(WebhookRefused):
        parse(b" " * (MOST_BYTES + 1))


_STATUSES = [status.value for status in ScanStatus]


@pytest.mark.parametrize("status", _STATUSES)
def test_every_state_of_a_parcel_is_known(status: str) -> None:
    assert parse(raw(status=status)).scan.status == status


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"null",
        b"[]",
        b"{}",
        b"not json",
        raw()[:-1],
        b"\xff\xfe" + raw(),
        b"[" * 1000 + b"]" * 1000,
        b'{"id":' + b"[" * 7000 + b"]" * 7000 + b"}",
        raw(id=...),
        raw(id=""),
        raw(id=7),
        raw(id="x" * 81),
        raw(tracking_number=...),
        raw(tracking_number="MP\x00"),
        raw(extra="field"),
        raw(scan=[]),
        raw(event_id=...),
        raw(status="teleported"),
        raw(status="DELIVERED"),
        raw(at="2026-03-02T12:00:00"),
        raw(at="yesterday"),
        raw(at="0001-01-01T00:00:00+14:00"),
        raw(at="9999-12-31T23:59:59-14:00"),
        raw(at="1999-12-31T00:00:00Z"),
        raw(at="2026-03-03T12:00:00Z"),
        raw(place="a\nb"),
        raw(place="x" * 161),
        raw(latitude=90.1),
        raw(longitude=-180.1),
        raw(latitude="50.94"),
        raw(latitude=None),
        raw(longitude=...),
        raw(expected_on="2026-02-30"),
        raw(expected_on="2026-03-02T00:00:00Z"),
        raw().replace(b"50.94", b"NaN"),
        raw().replace(b"50.94", b"1e999"),
        raw().replace("Köln".encode(), b"\\ud800"),
    ],
)
def test_what_is_signed_but_not_a_scan_is_malformed(body: bytes) -> None:
    with pytest.raises(WebhookMalformed):
        parse(body)


@given(body=st.binary(max_size=200))
def test_no_signed_bytes_do_more_than_be_malformed(body: bytes) -> None:
    with pytest.raises(WebhookMalformed):
        parse(body)


def test_a_secret_that_can_be_guessed_is_not_taken() -> None:
    with pytest.raises(ValueError, match="16 bytes"):
        SandboxCarrier(b"")
