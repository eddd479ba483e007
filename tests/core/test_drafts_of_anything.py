"""Whatever is said or pressed: nothing raises, and a draft only ever holds what is this customer's."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from resolution_hub.core.addresses import read_address
from resolution_hub.core.draft_answers import answer, press
from resolution_hub.core.drafting.asking import acts_of, next_slot
from resolution_hub.core.drafting.draft import DRAFTED, Draft, Slot
from resolution_hub.core.drafting.hearing import Said, hear
from resolution_hub.core.finding.wares import History
from resolution_hub.core.moves import Confirmed, Dropped, Propose
from resolution_hub.core.proposing import propose
from resolution_hub.core.reading import Entities, GivenReason, Intent, Mention, Period, Reading, Scored
from tests.core.a_shop import BOOK, TODAY
from tests.core.test_draft_answers import TAXONOMY
from tests.evals.a_customer import OPEN, WARES, WHO

_THINGS = re.findall(
    r"\S+",
    """
    the my a one two both all everything except not keep but lamp lamps desk reading boots mug mugs laptop tee
    t-shirt jeans tent stove keyboard blue black red L XL large small i7 16 GB 1000ml cheapest other last order first
    second JP-1001 JP-1003 JP-9999 visa mastercard paypal gift card 4242 1111 store credit refund money new keep for
    from to instead of and , . plus pro yearly coffee two weeks month until 7 Birch Lane Denver CO 80204 express
    fastest photo too size add remove none neither hers
""",
)
TEXTS = st.one_of(st.text(max_size=80), st.lists(st.sampled_from(_THINGS), max_size=14).map(" ".join))
TOPICS = st.sampled_from(sorted(DRAFTED))
CHOICES = st.one_of(
    st.text(max_size=30),
    st.builds(
        "{}:{}".format,
        st.sampled_from(
            ["act", "change", "order", "items", "reason", "variant", "wish", "nophoto", "method", "to", "delivery", "sub", "plan",
             "until"]
        ),
        st.one_of(
            st.sampled_from([
                "1001", "1003", "hers", "mug", "mug,desk", "mug,hers", "tee|tee1", "tee|hers", "tee|jeans1", "visa", "gift",
                "old", "gift_card|gift", "gift_card|hers", "store_credit", "original", "method|paypal", "express", "drone",
                "s1", "s9", "year", "none", TODAY.isoformat(), "9999-12-31", "yes", "yes:abc", "no", "back", "items", "variant",
                "reason", "keep", "refund", "changed_mind", "", "|", ":", ",",
            ]),
            st.text(max_size=12),
        ),
    ),
)  # fmt: skip


@st.composite
def readings(draw: st.DrawFn, text: str) -> Reading:
    words = [word for word in text.lower().replace("-", " ").split() if len(word) > 2]
    picked = draw(st.lists(st.sampled_from(words), unique=True)) if words else []
    denied = draw(st.lists(st.sampled_from(words), max_size=2)) if words else []
    intent = draw(st.sampled_from([*TAXONOMY.intents]))
    far = draw(st.integers(-400, 400))
    day = TODAY + timedelta(days=far)
    return Reading(
        (Scored(intent, draw(st.sampled_from([0.3, 0.7, 0.95]))),),
        entities=Entities(
            order_numbers=tuple(draw(st.lists(st.sampled_from(["JP-1001", "JP-1003", "JP-9999", text[:9]]), max_size=2))),
            mentions=(Mention(tuple(denied), True, 0, 1),) if denied else (),
            periods=(Period(day, day, far > 0, 0, 1),),
            reasons=tuple(draw(st.lists(st.sampled_from(GivenReason), max_size=2))),
            addresses=tuple(draw(st.lists(TEXTS, max_size=1))),
        ),
        drops=draw(st.booleans()) and draw(st.booleans()),
        goes_back=draw(st.booleans()) and draw(st.booleans()),
        words=frozenset(picked),
    )  # fmt: skip


@st.composite
def talks(draw: st.DrawFn) -> Draft:
    """A draft as it stands after a few messages and buttons."""
    draft = Draft(draw(TOPICS))
    for _ in range(draw(st.integers(0, 8))):
        draft = replace(draft, asked=next_slot(draft, WHO, BOOK)) if draw(st.booleans()) else draft
        text = draw(TEXTS)
        said = Said(text, draw(readings(text)))
        choice = draw(st.one_of(st.none(), CHOICES))
        move = answer(draft, said, choice, WHO, WARES, BOOK, TAXONOMY)
        assert move is None or isinstance(move, (Propose, Confirmed, Dropped))
        draft = move.draft if isinstance(move, Propose) else draft
    return draft


def check_theirs(draft: Draft) -> None:
    lines = {line.id: order for order in WHO.orders for line in order.lines}
    for pick in draft.picks:
        assert lines[pick.line_id].id == pick.order_id
        line = lines[pick.line_id].line(pick.line_id)
        assert line is not None
        assert 1 <= pick.quantity <= line.kept
        assert pick.variant_id is None or getattr(WARES.variant(pick.variant_id), "product_id", "") == line.product_id
    assert len({pick.line_id for pick in draft.picks}) == len(draft.picks)
    assert set(draft.doubtful) <= set(lines)
    assert draft.order_id is None or WHO.order(draft.order_id) is not None
    assert draft.subscription_id is None or WHO.subscription(draft.subscription_id) is not None
    assert draft.method_id is None or WHO.method(draft.method_id) is not None
    assert draft.destination_id is None or WHO.method(draft.destination_id) is not None
    assert draft.option_id is None or WARES.option(draft.option_id) is not None
    assert draft.plan_id is None or WARES.plan(draft.plan_id) is not None


@settings(max_examples=500, suppress_health_check=[HealthCheck.too_slow])
@given(talks())
def test_a_draft_only_ever_holds_what_is_theirs_and_a_whole_one_can_be_ruled_on(draft: Draft) -> None:
    check_theirs(draft)
    if next_slot(draft, WHO, BOOK) is Slot.CONFIRM:
        for act in acts_of(draft, WHO):
            propose(act, WHO, WARES, BOOK, History())  # raises NotTheirs for an id of somebody else


@settings(max_examples=200)
@given(TOPICS, TEXTS, st.data())
def test_any_words_are_heard(topic: str, text: str, data: st.DataObject) -> None:
    draft = next(Draft(each) for each in DRAFTED if each == topic)
    check_theirs(hear(draft, Said(text, data.draw(readings(text))), WHO, WARES, BOOK))


@given(TOPICS, CHOICES)
def test_any_button_is_theirs_or_nothing(topic: str, choice: str) -> None:
    draft = next(Draft(each) for each in DRAFTED if each == topic)
    move = press(draft, choice, WHO, WARES, BOOK)
    if isinstance(move, Propose):
        check_theirs(move.draft)


@pytest.mark.timeout(5)  # a pattern that tries every way through a long text takes minutes
@pytest.mark.parametrize("piece", [" ", ".", ", ", "please ", "1 ", "not ", "for ", "keep ", "12 st ", "a of "])
@pytest.mark.parametrize("topic", sorted(DRAFTED))
def test_long_words_are_heard_to_their_end(topic: str, piece: str) -> None:
    text = piece * (4_000 // len(piece))
    draft = next(Draft(each, OPEN.id) for each in DRAFTED if each == topic)
    heard = hear(draft, Said(text, Reading((Scored(Intent.AFFIRM, 0.9),))), WHO, WARES, BOOK)
    assert heard.topic == topic
    check_theirs(heard)
    assert read_address(text, OPEN.address) is None
