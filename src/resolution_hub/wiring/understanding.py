"""The language that a process reads with: the promoted model if there is one, else what the files of intents teach."""

from __future__ import annotations

import threading
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import msgspec
import structlog

from resolution_hub.core.reading import Intent, Reading
from resolution_hub.core.taxonomy import Taxonomy
from resolution_hub.kit.settings import ModelSettings, Settings
from resolution_hub.nlu.classifier import Classifier, judging_key
from resolution_hub.nlu.encoder import Encoder
from resolution_hub.nlu.examples import DEFAULT_DIRECTORY, BadExamplesError, load_intents
from resolution_hub.nlu.mood import Mood
from resolution_hub.nlu.reader import HybridReader
from resolution_hub.nlu.shelf import BrokenModelError, Shelf

ARTEFACT, ABOUT = "intents.npz", "about.json"
_log = structlog.get_logger()


class OldModelError(Exception):
    """A promoted model does not fit this release; train again."""


_REFUSED = (OSError, ValueError, KeyError, msgspec.MsgspecError, BrokenModelError, OldModelError)


@dataclass(frozen=True, slots=True)
class About:
    """What lies beside a promoted artefact: the way of judging that it was trained for, and the intents that it knows."""

    judging: str
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
        self._settings = settings.model
        self.encoder = Encoder.load(settings.cache_dir)
        self._mood = Mood.load(settings.cache_dir, self.encoder)
        self._shelf = Shelf(settings.models_dir)
        self._lock = threading.Lock()
        self._stamp = self._shelf.stamp
        self._in_use = self._start()

    @property
    def taxonomy(self) -> Taxonomy:
        return self._in_use.taxonomy

    @property
    def version(self) -> str:
        return self._in_use.version

    def read(self, text: str, recent: Sequence[str] = (), today: date | None = None) -> Reading:
        return self._in_use.reader.read(text, recent, today)

    def refresh(self) -> bool:
        """Take up a model that was promoted or taken back since; True if there was one. Some 0.3 s when there is.

        One that can't be used is logged once, and the model read with so far stays. Raises BadExamplesError when there is
        no promoted model any more and the files can't be learnt from.
        """
        with self._lock:
            stamp = self._shelf.stamp
            if stamp == self._stamp:
                return False
            self._stamp = stamp
            before = self._in_use.version
            try:
                self._in_use = self._promoted() or self._built_in()
            except _REFUSED as error:
                _log.error("understanding.model_refused", error=str(error), kept=before)
            return self._in_use.version != before

    def _start(self) -> _InUse:
        try:
            return self._promoted() or self._built_in()
        except _REFUSED as error:
            # The shop goes on with what the files teach; a broken model must not take the help page down.
            _log.error("understanding.model_refused", error=str(error), kept="built-in")
            return self._built_in()

    def _promoted(self) -> _InUse | None:
        history = self._shelf.history()
        if not history:
            return None
        about = read_about(self._shelf.check(history[-1]))
        classifier = Classifier.read(self._shelf.folder(history[-1]) / ARTEFACT, self.encoder, about.version)
        return _InUse(
            HybridReader(classifier, self.encoder, self._mood), self._as_told_now(about.taxonomy), about.version
        )

    def _as_told_now(self, learnt: Taxonomy) -> Taxonomy:
        """The model's intents, each leading where its file says today: neither an edited file nor a new release waits for a
        training."""
        try:
            told, _ = load_intents(intent_folders(self._settings))
        except BadExamplesError as error:
            _log.error("understanding.intents_refused", error=str(error))
            return learnt
        return Taxonomy({name: told.intents.get(name, spec) for name, spec in learnt.intents.items()}, learnt.version)

    def _built_in(self) -> _InUse:
        taxonomy, examples = load_intents(intent_folders(self._settings))
        classifier = Classifier.load(self._settings.cache_dir, examples, self.encoder)
        return _InUse(HybridReader(classifier, self.encoder, self._mood), taxonomy, classifier.version)


def intent_folders(settings: ModelSettings) -> list[Path]:
    """Ours, then the shop's."""
    return [DEFAULT_DIRECTORY, *([settings.intents_dir] if settings.intents_dir is not None else [])]


def read_about(folder: Path) -> About:
    """Raises OSError, msgspec errors, and OldModelError for a model that another release judged by."""
    about = msgspec.json.decode((folder / ABOUT).read_bytes(), type=About)
    if about.judging != judging_key():
        raise OldModelError(f"{folder.name} was trained for another release; run `resolution-hub train`")
    missing = sorted(set(map(str, Intent)) - about.taxonomy.intents.keys())
    if missing:
        raise OldModelError(f"{folder.name} does not know {', '.join(missing)}; run `resolution-hub train`")
    return about
