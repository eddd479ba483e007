"""The help articles of a process, and the finder over them."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from resolution_hub.features.knowledge.service import Library
from resolution_hub.nlu.encoder import Encoder
from resolution_hub.nlu.finder import MeaningFinder
from resolution_hub.ports.language import Found


class Articles:
    """The help articles and the finder over them, made anew when a file changes."""

    def __init__(self, library: Library, encoder: Encoder, cache_dir: Path) -> None:
        self.library = library
        self._encoder = encoder
        self._cache_dir = cache_dir
        self._finder = self._make_finder()

    def find(self, question: str, most: int = 5) -> Sequence[Found]:
        return self._finder.find(question, most)

    def refresh(self) -> None:
        """Look at the files, and take up what changed. Raises ArticleError, and keeps the old articles."""
        if self.library.reload_if_changed():
            self._finder = self._make_finder()

    def _make_finder(self) -> MeaningFinder:
        return MeaningFinder(self.library.passages, self._encoder, self._cache_dir)
