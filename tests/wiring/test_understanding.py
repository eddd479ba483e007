"""A process reads with the model that was promoted last; one that can't be used changes nothing."""

import asyncio
import threading
import time
from collections.abc import Callable, Sequence
from pathlib import Path

import numpy as np
import pytest
from structlog.testing import capture_logs

from resolution_hub.core.reading import Intent
from resolution_hub.core.topic import Topic
from resolution_hub.features.knowledge.service import load_articles
from resolution_hub.kit.db import Database
from resolution_hub.kit.settings import Settings
from resolution_hub.nlu.encoder import Encoder
from resolution_hub.nlu.examples import Examples, load_intents
from resolution_hub.nlu.quality import Quality, assess, compare
from resolution_hub.nlu.shelf import Shelf
from resolution_hub.nlu.training import train
from resolution_hub.wiring import refreshing, training
from resolution_hub.wiring.articles import Articles
from resolution_hub.wiring.guides import Guides
from resolution_hub.wiring.training import WORSE, Training
from resolution_hub.wiring.understanding import ABOUT, ARTEFACT, Understanding

ROOT = Path(__file__).resolve().parents[2]
CACHE = ROOT / ".var" / "cache"
SECRETS = dict.fromkeys(("HUB_SECRET", "HUB_IDENTITY_SECRET", "HUB_CARRIER_SECRET"), "only for tests, " * 3)
SPOKEN = {
    "track_parcel": "where is {} parcel",
    "cancel_order": "cancel {} order",
    "engraving": "engrave {} name on it",
    "greeting": "hello {}",
}
WHOSE = ("my", "the", "a", "this", "that", "our", "your", "one", "his", "her")


@pytest.fixture(scope="module")
def encoder() -> Encoder:
    return Encoder.load(CACHE)


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    folders = {"HUB_CACHE_DIR": str(CACHE), "HUB_DATA_DIR": str(tmp_path / "hub")}
    return Settings.from_env({**SECRETS, **folders})


def learnt(folder: Path, encoder: Encoder, version: str, names: Sequence[str] = (*Intent, "engraving")) -> Training:
    """A small model of the intents that decisions know, and of a shop's own one."""
    folder.mkdir()
    for name in names:
        pattern = SPOKEN.get(name, f"{name} {{}}".replace("_", " "))
        examples = [pattern.format(whose) for whose in WHOSE]
        (folder / f"{name}.toml").write_text(f'description = "{name}"\nexamples = {examples}\n', "utf-8")
    taxonomy, examples_of_all = load_intents([folder])
    trained = train(examples_of_all, encoder)
    return Training(assess(examples_of_all, trained.held_out, version), None, 0, taxonomy, trained)


@pytest.fixture
def first(tmp_path: Path, encoder: Encoder, settings: Settings) -> str:
    return training.promote(settings.model, learnt(tmp_path / "first", encoder, "first"))


def best(understanding: Understanding, text: str) -> str | None:
    found = understanding.read(text).best
    return found.intent if found else None


def test_a_promoted_model_is_read_with_from_the_start(settings: Settings, first: str) -> None:
    understanding = Understanding(settings)
    assert understanding.version == first
    reading = understanding.read("engrave her name on the box")
    assert (reading.intents[0].intent, reading.model) == ("engraving", first)


def test_an_intent_leads_where_its_file_says_today(settings: Settings, first: str) -> None:
    taxonomy = Understanding(settings).taxonomy
    assert taxonomy.topic_of("track_parcel") is Topic.TRACK_PARCEL  # the model's own copy leads nowhere
    assert taxonomy.intents["engraving"].description == "engraving"


def test_a_model_that_is_promoted_or_taken_back_is_taken_up_once(
    settings: Settings, encoder: Encoder, first: str, tmp_path: Path
) -> None:
    understanding = Understanding(settings)
    assert understanding.refresh() is False
    training.promote(settings.model, learnt(tmp_path / "second", encoder, "second"))
    assert understanding.version == "first"
    assert understanding.refresh() is True
    assert (understanding.version, understanding.read("hello").model) == ("second", "second")
    assert understanding.refresh() is False
    Shelf(settings.models_dir).take_back()
    assert understanding.refresh() is True
    assert understanding.version == "first"


@pytest.mark.parametrize("harm", ["cut", "about", "gone", "another release", "intents missing"])
def test_a_model_that_cannot_be_used_is_logged_and_the_one_before_stays(
    settings: Settings, encoder: Encoder, first: str, tmp_path: Path, harm: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    understanding = Understanding(settings)
    second = learnt(tmp_path / "second", encoder, "second")
    folder = settings.models_dir / "second"
    match harm:
        case "another release":
            with monkeypatch.context() as then:
                then.setattr(training, "judging_key", lambda: "of another release")
                training.promote(settings.model, second)
        case "intents missing":
            second._taxonomy.intents.pop("greeting")  # type: ignore[attr-defined]
            training.promote(settings.model, second)
        case _:
            training.promote(settings.model, second)
    if harm == "cut":
        (folder / ARTEFACT).write_bytes((folder / ARTEFACT).read_bytes()[:1000])
    elif harm == "about":
        (folder / ABOUT).write_text("{", "utf-8")
    elif harm == "gone":
        (folder / ARTEFACT).unlink()
    with capture_logs() as logs:
        assert understanding.refresh() is False
        assert understanding.refresh() is False
    assert [line["event"] for line in logs] == ["understanding.model_refused"]
    assert understanding.version == "first"
    assert best(understanding, "engrave our name on it") == "engraving"


def test_a_broken_model_is_mended_by_promoting_it_again(
    settings: Settings, encoder: Encoder, first: str, tmp_path: Path
) -> None:
    understanding = Understanding(settings)
    second = learnt(tmp_path / "second", encoder, "second")
    training.promote(settings.model, second)
    (settings.models_dir / "second" / ARTEFACT).write_bytes(b"")
    understanding.refresh()
    training.promote(settings.model, second)
    assert understanding.refresh() is True
    assert understanding.version == "second"


def test_readings_go_on_while_models_change(settings: Settings, encoder: Encoder, first: str, tmp_path: Path) -> None:
    understanding = Understanding(settings)
    second = learnt(tmp_path / "second", encoder, "second")
    models: list[str] = []
    done = threading.Event()

    def read() -> None:
        while not done.is_set():
            reading = understanding.read("engrave this name on it")
            models.append(reading.model)
            time.sleep(0.001)  # what is promoted beside it wants the interpreter, too
            assert reading.best is not None
            assert reading.best.intent == "engraving"

    reader = threading.Thread(target=read)
    reader.start()
    try:
        for _ in range(3):
            training.promote(settings.model, second)
            understanding.refresh()
            Shelf(settings.models_dir).take_back()
            understanding.refresh()
    finally:
        done.set()
        reader.join()
    assert set(models) <= {"first", "second"}
    assert len(models) > 10


def article(sentence: str) -> str:
    return (
        f"---\ntitle: Stores\nslug: stores\ntopic: delivery\nupdated: 2026-11-16\n---\n\n## Where we are\n{sentence}\n"
    )


async def until(holds: Callable[[], bool]) -> None:
    for _ in range(200):
        if holds():
            return
        await asyncio.sleep(0.02)
    pytest.fail("it did not come about within 4 s")


async def test_a_running_process_takes_up_articles_and_models_that_nobody_asked_it_for(
    settings: Settings,
    encoder: Encoder,
    first: str,
    tmp_path: Path,
    database: Database,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(refreshing, "FILES_SECONDS", 0.02)
    path = tmp_path / "articles" / "stores.md"
    path.parent.mkdir()
    path.write_text(article("Our shop is in Leeds."), "utf-8")
    understanding = Understanding(settings)
    articles = Articles(load_articles(path.parent), encoder, tmp_path)
    running = asyncio.create_task(
        refreshing.keep_fresh(understanding, Guides(understanding), articles, database), name="refreshing"
    )

    def said() -> str:
        return articles.find("where is your shop")[0].passage.text

    with capture_logs() as logs:
        path.write_text(article("We moved to a bigger shop in York."), "utf-8")
        await until(lambda: "York" in said())
        path.write_text("no front matter", "utf-8")
        await until(lambda: any(line["event"] == "refreshing.article_refused" for line in logs))
        assert "York" in said()
        training.promote(settings.model, learnt(tmp_path / "second", encoder, "second"))
        await until(lambda: understanding.version == "second")
        path.write_text(article("The shop in York has closed."), "utf-8")
        await until(lambda: "closed" in said())
    assert sum(line["event"] == "refreshing.article_refused" for line in logs) == 1
    running.cancel()
    await asyncio.gather(running, return_exceptions=True)
    assert running.cancelled()


@pytest.mark.timeout(180)  # the examples that ship are learnt where no run before has done so
def test_without_a_promoted_model_the_files_teach(settings: Settings) -> None:
    understanding = Understanding(settings)
    assert understanding.version.startswith("minilm-hybrid-")
    assert best(understanding, "where is my parcel, it should have been here on Monday") == "track_parcel"


def quality(right: int) -> Quality:
    """Of a hundred texts, so many of which were read right."""
    held_out = [[1.0, 0.0] if number < right else [0.0, 1.0] for number in range(100)]
    texts = tuple(map(str, range(100)))
    return assess(Examples(("a", "b"), texts, (0,) * 100), np.array(held_out, dtype=np.float32), f"right-{right}")


@pytest.mark.parametrize(("now", "worse"), [(90, False), (88, False), (87, True), (95, False)])
def test_a_training_is_worse_when_it_lost_more_than_two_points(now: int, worse: bool) -> None:
    assert Training(quality(now), compare(quality(90), quality(now)), 0, None, None).is_worse is worse  # type: ignore[arg-type]
    assert WORSE == 0.02
