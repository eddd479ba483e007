"""The help articles: those that ship, and what a retailer may do to them."""

import os
import re
from pathlib import Path

import pytest

from resolution_hub.features.knowledge.sentences import weight
from resolution_hub.features.knowledge.service import MOST_WEIGHT, TOPICS, ArticleError, load_articles, parse_article

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
    assert len(library.articles) >= 46
    assert set(library.topics()) == set(TOPICS)
    for article in library.articles:
        assert 2 <= article.html.count("<h2 ") <= 7, article.slug
        assert 120 <= sum(len(passage.text.split()) for passage in article.passages) <= 350, article.slug
        assert 20 <= len(article.summary) <= 160, article.slug
        assert (SHIPPED / f"{article.slug}.md").exists()


def test_an_article_is_cut_at_its_headings() -> None:
    article = parse_article(Path("late.md"), GOOD)
    assert [(p.heading, p.anchor, p.text) for p in article.passages] == [
        ("Late parcels", "", "We are sorry. It happens."),
        ("When to write", "section-when-to-write", "Write after three days. by chat. by phone."),
        ("What you get", "section-what-you-get", "A refund. More."),
    ]
    assert all(" ".join(passage.sentences) == passage.text for passage in article.passages)
    assert article.summary == "We are sorry. It happens."
    assert "<strong>sorry</strong>" in article.html


def test_every_passage_leads_to_its_heading_on_the_page() -> None:
    for article in load_articles(SHIPPED).articles:
        anchors = re.findall(r'<h[23] id="([^"]+)"', article.html)
        assert len(anchors) == len(set(anchors)), article.slug
        assert {passage.anchor for passage in article.passages} - {""} <= set(anchors), article.slug


def test_headings_that_read_alike_have_ids_of_their_own() -> None:
    text = GOOD + "\n\n## What you get\n\nMore.\n\n## 返品\n\nYes.\n\n## !\n\nNo.\n\n## <main>\n\nNo."
    article = parse_article(Path("a.md"), text)
    assert [passage.anchor for passage in article.passages][2:] == [
        "section-what-you-get", "section-what-you-get-2", "section-返品", "section", "section-main",
    ]  # fmt: skip
    assert article.html.count(' id="section') == 6


def test_what_refers_to_another_article_names_one_that_exists() -> None:
    library = load_articles(SHIPPED)
    titles = {article.title for article in library.articles}
    for article in library.articles:
        for name in re.findall(r"See <em>([^<]+)</em>|see <em>([^<]+)</em>", article.html):
            assert "".join(name) in titles, article.slug


def test_a_long_section_is_cut_at_the_ends_of_sentences() -> None:
    sentences = [f"This is sentence number {n} of a section that goes on and on." for n in range(1, 21)]
    article = parse_article(Path("a.md"), f"{GOOD}\n\n## All of it\n\n{' '.join(sentences)}")
    pieces = [passage for passage in article.passages if passage.heading == "All of it"]
    assert 2 <= len(pieces) <= 4
    assert [sentence for piece in pieces for sentence in piece.sentences] == sentences
    assert all(weight(f"{p.title}. {p.heading}. {p.text}") <= MOST_WEIGHT for p in pieces)
    assert {piece.anchor for piece in pieces} == {"section-all-of-it"}


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
