"""The demo's parcel carrier, a process of its own: it knows the hub only by its address and their shared secret."""

from __future__ import annotations

import asyncio
import signal

from resolution_hub.connectors.carriers import simulator
from resolution_hub.kit.logs import start_logs
from resolution_hub.kit.settings import Settings


async def run(settings: Settings) -> None:
    """Send due tracking events until SIGINT or SIGTERM."""
    start_logs("sandbox-carrier")
    stop, loop = asyncio.Event(), asyncio.get_running_loop()
    for number in (signal.SIGINT, signal.SIGTERM):
        loop.add_signal_handler(number, stop.set)
    url = f"http://{settings.host}:{settings.port}"
    await simulator.run(settings.database_url, url, settings.carrier_secret, stop)
