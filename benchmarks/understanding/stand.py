"""What every section is given: the folder, the encoder, how long it may take, and where it says what went wrong."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path

from benchmarks.understanding.rows import Metric
from benchmarks.understanding.systems import FLOOR, OURS, Learn, MemoryEncoder, Ours, Tfidf
from benchmarks.understanding.tables import BadData
from resolution_hub.nlu.encoder import Encoder

QUICK_ROWS_A_LABEL = 12
QUICK_TEXTS = 400


@dataclass
class Stand:
    """`say` shows what is being done. `problems` are malformed files; `skipped` is what was not there."""

    data: Path | None
    cache: Path
    quick: bool
    peers: bool
    say: Callable[[str], None]
    problems: list[str] = field(default_factory=list)
    skipped: list[str] = field(default_factory=list)

    @cached_property
    def encoder(self) -> MemoryEncoder:
        return MemoryEncoder(Encoder.load(self.cache))

    @property
    def systems(self) -> dict[str, Learn]:
        """Ours first, then the floor."""
        return {OURS: lambda train: Ours(train, self.encoder), FLOOR: Tfidf}

    def attempt(self, score: Callable[[], list[Metric]]) -> list[Metric]:
        """What `score` gives, or nothing where a file is malformed; that is kept as a problem."""
        try:
            return score()
        except (BadData, OSError) as error:
            self.problems.append(str(error))
            return []
