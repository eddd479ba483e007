"""The help articles: those that ship, and what a retailer may do to them."""

import os
from pathlib import Path

import pytest

from resolution_hub.features.knowledge.service import TOPICS, ArticleError, load_articles, parse_article

SHIPPED = Path(__file__).parents[3] / "articles"
GOOD = """---
title: Late parcels
slug: late-parcels
topic: delivery
updated: 2026-11-02
---

We are **sorry**. It happens.

## When to write

Write after *three* days.

* by chat
* by phone

## What you get

A refund. [More](https://example.com)
"""


def write(directory: Path, name: str, text: str) -> Path:
    path = directory / name
    path.write_text(text, "utf-8")
    return path


def test_the_articles_that_ship_are_whole() -> None:
    library = load_articles(SHIPPED)
    assert len(library.articles) >= 20
    assert set(library.topics()) == set(TOPICS)
    for article in library.articles:
        assert 2 <= article.html.count("<h2>") <= 7, article.slug
        assert 100 <= sum(len(passage.text.split()) for passage in article.passages) <= 320, article.slug
        assert 20 <= len(article.summary) <= 160, article.slug
        assert (SHIPPED / f"{article.slug}.md").exists()


def test_an_article_is_cut_at_its_headings() -> None:
    article = parse_article(Path("late.md"), GOOD)
    assert [(p.heading, p.text) for p in article.passages] == [
        ("Late parcels", "We are sorry. It happens."),
        ("When to write", "Write after three days. by chat. by phone."),
        ("What you get", "A refund. More."),
    ]
    assert article.summary == "We are sorry. It happens."
    assert "<strong>sorry</strong>" in article.html


@pytest.mark.parametrize(
    "attack",
    [
        "<script>alert(1)</script>",
        '<img src=x onerror="alert(1)">',
        "[x](javascript:alert(1))",
        "[x](data:text/html;base64,PHNjcmlwdD4=)",
        '<a href="https://x" onclick="alert(1)">x</a>',
        "<style>body{display:none}</style>",
        "<iframe src='//x'></iframe>",
    ],
)
def test_html_is_safe_whoever_wrote_it(attack: str) -> None:
    html = parse_article(Path("a.md"), GOOD + attack).html
    for danger in ("<script", "<img", "<iframe", "<style", 'href="javascript', 'href="data', '<a href="https://x"'):
        assert danger not in html


@pytest.mark.parametrize(
    ("change", "problem"),
    [
        (("title: Late parcels\n", ""), "lacks title"),
        (("updated: 2026-11-02", "updated: soon"), "must be a date"),
        (("topic: delivery", "topic: gossip"), "must be one of delivery, orders"),
        (("slug: late-parcels", "slug: Late Parcels"), "must be lower-case words"),
        (("topic: delivery", "topic: delivery\nauthor: me"), "unknown author"),
        (("topic: delivery", "topic: delivery\ntopic: orders"), "line 5: 'topic' is given twice"),
        (("topic: delivery", "topic delivery"), "line 4: 'topic delivery' is not 'key: value'"),
        (("---\ntitle", "title"), "line 1: must be '---'"),
        (("2026-11-02\n---", "2026-11-02"), "is not 'key: value'"),
    ],
)
def test_a_broken_article_is_named(change: tuple[str, str], problem: str) -> None:
    with pytest.raises(ArticleError, match=r"late\.md") as caught:
        parse_article(Path("late.md"), GOOD.replace(*change, 1))
    assert problem in str(caught.value)


def test_two_articles_may_not_share_a_slug(tmp_path: Path) -> None:
    write(tmp_path, "a.md", GOOD)
    write(tmp_path, "b.md", GOOD)
    with pytest.raises(ArticleError, match=r"b\.md.*taken"):
        load_articles(tmp_path)


def test_a_folder_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(ArticleError, match="no such folder"):
        load_articles(tmp_path / "nowhere")


def test_an_edited_file_is_read_again(tmp_path: Path) -> None:
    path = write(tmp_path, "a.md", GOOD)
    library = load_articles(tmp_path)
    assert not library.reload_if_changed()
    path.write_text(GOOD.replace("Late parcels", "Parcels that are late"), "utf-8")
    os.utime(path, ns=(1, 1))
    assert library.reload_if_changed()
    found = library.find("late-parcels")
    assert found is not None
    assert found.title == "Parcels that are late"
    path.unlink()
    assert library.reload_if_changed()
    assert library.articles == ()


def test_a_broken_edit_leaves_the_old_articles_in_use(tmp_path: Path) -> None:
    path = write(tmp_path, "a.md", GOOD)
    library = load_articles(tmp_path)
    path.write_text("oops", "utf-8")
    with pytest.raises(ArticleError):
        library.reload_if_changed()
    assert library.find("late-parcels") is not None
    assert not library.reload_if_changed()
