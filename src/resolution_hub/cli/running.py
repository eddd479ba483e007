"""Commands that run until they are stopped."""

import asyncio
import os
import time

from rich.panel import Panel

from resolution_hub.cli.app import app, explained, out, settings_with_database
from resolution_hub.kit.process import end_with_launcher
from resolution_hub.kit.settings import Settings, SettingsError

# Streams stay open, and Granian counts each as a request at work: past this number everybody would wait for a stream to
# end. The pages' own cap on streams lies below it.
_OPEN_REQUESTS = 10_000


@app.command()
def demo() -> None:
    """Start everything with a demo shop on this machine: database, web, worker, sandbox carrier."""
    from resolution_hub.kit.embedded import EmbeddedError
    from resolution_hub.wiring.demo import DemoError, Running, run

    began = time.monotonic()

    def say(step: str) -> None:
        out.print(f"[dim]{time.monotonic() - began:5.1f} s[/]  {step}")

    def ready(demo: Running) -> None:
        out.print(
            Panel.fit(
                f"[bold]The demo shop is open:[/]  [link={demo.url}]{demo.url}[/link]\n"
                f"Agents' desk:           [link={demo.url}/desk]{demo.url}/desk[/link]\n"
                f"Data, secrets, logs:    {demo.data_dir}\n\n"
                f"[dim]Ready after {demo.seconds:.1f} s. Ctrl-C stops it; the next start finds everything again.[/]",
                border_style="green",
            ),
            soft_wrap=True,
        )

    with explained(DemoError, EmbeddedError):
        asyncio.run(run(dict(os.environ), say, ready))


@app.command()
def serve() -> None:
    """Serve the pages and the API; HUB_WEB_PROCESSES processes on HUB_HOST:HUB_PORT."""
    end_with_launcher()
    with explained():
        settings = settings_with_database()
    _serve(settings)


def _serve(settings: Settings) -> None:
    from granian import Granian
    from granian.constants import Interfaces, Loops

    Granian(
        "resolution_hub.web.asgi:create",
        address=settings.host,
        port=settings.port,
        interface=Interfaces.ASGI,
        factory=True,
        workers=settings.web_processes,
        loop=Loops.uvloop,
        websockets=False,
        backlog=4096,
        backpressure=_OPEN_REQUESTS,
        respawn_failed_workers=True,
        workers_kill_timeout=3,  # the pages close their streams on SIGTERM; this is for the one that does not
    ).serve()


@app.command()
def worker() -> None:
    """Run journeys: what pays, mails and waits."""
    end_with_launcher()
    from resolution_hub.wiring.worker import run

    with explained():
        settings = settings_with_database()
    run(settings)


@app.command(name="sandbox-carrier")
def sandbox_carrier() -> None:
    """Play the sandbox's parcel carrier: sends signed tracking events to this hub as time goes by (demo only)."""
    end_with_launcher()
    with explained():
        settings = settings_with_database()
        if not settings.demo:
            raise SettingsError("the sandbox carrier belongs to the demo, and HUB_DEMO is not 1")
    from resolution_hub.wiring.sandbox_carrier import run

    asyncio.run(run(settings))
