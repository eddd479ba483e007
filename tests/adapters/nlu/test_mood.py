"""Feelings over a talk: what fades, what adds up, what ends it."""

import time
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from resolution_hub.core.reading import Alarm
from resolution_hub.nlu.encoder import Encoder
from resolution_hub.nlu.feelings import KINDS, Labelled, learn, load_feelings
from resolution_hub.nlu.mood import MOST_RECENT, Feelings, Mood, frustration_of, urgency_of

CACHE = Path(__file__).parents[3] / ".var" / "cache"
BAR = 0.7
Feel = Callable[..., Feelings]


@pytest.fixture(scope="module")
def encoder() -> Encoder:
    return Encoder.load(CACHE)


@pytest.fixture(scope="module")
def mood(encoder: Encoder) -> Mood:
    return Mood.load(CACHE, encoder)


@pytest.fixture
def feel(mood: Mood, encoder: Encoder) -> Feel:
    def judged(text: str, *recent: str) -> Feelings:
        return mood.feel(text, encoder.encode([text])[0], recent)

    return judged


def test_anger_and_haste_are_heard(feel: Feel) -> None:
    assert feel("Hello, could you tell me when my lamp will arrive? Thank you.") == Feelings(
        pytest.approx(0.0, abs=0.3), pytest.approx(0.0, abs=0.3), frozenset()
    )
    assert feel("This is ridiculous, I'm fed up with your excuses").frustration >= BAR
    assert feel("I need it by tomorrow, it's urgent, the wedding is on Saturday").urgency >= BAR


def test_dry_words_without_a_sign_are_heard_by_their_meaning(feel: Feel, mood: Mood) -> None:
    text = "So that is what you call support."
    assert mood.feel(text, None).frustration < 0.3
    assert feel(text).frustration >= BAR


def test_danger_and_fraud_are_urgent_and_lawyers_are_not(feel: Feel) -> None:
    assert feel("No rush, but the plug caught fire.").urgency >= BAR
    assert feel("no stress, but someone used my card without my permission").urgency >= BAR
    threat = feel("My lawyer has been told.")
    assert threat.alarms == {Alarm.LEGAL}
    assert threat.urgency < BAR


def test_anger_fades_message_by_message(feel: Feel) -> None:
    angry, calm = "This is ridiculous, I'm fed up with you", "The number is 10442."
    scores = [feel(calm, angry, *["It is a blue lamp."] * gap).frustration for gap in range(MOST_RECENT + 1)]
    assert scores == sorted(scores, reverse=True)
    assert scores[0] > feel(calm).frustration + 0.3
    assert scores[MOST_RECENT] == feel(calm).frustration


def test_haste_lasts_while_a_question_is_answered(feel: Feel) -> None:
    pressed, calm = "It has to be here by tomorrow, it's for a wedding", "The number is 10442."
    assert feel(calm, pressed).urgency >= BAR
    assert feel(calm, pressed, calm).urgency > 0.6
    assert feel(calm, pressed, calm, calm).urgency == feel(calm).urgency
    assert feel("Ah, it came. Thanks!", pressed).urgency < 0.3


def test_without_a_vector_signs_and_alarms_are_what_there_is(mood: Mood) -> None:
    text = "The plug caught fire and this is ridiculous"
    felt = mood.feel(text, None)
    assert (felt.frustration, felt.urgency) == (frustration_of(text), urgency_of(text))
    assert min(felt.frustration, felt.urgency) >= BAR


def test_little_annoyances_add_up(feel: Feel) -> None:
    last = "Could you look again?"
    once = feel(last, "I have already told you the number").frustration
    twice = feel(last, "still no parcel", "I have already told you the number").frustration
    assert feel(last).frustration < once < twice


def test_a_calm_thanks_ends_it(feel: Feel) -> None:
    angry = ("This is a joke, I'm furious", "I've had enough of your excuses")
    assert feel("Where do I see it?", *angry).frustration > 0.6
    assert feel("Ah, it arrived. Thanks, all solved!", *angry).frustration < 0.3
    assert feel("Where do I see the next one?", *angry, "Thanks, that helps").frustration < 0.3


def test_thanks_for_nothing_ends_nothing(feel: Feel) -> None:
    assert feel("Thanks for nothing", "I'm furious").frustration >= BAR


def test_to_say_it_again_in_other_words_weighs(feel: Feel) -> None:
    text = "where is the green lamp parcel"
    alone = feel(text, "do you sell mugs?").frustration
    again = feel(text, "my green lamp package, when does it come?").frustration
    thrice = feel(text, "my green lamp package, when does it come?", "tracking of my green lamp order?").frustration
    assert alone < again < thrice


def test_only_the_last_messages_count(feel: Feel) -> None:
    old = ["wtf, this is ridiculous"] * 3
    recent = ["It is a blue lamp."] * MOST_RECENT
    assert feel("ok", *old, *recent) == feel("ok", *recent)


@settings(max_examples=80, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck))
@given(st.text(max_size=300), st.lists(st.text(max_size=80), max_size=9))
def test_any_talk_can_be_judged(mood: Mood, text: str, recent: list[str]) -> None:
    felt = mood.feel(text, np.zeros(384, dtype=np.float32), recent)
    assert 0 <= felt.frustration <= 1
    assert 0 <= felt.urgency <= 1


def test_a_normal_talk_costs_well_under_a_millisecond(mood: Mood, encoder: Encoder) -> None:
    text = "Where is my parcel? You told me it would be here on Tuesday and it isn't."
    vector, recent = encoder.encode([text])[0], [f"message number {place} about my green lamp" for place in range(6)]
    spent = []
    for _ in range(30):
        begin = time.process_time()
        mood.feel(text, vector, recent)
        spent.append(time.process_time() - begin)
    assert min(spent) < 0.002  # 0.3 ms on an idle core


def test_what_is_learnt_is_kept_and_the_same_again(tmp_path: Path, encoder: Encoder) -> None:
    first = load_feelings(tmp_path, encoder)
    (kept,) = tmp_path.glob("feelings-*.npz")
    written = kept.stat().st_mtime_ns
    again = load_feelings(tmp_path, encoder)
    assert kept.stat().st_mtime_ns == written
    text = "Thank you, I'll wait"
    vector = encoder.encode([text])[0]
    assert {kind: first[kind].score(text, vector) for kind in KINDS} == {
        kind: again[kind].score(text, vector) for kind in KINDS
    }


def test_the_bar_lies_where_few_calm_texts_reach_it(encoder: Encoder) -> None:
    calm = [
        f"How much is the {thing}?"
        for thing in ("lamp", "rug", "mug", "desk", "bed", "bowl", "fan", "tent", "pan", "hat")
    ]
    cross = [
        f"I'm so angry about the {thing}!"
        for thing in ("lamp", "rug", "mug", "desk", "bed", "bowl", "fan", "tent", "pan", "hat")
    ]
    learnt = learn(Labelled((*cross, *calm), (True,) * 10 + (False,) * 10), encoder)
    for text, shown in (("How much is the chair?", False), ("I'm so angry about the chair!", True)):
        assert (learnt.score(text, encoder.encode([text])[0]) >= BAR) is shown
