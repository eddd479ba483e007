"""A hub over the demo shop, called through its own ASGI app by whoever a test needs."""

from __future__ import annotations

import asyncio
import os
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from dataclasses import dataclass, replace
from itertools import count
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit, urlunsplit
from uuid import uuid4

import httpx
import psycopg
import pytest

from resolution_hub.connectors.blobs.files import FileBlobs
from resolution_hub.kit.db import Database
from resolution_hub.kit.limits import Limit
from resolution_hub.kit.settings import Settings
from resolution_hub.web.app import create_app
from resolution_hub.wiring import seeding
from resolution_hub.wiring.web import Hub, Limits, assemble, open_hub
from tests.web.running import Server, serve

ROOT = Path(__file__).resolve().parents[2]
SECRETS = {name: name * 4 for name in ("HUB_SECRET", "HUB_IDENTITY_SECRET", "HUB_CARRIER_SECRET", "HUB_SHOP_SECRET")}


# Tests are faster than people.
PATIENT = Limits(messages=Limit(10_000, 10_000), searches=Limit(10_000, 10_000), visits=Limit(10_000, 10_000))


def environment() -> dict[str, str]:
    """That of a demo, but for its database."""
    folders = {
        "HUB_RULEBOOK_DIR": str(ROOT / "rulebook"),
        "HUB_ARTICLES_DIR": str(ROOT / "articles"),
        "HUB_CACHE_DIR": str(ROOT / ".var" / "cache"),
    }
    return {**SECRETS, **folders, "HUB_DEMO": "1"}


def settings(url: str) -> Settings:
    return Settings.from_env({**environment(), "HUB_DATABASE_URL": url})


@dataclass(slots=True)
class Browser:
    """A caller with their cookie jar. `csrf` is what the page knows after loading."""

    http: httpx.AsyncClient
    csrf: str = ""

    async def get(self, path: str, **more: Any) -> httpx.Response:
        return await self.http.get(path, **more)

    async def post(self, path: str, body: object = None, **more: Any) -> httpx.Response:
        headers = {"X-CSRF-Token": self.csrf, **more.pop("headers", {})}
        return await self.http.post(path, json=body, headers=headers, **more)

    async def delete(self, path: str) -> httpx.Response:
        return await self.http.delete(path, headers={"X-CSRF-Token": self.csrf})

    async def load(self) -> Browser:
        """Open the page: a visitor's session where there is none, and its token."""
        self.csrf = (await self.http.get("/api/me")).json()["csrf"]
        return self

    async def show(self, path: str, photos: list[bytes], **fields: Any) -> httpx.Response:
        """Send photos as a page's form does; `fields` are its others, lists where they repeat."""
        files = [("photos", (f"{number}.jpg", photo, "image/jpeg")) for number, photo in enumerate(photos)]
        return await self.http.post(path, data=fields, files=files, headers={"X-CSRF-Token": self.csrf})

    async def start(self, text: str | None = None) -> str:
        body = {"message_id": uuid4().hex, **({"text": text} if text is not None else {})}
        answer = await self.post("/api/conversations", body)
        assert answer.status_code == 201, answer.text
        return str(answer.json()["conversation_id"])

    async def say(self, conversation: str, text: str, choice: str | None = None, message_id: str | None = None) -> int:
        body = {"message_id": message_id or uuid4().hex, "text": text, **({"choice": choice} if choice else {})}
        answer = await self.post(f"/api/conversations/{conversation}/messages", body)
        assert answer.status_code in (200, 201), answer.text
        return int(answer.json()["seq"])

    async def read(self, conversation: str, after: int = 0) -> list[dict[str, Any]]:
        """The bodies of the conversation's events."""
        answer = await self.get(f"/api/conversations/{conversation}", params={"after": after})
        assert answer.status_code == 200, answer.text
        return [event["body"] for event in answer.json()["events"]]


As = Callable[[str], Awaitable[Browser]]
_addresses = count(1)


@pytest.fixture(scope="session")
def assembled() -> Hub:
    """Loaded once: the reader trains itself on first use and is cached after that."""
    return assemble(settings("postgresql://nobody@localhost/none"))


@pytest.fixture(scope="module")
async def hub(assembled: Hub, database_url: str, tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Hub]:
    """A hub on the module's database, with the demo shop."""
    given = settings(database_url)
    await seeding.seed(database_url, given)
    streams = type(assembled.streams)(database_url)
    patient = Limits(Limit(10**6, 1), Limit(10**6, 1), Limit(10**6, 1))
    database = Database(database_url, most=12)
    blobs = FileBlobs(tmp_path_factory.mktemp("blobs"))
    running = replace(assembled, settings=given, database=database, streams=streams, limits=patient, blobs=blobs)
    await open_hub(running)
    yield running
    await running.streams.stop()
    await running.database.close()


@pytest.fixture(scope="module")
def app(hub: Hub) -> Any:
    """The whole ASGI app, headers and all, on a hub that is open already."""
    return create_app(hub)


@pytest.fixture
async def visit(app: Any) -> AsyncIterator[Callable[[], Browser]]:
    """Browsers without any session, each at an address of its own; `await browser.load()` makes them visitors."""
    opened: list[httpx.AsyncClient] = []

    def make() -> Browser:
        number = next(_addresses)
        transport = httpx.ASGITransport(
            app, raise_app_exceptions=False, client=(f"10.0.{number >> 8}.{number & 255}", 1)
        )
        client = httpx.AsyncClient(transport=transport, base_url="http://hub.test")
        opened.append(client)
        return Browser(client)

    yield make
    for client in opened:
        await client.aclose()


@pytest.fixture
def signed_in(visit: Callable[[], Browser], hub: Hub) -> As:
    """Browsers signed in as a customer ("cus_…") or an agent ("agt_…") of the demo shop."""

    async def make(who: str) -> Browser:
        browser = await visit().load()
        key = "agent_id" if who.startswith("agt_") else "customer_id"
        answer = await browser.post("/api/demo/sign-in", {key: who})
        assert answer.status_code == 200, answer.text
        browser.csrf = answer.json()["csrf"]
        return browser

    return make


@pytest.fixture(scope="session")
def server(server_url: str, template: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """A real web process on a demo shop of its own."""
    name = f"hub_test_{os.getpid()}_server"
    with psycopg.connect(server_url, autocommit=True) as connection:
        connection.execute(f'create database "{name}" template "{template}"')
        try:
            url = urlunsplit(urlsplit(server_url)._replace(path=f"/{name}"))
            asyncio.run(seeding.seed(url, settings(url)))
            log = tmp_path_factory.mktemp("server") / "said.txt"
            with serve({**environment(), "HUB_DATABASE_URL": url}, ROOT, log) as running:
                yield running
        finally:
            connection.execute(f'drop database if exists "{name}" with (force)')
