"""A customer's returns: their states, the files of their labels, where to hand them in, and what the carrier's scans do."""

from __future__ import annotations

import io
import json
from datetime import UTC, date, datetime, timedelta

import pytest
import zxingcpp
from PIL import Image

from resolution_hub.connectors.carriers.sandbox import SandboxCarrier
from resolution_hub.core.order import ReturnStatus
from resolution_hub.features.labels import service as labels
from resolution_hub.kit.settings import Settings, SettingsError
from resolution_hub.kit.text import Text
from resolution_hub.ports.labels import Party
from resolution_hub.wiring import labels as drawing
from resolution_hub.wiring.labels import returns_to
from resolution_hub.wiring.web import Hub
from tests.web.conftest import SECRETS, As, Browser, environment
from tests.web.going_back import a_label, a_return
from tests.web.test_bad_input import is_problem

CARRIER = SandboxCarrier(SECRETS["HUB_CARRIER_SECRET"].encode())
ORDER = "ord_daniel_espresso"
FILES = {"label.pdf": "application/pdf", "label.png": "image/png", "qr.png": "image/png"}


@pytest.fixture
async def daniel(signed_in: As) -> Browser:
    return await signed_in("cus_daniel")


def scanned(raw: bytes) -> dict[str, str]:
    return {found.format.name: found.text for found in zxingcpp.read_barcodes(Image.open(io.BytesIO(raw)))}


async def test_a_return_says_what_goes_back_by_when_and_when_the_money_comes(hub: Hub, daniel: Browser) -> None:
    await a_return(hub, "ret_told", ORDER)
    label = await a_label(hub, "ret_told", ORDER)
    told = (await daniel.get("/api/returns/ret_told")).json()
    assert told["order_id"] == ORDER
    assert (told["status"], told["status_text"], told["progress"]) == ("authorised", "Waits to be handed in", 0)
    assert date.fromisoformat(told["deadline"]) == datetime.now(UTC).date() + timedelta(days=30)
    assert [(item["quantity"], item["reason"]) for item in told["items"]] == [(1, "It is too small")]
    assert told["items"][0]["name"]
    assert told["refund_due"]["minor"] == 4200
    assert told["refund_to"] == "The way the order was paid"
    assert told["timing_text"] == "As soon as the carrier has scanned your parcel"
    assert told["postage_text"] == "Prepaid: nothing to pay at the counter"
    assert told["label"]["tracking_number"] == label.tracking_number
    assert told["label"]["usable"]
    assert told["parcel"]["direction"] == "return"
    assert told["parcel"]["scans"] == []
    assert "ret_told" in {each["id"] for each in (await daniel.get("/api/returns")).json()["returns"]}


async def test_a_return_that_pays_nothing_back_names_no_time_and_no_way(hub: Hub, daniel: Browser) -> None:
    await a_return(hub, "ret_unpaid", ORDER, due=0, prepaid=False)
    told = (await daniel.get("/api/returns/ret_unpaid")).json()
    assert (told["refund_to"], told["timing_text"]) == ("", "")
    assert told["postage_text"] == "You pay the postage for this parcel"
    assert told["label"] is told["parcel"] is None


async def test_returns_that_the_shop_told_of_are_shown_too(signed_in: As) -> None:
    priya = await signed_in("cus_priya")
    [told] = (await priya.get("/api/returns")).json()["returns"]
    assert told["items"]
    assert told["parcel"]["tracking_number"]
    assert told["label"] is None


@pytest.mark.parametrize("file", FILES)
async def test_each_file_is_what_it_says_for_its_owner_alone_and_no_cache(
    hub: Hub, daniel: Browser, signed_in: As, file: str
) -> None:
    await a_return(hub, "ret_file", ORDER)
    label = await a_label(hub, "ret_file", ORDER)
    answer = await daniel.get(f"/api/returns/ret_file/{file}")
    assert answer.status_code == 200
    assert answer.headers["content-type"] == FILES[file]
    assert answer.headers["cache-control"] == "private, no-store"
    assert answer.headers["x-content-type-options"] == "nosniff"
    assert label.tracking_number in answer.headers["content-disposition"]
    if file == "label.pdf":
        assert answer.content.startswith(b"%PDF-")
    else:
        found = scanned(answer.content)
        assert found["QRCode"] == label.code
        assert found.get("Code128", label.tracking_number) == label.tracking_number
        assert ("Code128" in found) == (file == "label.png")
    assert (await (await signed_in("cus_sofia")).get(f"/api/returns/ret_file/{file}")).status_code == 404


async def test_paper_is_a4_unless_a6_is_asked_for(hub: Hub, daniel: Browser) -> None:
    await a_return(hub, "ret_paper", ORDER)
    await a_label(hub, "ret_paper", ORDER)
    a4 = (await daniel.get("/api/returns/ret_paper/label.pdf")).content
    assert a4 == (await daniel.get("/api/returns/ret_paper/label.pdf?size=a4")).content
    a6 = (await daniel.get("/api/returns/ret_paper/label.pdf?size=a6")).content
    assert b"[ 0 0 595.2 841.92 ]" in a4
    assert b"[ 0 0 297.6 419.52 ]" in a6
    assert (await daniel.get("/api/returns/ret_paper/label.pdf?size=a3")).status_code == 422


@pytest.mark.parametrize("file", FILES)
async def test_a_return_without_a_label_says_so(hub: Hub, daniel: Browser, file: str) -> None:
    await a_return(hub, "ret_bare", ORDER)
    answer = await daniel.get(f"/api/returns/ret_bare/{file}")
    assert is_problem(answer, 409)
    assert answer.json()["code"] == "no_label"
    assert is_problem(await daniel.get(f"/api/returns/ret_nobodys/{file}"), 404)


async def test_places_to_hand_in_are_near_the_order_and_say_what_they_take(hub: Hub, daniel: Browser) -> None:
    await a_return(hub, "ret_near", ORDER)
    points = (await daniel.get("/api/returns/ret_near/drop-offs")).json()["points"]
    order_city = await _city(hub)
    assert len(points) == 5
    assert {point["city"] for point in points} == {order_city}
    assert [point["distance"] for point in points] == sorted(point["distance"] for point in points)
    assert {point["takes_text"] for point in points} <= {
        "With a printed label, or with the code on your screen",
        "With the code on your screen; the label is printed there",
        "With a printed label only",
    }
    assert len((await daniel.get("/api/returns/ret_near/drop-offs?most=2")).json()["points"]) == 2
    for most in ("0", "21", "x"):
        assert (await daniel.get(f"/api/returns/ret_near/drop-offs?most={most}")).status_code == 422


async def _city(hub: Hub) -> str:
    async with hub.database.reading() as connection:
        return str(
            await connection.fetchval(
                "select a.city from orders o join addresses a on a.id = o.address_id where o.id = $1", ORDER
            )
        )


async def _carry(hub: Hub, browser: Browser, tracking_number: str, until: str | None = None) -> list[str]:
    """Send what the carrier has planned for a parcel, up to a state, as its simulator would."""
    async with hub.database.reading() as connection:
        rows = await connection.fetch(
            "select event::text as event from sandbox.parcel_plan where tracking_number = $1 order by step",
            tracking_number,
        )
    seen = []
    for row in rows:
        event = json.loads(row["event"])
        event["scan"]["at"] = datetime.now(UTC).isoformat()  # the plan's times are some seconds ahead
        raw = json.dumps(event).encode()
        answer = await browser.http.post(
            "/hooks/carriers/sandbox", content=raw, headers=CARRIER.sign(raw, datetime.now(UTC))
        )
        assert answer.status_code == 204
        seen.append(event["scan"]["status"])
        if event["scan"]["status"] == until:
            break
    return seen


async def test_a_parcel_that_is_handed_in_moves_its_return_by_the_carriers_scans(hub: Hub, daniel: Browser) -> None:
    await a_return(hub, "ret_moves", ORDER)
    label = await a_label(hub, "ret_moves", ORDER)
    assert (await daniel.post("/api/demo/hand-in/ret_moves", {})).status_code == 204
    told = (await daniel.get("/api/returns/ret_moves")).json()
    assert told["status"] == ReturnStatus.AUTHORISED  # the counter took it; nothing has scanned it yet
    await _carry(hub, daniel, label.tracking_number, until="picked_up")
    told = (await daniel.get("/api/returns/ret_moves")).json()
    assert (told["status"], told["progress"]) == (ReturnStatus.IN_TRANSIT, 1)
    assert told["parcel"]["scans"][0]["status"] == "picked_up"
    await _carry(hub, daniel, label.tracking_number)
    told = (await daniel.get("/api/returns/ret_moves")).json()
    assert (told["status"], told["progress"]) == (ReturnStatus.RECEIVED, 2)
    assert len(told["parcel"]["scans"]) == 5


async def test_handing_in_is_for_the_demo_its_owner_and_a_good_label(hub: Hub, daniel: Browser, signed_in: As) -> None:
    await a_return(hub, "ret_hand", ORDER)
    assert is_problem(await daniel.post("/api/demo/hand-in/ret_hand", {}), 409)
    label = await a_label(hub, "ret_hand", ORDER)
    assert is_problem(await (await signed_in("cus_sofia")).post("/api/demo/hand-in/ret_hand", {}), 404)
    assert (await daniel.post("/api/demo/hand-in/ret_hand", {"fate": "eaten"})).status_code == 422
    await hub.labels.void(label.tracking_number, "ret_hand")
    refused = await daniel.post("/api/demo/hand-in/ret_hand", {"fate": "lost"})
    assert is_problem(refused, 409)
    assert refused.json()["code"] == "label_not_good"


def test_where_returns_go_is_read_from_one_setting() -> None:
    def parsed(value: str) -> Party | None:
        return returns_to(Settings.from_env({**environment(), "HUB_RETURNS_ADDRESS": value}))

    assert parsed("Shop; 1 Road; Town; ST; 12345; us") == Party("Shop", ("1 Road",), "Town", "ST", "12345", "US")
    assert parsed("Shop; Hall 3; 1 Road;; Town; ; 12345; DE") == Party(
        "Shop", ("Hall 3", "1 Road"), "Town", "", "12345", "DE"
    )
    assert parsed("") is None
    for wrong in (
        "Shop",
        "Shop; 1 Road; Town; ST; 12345",
        "Shop; 1 Road; Town; ST; 12345; USA",
        "; 1 Road; T; S; 1; US",
    ):
        with pytest.raises(SettingsError, match="HUB_RETURNS_ADDRESS"):
            parsed(wrong)


async def test_the_day_that_is_printed_is_the_returns_own_where_the_label_is_good_for_longer(hub: Hub) -> None:
    await a_return(hub, "ret_day", ORDER)
    await a_label(hub, "ret_day", ORDER)
    async with hub.database.reading() as connection:
        kept = await labels.find(connection, "ret_day")
    assert kept is not None
    text, good_until = Text.load("en-GB"), kept.label.valid_until
    earlier, later = good_until - timedelta(days=9), good_until + timedelta(days=9)
    assert f"Hand it in by {text.day(earlier)}" in drawing._words(kept, earlier, text).facts
    for deadline in (later, None):
        assert f"Hand it in by {text.day(good_until)}" in drawing._words(kept, deadline, text).facts
