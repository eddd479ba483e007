"""Vectors that are kept from run to run, and those that are remembered for a while."""

from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import numpy as np
import pytest

from resolution_hub.nlu import encoder as encoding
from resolution_hub.nlu.encoder import Encoder, Vectors
from resolution_hub.nlu.vectors import encode_kept


class Counting(Encoder):
    """An encoder that tells what it was asked for."""

    def __init__(self, real: Encoder) -> None:
        self._real = real
        self.asked: list[str] = []

    def encode(self, texts: Sequence[str]) -> Vectors:
        self.asked += texts
        return self._real.encode(texts)


def test_only_new_texts_are_encoded(encoder: Encoder, tmp_path: Path) -> None:
    counting = Counting(encoder)
    first = encode_kept(["a lamp", "a chair", "a lamp"], counting, tmp_path, "things")
    second = encode_kept(["a chair", "a desk"], counting, tmp_path, "things")
    assert counting.asked == ["a lamp", "a chair", "a desk"]
    assert np.array_equal(second[0], first[1])
    assert np.array_equal(first, encoder.encode(["a lamp", "a chair", "a lamp"]))


def test_the_file_holds_what_was_asked_for_last(encoder: Encoder, tmp_path: Path) -> None:
    counting = Counting(encoder)
    for texts in (["one", "two"], ["two"], ["one", "two"]):
        encode_kept(texts, counting, tmp_path, "things")
    assert counting.asked == ["one", "two", "one"]
    assert len(list(tmp_path.iterdir())) == 1


@pytest.mark.parametrize("spoilt", [b"", b"not a file of ours", b"PK\x03\x04 half of one"])
def test_a_spoilt_file_is_written_anew(encoder: Encoder, tmp_path: Path, spoilt: bytes) -> None:
    rows = encode_kept(["a lamp"], encoder, tmp_path, "things")
    (path,) = tmp_path.iterdir()
    path.write_bytes(spoilt)
    counting = Counting(encoder)
    assert np.array_equal(encode_kept(["a lamp"], counting, tmp_path, "things"), rows)
    assert counting.asked == ["a lamp"]
    assert encode_kept(["a lamp"], counting, tmp_path, "things").shape == (1, 384)
    assert counting.asked == ["a lamp"]


def test_nothing_is_kept_without_a_directory_and_nothing_has_no_rows(encoder: Encoder) -> None:
    assert encode_kept([], encoder, None, "things").shape == (0, 384)
    assert encode_kept(["a lamp"], encoder, None, "things").shape == (1, 384)


def test_a_text_that_comes_alone_is_encoded_once(encoder: Encoder, monkeypatch: pytest.MonkeyPatch) -> None:
    text = "is the walnut lamp that I saw dimmable"
    runs: list[str] = []
    real = encoder._encode_one
    monkeypatch.setattr(encoder, "_encode_one", lambda asked: (runs.append(asked), real(asked))[1])
    first = encoder.encode([text])
    first[0, 0] = 9
    again = encoder.encode([text])
    assert runs == [text]
    assert again[0, 0] != 9
    assert np.array_equal(again, encoder.encode([text, text])[:1])


def test_what_is_remembered_is_bounded(encoder: Encoder, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(encoding, "MOST_RECENT", 3)
    with ThreadPoolExecutor(4) as threads:
        rows = list(threads.map(lambda n: encoder.encode([f"lamp {n % 7}"]), range(40)))
    assert len(encoder._recent) <= 3
    assert all(np.array_equal(row, rows[place % 7]) for place, row in enumerate(rows))
