"""What a process answers questions from: the help articles and the shop's products, and the finder over both."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Sequence
from pathlib import Path
from threading import Lock

from resolution_hub.features.knowledge.products import product_passages
from resolution_hub.features.knowledge.service import Library
from resolution_hub.features.records import service as records
from resolution_hub.kit.db import Database
from resolution_hub.nlu.encoder import Encoder
from resolution_hub.nlu.finder import MeaningFinder
from resolution_hub.ports.language import Found, Passage, PassageKind


class Articles:
    """The articles, the products and the finder, which is made anew when one of them changes. Safe from threads."""

    def __init__(self, library: Library, encoder: Encoder, cache_dir: Path) -> None:
        self.library = library
        self._encoder = encoder
        self._cache_dir = cache_dir
        self._products: tuple[Passage, ...] = ()
        self._stamp: records.ProductsStamp | None = None
        self._changing = Lock()
        self._finder = self._make_finder()

    @property
    def products(self) -> int:
        """How many products questions are answered from; none until they were read for the first time."""
        return len({passage.product for passage in self._products})

    def find(self, question: str, most: int = 5, among: Callable[[Passage], bool] | None = None) -> Sequence[Found]:
        return self._finder.find(question, most, among)

    def search(self, question: str, most: int = 5) -> Sequence[Found]:
        """As `find`, in the articles only."""
        return self._finder.find(question, most, lambda passage: passage.kind is PassageKind.ARTICLE)

    def refresh(self) -> None:
        """Look at the files, and take up what changed. Raises ArticleError, and keeps the old articles."""
        # A request may ask for this and shall not wait for a large catalogue to be read: the next look will do.
        if not self._changing.acquire(blocking=False):
            return
        try:
            if self.library.reload_if_changed():
                self._finder = self._make_finder()
        finally:
            self._changing.release()

    async def refresh_products(self, database: Database) -> bool:
        """Take up the catalogue, if it changed since the last time."""
        async with database.reading() as connection:
            stamp = await records.get_products_stamp(connection)
            if stamp == self._stamp:
                return False
            products = await records.get_products(connection)
        passages = tuple(
            passage
            for each in products
            for passage in product_passages(each.id, each.name, each.category, each.description, each.price)
        )
        await asyncio.to_thread(self._take_up, passages)
        self._stamp = stamp
        return True

    def _take_up(self, products: tuple[Passage, ...]) -> None:
        with self._changing:
            self._products = products
            self._finder = self._make_finder()

    def _make_finder(self) -> MeaningFinder:
        return MeaningFinder((*self.library.passages, *self._products), self._encoder, self._cache_dir)
