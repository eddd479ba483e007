"""Text to what it may mean: the trained margins as probabilities, and how far the text is from anything learnt."""

from __future__ import annotations

from dataclasses import dataclass
from importlib import metadata
from pathlib import Path

import numpy as np
import numpy.typing as npt

from resolution_hub.nlu.artefact import Artefact
from resolution_hub.nlu.cache import content_key, find_or_build
from resolution_hub.nlu.encoder import Encoder, encoder_key
from resolution_hub.nlu.examples import Examples, content_of, load_examples
from resolution_hub.nlu.ngrams import FAMILIES
from resolution_hub.nlu.training import train

Floats = npt.NDArray[np.float32]

_CODE = ("words.py", "ngrams.py", "examples.py", "training.py", "artefact.py", "classifier.py")


@dataclass(frozen=True, slots=True)
class Judgement:
    """`probabilities` in the order of the classifier's `names`; `out_of_scope` 0 to 1."""

    probabilities: Floats
    out_of_scope: float


class Classifier:
    """Judges texts by a trained artefact. Holds no state between texts; safe to call from threads."""

    def __init__(self, artefact: Artefact, encoder: Encoder, version: str) -> None:
        self.names = artefact.names
        self.version = version
        self._artefact = artefact
        self._encoder = encoder

    @classmethod
    def load(cls, cache_dir: Path, intents_dir: Path, encoder: Encoder) -> Classifier:
        """From the cache, or trained now (some 10 s) if the examples, this code or a library changed."""
        key = _key(intents_dir)
        path = find_or_build(cache_dir / f"intents-{key}.npz", lambda target: _build(target, intents_dir, encoder))
        return cls(Artefact.load(path, FAMILIES), encoder, f"minilm-hybrid-{key[:12]}")

    @classmethod
    def learn(cls, examples: Examples, encoder: Encoder, version: str = "unsaved") -> Classifier:
        """Trained now and kept nowhere; any names will do, three at least with two texts each."""
        return cls(train(examples, encoder.encode(examples.texts)), encoder, version)

    def judge(self, text: str) -> Judgement:
        learnt = self._artefact
        vector = self._encoder.encode([text])[0]
        margins = vector @ learnt.meaning + learnt.intercept
        for gram, weights in zip(learnt.grams, learnt.weights, strict=True):
            places, values = gram.weigh(text)
            margins = margins + values @ weights[places]
        logits = margins / learnt.temperature
        shares = np.exp(logits - logits.max())
        return Judgement(shares / shares.sum(), self._out_of_scope(float(margins.max()), vector))

    def _out_of_scope(self, margin: float, vector: Floats) -> float:
        learnt = self._artefact
        nearness = float((learnt.examples @ vector).max())
        score = (margin - learnt.margin[0]) / learnt.margin[1] + (nearness - learnt.nearness[0]) / learnt.nearness[1]
        distance = (score - learnt.bar) / learnt.spread
        return float(1 / (1 + np.exp(np.clip(distance, -30, 30))))


def _key(intents_dir: Path) -> str:
    """Changes with whatever could change a judgement: examples, our own code, the encoder, the libraries."""
    here = Path(__file__).parent
    versions = [f"{name} {metadata.version(name)}" for name in ("numpy", "scipy", "scikit-learn")]
    code = [(here / name).read_bytes() for name in _CODE]
    return content_key([encoder_key(), *versions, *code, *content_of(intents_dir)])


def _build(target: Path, intents_dir: Path, encoder: Encoder) -> None:
    examples = load_examples(intents_dir)
    train(examples, encoder.encode(examples.texts)).save(target)
