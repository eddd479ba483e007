"""Articles as they are written: Markdown below a few lines of `key: value`, to safe HTML and quotable passages."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Final

import nh3
from markdown_it import MarkdownIt
from markdown_it.token import Token

_FENCE: Final = "---"
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
    """HTML that holds no script, style or foreign tag, whoever wrote the article; links open without our address."""
    return nh3.clean(
        _MARKDOWN.render(markdown),
        tags=set(_TAGS),
        attributes={"a": {"href", "title"}},
        url_schemes={"http", "https", "mailto", "tel"},
        link_rel="noopener noreferrer",
    )


def sections(markdown: str) -> Iterator[tuple[str, str]]:
    """Each heading with the plain text under it; what stands before the first heading comes under ''."""
    heading, parts = "", list[str]()
    tokens = _MARKDOWN.parse(markdown)
    for place, token in enumerate(tokens):
        if token.type != "inline":
            continue
        plain = _plain(token.children or ())
        if place and tokens[place - 1].type == "heading_open":
            yield from _section(heading, parts)
            heading, parts = plain, []
        else:
            parts.append(plain)
    yield from _section(heading, parts)


def _section(heading: str, parts: list[str]) -> Iterator[tuple[str, str]]:
    if parts:
        yield heading, " ".join(part if part.endswith((".", "!", "?", ":")) else f"{part}." for part in parts)


def _plain(children: Sequence[Token]) -> str:
    pieces = []
    for child in children:
        if child.type in ("softbreak", "hardbreak"):
            pieces.append(" ")
        elif child.type in ("text", "code_inline"):
            pieces.append(child.content)
    return "".join(pieces).strip()
