"""What a web process is made of, put together by hand. Never reaches journeys: those belong to workers."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

from resolution_hub.connectors.carriers.sandbox import SandboxCarrier
from resolution_hub.core.reading import Reading
from resolution_hub.features.knowledge.service import load_articles
from resolution_hub.kit.db import Database
from resolution_hub.kit.limits import Limit
from resolution_hub.kit.live import Streams
from resolution_hub.kit.settings import Settings
from resolution_hub.nlu.reader import HybridReader
from resolution_hub.ports.carriers import Carrier
from resolution_hub.ports.language import Language
from resolution_hub.talk.turn_state import Tools
from resolution_hub.wiring import rulebooks
from resolution_hub.wiring.articles import Articles
from resolution_hub.wiring.seeding import Story, stories

# Two threads keep two cores busy; the reader lets go of the interpreter's lock for most of its work.
_READERS = 2


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
    language: Language
    articles: Articles
    tools: Tools
    carriers: Mapping[str, Carrier]
    stories: tuple[Story, ...]
    threads: ThreadPoolExecutor
    limits: Limits

    async def read(self, text: str) -> Reading:
        """Understand a text without holding up the event loop."""
        return await asyncio.get_running_loop().run_in_executor(self.threads, self.language.read, text)


def assemble(settings: Settings) -> Hub:
    """Build the hub of one process; nothing is opened yet. Raises SettingsError for a rulebook that cannot be used."""
    loaded = rulebooks.read(settings)
    reader = HybridReader.load(settings.cache_dir)
    articles = Articles(load_articles(settings.articles_dir), reader.encoder, settings.cache_dir)
    carrier = SandboxCarrier(settings.carrier_secret)
    return Hub(
        settings=settings,
        database=Database(settings.database_url, name="hub-web"),
        streams=Streams(settings.database_url),
        language=reader,
        articles=articles,
        tools=Tools(loaded.book, articles, settings.shop_name, settings.assistant_name),
        carriers={carrier.name: carrier},
        stories=stories() if settings.demo else (),
        threads=ThreadPoolExecutor(_READERS, thread_name_prefix="reader"),
        limits=Limits.usual(),
    )


async def open_hub(hub: Hub) -> None:
    """Connect, and keep the rulebook's text beside the rulings that will name it."""
    await hub.database.open()
    await rulebooks.keep(hub.database, rulebooks.read(hub.settings))
    hub.streams.start()


async def close_hub(hub: Hub) -> None:
    await hub.streams.stop()
    await hub.database.close()
    hub.threads.shutdown(wait=False, cancel_futures=True)
