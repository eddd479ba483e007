"""Articles as they are written: Markdown below a few lines of `key: value`, to safe HTML and to sections of plain text."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

import nh3
from markdown_it import MarkdownIt
from markdown_it.token import Token

from resolution_hub.features.knowledge.sentences import split_sentences

_FENCE: Final = "---"
_HEADINGS: Final = ("h2", "h3")
_ANCHOR: Final = "section"
_LONGEST_ANCHOR: Final = 60
_NO_WORD: Final = re.compile(r"[^\w]+")
_TAGS: Final = frozenset(
    {"h2", "h3", "p", "ul", "ol", "li", "strong", "em", "a", "code", "pre", "blockquote", "br", "hr"}
    | {"table", "thead", "tbody", "tr", "th", "td"}
)
_MARKDOWN: Final = MarkdownIt("commonmark", {"html": False, "typographer": False}).enable("table")


class MarkupError(Exception):
    """A text is not an article; the message says in which line and why."""


def split_front_matter(source: str) -> tuple[Mapping[str, str], str]:
    """The `key: value` lines between two `---` lines, and the Markdown after them. Raises `MarkupError`."""
    lines = source.removeprefix("\ufeff").splitlines()
    if not lines or lines[0].strip() != _FENCE:
        raise MarkupError("line 1: must be '---', followed by lines such as 'title: …'")
    values: dict[str, str] = {}
    for number, line in enumerate(lines[1:], 2):
        if line.strip() == _FENCE:
            return values, "\n".join(lines[number:]).strip()
        key, colon, value = line.partition(":")
        if not line.strip():
            continue
        if not colon:
            raise MarkupError(f"line {number}: '{line.strip()}' is not 'key: value'")
        if key.strip() in values:
            raise MarkupError(f"line {number}: '{key.strip()}' is given twice")
        values[key.strip()] = value.strip().strip("\"'")
    raise MarkupError("the second '---' line is missing")


def to_html(markdown: str) -> str:
    """HTML that holds no script, style or foreign tag, whoever wrote the article; links open without our address.

    Headings have ids, the anchors of `sections`.
    """
    return nh3.clean(
        _MARKDOWN.renderer.render(_parse(markdown), _MARKDOWN.options, {}),
        tags=set(_TAGS),
        attributes={"a": {"href", "title"}, "h2": {"id"}, "h3": {"id"}},
        url_schemes={"http", "https", "mailto", "tel"},
        link_rel="noopener noreferrer",
    )


@dataclass(frozen=True, slots=True)
class Section:
    """A heading, its id on the page, and the sentences of plain text under it. What stands before the first heading has
    neither heading nor id."""

    heading: str
    anchor: str
    sentences: tuple[str, ...]


def sections(markdown: str) -> Iterator[Section]:
    """The sections that have text, in order. Each item of a list is a sentence of its own."""
    heading, anchor, sentences = "", "", list[str]()
    tokens = _parse(markdown)
    for place, token in enumerate(tokens):
        if token.type != "inline":
            continue
        plain = _plain(token.children or ())
        before = tokens[place - 1] if place else token
        if before.type == "heading_open":
            if sentences:
                yield Section(heading, anchor, tuple(sentences))
            heading, anchor, sentences = plain, str(before.attrs.get("id", "")), []
        elif plain:
            sentences += split_sentences(plain if plain.endswith((".", "!", "?", ":")) else f"{plain}.")
    if sentences:
        yield Section(heading, anchor, tuple(sentences))


def _parse(markdown: str) -> list[Token]:
    """The tokens, with an id on each heading that the page shows."""
    tokens = _MARKDOWN.parse(markdown)
    taken: set[str] = set()
    for token, inside in pairwise(tokens):
        if token.type == "heading_open" and token.tag in _HEADINGS:
            token.attrs["id"] = _new_anchor(_plain(inside.children or ()), taken)
    return tokens


def _new_anchor(heading: str, taken: set[str]) -> str:
    # With a prefix, because the page has ids of its own and an article may be called like one of them.
    words = _NO_WORD.sub("-", heading.lower()).strip("-")[:_LONGEST_ANCHOR]
    anchor = start = f"{_ANCHOR}-{words}" if words else _ANCHOR
    number = 1
    while anchor in taken:
        number += 1
        anchor = f"{start}-{number}"
    taken.add(anchor)
    return anchor


def _plain(children: Sequence[Token]) -> str:
    pieces = []
    for child in children:
        if child.type in ("softbreak", "hardbreak"):
            pieces.append(" ")
        elif child.type in ("text", "code_inline"):
            pieces.append(child.content)
    return "".join(pieces).strip()
