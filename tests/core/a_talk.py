"""Customers with a few orders each, and a talk with them."""

from resolution_hub.core.dialogue import Decision, Guide, Heard, after, decide
from resolution_hub.core.moves import Asked, AskOrder, Dialogue, Later, Move
from resolution_hub.core.order import OrderStatus, ScanStatus
from resolution_hub.core.reading import Reading
from resolution_hub.core.situation import Situation
from resolution_hub.core.topic import Topic
from tests.core.a_shop import BOOK, HABITS, TAXONOMY, a_scan, a_situation, an_order, sent

KETTLE = an_order("k", item="Blue kettle")
TENT = an_order("t", item="Trail tent")
LAMP = sent("l", a_scan(ScanStatus.IN_TRANSIT), item="Desk lamp")
CUP = sent("c", a_scan(ScanStatus.DELIVERED), status=OrderStatus.DELIVERED, item="Cup")
TWO = a_situation(KETTLE, TENT, CUP)
ONE = a_situation(LAMP, CUP)
NOBODY = a_situation()


def words(text: str) -> frozenset[str]:
    return frozenset(text.split())


def says(state: Dialogue, reading: Reading, who: Situation | None = TWO, choice: str | None = None) -> Move:
    return decides(state, Heard(reading), who, choice)[0].move


def decides(
    state: Dialogue, heard: Heard, who: Situation | None = TWO, choice: str | None = None
) -> tuple[Decision, tuple[Later, ...]]:
    return decide(state, heard, choice, who, BOOK, GUIDE)


GUIDE = Guide(TAXONOMY, HABITS)
START = Dialogue()
WHICH = after(START, AskOrder(Topic.CANCEL_ORDER, ("k", "t")))
CONFIRM = Dialogue(Topic.CANCEL_ORDER, "k", Asked.CONFIRM_CANCEL, ("k", "t"))
HM = Reading(())
