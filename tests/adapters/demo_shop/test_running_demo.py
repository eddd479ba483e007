"""The demo on real tables: it loads as it stands, and its carrier moves parcels until they arrive."""

from datetime import UTC, datetime, timedelta

import httpx
import pytest

from resolution_hub.connectors.carriers.sandbox import SandboxCarrier
from resolution_hub.connectors.carriers.simulator import Simulator, lay_plan
from resolution_hub.connectors.commerce.sandbox import SandboxCommerce, take_over
from resolution_hub.connectors.demo_shop import generate
from resolution_hub.connectors.shop_files.folder import from_records
from resolution_hub.features.records.service import apply_parcel_event
from resolution_hub.kit.db import Database
from resolution_hub.ports.commerce import Cancelled, TooLate
from resolution_hub.wiring.importing import write_shop

NOW = datetime(2026, 4, 14, 15, 30, tzinfo=UTC)
CARRIER = SandboxCarrier(b"a secret of the carrier and us")


@pytest.fixture(scope="module")
async def running(database: Database) -> Database:
    shop = generate(2026, NOW)
    async with database.transaction() as tx:
        await write_shop(tx, from_records(shop.records), NOW)
        await take_over(tx)
        await lay_plan(tx, shop.parcel_plan)
    return database


async def play(database: Database, until: datetime) -> None:
    """Let the carrier send everything that is due, to a hub that does what the webhook's route does."""

    async def hub(request: httpx.Request) -> httpx.Response:
        for event in CARRIER.parse(request.headers, request.content, until):
            async with database.transaction() as tx:
                await apply_parcel_event(tx, CARRIER.name, event)
        return httpx.Response(204)

    async with (
        httpx.AsyncClient(base_url="http://hub.test", transport=httpx.MockTransport(hub)) as client,
        database.reading() as connection,
    ):
        simulator = Simulator(CARRIER, client, lambda: until)
        while await simulator.send_next(connection):
            pass


async def test_parcels_arrive_and_cancelled_ones_stay(running: Database) -> None:
    commerce = SandboxCommerce(running.pool)
    assert isinstance(await commerce.cancel_order("ord_sofia_headphones", "k1"), TooLate)
    await play(running, NOW + timedelta(minutes=20))
    async with running.reading() as connection:
        status = await connection.fetchval("select status from orders where id = 'ord_sofia_headphones'")
        assert status == "delivered"
    assert isinstance(await commerce.cancel_order("ord_noah_tent", "k2"), Cancelled)
    assert isinstance(await commerce.cancel_order("ord_noah_stove", "k3"), Cancelled)
    await play(running, NOW + timedelta(hours=2))
    async with running.reading() as connection:
        scans = await connection.fetchval("select count(*) from scans where shipment_id = 'shp_noah_stove'")
        assert scans == 0
