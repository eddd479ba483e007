"""Taking up, while a process runs, what changed outside it: articles, products, promoted models, what customers came for."""

from __future__ import annotations

import asyncio
from datetime import UTC, datetime

import asyncpg
import structlog

from resolution_hub.features.knowledge.service import ArticleError
from resolution_hub.kit.db import Database
from resolution_hub.nlu.examples import BadExamplesError
from resolution_hub.wiring.articles import Articles
from resolution_hub.wiring.guides import Guides
from resolution_hub.wiring.understanding import Understanding

FILES_SECONDS = 3.0
COUNTS_SECONDS = 60.0
_log = structlog.get_logger()


async def keep_fresh(understanding: Understanding, guides: Guides, articles: Articles, database: Database) -> None:
    """Look again until cancelled. What cannot be read is logged once a change, and what was read before stays."""
    counted: float | None = None
    loop = asyncio.get_running_loop()
    while True:
        if counted is None or loop.time() - counted >= COUNTS_SECONDS:
            counted = loop.time()
            await _count(guides, database)
            await _read_products(articles, database)
        await asyncio.to_thread(_look, understanding, articles)
        await asyncio.sleep(FILES_SECONDS)


async def _count(guides: Guides, database: Database) -> None:
    try:
        await guides.refresh(database, datetime.now(UTC))
    except (OSError, asyncpg.PostgresError, asyncpg.InterfaceError) as error:
        _log.warning("refreshing.not_counted", error=type(error).__name__)


async def _read_products(articles: Articles, database: Database) -> None:
    try:
        if await articles.refresh_products(database):
            _log.info("refreshing.products", products=articles.products)
    except (OSError, asyncpg.PostgresError, asyncpg.InterfaceError) as error:
        _log.warning("refreshing.products_not_read", error=type(error).__name__)


def _look(understanding: Understanding, articles: Articles) -> None:
    try:
        articles.refresh()
    except (ArticleError, OSError) as error:
        _log.error("refreshing.article_refused", error=str(error))
    try:
        if understanding.refresh():
            _log.info("refreshing.model", version=understanding.version)
    except (BadExamplesError, OSError) as error:
        _log.error("refreshing.model_refused", error=str(error))
