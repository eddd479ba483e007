"""The closed list of what can stand in a conversation."""

from typing import get_args

from resolution_hub.core.events import (
    AssistantSaid,
    CardKind,
    Choice,
    CustomerShowed,
    EventBody,
    Floor,
    FloorMoved,
    ShownPhoto,
)


def test_the_list_of_events_is_closed() -> None:
    kinds = {kind.__name__ for kind in get_args(EventBody)}
    assert kinds == {
        "CustomerSaid",
        "CustomerShowed",
        "AssistantSaid",
        "AgentSaid",
        "Reported",
        "FloorMoved",
        "CaseMoved",
        "ThreadLinked",
    }


def test_an_event_has_its_words_and_no_more_than_it_needs() -> None:
    said = AssistantSaid("Hello", choices=(Choice("person", "Talk to a person"),))
    assert (said.cards, said.choices[0].id) == ((), "person")
    assert FloorMoved(Floor.QUEUE, "Soon").agent_name is None
    assert len(CardKind) == 13
    assert CustomerShowed((ShownPhoto("ph1", 4, 3), ShownPhoto("ph2", 4, 3, "a crack"))).photo_ids == ("ph1", "ph2")
