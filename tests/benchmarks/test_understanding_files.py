"""Data sets are found in their own layouts, wherever they lie, and a malformed file is named with its line."""

import json
from pathlib import Path

import pytest

from benchmarks.understanding.__main__ import main
from benchmarks.understanding.bitext import read_mapping
from benchmarks.understanding.folders import find_banking77, find_bitext, find_clinc150, find_hint3, read_clinc150
from benchmarks.understanding.rows import Floor, Metric, read_floors, write
from benchmarks.understanding.tables import BadData, Labelled, read_labelled


def put(path: Path, text: str) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, "utf-8")
    return path


BOT = 'sentence,label\n"where, oh where",TRACK\nhi,NO_NODES_DETECTED\n'


def test_every_bot_and_version_is_found_with_the_answers_of_others(tmp_path: Path) -> None:
    for version in ("v1", "v2"):
        put(tmp_path / "hint3" / version / "train" / "lamps_train.csv", BOT)
    put(tmp_path / "hint3/v1/test/lamps_test.csv", BOT)
    put(tmp_path / "hint3/v2/test/two_words_test.csv", BOT)
    put(tmp_path / "hint3/preds/rasa_lamps.csv", "sentence,label,predicted_node,predicted_node_score\n")
    put(tmp_path / "hint3/preds/rasa_lamps_subset.csv", "")
    bots = {(bot.name, bot.version): bot for bot in find_hint3(tmp_path)}
    assert set(bots) == {("lamps", "v1"), ("lamps", "v2"), ("two_words", "v2")}
    assert bots["lamps", "v1"].test is not None
    assert bots["lamps", "v2"].test is None
    assert list(bots["lamps", "v1"].rivals) == ["rasa"]
    assert bots["two_words", "v2"].train is None


def test_a_set_may_be_the_folder_itself(tmp_path: Path) -> None:
    put(tmp_path / "v2/train/lamps_train.csv", BOT)
    put(tmp_path / "train.csv", "text,category\nmy card,card_arrival\n")
    put(tmp_path / "test.json", '[{"text": "my card", "category": "card_arrival"}]')
    put(tmp_path / "data_full.json", '{"oos_val": [["what", "oos"]], "train": []}')
    assert [(bot.name, bot.version) for bot in find_hint3(tmp_path)] == [("lamps", "v2")]
    assert set(find_banking77(tmp_path)) == {"train", "test"}
    assert [path.name for path in find_clinc150(tmp_path)["full"]] == ["data_full.json"]


def test_a_row_is_what_the_csv_says_it_is(tmp_path: Path) -> None:
    rows = read_labelled(put(tmp_path / "a.csv", "\ufeff" + BOT.replace("\n", "\r\n")))
    assert rows == Labelled(("where, oh where", "hi"), ("TRACK", "NO_NODES_DETECTED"), "a.csv")


def test_rows_may_be_lists_objects_or_lines_of_json(tmp_path: Path) -> None:
    rows = [
        put(tmp_path / "a.json", '[["x", "l"]]'),
        put(tmp_path / "b.jsonl", '\n{"utterance": "x", "intent": "l"}\n'),
    ]
    assert {(read_labelled(path).texts, read_labelled(path).labels) for path in rows} == {(("x",), ("l",))}


@pytest.mark.parametrize(
    ("name", "content", "place", "problem"),
    [
        ("a.csv", "text\nx\n", 1, "no column"),
        ("a.csv", "", 1, "no column"),
        ("a.csv", "text,label\nx,y\nx\n", 3, "1 cells under a header of 2"),
        ("a.csv", 'text,label\nx,"y"z\n', 2, "expected"),
        ("a.json", '[["x", "y"],\n oops]', 2, "Expecting value"),
        ("a.json", "{}", 1, "not a list"),
        ("a.json", '[["x", "y"], ["z"]]', 2, "entry 2 is not a text with its label"),
        ("a.jsonl", '["x", "y"]\n{\n', 2, "Expecting"),
    ],
)
def test_a_malformed_file_is_named_with_its_line(
    tmp_path: Path, name: str, content: str, place: int, problem: str
) -> None:
    path = put(tmp_path / name, content)
    with pytest.raises(BadData, match=problem) as caught:
        read_labelled(path)
    assert str(caught.value).startswith(f"{path}:{place}: ")


def test_bytes_that_are_no_text_are_named_with_their_line(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_bytes(b"text,label\nx,y\n\xff,y\n")
    with pytest.raises(BadData, match="not UTF-8") as caught:
        read_labelled(path)
    assert f"{path}:3:" in str(caught.value)


def test_splits_of_clinc_are_put_together_from_their_files(tmp_path: Path) -> None:
    put(tmp_path / "clinc150/train_val.json", json.dumps({"train": [["a", "x"]], "val": [["b", "x"]]}))
    put(tmp_path / "clinc150/test.json", json.dumps({"test": [["c", "x"]], "oos_test": [["d", "oos"]]}))
    put(tmp_path / "clinc150/oos_val.json", json.dumps([["e", "oos"]]))
    put(tmp_path / "clinc150/data_small.json", json.dumps({"train": [["f", "x"]]}))
    put(tmp_path / "clinc150/domains.json", json.dumps({"travel": ["x"]}))
    found = find_clinc150(tmp_path)
    assert set(found) == {"full", "small"}
    splits = {name: rows.texts for name, rows in read_clinc150(found["full"]).items()}
    assert splits == {"train": ("a",), "val": ("b",), "test": ("c",), "oos_test": ("d",), "oos_val": ("e",)}


def test_files_of_other_sets_are_left_alone(tmp_path: Path) -> None:
    put(tmp_path / "other/train.csv", "text,label\nx,y\n")
    put(tmp_path / "other/db.json", '{"users": {}}')
    put(tmp_path / "other/categories.json", '["a"]')
    put(tmp_path / "bitext-x/notes.csv", "a,b\n")
    put(tmp_path / "bitext-x/some.csv", "instruction,intent\ncancel {{Order Number}},cancel_order\n")
    assert not find_hint3(tmp_path)
    assert not find_banking77(tmp_path)
    assert not find_clinc150(tmp_path)
    assert [path.name for path in find_bitext(tmp_path)] == ["some.csv"]


def test_a_missing_set_is_said_and_a_malformed_one_does_not_stop_the_rest(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    put(tmp_path / "data/banking77/train.csv", "text\nx\n")
    out = tmp_path / "rows.json"
    given = ["--data", str(tmp_path / "data"), "--only", "banking77", "--only", "hint3", "--only", "clinc150"]
    assert main([*given, "--cache", str(tmp_path / "cache"), "--json", str(out)]) == 1
    said = capsys.readouterr()
    assert "train.csv:1: no column" in said.err
    assert "skipped: HINT3: no file" in said.out
    assert "skipped: CLINC150: no file" in said.out
    assert json.loads(out.read_text("utf-8")) == []


def test_a_row_of_json_has_the_house_names_and_its_interval_in_its_note(tmp_path: Path) -> None:
    write([Metric("m", 0.5, "fraction", 10, 0.25, "so", (0.2, 0.8))], tmp_path / "rows.json")
    (row,) = json.loads((tmp_path / "rows.json").read_text("utf-8"))
    assert row == {
        "metric": "m", "value": 0.5, "unit": "fraction", "n": 10, "against": 0.25, "ratio": 2.0,
        "note": "95 %: 0.2000 to 0.8000; so",
    }  # fmt: skip


def test_floors_are_lower_bounds_but_for_what_costs() -> None:
    floors = read_floors()
    assert floors["banking77_accuracy"] == Floor(0.93, at_most=False)
    assert floors["reading_p95_ms"].is_met_by(14)
    assert not floors["reading_p95_ms"].is_met_by(16)


def test_every_intent_that_the_mapping_names_is_one_of_ours() -> None:
    intents = Path(__file__).parents[2] / "src" / "resolution_hub" / "intents"
    ours = {path.stem for path in intents.glob("*.toml")}
    assert not {name for names in read_mapping().values() for name in names} - ours
