"""Questions answered from articles and products, while both change."""

import os
from pathlib import Path

import asyncpg
import pytest

from resolution_hub.core.money import Money
from resolution_hub.features.knowledge.service import ArticleError, load_articles
from resolution_hub.features.records import service as records
from resolution_hub.kit.db import Database
from resolution_hub.nlu.encoder import Encoder
from resolution_hub.ports.language import PassageKind
from resolution_hub.wiring.articles import Articles

CACHE = Path(__file__).parents[2] / ".var" / "cache"
ARTICLE = """---
title: {title}
slug: {slug}
topic: products
updated: 2026-11-02
---

{text}

## More

Ask us.
"""
ADD = "insert into products values ($1, $2, 'Kitchen', $3, 'kettle', $4, 'USD')"


@pytest.fixture(scope="module")
def encoder() -> Encoder:
    return Encoder.load(CACHE)


@pytest.fixture(autouse=True)
async def no_products(database: Database) -> None:
    async with database.transaction() as tx:
        await tx.execute("delete from products")


@pytest.fixture
def articles(tmp_path: Path, encoder: Encoder) -> Articles:
    write(tmp_path, "returns", "Returns", "You may return anything within 30 days.")
    return Articles(load_articles(tmp_path), encoder, tmp_path / "cache")


def write(folder: Path, slug: str, title: str, text: str) -> Path:
    path = folder / f"{slug}.md"
    path.write_text(ARTICLE.format(title=title, slug=slug, text=text), "utf-8")
    os.utime(path, ns=(len(text), len(text)))
    return path


def titles(articles: Articles, question: str) -> list[str]:
    return [found.passage.title for found in articles.find(question, 1)]


async def test_a_product_is_found_when_it_came_and_gone_when_it_went(database: Database, articles: Articles) -> None:
    assert await articles.refresh_products(database)
    assert articles.products == 0
    async with database.transaction() as tx:
        await tx.execute(ADD, "prd_kettle", "Tea kettle", "Holds 1.5 litres. Not for the dishwasher.", 4900)
    assert titles(articles, "can the kettle go in the dishwasher") != ["Tea kettle"]
    assert await articles.refresh_products(database)
    assert not await articles.refresh_products(database)
    best = articles.find("can the kettle go in the dishwasher")[0]
    assert (best.passage.kind, best.passage.product, best.sure) == (PassageKind.PRODUCT, "prd_kettle", True)
    assert "Not for the dishwasher." in best.quote
    assert best.passage.price == Money(4900, "USD")
    async with database.transaction() as tx:
        await tx.execute("update products set price = 5900 where id = 'prd_kettle'")
    assert await articles.refresh_products(database)
    assert articles.find("price of the kettle")[0].passage.price == Money(5900, "USD")
    async with database.transaction() as tx:
        await tx.execute("delete from products")
    assert await articles.refresh_products(database)
    assert articles.products == 0


async def test_a_search_of_the_articles_finds_no_product(database: Database, articles: Articles) -> None:
    async with database.transaction() as tx:
        await tx.execute(ADD, "prd_pan", "Pan", "A pan that you may return.", 100)
    await articles.refresh_products(database)
    assert titles(articles, "pan") == ["Pan"]
    assert {found.passage.title for found in articles.search("pan", 9)} == {"Returns"}


async def test_articles_are_taken_up_beside_the_products(
    database: Database, articles: Articles, tmp_path: Path
) -> None:
    await articles.refresh_products(database)
    warranty = write(tmp_path, "warranty", "Warranty", "Everything is covered for two years.")
    articles.refresh()
    assert titles(articles, "how long am I covered") == ["Warranty"]
    write(tmp_path, "warranty", "Guarantee", "Everything is covered for three whole years.")
    articles.refresh()
    assert "three whole years" in articles.find("how long am I covered")[0].quote
    warranty.write_text("no article at all", "utf-8")
    with pytest.raises(ArticleError, match=r"warranty\.md"):
        articles.refresh()
    assert titles(articles, "how long am I covered") == ["Guarantee"]
    warranty.unlink()
    articles.refresh()
    assert titles(articles, "how long am I covered") == ["Returns"]


async def test_the_stamp_is_another_one_after_every_change(tx: asyncpg.Connection) -> None:
    stamps = [await records.get_products_stamp(tx)]
    for change in (
        "insert into products values ('a', 'A', 'C', '', 'kettle', 1, 'USD'), ('b', 'B', 'C', '', 'kettle', 1, 'USD')",
        "update products set description = 'x' where id = 'a'",
        "update products set name = 'B', description = '' where id = 'a'",
        "update products set currency = 'EUR' where id = 'b'",
        "delete from products where id = 'a'",
    ):
        await tx.execute(change)
        stamps.append(await records.get_products_stamp(tx))
    assert len(set(stamps)) == len(stamps)
    await tx.execute("update products set currency = 'EUR' where id = 'b'")
    assert await records.get_products_stamp(tx) == stamps[-1]
    assert [product.id for product in await records.get_products(tx)] == ["b"]
