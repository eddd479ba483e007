"""The language that a process reads with: the promoted model if there is one, else what the files of intents teach."""

from __future__ import annotations

import threading
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import msgspec
import structlog

from resolution_hub.core.reading import Reading
from resolution_hub.core.taxonomy import Taxonomy
from resolution_hub.kit.settings import Settings
from resolution_hub.nlu.classifier import Classifier, code_key
from resolution_hub.nlu.encoder import Encoder
from resolution_hub.nlu.examples import DEFAULT_DIRECTORY, load_intents
from resolution_hub.nlu.reader import HybridReader
from resolution_hub.nlu.shelf import Shelf

ARTEFACT, ABOUT = "intents.npz", "about.json"
_log = structlog.get_logger()


class OldModelError(Exception):
    """A promoted model was trained by another release; train again."""


@dataclass(frozen=True, slots=True)
class About:
    """What lies beside a promoted artefact: the code that it was trained by, and the intents that it knows."""

    code: str
    version: str
    taxonomy: Taxonomy


@dataclass(frozen=True, slots=True)
class _InUse:
    reader: HybridReader
    taxonomy: Taxonomy
    version: str


class Understanding:
    """`ports.language.Language` of a process. Readings under way end with the model that they began with."""

    def __init__(self, settings: Settings) -> None:
        """Raises WrongWeightsError, and BadExamplesError when the files have to be learnt from and can't be."""
        self._settings = settings
        self.encoder = Encoder.load(settings.cache_dir)
        self._shelf = Shelf(settings.models_dir)
        self._lock = threading.Lock()
        self._stamp = self._shelf.stamp
        self._in_use = self._promoted() or self._built_in()

    @property
    def taxonomy(self) -> Taxonomy:
        return self._in_use.taxonomy

    @property
    def version(self) -> str:
        return self._in_use.version

    def read(self, text: str, recent: Sequence[str] = (), today: date | None = None) -> Reading:
        return self._in_use.reader.read(text, recent, today)

    def refresh(self) -> bool:
        """Take up a model that was promoted or taken back since; True if there was one. Some 0.3 s when there is."""
        with self._lock:
            stamp = self._shelf.stamp
            if stamp == self._stamp:
                return False
            self._stamp = stamp
            found = self._promoted() or self._built_in()
            changed = found.version != self._in_use.version
            self._in_use = found
            return changed

    def _promoted(self) -> _InUse | None:
        folder = self._shelf.current()
        if folder is None:
            return None
        try:
            about = read_about(folder)
            classifier = Classifier.read(folder / ARTEFACT, self.encoder, about.version)
            return _InUse(self._reader(classifier), about.taxonomy, about.version)
        except (OSError, ValueError, KeyError, msgspec.MsgspecError, OldModelError) as error:
            # The shop goes on with what the files teach; a broken model must not take the help page down.
            _log.error("understanding.model_refused", model=folder.name, error=str(error) or type(error).__name__)
            return None

    def _built_in(self) -> _InUse:
        taxonomy, examples = load_intents(intent_folders(self._settings))
        classifier = Classifier.load(self._settings.cache_dir, examples, self.encoder)
        return _InUse(self._reader(classifier), taxonomy, classifier.version)

    def _reader(self, classifier: Classifier) -> HybridReader:
        return HybridReader(classifier, self.encoder)


def intent_folders(settings: Settings) -> list[Path]:
    """Ours, then the shop's."""
    return [DEFAULT_DIRECTORY, *([settings.intents_dir] if settings.intents_dir is not None else [])]


def read_about(folder: Path) -> About:
    """Raises OSError, msgspec errors, and OldModelError for a model of another release."""
    about = msgspec.json.decode((folder / ABOUT).read_bytes(), type=About)
    if about.code != code_key():
        raise OldModelError(f"{folder.name} was trained by another release; run `resolution-hub train`")
    return about
