"""Text to what it may mean: the trained margins as probabilities, and how far the text is from anything learnt."""

from __future__ import annotations

from dataclasses import dataclass
from importlib import metadata
from pathlib import Path

import msgspec
import numpy as np
import numpy.typing as npt

from resolution_hub.nlu.artefact import Artefact
from resolution_hub.nlu.cache import content_key, find_or_build
from resolution_hub.nlu.encoder import Encoder, encoder_key
from resolution_hub.nlu.examples import Examples
from resolution_hub.nlu.ngrams import FAMILIES, grams
from resolution_hub.nlu.quality import assess
from resolution_hub.nlu.training import probabilities, train

Floats = npt.NDArray[np.float32]

FORMAT = 1  # to be raised with any change to how an artefact is read or judged by
_PROBE = "Hi, it's order #10423: 2 of the café-au-lait mugs didn't come! Where are they? 😀 naïve co-op 3.5kg"
_CODE = ("words.py", "ngrams.py", "training.py", "artefact.py", "classifier.py")


@dataclass(frozen=True, slots=True)
class Judgement:
    """`probabilities` in the order of the classifier's `names`; `out_of_scope` 0 to 1; `vector` is the text's meaning."""

    probabilities: Floats
    out_of_scope: float
    vector: Floats


class Classifier:
    """Judges texts by a trained artefact. Holds no state between texts; safe to call from threads."""

    def __init__(self, artefact: Artefact, encoder: Encoder, version: str) -> None:
        self.names = artefact.names
        self.version = version
        self._artefact = artefact
        self._encoder = encoder

    @classmethod
    def load(cls, cache_dir: Path, examples: Examples, encoder: Encoder) -> Classifier:
        """From the cache, or trained now (some 15 s) if the examples, this code or a library changed."""
        key = content_key([code_key(), examples.key])
        version = version_of(examples.key)

        def build(target: Path) -> None:
            trained = train(examples, encoder, cache_dir=cache_dir)
            trained.artefact.save(target)
            quality_file(cache_dir, examples).write_bytes(
                msgspec.json.encode(assess(examples, trained.held_out, version))
            )

        return cls.read(find_or_build(cache_dir / f"intents-{key}.npz", build), encoder, version)

    @classmethod
    def read(cls, path: Path, encoder: Encoder, version: str) -> Classifier:
        """From a file that was saved before, by code with the same `judging_key`, and is known to be whole."""
        return cls(Artefact.load(path, FAMILIES), encoder, version)

    @classmethod
    def learn(cls, examples: Examples, encoder: Encoder, version: str = "unsaved") -> Classifier:
        """Trained now and kept nowhere; any names will do, three at least with two texts each."""
        return cls(train(examples, encoder).artefact, encoder, version)

    def judge(self, text: str) -> Judgement:
        learnt = self._artefact
        vector = self._encoder.encode([text])[0]
        margins = vector @ learnt.meaning + learnt.intercept
        for gram, weights in zip(learnt.grams, learnt.weights, strict=True):
            places, values = gram.weigh(text)
            margins = margins + values @ weights[places]
        shares = probabilities(margins, learnt.temperature)
        return Judgement(shares, self._out_of_scope(float(margins.max()), vector), vector)

    def _out_of_scope(self, margin: float, vector: Floats) -> float:
        learnt = self._artefact
        nearness = float((learnt.examples @ vector).max())
        score = (margin - learnt.margin[0]) / learnt.margin[1] + (nearness - learnt.nearness[0]) / learnt.nearness[1]
        distance = (score - learnt.bar) / learnt.spread
        return float(1 / (1 + np.exp(np.clip(distance, -30, 30))))


def quality_file(cache_dir: Path, examples: Examples) -> Path:
    """Where the quality of what `Classifier.load` learnt from these examples lies, once it did."""
    return cache_dir / f"quality-{content_key([code_key(), examples.key])}.json"


def judging_key() -> str:
    """Changes with whatever would have a saved artefact judge differently from when it was trained: the encoder, and how a
    text is cut into n-grams. A release that leaves both alone goes on with the models of the one before."""
    cut = [gram for family in FAMILIES for gram in grams(family, _PROBE)]
    return content_key([encoder_key(), str(FORMAT), *cut])


def code_key() -> str:
    """Changes with whatever but the examples could change a judgement: our own code, the encoder, the libraries."""
    here = Path(__file__).parent
    versions = [f"{name} {metadata.version(name)}" for name in ("numpy", "scipy", "scikit-learn")]
    code = [(here / name).read_bytes() for name in _CODE]
    return content_key([encoder_key(), *versions, *code])


def version_of(key: str) -> str:
    """The name of what the examples behind `key` teach this code; stored with every reading."""
    return f"minilm-hybrid-{content_key([code_key(), key])[:12]}"
