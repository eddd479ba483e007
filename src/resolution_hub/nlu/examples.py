"""The texts the classifier learns from: one TOML file an intent, `description` and `examples`."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from pathlib import Path

from resolution_hub.core.reading import Intent

DEFAULT_DIRECTORY = Path(__file__).parent.parent / "intents"
FEWEST = 10


class BadExamplesError(Exception):
    """The files of examples can't be learnt from; the message names the file and what to mend."""


@dataclass(frozen=True, slots=True)
class Examples:
    """Texts with the place of their intent in `intents`."""

    intents: tuple[Intent, ...]
    texts: tuple[str, ...]
    labels: tuple[int, ...]


def load_examples(directory: Path) -> Examples:
    """Every intent's examples. Raises `BadExamplesError` on a missing, unknown, small or contradictory file."""
    known = tuple(Intent)
    unknown = sorted(path.name for path in directory.glob("*.toml") if path.stem not in set(known))
    if unknown:
        raise BadExamplesError(f"{directory}: no such intent: {', '.join(unknown)}")
    owner: dict[str, Intent] = {}
    for intent in known:
        for text in _read(directory / f"{intent.value}.toml"):
            other = owner.setdefault(" ".join(text.lower().split()), intent)
            if other is not intent:
                raise BadExamplesError(f"{directory}: {text!r} is an example of both {other.value} and {intent.value}")
    place = {intent: number for number, intent in enumerate(known)}
    return Examples(known, tuple(owner), tuple(place[intent] for intent in owner.values()))


def content_of(directory: Path) -> list[bytes]:
    """The files' bytes in a fixed order, to name what is learnt from them."""
    return [part for path in sorted(directory.glob("*.toml")) for part in (path.name.encode(), path.read_bytes())]


def _read(path: Path) -> list[str]:
    try:
        content = tomllib.loads(path.read_text("utf-8"))
    except (OSError, tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise BadExamplesError(f"{path}: {error}") from error
    texts = content.get("examples")
    if not isinstance(texts, list) or not all(isinstance(text, str) and text.strip() for text in texts):
        raise BadExamplesError(f"{path}: `examples` must be a list of texts")
    if len(texts) < FEWEST:
        raise BadExamplesError(f"{path}: {len(texts)} examples, at least {FEWEST} are needed")
    return texts
