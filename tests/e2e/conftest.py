"""One demo and one browser for the whole run. Tests share the shop, so each has people of its own."""

import json
import os
import shutil
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import httpx
import pytest
from playwright.sync_api import Browser, expect, sync_playwright

from benchmarks.tau2_retail.__main__ import main as convert
from tests.e2e.outside import SOURCE
from tests.e2e.running_demo import RunningDemo
from tests.e2e.visiting import People

expect.set_options(timeout=10_000)


@pytest.fixture(scope="session")
def demo() -> Iterator[RunningDemo]:
    folder = Path(tempfile.mkdtemp(prefix="hub-e2e-"))
    demo = RunningDemo(folder)
    yield demo
    demo.stop()
    shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=os.environ.get("HUB_TEST_BROWSER", "/usr/bin/chromium"))
        yield browser
        browser.close()


@pytest.fixture
def people(demo: RunningDemo, browser: Browser) -> Iterator[People]:
    """Whoever the test needs. At its end no browser may have complained: about a script, a style, the content policy."""
    people = People(browser, demo.url)
    yield people
    assert people.leave() == []


@pytest.fixture(scope="session")
def outside_shop(demo: RunningDemo, tmp_path_factory: pytest.TempPathFactory) -> str:
    """Another shop's customers, converted and imported into the running demo. Returns what the import said."""
    folder = tmp_path_factory.mktemp("outside")
    (folder / "db.json").write_text(json.dumps(SOURCE))
    tomorrow = (datetime.now(UTC) + timedelta(days=1)).date()
    assert convert(["--data", str(folder), "--out", str(folder / "shop"), "--as-of", tomorrow.isoformat()]) == 0
    return demo.run("import", folder / "shop")


@pytest.fixture(scope="session")
def someone(demo: RunningDemo) -> Callable[[], dict[str, Any]]:
    """Gives at each call another ordinary customer of the shop, one whose name nobody else has."""
    found = demo.get("/api/demo/customers?q=cus_00")["customers"]
    names = Counter(customer["name"] for customer in found)
    ordinary = iter([c for c in found if names[c["name"]] == 1 and c["id"].startswith("cus_0")])
    return lambda: next(ordinary)


@pytest.fixture(scope="session")
def receipt(demo: RunningDemo, outside_shop: str) -> str:
    """The refund receipt of a customer whose order was cancelled."""
    with httpx.Client(base_url=demo.url, trust_env=False) as client:

        def post(path: str, body: dict[str, Any]) -> Any:
            csrf = client.get("/api/me").json()["csrf"]
            return client.post(path, json=body, headers={"X-CSRF-Token": csrf}).raise_for_status().json()

        post("/api/demo/sign-in", {"customer_id": "mona_hill_6"})
        started = post("/api/conversations", {"message_id": "m1", "text": "cancel my order"})
        path = f"/api/conversations/{started['conversation_id']}"
        offered = client.get(path).json()["events"][-1]["body"]["choices"]
        yes = {"message_id": "m2", "text": offered[0]["label"], "choice": offered[0]["id"]}
        post(f"{path}/messages", yes)
        for _ in range(100):
            for notice in client.get("/api/notices").json()["notices"]:
                if notice["title"].startswith("Refund"):
                    return str(notice["id"])
            time.sleep(0.1)
    raise AssertionError("no receipt came")
