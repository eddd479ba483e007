"""PostgreSQL goes away under a running chat and comes back: nothing is lost, nothing is said or done twice."""

from __future__ import annotations

import asyncio
import contextlib
import os
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
from collections.abc import AsyncIterator, Awaitable, Callable
from pathlib import Path
from typing import Any
from uuid import uuid4

import httpx
import msgspec
import psutil
import psycopg
import pytest

from resolution_hub.core.acts import ReturnItems, Units
from resolution_hub.core.order import ScanStatus
from resolution_hub.kit import embedded
from resolution_hub.kit.db import Database
from resolution_hub.web.errors import HANDLERS
from resolution_hub.wiring import migrating, seeding
from tests.journeys import agreeing, stories
from tests.journeys.conftest import Workers, eventually, outcome_of
from tests.journeys.stories import ROOT, SECRETS, TENT

HOST = "127.0.0.1"

_REFUNDS = """
select r.state, (select count(*) from sandbox.refunds s where s.key = r.id) as taken
from refunds r join charges c on c.id = r.charge_id where c.customer_id = $1 and r.case_id is not null
"""


class Installation:
    """A server of its own with the demo shop, and the web and worker processes of a real installation over it."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._server = embedded.start(folder / "pg")
        self.database_url = self._server.ensure_database("hub")
        with socket.socket() as free:
            free.bind((HOST, 0))
            self.url = f"http://{HOST}:{free.getsockname()[1]}"
        self._processes: list[psutil.Popen] = []

    def start(self, *commands: str) -> None:
        environment = {
            **{name: value for name, value in os.environ.items() if not name.startswith("HUB_")},
            **SECRETS,
            "PYTHONPATH": str(ROOT / "src"),
            "HUB_DATABASE_URL": self.database_url,
            "HUB_DEMO": "1",
            "HUB_PORT": self.url.rpartition(":")[2],
            "HUB_CACHE_DIR": str(ROOT / ".var" / "cache"),
            "HUB_PARENT": str(os.getpid()),
        }
        for command in commands:
            with (self._folder / f"{command}.log").open("wb") as log:
                self._processes.append(
                    psutil.Popen(
                        [sys.executable, "-m", "resolution_hub.cli", command],
                        cwd=ROOT,
                        env=environment,
                        stdout=log,
                        stderr=subprocess.STDOUT,
                    )
                )

    def pids(self) -> set[int]:
        """Of all that runs: no process may end because the database did."""
        return {p.pid for root in self._processes for p in (root, *root.children(recursive=True))}

    def stop_database(self) -> None:
        self._server.stop()

    def crash_database(self) -> None:
        """What a power cut leaves, but for the disk: no process is given time to end its work."""
        os.kill(self._server.pid, signal.SIGQUIT)
        psutil.wait_procs([psutil.Process(self._server.pid)], timeout=10)

    def start_database(self) -> None:
        self._server = embedded.start(self._folder / "pg")

    def end(self) -> None:
        for process in self._processes:
            process.terminate()
        _, alive = psutil.wait_procs(self._processes, timeout=5)
        for process in alive:
            process.kill()
        embedded.start(self._folder / "pg").stop()


class Page:
    """A customer's chat page: sends, and follows the stream as a browser does, by the last number that it has."""

    def __init__(self, client: httpx.AsyncClient) -> None:
        self._client = client
        self.conversation = ""
        self.events: list[dict[str, Any]] = []
        self.answers: list[int] = []  # to each try at the stream
        self._following: asyncio.Task[None] | None = None

    async def sign_in(self, customer: str) -> None:
        await self._identify(await self._client.get("/api/me"))
        await self._identify(await self._client.post("/api/demo/sign-in", json={"customer_id": customer}))

    async def _identify(self, answer: httpx.Response) -> None:
        assert answer.status_code == httpx.codes.OK, answer.text
        self._client.headers["X-CSRF-Token"] = answer.json()["csrf"]

    async def begin(self) -> None:
        answer = await self._client.post("/api/conversations", json={"message_id": uuid4().hex})
        self.conversation = answer.json()["conversation_id"]

    async def send(self, text: str, choice: str | None = None, message_id: str | None = None) -> httpx.Response:
        body = {"message_id": message_id or uuid4().hex, "text": text, "choice": choice}
        return await self._client.post(f"/api/conversations/{self.conversation}/messages", json=body)

    async def send_until_taken(self, text: str, choice: str | None, message_id: str) -> httpx.Response:
        """As the page does it: the same message again, until the hub is there."""

        async def once() -> httpx.Response:
            return await self.send(text, choice, message_id)

        return await eventually(once, lambda answer: answer.status_code != httpx.codes.SERVICE_UNAVAILABLE)

    async def get(self, path: str) -> dict[str, Any]:
        answer: dict[str, Any] = (await self._client.get(path)).json()
        return answer

    async def stored(self) -> list[dict[str, Any]]:
        events: list[dict[str, Any]] = (await self.get(f"/api/conversations/{self.conversation}"))["events"]
        return events

    def follow(self) -> None:
        self._following = asyncio.create_task(self._follow())

    async def leave(self) -> None:
        """Drop the stream, as a network does."""
        if self._following is not None:
            self._following.cancel()
            await asyncio.gather(self._following, return_exceptions=True)

    async def _follow(self) -> None:
        while True:
            with contextlib.suppress(httpx.HTTPError):
                await self._read_stream()
            await asyncio.sleep(0.05)

    async def _read_stream(self) -> None:
        last = {"Last-Event-ID": str(self.events[-1]["seq"])} if self.events else {}
        async with self._client.stream(
            "GET", "/api/stream", params={"conversation": self.conversation}, headers=last, timeout=60
        ) as answer:
            self.answers.append(answer.status_code)
            if answer.status_code != httpx.codes.OK:
                return
            kind = ""
            async for line in answer.aiter_lines():
                name, _, value = line.partition(": ")
                if name == "event":
                    kind = value
                elif name == "data" and kind == "event":
                    self.events.append(msgspec.json.decode(value))

    async def shows(self, enough: Callable[[list[dict[str, Any]]], bool]) -> None:
        async def shown() -> list[dict[str, Any]]:
            return self.events

        await eventually(shown, enough)


@pytest.fixture(scope="module")
async def installation() -> AsyncIterator[Installation]:
    folder = Path(tempfile.mkdtemp(prefix="hub-restart-"))
    running = Installation(folder)
    try:
        await migrating.migrate(running.database_url)
        await seeding.seed(running.database_url, stories.settings(running.database_url))
        running.start("serve", "worker")
        async with httpx.AsyncClient(base_url=running.url, trust_env=False) as client:

            async def ready() -> int:
                with contextlib.suppress(httpx.HTTPError):
                    return (await client.get("/health/ready")).status_code
                return 0

            await eventually(ready, lambda status: status == httpx.codes.OK, 60)
        yield running
    finally:
        running.end()
        shutil.rmtree(folder, ignore_errors=True)


@contextlib.asynccontextmanager
async def chatting(installation: Installation, customer: str) -> AsyncIterator[Page]:
    async with httpx.AsyncClient(base_url=installation.url, trust_env=False, timeout=10) as client:
        page = Page(client)
        await page.sign_in(customer)
        await page.begin()
        page.follow()
        try:
            yield page
        finally:
            await page.leave()


def reported(events: list[dict[str, Any]]) -> int:
    return sum(event["body"]["type"] == "reported" for event in events)


async def shows_all_once(page: Page) -> None:
    """The page has every stored event, each once, in order."""
    stored = await page.stored()
    await page.shows(lambda events: len(events) >= len(stored))
    assert [event["seq"] for event in page.events] == list(range(1, len(stored) + 1))
    assert page.events == stored


async def refunds_sent(installation: Installation, customer: str) -> list[tuple[str, int]]:
    """Of the customer's grants: each one's state, and how often the provider took it."""
    database = Database(installation.database_url, most=1)
    await database.open()
    async with database.reading() as connection:
        rows = await connection.fetch(_REFUNDS, customer)
    await database.close()
    return [(row["state"], row["taken"]) for row in rows]


@pytest.mark.parametrize("turns_of_the_loop", range(6))
async def test_a_server_that_ends_within_a_transaction_is_answered_as_being_away(
    fresh_database: Database, turns_of_the_loop: int
) -> None:
    """The driver has three names for it, by how much of the server's end it has seen when it commits."""

    async def commit_too_late() -> None:
        async with fresh_database.transaction() as tx:
            pid = await tx.fetchval("select pg_backend_pid()")
            with psycopg.connect(fresh_database.url, autocommit=True) as other:
                assert other.execute("select pg_terminate_backend(%s, 5000)", (pid,)).fetchone() == (True,)
            for _ in range(turns_of_the_loop):
                await asyncio.sleep(0)

    with pytest.raises(tuple(error for error in HANDLERS if isinstance(error, type))) as failed:
        await commit_too_late()
    answer = next(HANDLERS[each] for each in type(failed.value).__mro__ if each in HANDLERS)
    assert answer is HANDLERS[OSError]


async def _a_scanned_return(database: Database) -> None:
    act = ReturnItems(agreeing.CASSEROLE, (Units(agreeing.CASSEROLE_LINE, 1, "changed_mind"),))
    await agreeing.labelled(database, agreeing.HANNAH, act)
    await agreeing.scan(database, ScanStatus.PICKED_UP)


async def _a_billing_error(database: Database) -> None:
    await stories.tell(database, stories.BILLING)


@pytest.mark.parametrize(
    ("prepare", "told", "at", "reported"),
    [(_a_billing_error, stories.BILLING, 6, 1), (_a_scanned_return, agreeing.HANNAH, 10, 4)],
    ids=["settled", "released"],
)
async def test_what_was_done_before_the_database_went_away_is_written_down_when_it_is_back(
    prepare: Callable[[Database], Awaitable[None]], told: stories.Told, at: int, reported: int, tmp_path: Path
) -> None:
    """The worst moments: money is settled, or its refund granted, and the runner has yet to note that the step is done."""
    folder = Path(tempfile.mkdtemp(prefix="hub-restart-"))
    server = embedded.start(folder / "pg")
    url = server.ensure_database("hub")
    workers = Workers(url, tmp_path)
    try:
        await migrating.migrate(url)
        await seeding.seed(url, stories.settings(url))
        database = Database(url, most=2)
        await database.open()
        await prepare(database)
        worker = workers.start(at=at, signal=signal.SIGSTOP)
        await workers.stopped(worker)
        assert workers.moments(worker)[-1][1] == "transaction committed"
        await database.close()
        server.stop()
        workers.resume(worker)

        async def log() -> str:
            return workers.said()

        await eventually(log, lambda text: "No such file or directory" in text)
        embedded.start(folder / "pg")
        await database.open()
        seen = await outcome_of(database, told)
        await database.close()
        assert [(r["state"], r["taken"]) for r in seen.refunds] == [("sent", 1)]
        assert ([notice.kind for notice in seen.notices].count("refund"), len(seen.said("reported"))) == (1, reported)
    finally:
        workers.end()
        embedded.start(folder / "pg").stop()
        shutil.rmtree(folder)


@pytest.mark.timeout(120)
async def test_a_message_refused_while_the_database_was_away_is_taken_once_when_it_is_back(
    installation: Installation,
) -> None:
    before = installation.pids()
    async with chatting(installation, "cus_maya") as page:
        assert (await page.send("hello")).status_code == httpx.codes.CREATED
        await page.shows(lambda events: len(events) >= 3)

        installation.stop_database()
        message_id = uuid4().hex
        refused = await page.send("Subscription refund", message_id=message_id)
        assert refused.status_code == httpx.codes.SERVICE_UNAVAILABLE
        assert refused.headers["content-type"] == "application/problem+json"
        assert refused.headers["retry-after"] == "1"
        assert refused.json()["code"] == "try_again"
        await page.leave()
        page.follow()

        async def answers() -> list[int]:
            return page.answers

        await eventually(answers, lambda seen: seen[-1] == httpx.codes.SERVICE_UNAVAILABLE)

        installation.start_database()
        taken = await page.send_until_taken("Subscription refund", None, message_id)
        assert taken.status_code == httpx.codes.CREATED
        again = await page.send("Subscription refund", message_id=message_id)
        assert (again.status_code, again.json()["repeated"]) == (httpx.codes.OK, True)

        await page.shows(lambda events: reported(events) > 0)
        await shows_all_once(page)
        said = [event["body"]["text"] for event in page.events if event["body"]["type"] == "customer_said"]
        assert said == ["hello", "Subscription refund"]
        assert set(page.answers) == {httpx.codes.OK, httpx.codes.SERVICE_UNAVAILABLE}
    assert installation.pids() == before
    assert await refunds_sent(installation, "cus_maya") == [("sent", 1)]


@pytest.mark.timeout(120)
async def test_a_crash_of_the_database_right_after_a_yes_leaves_the_order_cancelled_and_paid_back_once(
    installation: Installation,
) -> None:
    before = installation.pids()
    async with chatting(installation, "cus_noah") as page:
        number = (await page.get(f"/api/orders/{TENT}"))["number"]
        await page.send(f"Cancel order {number}")
        await page.shows(lambda events: events[-1]["body"]["type"] == "assistant_said" and len(events) >= 3)
        asked = page.events[-1]["body"]
        assert [choice["id"] for choice in asked["choices"]] == [f"confirm:yes:{TENT}", f"confirm:no:{TENT}"]

        message_id = uuid4().hex
        assert (await page.send("Yes", f"confirm:yes:{TENT}", message_id)).status_code == httpx.codes.CREATED
        installation.crash_database()
        installation.start_database()
        again = await page.send_until_taken("Yes", f"confirm:yes:{TENT}", message_id)
        assert (again.status_code, again.json()["repeated"]) == (httpx.codes.OK, True)

        await page.shows(lambda events: reported(events) >= 2)
        await shows_all_once(page)
        assert reported(page.events) == 2
        assert (await page.send("thanks")).status_code == httpx.codes.CREATED
        await shows_all_once(page)
    assert installation.pids() == before
    assert await refunds_sent(installation, "cus_noah") == [("sent", 1)]
