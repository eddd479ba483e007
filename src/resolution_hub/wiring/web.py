"""What a web process is made of, put together by hand. Never reaches journeys: those belong to workers."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from datetime import date

from resolution_hub.connectors.blobs.files import FileBlobs
from resolution_hub.connectors.carriers.sandbox import SandboxCarrier
from resolution_hub.core.dialogue import Heard
from resolution_hub.features.knowledge.service import load_articles
from resolution_hub.features.receipts.keys import SigningKey
from resolution_hub.kit.db import Database
from resolution_hub.kit.limits import Limit
from resolution_hub.kit.live import Streams
from resolution_hub.kit.settings import Settings
from resolution_hub.kit.signing import Signature
from resolution_hub.ports.blobs import Blobs
from resolution_hub.ports.carriers import Carrier
from resolution_hub.ports.labels import Labels
from resolution_hub.talk.turn_state import Tools
from resolution_hub.wiring import labels, programmes, receipts, refreshing, rulebooks
from resolution_hub.wiring.articles import Articles
from resolution_hub.wiring.guides import Guides
from resolution_hub.wiring.seeding import Story, stories
from resolution_hub.wiring.understanding import Understanding

# Two threads keep two cores busy; the reader lets go of the interpreter's lock for most of its work.
_READERS = 2

SHOP_SIGNATURE = "X-Shop-Signature"


@dataclass(frozen=True, slots=True)
class Limits:
    """What one caller may do: a person types and searches slower than this; a script that does not is told to wait."""

    messages: Limit
    searches: Limit
    visits: Limit  # new visitors from one address

    @staticmethod
    def usual() -> Limits:
        return Limits(messages=Limit(20, 4), searches=Limit(20, 4), visits=Limit(60, 5))


@dataclass(frozen=True, slots=True)
class Hub:
    """Everything that the routes work with."""

    settings: Settings
    database: Database
    streams: Streams
    understanding: Understanding
    guides: Guides
    articles: Articles
    tools: Tools
    carriers: Mapping[str, Carrier]
    warehouse: Signature | None  # None: none reports what it finds, and whatever says that it is one is refused
    stories: tuple[Story, ...]
    threads: ThreadPoolExecutor
    limits: Limits
    blobs: Blobs
    receipt_key: SigningKey | None = None  # None: the hub's own, in the database
    tasks: list[asyncio.Task[None]] = field(default_factory=list)

    @property
    def labels(self) -> Labels:
        """The carrier that takes returns."""
        return labels.carrier(self.database.pool)

    async def hear(self, text: str, recent: Sequence[str] = (), today: date | None = None) -> Heard:
        """Understand a message without holding up the event loop. `recent` are the customer's messages before it."""
        return await asyncio.get_running_loop().run_in_executor(self.threads, self._hear, text, recent, today)

    def _hear(self, text: str, recent: Sequence[str], today: date | None) -> Heard:
        read = self.understanding.read
        whole = read(text, recent, today)
        said = [text[part.start : part.end] for part in whole.parts]
        return Heard(whole, [(words, read(words, (), today)) for words in said])


def assemble(settings: Settings) -> Hub:
    """Build the hub of one process; nothing is opened yet. Raises SettingsError for rules or programmes that cannot be used."""
    loaded = rulebooks.read(settings)
    labels.returns_to(settings)  # a form that nobody can send to is said at the start
    understanding = Understanding(settings)
    guides = Guides(understanding)
    articles = Articles(load_articles(settings.articles_dir), understanding.encoder, settings.cache_dir)
    carrier = SandboxCarrier(settings.carrier_secret)
    return Hub(
        settings=settings,
        database=Database(settings.database_url, name="hub-web"),
        streams=Streams(settings.database_url),
        understanding=understanding,
        guides=guides,
        articles=articles,
        tools=Tools(
            loaded.book,
            articles,
            guides.guide,
            settings.shop_name,
            settings.assistant_name,
            programmes.read(settings),
        ),
        carriers={carrier.name: carrier},
        warehouse=Signature(SHOP_SIGNATURE, settings.shop_secret) if settings.shop_secret else None,
        stories=stories() if settings.demo else (),
        threads=ThreadPoolExecutor(_READERS, thread_name_prefix="reader"),
        limits=Limits.usual(),
        blobs=FileBlobs(settings.data_dir / "blobs"),
        receipt_key=receipts.read_key(settings),
    )


async def open_hub(hub: Hub) -> None:
    """Connect, and keep the rulebook's text beside the rulings that will name it."""
    await hub.database.open()
    await rulebooks.keep(hub.database, rulebooks.read(hub.settings))
    await receipts.publish(hub.database, hub.receipt_key)
    hub.streams.start()
    hub.tasks.append(
        asyncio.create_task(refreshing.keep_fresh(hub.understanding, hub.guides, hub.articles, hub.database))
    )


async def close_hub(hub: Hub) -> None:
    for task in hub.tasks:
        task.cancel()
    await asyncio.gather(*hub.tasks, return_exceptions=True)
    await hub.streams.stop()
    await hub.database.close()
    hub.threads.shutdown(wait=False, cancel_futures=True)
