"""Files of intents: what is taken from them, and that every fault is named with its file and what to mend."""

from collections.abc import Callable
from pathlib import Path

import pytest

from resolution_hub.core.reading import Intent
from resolution_hub.core.taxonomy import Need
from resolution_hub.core.topic import Topic
from resolution_hub.nlu.examples import DEFAULT_DIRECTORY, FEWEST, BadExamplesError, load_intents

SMALLEST = 40  # of ours; a shop may begin with fewer
Write = Callable[[str, str], Path]


def some(name: str, count: int = FEWEST) -> str:
    return str([f"{name} {number}" for number in range(count)])


@pytest.fixture
def ours(tmp_path: Path) -> Path:
    """The smallest folder that can be learnt from: the intents that decisions know, and one more."""
    folder = tmp_path / "ours"
    folder.mkdir()
    for name in (*Intent, "gift_options"):
        (folder / f"{name}.toml").write_text(f'description = "About {name}."\nexamples = {some(name)}\n', "utf-8")
    return folder


@pytest.fixture
def shop(tmp_path: Path) -> Path:
    folder = tmp_path / "shop"
    folder.mkdir()
    return folder


def refused(*folders: Path) -> tuple[str, ...]:
    with pytest.raises(BadExamplesError) as caught:
        load_intents(folders)
    return caught.value.problems


def test_what_a_file_says_is_taken(ours: Path) -> None:
    (ours / "cancel_order.toml").write_text(
        'description = "Wants to cancel."\ntopic = "cancel_order"\narticle = "cancel-an-order"\nneeds = ["order", "reason"]\n'
        f'examples = {some("stop it")}\nshared = ["cancel"]\n',
        "utf-8",
    )
    taxonomy, examples = load_intents([ours])
    spec = taxonomy.intents["cancel_order"]
    assert (spec.topic, spec.article, spec.needs) == (Topic.CANCEL_ORDER, "cancel-an-order", (Need.ORDER, Need.REASON))
    assert taxonomy.topic_of("gift_options") is None
    meant = {
        text
        for text, label in zip(examples.texts, examples.labels, strict=True)
        if label == examples.names.index("cancel_order")
    }
    assert meant == {"cancel", *(f"stop it {number}" for number in range(FEWEST))}


def test_a_shop_adds_to_an_intent_of_ours_and_has_intents_of_its_own(ours: Path, shop: Path) -> None:
    (shop / "gift_options.toml").write_text('article = "our-wrapping"\nexamples = ["put a bow on it"]\n', "utf-8")
    (shop / "engraving.toml").write_text(
        f'title = "Engraving"\ndescription = "Wants a name engraved."\nexamples = {some("engrave")}\n', "utf-8"
    )
    taxonomy, examples = load_intents([ours, shop])
    assert taxonomy.article_of("gift_options") == "our-wrapping"
    assert taxonomy.intents["gift_options"].description == "About gift_options."
    assert taxonomy.intents["engraving"].title == "Engraving"
    assert examples.names[examples.labels[examples.texts.index("put a bow on it")]] == "gift_options"
    assert examples.labels.count(examples.names.index("gift_options")) == FEWEST + 1


@pytest.mark.parametrize(
    ("name", "content", "problem"),
    [
        ("greeting", "examples = [", "(at "),
        ("greeting", 'examples = [1, "x"]', "`examples` must be a list of texts"),
        ("greeting", "shared = 3", "`shared` must be a list of texts"),
        ("greeting", 'topic = "person"', "`topic` of an intent of ours can't be changed; leave it out"),
        ("greeting", 'needs = ["order"]', "`needs` of an intent of ours can't be changed; leave it out"),
        ("greeting", 'article = "Not A Slug"', "`article` must be the slug of an article"),
        (
            "greeting",
            'exmaples = ["hi"]',
            "`exmaples` is not a key of an intent; use only article, description, examples",
        ),
        ("engraving", f'title = "E"\nexamples = {some("e")}', "`description` must be a text"),
        ("engraving", f'description = "E"\nexamples = {some("e")}', "`title` must be a text"),
        (
            "engraving",
            f'title = "E"\ndescription = "E"\nexamples = {some("e", 9)}',
            "too few examples: 9; write at least 10",
        ),
        ("engraving", f'title = "E"\ndescription = "E"\nexamples = {["same", "Same "] * 5}', "too few examples: 1;"),
        (
            "engraving",
            f'title = "E"\ndescription = "E"\ntopic = "sing"\nexamples = {some("e")}',
            "`topic` must be one of track_parcel",
        ),
        (
            "engraving",
            f'title = "E"\ndescription = "E"\ntopic = ["sing"]\nexamples = {some("e")}',
            "`topic` must be one of",
        ),
        (
            "engraving",
            f'title = "E"\ndescription = "E"\nneeds = [["x"]]\nexamples = {some("e")}',
            "`needs` must be a list of order",
        ),
        ("Engraving", f'title = "E"\ndescription = "E"\nexamples = {some("e")}', "lower-case words joined by '_'"),
        ("e" * 41, f'title = "E"\ndescription = "E"\nexamples = {some("e")}', "at most 40 characters; rename it"),
    ],
)
def test_a_fault_is_named_with_its_file(ours: Path, shop: Path, name: str, content: str, problem: str) -> None:
    path = shop / f"{name}.toml"
    path.write_text(content, "utf-8")
    (said,) = refused(ours, shop)
    assert said.startswith(f"{path}: ")
    assert problem in said


def test_a_file_that_is_no_text_is_named(ours: Path, shop: Path) -> None:
    (shop / "greeting.toml").write_bytes(b"\xff\xfe")
    (said,) = refused(ours, shop)
    assert said.startswith(f"{shop / 'greeting.toml'}: ")


def test_all_faults_are_named_at_once(ours: Path, shop: Path) -> None:
    (ours / "thanks.toml").unlink()
    (shop / "greeting.toml").write_text("examples = 1", "utf-8")
    (shop / "engraving.toml").write_text(f"examples = {some('e', 2)}", "utf-8")
    (shop / "goodbye.toml").write_text('examples = ["GREETING   3"]', "utf-8")
    said = refused(ours, shop, shop / "nowhere")
    assert len(said) == 7, said
    assert sum("engraving.toml" in one for one in said) == 3
    assert sum("thanks.toml is missing" in one for one in said) == 1
    assert sum("there is no such folder" in one for one in said) == 1


def test_one_text_may_not_teach_two_meanings(ours: Path, shop: Path) -> None:
    (shop / "goodbye.toml").write_text('examples = ["Greeting  3"]', "utf-8")
    (said,) = refused(ours, shop)
    assert str(shop / "goodbye.toml") in said
    assert str(ours / "greeting.toml") in said
    assert str(ours / "goodbye.toml") not in said
    assert "also an example of" in said
    assert "put it under `shared` in both" in said


def test_a_text_given_twice_for_one_meaning_counts_once(ours: Path, shop: Path) -> None:
    (shop / "greeting.toml").write_text('examples = ["Greeting  3", "howdy", "howdy"]\nshared = ["howdy"]', "utf-8")
    _, examples = load_intents([ours, shop])
    assert examples.labels.count(examples.names.index("greeting")) == FEWEST + 1
    assert "greeting 3" in examples.texts


def test_what_was_accepted_is_learnt_beside_the_files(ours: Path) -> None:
    accepted = {"greeting": ["howdy", "greeting 1"], "thanks": ["goodbye 1"], "long_gone": ["whatever"]}
    _, examples = load_intents([ours], accepted)
    greeting, thanks, goodbye = map(examples.names.index, ("greeting", "thanks", "goodbye"))
    assert examples.labels.count(greeting) == FEWEST + 1
    assert {label for text, label in zip(examples.texts, examples.labels, strict=True) if text == "goodbye 1"} == {
        thanks,
        goodbye,
    }
    assert "whatever" not in examples.texts


def test_the_version_changes_with_texts_and_with_where_they_lead(ours: Path, shop: Path) -> None:
    versions = [load_intents([ours, shop])[0].version]
    for content in ("# a remark", 'article = "hello"', 'article = "hello"\nexamples = ["howdy"]'):
        (shop / "greeting.toml").write_text(content, "utf-8")
        versions.append(load_intents([ours, shop])[0].version)
    assert versions[0] == versions[1]
    assert len(set(versions)) == 3


def test_the_intents_that_ship_can_be_learnt_from() -> None:
    taxonomy, examples = load_intents([DEFAULT_DIRECTORY])
    counts = {name: examples.labels.count(place) for place, name in enumerate(examples.names)}
    assert {name: count for name, count in counts.items() if count < SMALLEST} == {}
    assert set(map(str, Intent)) <= taxonomy.intents.keys()
    assert {spec.topic for spec in taxonomy.intents.values() if spec.topic} == set(Topic)
