"""Text to `Reading`: intents and how sure, numbers named in it, a wish for a person, mood and language."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import numpy as np

from resolution_hub.core.reading import Intent, Reading, Scored
from resolution_hub.nlu.classifier import Classifier, Judgement
from resolution_hub.nlu.encoder import Encoder
from resolution_hub.nlu.entities import find_order_numbers, find_tracking_numbers, spell_out_numbers
from resolution_hub.nlu.examples import DEFAULT_DIRECTORY
from resolution_hub.nlu.mood import frustration_of, urgency_of
from resolution_hub.nlu.person import Wish, find_wish
from resolution_hub.nlu.words import clean, content_words, guess_language, pieces, tokens

MOST_PIECES = 6  # sentences judged by themselves; each costs as much as the whole
LEAST_SHARE = 0.01  # intents less likely than this are not worth storing
SURELY_PERSON = 0.8  # a classifier this sure that a person is meant counts as a request for one
FEW_WORDS = 3  # a message this short may only make sense after the one before it
DOUBTFUL = 0.5
_NUMBER_WORDS = frozenset(
    {"my", "order", "parcel", "package", "number", "no", "nr", "is", "it", "it's", "the", "and", ","}
)
_SMALL_TALK = frozenset(
    {
        Intent.GREETING,
        Intent.THANKS,
        Intent.GOODBYE,
        Intent.AFFIRM,
        Intent.DENY,
        Intent.CORRECTION,
        Intent.TALK_TO_PERSON,
    }
)


class HybridReader:
    """`ports.language.Language` on one thread, without a network. Keeps nothing between texts; safe from threads."""

    def __init__(self, classifier: Classifier, encoder: Encoder) -> None:
        self.encoder = encoder
        self._classifier = classifier
        self._intents = tuple(map(Intent, classifier.names))

    @classmethod
    def load(cls, cache_dir: Path, intents_dir: Path | None = None) -> HybridReader:
        """The reader, trained and quantised into `cache_dir` on first use (some 10 s), else loaded from there.

        Raises `WrongWeightsError` (a model file that is not the pinned one) and `BadExamplesError`.
        """
        encoder = Encoder.load(cache_dir)
        return cls(Classifier.load(cache_dir, intents_dir or DEFAULT_DIRECTORY, encoder), encoder)

    def read(self, text: str, recent: Sequence[str] = ()) -> Reading:
        """Read one message; `recent` helps where the message alone is too short to be understood."""
        plain = clean(text)
        if not any(ch.isalnum() or ord(ch) > 0x2000 for ch in plain):
            return Reading(intents=(), out_of_scope=1.0, model=self._classifier.version)
        orders, parcels = find_order_numbers(plain), find_tracking_numbers(plain)
        meant = spell_out_numbers(plain, orders, parcels)
        if (orders or parcels) and set(tokens(meant)) <= _NUMBER_WORDS:
            # The bare answer to "which order?" means whatever the question meant; guessing here could only mislead.
            return Reading((), order_numbers=orders, tracking_numbers=parcels, model=self._classifier.version)
        judged = self._judge(meant, recent)
        scored = self._scored(judged)
        return Reading(
            intents=scored,
            out_of_scope=round(judged.out_of_scope, 4),
            order_numbers=orders,
            tracking_numbers=parcels,
            asks_for_person=self._asks_for_person(plain, scored),
            frustration=frustration_of(plain),
            urgency=urgency_of(plain),
            language=guess_language(plain),
            model=self._classifier.version,
            words=content_words(meant),
        )

    def _asks_for_person(self, plain: str, scored: Sequence[Scored]) -> bool:
        wish = find_wish(plain)
        if wish is not Wish.NOT_MENTIONED:
            return wish is Wish.ASKED
        return any(one.intent is Intent.TALK_TO_PERSON and one.probability >= SURELY_PERSON for one in scored)

    def _judge(self, plain: str, recent: Sequence[str]) -> Judgement:
        whole = self._classifier.judge(plain)
        parts = pieces(plain, MOST_PIECES)
        if len(parts) > 1:
            return self._joined(whole, [self._classifier.judge(part) for part in parts])
        before = clean(recent[-1]) if recent else ""
        if before and whole.out_of_scope > DOUBTFUL and len(plain.split()) <= FEW_WORDS:
            both = self._classifier.judge(f"{before} {plain}")
            mixed = np.asarray((whole.probabilities + both.probabilities) / 2, dtype=np.float32)
            return Judgement(mixed, min(whole.out_of_scope, both.out_of_scope))
        return whole

    def _joined(self, whole: Judgement, parts: Sequence[Judgement]) -> Judgement:
        """Half the whole message, half its sentences, each counting by how much it says about one of our intents."""
        weights = np.array([self._weight(part) for part in parts], dtype=np.float32)
        sentences = np.average([part.probabilities for part in parts], axis=0, weights=weights)
        mixed = np.asarray((whole.probabilities + sentences) / 2, dtype=np.float32)
        return Judgement(mixed, min(whole.out_of_scope, *(part.out_of_scope for part in parts)))

    def _weight(self, part: Judgement) -> float:
        best = self._intents[int(part.probabilities.argmax())]
        importance = 0.15 if best in _SMALL_TALK else 1.0
        return max(0.01, importance * (1 - part.out_of_scope) * float(part.probabilities.max()))

    def _scored(self, judged: Judgement) -> tuple[Scored, ...]:
        shares = np.floor(judged.probabilities.astype(np.float64) * 10_000) / 10_000  # rounded down: sums to 1 at most
        order = np.argsort(-shares, kind="stable")
        return tuple(
            Scored(self._intents[place], float(shares[place])) for place in order if shares[place] >= LEAST_SHARE
        )
