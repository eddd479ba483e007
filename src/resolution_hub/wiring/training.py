"""Training: the files of intents and the accepted examples become a model, measured, compared, and promoted on request."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import msgspec

from resolution_hub.core.taxonomy import Taxonomy
from resolution_hub.features.learning import service as learning
from resolution_hub.kit.db import Database
from resolution_hub.kit.settings import ModelSettings
from resolution_hub.nlu.classifier import judging_key, quality_file, version_of
from resolution_hub.nlu.encoder import Encoder
from resolution_hub.nlu.examples import DEFAULT_DIRECTORY, load_intents
from resolution_hub.nlu.quality import Change, Quality, assess, compare
from resolution_hub.nlu.shelf import Shelf
from resolution_hub.nlu.training import Tell, Trained, train
from resolution_hub.wiring.understanding import ABOUT, ARTEFACT, About, intent_folders

QUALITY = "quality.json"
WORSE = 0.02  # an accuracy that fell by more than this is not promoted without being asked for


@dataclass(frozen=True, slots=True)
class Training:
    """A model that was learnt and is not in use yet. `change` is against the one in use, None where nothing is known of it."""

    quality: Quality
    change: Change | None
    accepted: int
    _taxonomy: Taxonomy
    _trained: Trained

    @property
    def is_worse(self) -> bool:
        return self.change is not None and self.change.loss > WORSE


async def accepted_examples(settings: ModelSettings) -> dict[str, list[str]]:
    """What reviewers accepted at the desk; nothing without a database. Raises OSError and asyncpg's errors."""
    if not settings.database_url:
        return {}
    database = Database(settings.database_url, most=1, name="hub-train")
    await database.open()
    try:
        async with database.reading() as connection:
            return await learning.accepted(connection)
    finally:
        await database.close()


def learn(
    settings: ModelSettings, accepted: Mapping[str, Sequence[str]], tell: Tell, folders: Sequence[Path] = ()
) -> Training:
    """Train and measure; nothing is promoted. `folders` are a shop's besides the set one. Raises BadExamplesError."""
    taxonomy, examples = load_intents([*intent_folders(settings), *folders], accepted)
    trained = train(examples, Encoder.load(settings.cache_dir), tell, settings.cache_dir)
    quality = assess(examples, trained.held_out, version_of(taxonomy.version))
    before = _in_use(settings)
    return Training(
        quality,
        compare(before, quality) if before is not None else None,
        sum(len(texts) for name, texts in accepted.items() if name in taxonomy.intents),
        taxonomy,
        trained,
    )


def promote(settings: ModelSettings, training: Training) -> str:
    """Put the model in use; its version."""
    version = training.quality.version

    def fill(folder: Path) -> None:
        training._trained.artefact.save(folder / ARTEFACT)
        about = About(judging_key(), version, training._taxonomy)
        (folder / ABOUT).write_bytes(msgspec.json.encode(about))
        (folder / QUALITY).write_bytes(msgspec.json.encode(training.quality))

    shelf = Shelf(settings.models_dir)
    shelf.put(version, fill)
    shelf.promote(version)
    return version


def _in_use(settings: ModelSettings) -> Quality | None:
    """The quality of the promoted model, else of what our own files teach; None where neither was kept."""
    folder = Shelf(settings.models_dir).current()
    try:
        if folder is None:
            _, ours = load_intents([DEFAULT_DIRECTORY])
            kept = quality_file(settings.cache_dir, ours)
        else:
            kept = folder / QUALITY
        return msgspec.json.decode(kept.read_bytes(), type=Quality)
    except (OSError, msgspec.MsgspecError):
        return None  # only the comparison is lost
