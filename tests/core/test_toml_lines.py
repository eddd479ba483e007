"""A key's line is the line where it was written, in any text that tomllib reads."""

import json
import tomllib
from dataclasses import dataclass, field
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from resolution_hub.core.policy.toml_lines import Path, line_of, lines_of


def leaves(node: Any, above: Path = ()) -> set[Path]:
    """The path of every value and of every table that has none."""
    if isinstance(node, dict) and node:
        return set().union(*(leaves(value, (*above, key)) for key, value in node.items()))
    if isinstance(node, list) and node:
        return set().union(*(leaves(value, (*above, number)) for number, value in enumerate(node)))
    return {above}


@dataclass
class Written:
    """A document in the making, with the line of each key as it is written."""

    text: str = ""
    lines: dict[Path, int] = field(default_factory=dict)

    def write(self, more: str) -> None:
        self.text += more

    def note(self, path: Path) -> None:
        self.lines.setdefault(path, self.text.count("\n") + 1)


def quoted(text: str) -> str:
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007F")


BARE = st.text("abcXYZ019_-", min_size=1, max_size=4)
ANY = st.text(st.characters(exclude_categories=["Cs"]), max_size=4)
KEYS = st.one_of(BARE, ANY)
GAPS = st.sampled_from(["", " ", "\t", "  "])
BREAKS = st.sampled_from(["", " ", "\n", ' # a, b] } "\n', "\r\n\n"])
ENDS = st.sampled_from(["\n", " # [a] b = 1\n", "\n\n# '''\n", "\t\r\n"])
PLAIN = st.sampled_from(
    ["1", "-1_000", "0xff", "1.5e3", "nan", "true", "1979-05-27", "1979-05-27 07:32:00Z", "07:32:00", '""', "''"]
)
MANY_LINES = st.sampled_from(
    [
        '"""\na = 1\n[b]\n"""',
        "'''\n[x]\n'''",
        '""" "" \\" \\\n  """',
        '"""x"""""',
        "'''x'''''",
        '"""#"" \\\\"""',
        "'''''''",
    ]
)
STRINGS = st.one_of(ANY.map(quoted), st.sampled_from(["'# no [c]'", '"a\\"] = b"']))


def spelled(draw: st.DrawFn, key: str) -> str:
    bare = key and set(key) <= set("abcXYZ019_-")
    if bare and draw(st.booleans()):
        return key
    if key and draw(st.booleans()) and not any(c in "'\x7f" or (c < " " and c != "\t") for c in key):
        return f"'{key}'"
    return quoted(key)


def write_value(draw: st.DrawFn, doc: Written, path: Path, depth: int) -> None:
    shape = draw(
        st.sampled_from(["plain", "string", "many", "list", "inline"] if depth else ["plain", "string", "many"])
    )
    if shape == "list":
        doc.write("[")
        for number in range(draw(st.integers(0, 3))):
            doc.write(draw(BREAKS))
            doc.note((*path, number))
            write_value(draw, doc, (*path, number), depth - 1)
            doc.write(draw(BREAKS) + ",")
        doc.write(draw(BREAKS) + "]")
    elif shape == "inline":
        doc.write("{" + draw(GAPS))
        for number, key in enumerate(draw(st.lists(KEYS, max_size=3, unique=True))):
            doc.write(", " if number else "")
            write_pair(draw, doc, path, (key,), depth - 1)
        doc.write(draw(GAPS) + "}")
    else:
        doc.write(draw({"plain": PLAIN, "string": STRINGS, "many": MANY_LINES}[shape]))


def write_pair(draw: st.DrawFn, doc: Written, above: Path, key: tuple[str, ...], depth: int) -> None:
    for number in range(1, len(key) + 1):
        doc.note((*above, *key[:number]))
    doc.write((draw(GAPS) + "." + draw(GAPS)).join(spelled(draw, part) for part in key))
    doc.write(draw(GAPS) + "=" + draw(GAPS))
    write_value(draw, doc, (*above, *key), depth)


@st.composite
def documents(draw: st.DrawFn) -> Written:
    """Pairs, tables, arrays of tables and tables in them, under names that do not meet."""
    doc = Written()

    def pairs(above: Path) -> None:
        for key in draw(st.lists(KEYS, max_size=3, unique=True)):
            deep = draw(st.booleans())
            write_pair(draw, doc, above, (key, draw(KEYS)) if deep else (key,), 2)
            doc.write(draw(ENDS))

    doc.write(draw(BREAKS))
    pairs(())
    for number, name in enumerate(draw(st.lists(BARE, max_size=3, unique=True))):
        first = f"T{number}{name}"
        kind = draw(st.sampled_from(["table", "deep", "array"]))
        if kind == "array":
            doc.note((first,))
            for count in range(draw(st.integers(1, 3))):
                doc.note((first, count))
                doc.write(f"[[ {spelled(draw, first)} ]]" + draw(ENDS))
                pairs((first, count))
                inner = f"I {name}"
                doc.note((first, count, inner))
                doc.write(f"[{first}.{spelled(draw, inner)}]" + draw(ENDS))
                pairs((first, count, inner))
            continue
        path = (first, draw(KEYS)) if kind == "deep" else (first,)
        for length in range(1, len(path) + 1):
            doc.note(path[:length])
        doc.write("[" + " . ".join(spelled(draw, part) for part in path) + "]" + draw(ENDS))
        pairs(path)
    return doc


@given(documents())
def test_each_keys_line_is_the_one_where_it_was_written(doc: Written) -> None:
    data = tomllib.loads(doc.text)
    found = lines_of(doc.text)
    assert {path: found[path] for path in doc.lines} == doc.lines
    assert leaves(data) - {()} <= set(found)


@given(documents(), st.lists(ANY, min_size=1, max_size=2))
def test_what_is_not_there_stands_where_the_table_is_that_would_hold_it(doc: Written, missing: list[str]) -> None:
    found = lines_of(doc.text)
    for path in (p for p in doc.lines if (*p, missing[0]) not in doc.lines):
        assert line_of(found, (*path, *missing)) == doc.lines[path]


def test_a_header_counts_more_than_a_key_that_led_into_its_table_before() -> None:
    assert lines_of("[a.b]\nx = 1\n[a]\ny = 2\n") == {("a",): 3, ("a", "b"): 1, ("a", "b", "x"): 2, ("a", "y"): 4}


def test_an_array_in_an_array_of_tables_belongs_to_the_newest() -> None:
    found = lines_of("[[a]]\n[[a.b]]\n[[a.b]]\nx = 1\n[[a]]\n[[a.b]]\nx = 2\n")
    assert found["a", 0, "b", 1, "x"] == 4
    assert found["a", 1, "b", 0, "x"] == 7
    assert found["a", 1] == 5


@pytest.mark.parametrize(("text", "line"), [("", 1), ("# only words", 1), ("\n\na = 1", 1)])
def test_what_would_stand_at_the_top_is_looked_for_in_the_first_line(text: str, line: int) -> None:
    assert line_of(lines_of(text), ("b",)) == line
