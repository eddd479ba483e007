"""One reader for the session; what it learns is cached where the demo caches it, under a key of its contents."""

from pathlib import Path

import pytest

from resolution_hub.core.taxonomy import Taxonomy
from resolution_hub.nlu.examples import DEFAULT_DIRECTORY, load_intents
from resolution_hub.nlu.reader import HybridReader

CACHE = Path(__file__).parents[2] / ".var" / "cache"


@pytest.fixture(scope="session")
def reader() -> HybridReader:
    return HybridReader.load(CACHE)


@pytest.fixture(scope="session")
def taxonomy() -> Taxonomy:
    return load_intents([DEFAULT_DIRECTORY])[0]
