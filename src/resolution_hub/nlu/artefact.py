"""What was learnt, as plain arrays in one file: no pickles, so reading it can run no code."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt

from resolution_hub.nlu.ngrams import Grams

Floats = npt.NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Artefact:
    """A trained classifier.

    `meaning`, `word` and `char` hold a row of weights a feature and a column a name. `margin` and `nearness` are
    the mean and deviation of the best margin and of the cosine to the nearest example, both as seen on texts held
    out of training; `bar` and `spread` turn their standardised sum into `out_of_scope`.
    """

    names: tuple[str, ...]
    meaning: Floats
    grams: tuple[Grams, ...]
    weights: tuple[Floats, ...]
    intercept: Floats
    temperature: float
    examples: Floats
    margin: tuple[float, float]
    nearness: tuple[float, float]
    bar: float
    spread: float

    def save(self, path: Path) -> None:
        arrays: dict[str, npt.NDArray[np.generic]] = {
            "names": np.array(self.names),
            "meaning": self.meaning,
            "intercept": self.intercept,
            "examples": self.examples,
            "numbers": np.array([self.temperature, *self.margin, *self.nearness, self.bar, self.spread]),
        }
        for gram, weight in zip(self.grams, self.weights, strict=True):
            # An n-gram holds no line break, so lines are a list that needs no quoting.
            arrays[f"{gram.family}_grams"] = np.frombuffer("\n".join(gram.places).encode(), dtype=np.uint8)
            arrays[f"{gram.family}_idf"] = gram.idf
            arrays[f"{gram.family}_weights"] = weight
        with path.open("wb") as file:
            np.savez(file, allow_pickle=False, **arrays)

    @classmethod
    def load(cls, path: Path, families: tuple[str, ...]) -> Artefact:
        with np.load(path, allow_pickle=False) as arrays:
            grams, weights = [], []
            for family in families:
                known = arrays[f"{family}_grams"].tobytes().decode().split("\n")
                places = {gram: place for place, gram in enumerate(known)}
                grams.append(Grams(family, places, arrays[f"{family}_idf"]))
                weights.append(arrays[f"{family}_weights"])
            numbers = [float(number) for number in arrays["numbers"]]
            return cls(
                names=tuple(map(str, arrays["names"])),
                meaning=arrays["meaning"],
                grams=tuple(grams),
                weights=tuple(weights),
                intercept=arrays["intercept"],
                temperature=numbers[0],
                examples=arrays["examples"],
                margin=(numbers[1], numbers[2]),
                nearness=(numbers[3], numbers[4]),
                bar=numbers[5],
                spread=numbers[6],
            )
