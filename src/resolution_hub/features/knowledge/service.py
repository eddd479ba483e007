"""The shop's help articles: read from a folder, shown as HTML, and cut into passages that answers may quote.

The folder is the retailer's: an edited file is noticed by its time stamp, and a broken one is named and refused as a
whole, while the articles read before stay in use.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Final

from resolution_hub.features.knowledge.markup import MarkupError, Section, sections, split_front_matter, to_html
from resolution_hub.features.knowledge.sentences import cut, weight
from resolution_hub.ports.language import Passage

TOPICS: Final = ("delivery", "orders", "returns", "refunds", "billing", "account", "products", "safety")
LONGEST_SUMMARY: Final = 160
MOST_WEIGHT: Final = 110  # of a passage with its title and heading: an encoder that takes 128 word pieces cuts nothing
_KEYS: Final = ("title", "slug", "topic", "updated")
_SLUG: Final = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")

Stamp = frozenset[tuple[str, int, int]]


class ArticleError(Exception):
    """An article can't be read. The message names the file and what to mend; the others were not loaded either."""


@dataclass(frozen=True, slots=True)
class Article:
    """`html` is safe to show as it is. `summary` is plain text of at most 160 characters."""

    slug: str
    title: str
    topic: str
    updated: date
    html: str
    passages: tuple[Passage, ...]
    summary: str


class Library:
    """The articles of one folder. `passages` are what a `PassageFinder` is built from; build it anew after a reload."""

    def __init__(self, directory: Path, articles: Sequence[Article], stamp: Stamp) -> None:
        self._directory = directory
        self._stamp = stamp
        self._by_slug = _index(articles)

    @property
    def articles(self) -> tuple[Article, ...]:
        """All articles, by title."""
        return tuple(self._by_slug.values())

    @property
    def passages(self) -> tuple[Passage, ...]:
        return tuple(passage for article in self._by_slug.values() for passage in article.passages)

    def find(self, slug: str) -> Article | None:
        return self._by_slug.get(slug)

    def topics(self) -> Mapping[str, tuple[Article, ...]]:
        """Topics that have articles, in the order in which they are shown, each with its articles by title."""
        groups = {topic: tuple(one for one in self._by_slug.values() if one.topic == topic) for topic in TOPICS}
        return {topic: articles for topic, articles in groups.items() if articles}

    def reload_if_changed(self) -> bool:
        """Read the folder again if a file came, went or changed. Raises `ArticleError` and keeps the old articles."""
        stamp = _stamp(self._directory)
        if stamp == self._stamp:
            return False
        self._stamp = stamp  # before reading: a broken file is reported once for each change, not at every call
        self._by_slug = _index(_read_all(self._directory))
        return True


def load_articles(directory: Path) -> Library:
    """Every `*.md` of the folder. Raises `ArticleError` that names the file."""
    if not directory.is_dir():
        raise ArticleError(f"{directory}: no such folder")
    stamp = _stamp(directory)
    return Library(directory, _read_all(directory), stamp)


def parse_article(path: Path, source: str) -> Article:
    """One article from its text; `path` only names it in errors."""
    try:
        values, markdown = split_front_matter(source)
    except MarkupError as error:
        raise ArticleError(f"{path}: {error}") from error
    title, slug, topic, updated = _check_values(path, values)
    found = list(sections(markdown))
    if not found:
        raise ArticleError(f"{path}: has no text")
    passages = tuple(passage for section in found for passage in _passages(slug, title, section))
    return Article(slug, title, topic, updated, to_html(markdown), passages, _summary(" ".join(found[0].sentences)))


def _passages(slug: str, title: str, section: Section) -> Iterator[Passage]:
    heading = section.heading or title
    room = MOST_WEIGHT - weight(f"{title}. {heading}.")
    for sentences in cut(section.sentences, room):
        yield Passage(slug, title, heading, " ".join(sentences), section.anchor, sentences)


def _check_values(path: Path, values: Mapping[str, str]) -> tuple[str, str, str, date]:
    missing = [key for key in _KEYS if not values.get(key)]
    unknown = sorted(set(values) - set(_KEYS))
    if missing or unknown:
        problem = f"lacks {', '.join(missing)}" if missing else f"has unknown {', '.join(unknown)}"
        raise ArticleError(f"{path}: the front matter {problem}")
    title, slug, topic, updated = (values[key] for key in _KEYS)
    if not _SLUG.fullmatch(slug):
        raise ArticleError(f"{path}: slug {slug!r} must be lower-case words joined by '-'")
    if topic not in TOPICS:
        raise ArticleError(f"{path}: topic {topic!r} must be one of {', '.join(TOPICS)}")
    try:
        return title, slug, topic, date.fromisoformat(updated)
    except ValueError as error:
        raise ArticleError(f"{path}: updated {updated!r} must be a date such as 2026-11-02") from error


def _read_all(directory: Path) -> list[Article]:
    articles: dict[str, Article] = {}
    for path in sorted(directory.glob("*.md")):
        try:
            source = path.read_text("utf-8")
        except (OSError, UnicodeDecodeError) as error:
            raise ArticleError(f"{path}: {error}") from error
        article = parse_article(path, source)
        if article.slug in articles:
            raise ArticleError(f"{path}: the slug {article.slug!r} is taken by another article")
        articles[article.slug] = article
    return list(articles.values())


def _index(articles: Sequence[Article]) -> dict[str, Article]:
    return {article.slug: article for article in sorted(articles, key=lambda one: one.title)}


def _stamp(directory: Path) -> Stamp:
    stats = ((path.name, path.stat()) for path in directory.glob("*.md"))
    return frozenset((name, stat.st_mtime_ns, stat.st_size) for name, stat in stats)


def _summary(text: str) -> str:
    if len(text) <= LONGEST_SUMMARY:
        return text
    kept = text[: LONGEST_SUMMARY - 1].rsplit(" ", 1)[0].rstrip(".,;: ")
    sentence_end = max(kept.rfind(". "), kept.rfind("! "), kept.rfind("? "))
    return text[: sentence_end + 1] if sentence_end > LONGEST_SUMMARY // 3 else f"{kept}…"
