"""What is learnt about feelings from labelled texts: for each, weights of meaning and of words, one sum a text.

A score is placed so that 0.7, the bar at which a person is offered, is passed by few of the calm texts, judged by a
model that had not seen them. The same texts always give the same weights.
"""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from importlib import metadata
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from resolution_hub.nlu.cache import content_key, find_or_build
from resolution_hub.nlu.encoder import DIMENSIONS, Encoder, encoder_key
from resolution_hub.nlu.ngrams import Grams

Floats = npt.NDArray[np.float32]
Labels = npt.NDArray[np.bool_]

DIRECTORY = Path(__file__).parent.parent / "feelings"
KINDS = {"frustration": ("frustrated", "calm"), "urgency": ("urgent", "can_wait")}  # a file each, and its two lists
BAR = 0.7
PASSED = 0.04  # share of calm texts that may lie at or above the bar
MIDDLE = 0.08  # the score that half of the calm texts stay below
FOLDS = 10
STRENGTH = 1.0  # the logistic model's C
_FAMILY = "word"
_CODE = ("feelings.py", "ngrams.py", "words.py")


@dataclass(frozen=True, slots=True)
class Labelled:
    """Texts, each with whether it shows the feeling."""

    texts: tuple[str, ...]
    shown: tuple[bool, ...]


@dataclass(frozen=True, slots=True)
class Feeling:
    """One learnt feeling: `meaning` has a weight for each dimension of a vector, `words` one for each gram."""

    meaning: Floats
    grams: Grams
    words: Floats
    offset: float

    def score(self, text: str, vector: Floats) -> float:
        """How much of it the text shows, 0 to 1. `vector` is the text's own, by the encoder this was learnt with."""
        places, values = self.grams.weigh(text)
        along = float(vector @ self.meaning) + float(values @ self.words[places]) + self.offset
        return float(1 / (1 + np.exp(-np.clip(along, -30, 30))))


def load_labelled(path: Path) -> Labelled:
    """The texts of one of our files; its name says which feeling it is about."""
    content = tomllib.loads(path.read_text("utf-8"))
    shown, absent = (content[name] for name in KINDS[path.stem])
    return Labelled((*shown, *absent), (True,) * len(shown) + (False,) * len(absent))


def load_feelings(cache_dir: Path, encoder: Encoder) -> dict[str, Feeling]:
    """By name, from the cache, or learnt now (a few seconds) if the texts, the code or a library changed."""
    versions = [f"{name} {metadata.version(name)}" for name in ("numpy", "scikit-learn")]
    read = [Path(__file__).with_name(name) for name in _CODE] + [DIRECTORY / f"{kind}.toml" for kind in KINDS]
    key = content_key([encoder_key(), *versions, *(path.read_bytes() for path in read)])
    path = find_or_build(cache_dir / f"feelings-{key}.npz", lambda target: _build(target, encoder))
    with np.load(path, allow_pickle=False) as arrays:
        return {kind: _unpack(kind, arrays) for kind in KINDS}


def learn(labelled: Labelled, encoder: Encoder) -> Feeling:
    """From at least `FOLDS` texts of either kind."""
    texts, labels = labelled.texts, np.array(labelled.shown)
    vectors = encoder.encode(texts)
    calm = held_out(texts, vectors, labels)[~labels]
    bar, middle = float(np.quantile(calm, 1 - PASSED)), float(np.median(calm))
    steepness = (_logit(BAR) - _logit(MIDDLE)) / (bar - middle)
    grams = Grams.learn(_FAMILY, texts)
    model = _fit(_features(grams, texts, vectors), labels)
    weights = np.asarray(model.coef_[0] * steepness, dtype=np.float32)
    offset = float(model.intercept_[0] - bar) * steepness + _logit(BAR)
    return Feeling(weights[:DIMENSIONS], grams, weights[DIMENSIONS:], offset)


def held_out(texts: tuple[str, ...], vectors: Floats, labels: Labels) -> npt.NDArray[np.float64]:
    """Each text's logit from a model that was not shown that text."""
    from sklearn.model_selection import StratifiedKFold

    logits = np.zeros(len(labels))
    for seen, held in StratifiedKFold(FOLDS, shuffle=True, random_state=0).split(vectors, labels):
        shown, kept = [texts[place] for place in seen], [texts[place] for place in held]
        grams = Grams.learn(_FAMILY, shown)
        model = _fit(_features(grams, shown, vectors[seen]), labels[seen])
        logits[held] = model.decision_function(_features(grams, kept, vectors[held]))
    return logits


def _features(grams: Grams, texts: list[str] | tuple[str, ...], vectors: Floats) -> Floats:
    words = np.zeros((len(texts), len(grams.places)), dtype=np.float32)
    for row, text in enumerate(texts):
        places, values = grams.weigh(text)
        words[row, places] = values
    return np.hstack([vectors, words])


def _fit(features: Floats, labels: Labels) -> Any:
    from sklearn.linear_model import LogisticRegression  # 0.9 s to import, and only learning needs it

    return LogisticRegression(C=STRENGTH, class_weight="balanced", max_iter=1_000).fit(features, labels)


def _logit(share: float) -> float:
    return float(np.log(share / (1 - share)))


def _build(target: Path, encoder: Encoder) -> None:
    arrays: dict[str, npt.NDArray[np.generic]] = {}
    for kind in KINDS:
        feeling = learn(load_labelled(DIRECTORY / f"{kind}.toml"), encoder)
        arrays[f"{kind}_meaning"] = feeling.meaning
        # An n-gram holds no line break, so lines are a list that needs no quoting.
        arrays[f"{kind}_grams"] = np.frombuffer("\n".join(feeling.grams.places).encode(), dtype=np.uint8)
        arrays[f"{kind}_idf"] = feeling.grams.idf
        arrays[f"{kind}_words"] = feeling.words
        arrays[f"{kind}_offset"] = np.array(feeling.offset)
    with target.open("wb") as file:
        np.savez(file, allow_pickle=False, **arrays)


def _unpack(kind: str, arrays: Any) -> Feeling:
    known = arrays[f"{kind}_grams"].tobytes().decode().split("\n")
    grams = Grams(_FAMILY, {gram: place for place, gram in enumerate(known)}, arrays[f"{kind}_idf"])
    return Feeling(arrays[f"{kind}_meaning"], grams, arrays[f"{kind}_words"], float(arrays[f"{kind}_offset"]))
