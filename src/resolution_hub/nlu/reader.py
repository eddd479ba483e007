"""Text to `Reading`: intents and how sure, what it names, a wish for a person, corrections, mood and language."""

from __future__ import annotations

from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import date
from pathlib import Path

import numpy as np

from resolution_hub.core.reading import SMALL_TALK, Entities, Intent, Part, Reading, Scored
from resolution_hub.nlu.classifier import Classifier, Floats, Judgement
from resolution_hub.nlu.encoder import Encoder
from resolution_hub.nlu.entities import find_entities
from resolution_hub.nlu.entities.numbers import spell_out_numbers
from resolution_hub.nlu.entities.things import denied_words
from resolution_hub.nlu.examples import DEFAULT_DIRECTORY, load_intents
from resolution_hub.nlu.language import guess_language
from resolution_hub.nlu.mood import Mood
from resolution_hub.nlu.parts import Piece, parts_of, split
from resolution_hub.nlu.pasted import set_aside
from resolution_hub.nlu.person import Wish, find_wish
from resolution_hub.nlu.plain import Plain, clean, make_plain
from resolution_hub.nlu.refusals import corrects, without_refused
from resolution_hub.nlu.taking_back import drops, goes_back
from resolution_hub.nlu.words import content_words, tokens

MOST_CHARACTERS = 4_000  # of the customer's own words are judged; what is named is looked for in more (plain.py)
_END = 1_000  # of these are the message's last ones
_MOST_OF_A_PIECE = 200  # characters that are judged of one stretch of a message
_MOST_AT_ONCE = 300  # characters of a cut message's beginning, and of its end
LEAST_SHARE = 0.01  # intents less likely than this are not worth storing
SURELY_PERSON = 0.85  # a classifier this sure that a person is meant counts as a request for one
SURELY_CALL = 0.9  # a call is asked for in words that things have as well: a doorbell has a call button
FEW_WORDS = 3  # a message this short may only make sense after the one before it
DOUBTFUL = 0.5
_REFUSED = 0.15  # of its weight is left to a meaning that the text turns down
_IDLE_WEIGHT = 0.15  # of small talk beside a sentence that says something
_NUMBER_WORDS = frozenset(
    {"my", "order", "parcel", "package", "number", "no", "nr", "is", "it", "it's", "the", "and", ","}
)
_IDLE = frozenset({*map(str, SMALL_TALK), str(Intent.TALK_TO_PERSON), "compliment"})


class HybridReader:
    """`ports.language.Language` without a network. Keeps nothing between texts; safe from threads."""

    def __init__(self, classifier: Classifier, encoder: Encoder, mood: Mood) -> None:
        self.encoder = encoder
        self._classifier = classifier
        self._mood = mood
        self._intents = classifier.names
        self._beside = ThreadPoolExecutor(1, thread_name_prefix="pieces")

    @classmethod
    def load(cls, cache_dir: Path, intents_dir: Path | None = None) -> HybridReader:
        """The reader, trained and quantised into `cache_dir` on first use (some 10 s), else loaded from there.

        Raises `WrongWeightsError` (a model file that is not the pinned one) and `BadExamplesError`.
        """
        encoder = Encoder.load(cache_dir)
        _, examples = load_intents([intents_dir or DEFAULT_DIRECTORY])
        return cls(Classifier.load(cache_dir, examples, encoder), encoder, Mood.load(cache_dir, encoder))

    def read(self, text: str, recent: Sequence[str] = (), today: date | None = None) -> Reading:
        """Read one message; see `Language`. `recent` helps where the message alone is too short to be understood."""
        plain = make_plain(text)
        model = self._classifier.version
        if not any(ch.isalnum() or ord(ch) > 0x2000 for ch in plain.text):
            nothing = Reading(intents=(), out_of_scope=1.0, model=model, cut=plain.cut)
            return self._felt(nothing, plain.text, None, recent)
        own, pasted = set_aside(plain)
        told = _shortened(own)
        cut = plain.cut or told is not own
        named = find_entities(own, pasted, today, told.text)
        if self._is_bare_number(own.text, named):
            # The answer to "which order?" means whatever the question meant; guessing here could only mislead.
            number = Reading((), entities=named, quoted=pasted is not None, cut=cut, model=model)
            return self._felt(number, told.text, None, recent)
        meant, refused = without_refused(told)
        judged, parts = self._judge(meant, named, recent)
        if refused is not None:
            judged = self._turned_down(judged, refused)
        scored = self._scored(judged.probabilities)
        reading = Reading(
            intents=scored,
            out_of_scope=round(judged.out_of_scope, 4),
            parts=parts,
            entities=named,
            asks_for_person=self._asks_for_person(told.text, scored),
            corrects=corrects(told.text) or _is_correction(scored),
            drops=drops(told.text),
            goes_back=goes_back(told.text),
            language=guess_language(told.text),
            quoted=pasted is not None,
            cut=cut,
            model=model,
            words=content_words(own.text, denied_words(named.mentions) | _number_words(named)),
        )
        return self._felt(reading, told.text, judged.vector, recent)

    def _felt(self, reading: Reading, text: str, vector: Floats | None, recent: Sequence[str]) -> Reading:
        """The reading with how its writer feels, over the talk: a number sent in anger is still sent in anger."""
        felt = self._mood.feel(text, vector, recent)
        return replace(reading, frustration=felt.frustration, urgency=felt.urgency, alarms=felt.alarms)

    def _is_bare_number(self, text: str, named: Entities) -> bool:
        if not (named.order_numbers or named.tracking_numbers) or len(text) > MOST_CHARACTERS:
            return False
        return set(tokens(_spelt_out(text, named))) <= _NUMBER_WORDS

    def _asks_for_person(self, text: str, scored: Sequence[Scored]) -> bool:
        wish = find_wish(text)
        if wish is not Wish.NOT_MENTIONED:
            return wish is Wish.ASKED
        sure = {one.intent: one.probability for one in scored}
        person, call = sure.get(Intent.TALK_TO_PERSON, 0.0), sure.get("request_call", 0.0)
        return person >= SURELY_PERSON or person + call >= SURELY_CALL

    def _judge(self, plain: Plain, named: Entities, recent: Sequence[str]) -> tuple[Judgement, tuple[Part, ...]]:
        """Of the whole text, and of the parts that have a meaning of their own."""
        text = _spelt_out(_ends(plain.text) if plain.cut else plain.text, named)
        stretches = split(plain)
        if len(stretches) > 1:
            told = [_spelt_out(plain.text[start:end][:_MOST_OF_A_PIECE], named) for start, end in stretches]
            whole, first, *others = self._judge_all([text, *told])
            judged = dict(zip(stretches, [first, *others], strict=True))
            pieces = [self._piece(start, end, one, plain, named) for (start, end), one in judged.items()]
            shares = dict(zip(self._intents, map(float, whole.probabilities), strict=True))
            found = parts_of(pieces, shares, _IDLE, plain.text)
            parts = [
                self._part(plain, part[0].start, part[-1].end, [judged[one.start, one.end] for one in part])
                for part in found
            ]
            return self._joined(whole, list(judged.values())), tuple(parts)
        whole = self._classifier.judge(text)
        before = clean(recent[-1]) if recent else ""
        if before and whole.out_of_scope > DOUBTFUL and len(text.split()) <= FEW_WORDS:
            both = self._classifier.judge(f"{before[:_MOST_OF_A_PIECE]} {text}")
            mixed = np.asarray((whole.probabilities + both.probabilities) / 2, dtype=np.float32)
            return Judgement(mixed, min(whole.out_of_scope, both.out_of_scope), whole.vector), ()
        return whole, ()

    def _judge_all(self, texts: Sequence[str]) -> list[Judgement]:
        """Of several texts, on a second core as well where there is one to spare: nobody should wait for having said more."""
        half = (len(texts) + 1) // 2
        beside = [self._beside.submit(self._classifier.judge, text) for text in texts[half:]]
        return [*map(self._classifier.judge, texts[:half]), *(each.result() for each in beside)]

    def _piece(self, start: int, end: int, judged: Judgement, plain: Plain, named: Entities) -> Piece:
        best = int(judged.probabilities.argmax())
        first, last = plain.span(start, end)
        things = (word for one in named.mentions if first <= one.start and one.end <= last for word in one.words)
        return Piece(
            start, end, self._intents[best], float(judged.probabilities[best]), judged.out_of_scope, frozenset(things)
        )

    def _part(self, plain: Plain, start: int, end: int, judged: Sequence[Judgement]) -> Part:
        first, last = plain.span(start, end)
        return Part(first, last, self._scored(self._average(judged)))

    def _turned_down(self, judged: Judgement, refused: str) -> Judgement:
        """Less of the meaning that the refused words alone have; nothing takes its place."""
        best = int(self._classifier.judge(refused).probabilities.argmax())
        weights = np.ones(len(self._intents), dtype=np.float32)
        weights[best] = _REFUSED
        return Judgement(judged.probabilities * weights, judged.out_of_scope, judged.vector)

    def _joined(self, whole: Judgement, pieces: Sequence[Judgement]) -> Judgement:
        """Half the whole message, half its pieces, each counting by how much it says about one of our intents."""
        mixed = np.asarray((whole.probabilities + self._average(pieces)) / 2, dtype=np.float32)
        return Judgement(mixed, min(whole.out_of_scope, *(piece.out_of_scope for piece in pieces)), whole.vector)

    def _average(self, judged: Sequence[Judgement]) -> Floats:
        weights = np.array([self._weight(one) for one in judged], dtype=np.float32)
        return np.asarray(np.average([one.probabilities for one in judged], axis=0, weights=weights), dtype=np.float32)

    def _weight(self, judged: Judgement) -> float:
        best = self._intents[int(judged.probabilities.argmax())]
        importance = _IDLE_WEIGHT if best in _IDLE else 1.0
        return max(0.01, importance * (1 - judged.out_of_scope) * float(judged.probabilities.max()))

    def _scored(self, probabilities: Floats) -> tuple[Scored, ...]:
        shares = np.floor(probabilities.astype(np.float64) * 10_000) / 10_000  # rounded down: sums to 1 at most
        order = np.argsort(-shares, kind="stable")
        return tuple(
            Scored(self._intents[place], float(shares[place])) for place in order if shares[place] >= LEAST_SHARE
        )


def _is_correction(scored: Sequence[Scored]) -> bool:
    return bool(scored) and scored[0].intent == Intent.CORRECTION and scored[0].probability >= DOUBTFUL


def _shortened(plain: Plain) -> Plain:
    if len(plain.text) <= MOST_CHARACTERS:
        return plain
    kept = plain.only([(0, MOST_CHARACTERS - _END), (len(plain.text) - _END, len(plain.text))])
    return replace(kept, cut=True)


def _ends(text: str) -> str:
    """As much of a very long text as the encoder takes in at once, of its beginning and its end."""
    return f"{text[:_MOST_AT_ONCE]}\n{text[-_MOST_AT_ONCE:]}"


def _number_words(named: Entities) -> frozenset[str]:
    numbers = (*named.order_numbers, *named.tracking_numbers)
    return frozenset(word for number in numbers for word in number.lower().split("-"))


def _spelt_out(text: str, named: Entities) -> str:
    return spell_out_numbers(text, named.order_numbers, named.tracking_numbers)
