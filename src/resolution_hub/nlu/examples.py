"""The intents and the texts they are learnt from: one TOML file an intent, ours and a shop's own.

    description = "What belongs here, and what does not."
    topic = "cancel_order"          # the journey that it begins, or
    article = "cancel-an-order"     # the article that answers it, or neither
    needs = ["order"]               # what must be known to serve it
    examples = ["cancel my order", …]
    shared = ["cancel", …]          # texts that mean other intents as well, listed there too

A text in `examples` means this intent and no other. What people also say for something else is listed under `shared` in each
of those files, and teaches the classifier to be unsure. A shop's file with a name of ours adds to it; one with a new name,
which needs a `title` for buttons, is the shop's own intent.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from resolution_hub.core.reading import Intent
from resolution_hub.core.taxonomy import IntentSpec, Need, Taxonomy
from resolution_hub.core.topic import Topic
from resolution_hub.nlu.cache import content_key

DEFAULT_DIRECTORY = Path(__file__).parent.parent / "intents"
FEWEST = 10
_KEYS = frozenset({"title", "description", "topic", "article", "needs", "examples", "shared"})
_NAME = re.compile(r"[a-z][a-z0-9]*(?:_[a-z0-9]+)*")
_LONGEST_NAME = 40
_OURS = ("topic", "needs")  # what a journey of ours was written for
_SLUG = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")


class BadExamplesError(Exception):
    """The files of intents can't be learnt from. `problems` names each file and what to mend; nothing was learnt."""

    def __init__(self, problems: Sequence[str]) -> None:
        super().__init__("\n".join(problems))
        self.problems = tuple(problems)


@dataclass(frozen=True, slots=True)
class Examples:
    """Texts, each with the place of its meaning in `names`."""

    names: tuple[str, ...]
    texts: tuple[str, ...]
    labels: tuple[int, ...]

    @property
    def key(self) -> str:
        """Names exactly these texts and meanings."""
        return content_key([*self.names, *(f"{label} {t}" for label, t in zip(self.labels, self.texts, strict=True))])


@dataclass(slots=True)
class _Draft:
    """One intent while its files are read: ours, then what a shop adds. Each text with the file that it stands in."""

    title: str = ""
    description: str = ""
    topic: Topic | None = None
    article: str | None = None
    needs: tuple[Need, ...] = ()
    own: list[tuple[str, Path]] = field(default_factory=list)
    shared: list[str] = field(default_factory=list)


def load_intents(
    directories: Sequence[Path], accepted: Mapping[str, Sequence[str]] | None = None
) -> tuple[Taxonomy, Examples]:
    """Every intent of the folders, ours first. `accepted` are reviewed examples by intent; those of an intent that is gone
    are left out. Raises BadExamplesError that names every problem."""
    problems: list[str] = []
    drafts: dict[str, _Draft] = {}
    for place, directory in enumerate(directories):
        if not directory.is_dir():
            problems.append(f"{directory}: there is no such folder")
            continue
        for path in sorted(directory.glob("*.toml")):
            _take_in(path, drafts, problems, ours=place == 0)
    missing = sorted(set(map(str, Intent)) - drafts.keys())
    problems += [
        f"{directories[0]}: {name}.toml is missing, and decisions depend on it; put it back" for name in missing
    ]
    problems += _twice(drafts)
    if problems:
        raise BadExamplesError(problems)
    specs = {
        name: IntentSpec(name, each.description, each.title, each.topic, each.article, each.needs)
        for name, each in drafts.items()
    }
    examples = _gathered(drafts, accepted or {})
    said = [f"{s.name} {s.title} {s.topic} {s.article} {s.needs} {s.description}" for s in specs.values()]
    return Taxonomy(specs, content_key([*said, examples.key])), examples


def _take_in(path: Path, drafts: dict[str, _Draft], problems: list[str], *, ours: bool) -> None:
    name = path.stem
    new = name not in drafts
    draft = drafts.setdefault(name, _Draft())  # even of a bad file: it is not missing, and what it adds is not new
    try:
        content = tomllib.loads(path.read_text("utf-8"))
    except (OSError, tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        problems.append(f"{path}: {error}")
        return
    wrong = list(_wrong_with(name, content, new=new, ours=ours))
    problems += [f"{path}: {what}" for what in wrong]
    if wrong:
        return
    draft.title = content.get("title", draft.title)
    draft.description = content.get("description", draft.description)
    draft.topic = Topic(content["topic"]) if "topic" in content else draft.topic
    draft.article = content.get("article", draft.article)
    draft.needs = tuple(map(Need, content["needs"])) if "needs" in content else draft.needs
    draft.own += [(text, path) for text in content.get("examples", [])]
    draft.shared += content.get("shared", [])


def _wrong_with(name: str, content: dict[str, Any], *, new: bool, ours: bool) -> Iterator[str]:
    for key in sorted(content.keys() - _KEYS):
        yield f"`{key}` is not a key of an intent; use only {', '.join(sorted(_KEYS))}"
    if not _NAME.fullmatch(name) or len(name) > _LONGEST_NAME:
        yield f"a file is named by lower-case words joined by '_', at most {_LONGEST_NAME} characters; rename it"
    for key in ("title", "description"):
        needed = new and (key == "description" or not ours)
        value = content.get(key, "" if needed else "-")
        if not isinstance(value, str) or not value.strip():
            yield f"`{key}` must be a text"
    if not new:
        yield from (f"`{key}` of an intent of ours can't be changed; leave it out" for key in _OURS if key in content)
    if "topic" in content and content["topic"] not in list(Topic):
        yield f"`topic` must be one of {', '.join(Topic)}"
    article = content.get("article")
    if article is not None and (not isinstance(article, str) or not _SLUG.fullmatch(article)):
        yield "`article` must be the slug of an article"
    needs = content.get("needs", [])
    if not isinstance(needs, list) or not all(need in list(Need) for need in needs):
        yield f"`needs` must be a list of {', '.join(Need)}"
    for key in ("examples", "shared"):
        value = content.get(key, [])
        if not isinstance(value, list) or not all(isinstance(text, str) and text.strip() for text in value):
            yield f"`{key}` must be a list of texts"
        elif key == "examples" and new and len({_plain(text) for text in value}) < FEWEST:
            yield f"too few examples: {len({_plain(text) for text in value})}; write at least {FEWEST} that differ"


def _twice(drafts: Mapping[str, _Draft]) -> Iterator[str]:
    first: dict[str, tuple[str, Path]] = {}
    for name, draft in drafts.items():
        for text, path in draft.own:
            other, there = first.setdefault(_plain(text), (name, path))
            if other != name:
                yield (
                    f"{path}: {text!r} is also an example of {other} ({there}); "
                    "remove it from one of them, or put it under `shared` in both"
                )


def _gathered(drafts: Mapping[str, _Draft], accepted: Mapping[str, Sequence[str]]) -> Examples:
    """Each text once an intent. What a reviewer accepted may contradict a file: then it is learnt as both, which makes the
    classifier as unsure as the two people were."""
    texts: list[str] = []
    labels: list[int] = []
    for place, (name, draft) in enumerate(drafts.items()):
        own = [*(text for text, _ in draft.own), *draft.shared, *accepted.get(name, ())]
        once: dict[str, str] = {}
        for text in own:
            once.setdefault(_plain(text), text)
        texts += once.values()
        labels += [place] * len(once)
    return Examples(tuple(drafts), tuple(texts), tuple(labels))


def _plain(text: str) -> str:
    return " ".join(text.lower().split())
