"""What is learnt from examples: any names, the same every time, measured on texts that were held out."""

from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pytest

from resolution_hub.nlu import classifier
from resolution_hub.nlu.artefact import Artefact
from resolution_hub.nlu.classifier import Classifier, judging_key, quality_file, version_of
from resolution_hub.nlu.encoder import Encoder, Vectors
from resolution_hub.nlu.examples import Examples
from resolution_hub.nlu.ngrams import FAMILIES
from resolution_hub.nlu.training import FOLDS, train

TEXTS = {
    "weather": (
        "will it rain",
        "is it sunny outside",
        "how cold is it",
        "any snow today",
        "weather report",
        "rain again?",
    ),
    "music": ("play a song", "turn up the music", "next track please", "who sings this", "play jazz", "some music"),
    "food": ("I am hungry", "order a pizza", "what is for dinner", "a recipe for soup", "book a table", "dinner ideas"),
}


@pytest.fixture
def examples() -> Examples:
    labelled = [(text, place) for place, texts in enumerate(TEXTS.values()) for text in texts]
    return Examples(tuple(TEXTS), tuple(text for text, _ in labelled), tuple(place for _, place in labelled))


def best(learnt: Classifier, text: str) -> str:
    return learnt.names[int(learnt.judge(text).probabilities.argmax())]


def test_any_names_can_be_learnt(examples: Examples, encoder: Encoder) -> None:
    learnt = Classifier.learn(examples, encoder)
    assert best(learnt, "is there rain tomorrow") == "weather"
    assert best(learnt, "put on some rock music") == "music"


def test_probabilities_sum_to_one_and_what_is_far_away_is_out_of_scope(examples: Examples, encoder: Encoder) -> None:
    learnt = Classifier.learn(examples, encoder)
    near, far = learnt.judge("play some jazz music"), learnt.judge("the mitochondria of the cell")
    assert float(near.probabilities.sum()) == pytest.approx(1, abs=1e-5)
    assert near.probabilities.shape == (3,)
    assert 0 <= near.out_of_scope < far.out_of_scope <= 1
    assert np.allclose(near.vector, encoder.encode(["play some jazz music"])[0])


def test_the_same_examples_teach_the_same(examples: Examples, encoder: Encoder) -> None:
    one, other = train(examples, encoder), train(examples, encoder)
    assert np.array_equal(one.artefact.meaning, other.artefact.meaning)
    assert np.array_equal(one.held_out, other.held_out)
    assert one.artefact.temperature == other.artefact.temperature


def test_every_text_is_judged_by_models_that_had_not_seen_it(examples: Examples, encoder: Encoder) -> None:
    odd = Examples(examples.names, (*examples.texts, "zyx wvu tsr"), (*examples.labels, 0))
    held_out = train(odd, encoder).held_out
    assert held_out.shape == (len(odd.texts), 3)
    assert np.allclose(held_out.sum(axis=1), 1, atol=1e-5)
    assert held_out[-1, 0] < 0.9  # a model that had seen it would know it by heart
    assert best(Classifier.learn(odd, encoder), "zyx wvu tsr") == "weather"


def test_progress_is_told_for_each_step_to_its_end(examples: Examples, encoder: Encoder) -> None:
    told: list[tuple[str, int, int]] = []
    train(examples, encoder, lambda step, done, whole: told.append((step, done, whole)))
    assert list(dict.fromkeys(step for step, _, _ in told)) == ["reading", "testing", "learning"]
    assert ("reading", 18, 18) in told
    assert ("testing", FOLDS, FOLDS) in told
    assert told[-1] == ("learning", 1, 1)


def test_a_saved_artefact_judges_as_before(examples: Examples, encoder: Encoder, tmp_path: Path) -> None:
    artefact = train(examples, encoder).artefact
    artefact.save(tmp_path / "model.npz")
    fresh, again = (
        Classifier(one, encoder, "v") for one in (artefact, Artefact.load(tmp_path / "model.npz", FAMILIES))
    )
    for text in ("will it snow", "play it again", "", "zyx"):
        assert np.array_equal(fresh.judge(text).probabilities, again.judge(text).probabilities)
        assert fresh.judge(text).out_of_scope == again.judge(text).out_of_scope


def test_what_was_learnt_is_kept_under_the_name_of_its_contents(
    examples: Examples, encoder: Encoder, tmp_path: Path
) -> None:
    learnt = Classifier.load(tmp_path, examples, encoder)
    kept = {path: path.stat().st_mtime_ns for path in tmp_path.glob("intents-*.npz")}
    same = Examples(*(tuple(part) for part in (examples.names, examples.texts, examples.labels)))
    assert Classifier.load(tmp_path, same, encoder).version == learnt.version == version_of(examples.key)
    assert {path: path.stat().st_mtime_ns for path in tmp_path.glob("intents-*.npz")} == kept
    assert quality_file(tmp_path, examples).exists()
    other = Examples(examples.names, (*examples.texts[:-1], "breakfast"), examples.labels)
    assert Classifier.load(tmp_path, other, encoder).version != learnt.version


def test_the_way_of_judging_has_a_name_that_changes_with_how_texts_are_cut(monkeypatch: pytest.MonkeyPatch) -> None:
    before = judging_key()
    with monkeypatch.context() as changed:
        changed.setattr(classifier, "grams", lambda family, text: [family, text])
        assert judging_key() != before
    with monkeypatch.context() as changed:
        changed.setattr(classifier, "FORMAT", classifier.FORMAT + 1)
        assert judging_key() != before
    assert judging_key() == before


def test_only_new_texts_are_encoded(
    examples: Examples, encoder: Encoder, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    encoded: list[str] = []
    encode = Encoder.encode

    def noted(self: Encoder, texts: Sequence[str]) -> Vectors:
        encoded.extend(texts)
        return encode(self, texts)

    monkeypatch.setattr(Encoder, "encode", noted)
    first = train(examples, encoder, cache_dir=tmp_path)
    assert sorted(encoded) == sorted(examples.texts)
    again = train(examples, encoder, cache_dir=tmp_path)
    assert len(encoded) == len(examples.texts)
    assert np.array_equal(first.artefact.examples, again.artefact.examples)
    assert np.array_equal(first.held_out, again.held_out)
    train(Examples(examples.names, (*examples.texts, "a sandwich"), (*examples.labels, 2)), encoder, cache_dir=tmp_path)
    assert encoded[len(examples.texts) :] == ["a sandwich"]
