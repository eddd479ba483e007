"""The texts the classifier learns from: one TOML file an intent, with `description`, `examples` and maybe `shared`.

A text in `examples` means this intent and no other. What people also say for something else ("refund", "cancel") is
listed under `shared` in each of those files, and teaches the classifier to be unsure.
"""

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
    """Texts, each with the place of its meaning in `names`."""

    names: tuple[str, ...]
    texts: tuple[str, ...]
    labels: tuple[int, ...]


def load_examples(directory: Path) -> Examples:
    """Every intent's examples. Raises `BadExamplesError` on a missing, unknown, small or contradictory file."""
    known = tuple(Intent)
    unknown = sorted(path.name for path in directory.glob("*.toml") if path.stem not in set(known))
    if unknown:
        raise BadExamplesError(f"{directory}: no such intent: {', '.join(unknown)}")
    texts: list[str] = []
    labels: list[int] = []
    owner: dict[str, Intent] = {}
    for place, intent in enumerate(known):
        path = directory / f"{intent.value}.toml"
        own, shared = _read(path)
        for text in own:
            other = owner.setdefault(_plain(text), intent)
            if other is not intent:
                raise BadExamplesError(f"{path}: {text!r} is also an example of {other.value}; put it under `shared`")
        texts += [*own, *shared]
        labels += [place] * (len(own) + len(shared))
    return Examples(tuple(intent.value for intent in known), tuple(texts), tuple(labels))


def content_of(directory: Path) -> list[bytes]:
    """The files' bytes in a fixed order, to name what is learnt from them."""
    return [part for path in sorted(directory.glob("*.toml")) for part in (path.name.encode(), path.read_bytes())]


def _plain(text: str) -> str:
    return " ".join(text.lower().split())


def _read(path: Path) -> tuple[list[str], list[str]]:
    try:
        content = tomllib.loads(path.read_text("utf-8"))
    except (OSError, tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise BadExamplesError(f"{path}: {error}") from error
    own, shared = (_texts(path, key, content.get(key, [])) for key in ("examples", "shared"))
    if len(own) < FEWEST:
        raise BadExamplesError(f"{path}: {len(own)} examples, at least {FEWEST} are needed")
    return own, shared


def _texts(path: Path, key: str, value: object) -> list[str]:
    if not isinstance(value, list) or not all(isinstance(text, str) and text.strip() for text in value):
        raise BadExamplesError(f"{path}: `{key}` must be a list of texts")
    return value
