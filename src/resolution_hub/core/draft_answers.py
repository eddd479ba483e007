"""What a message or a button does to a draft that is being talked about: goes on with it, confirms it, drops it, or is about
something else (None)."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from resolution_hub.core.acts import Wish
from resolution_hub.core.drafting.asking import next_slot, step_back, without
from resolution_hub.core.drafting.choices import lines_for, variants_for
from resolution_hub.core.drafting.draft import DRAFTED, PROBLEMS, SWAPS, Draft, Slot
from resolution_hub.core.drafting.hearing import Said, give_reason, hear
from resolution_hub.core.drafting.things import pick_lines
from resolution_hub.core.finding.wares import Wares
from resolution_hub.core.moves import Confirmed, Dropped, Move, Propose
from resolution_hub.core.order import Destination
from resolution_hub.core.policy.rulebook import Rulebook
from resolution_hub.core.reading import SMALL_TALK, Intent, Reading
from resolution_hub.core.situation import Situation
from resolution_hub.core.taxonomy import Taxonomy
from resolution_hub.core.topic import Topic

_MORE_THAN_SURELY = 0.85
_FEW_WORDS = 3
_SURELY = 0.6  # a wish so clear is followed, whatever was being asked


def answer(
    draft: Draft, said: Said, choice: str | None, who: Situation, wares: Wares, book: Rulebook, taxonomy: Taxonomy
) -> Move | None:  # fmt: skip
    """None: the message says nothing of the draft, or is about something else."""
    if choice is not None:
        return press(draft, choice, who, wares, book)
    reading = said.reading
    if reading.goes_back:
        return Propose(step_back(draft))
    best = reading.best.intent if reading.best else None
    heard = hear(draft, said, who, wares, book)
    # "I changed my mind" drops a wish, unless it is the reason that was asked for.
    if reading.drops and (heard == draft or draft.asked is not Slot.REASON):
        return Dropped(draft.topic)
    if heard == draft:
        return _unchanged(draft, best, said, taxonomy)
    if draft.asked is Slot.CONFIRM and _other_act(draft, reading, taxonomy):
        return None
    return Propose(_answered(draft, heard, who, book))


def press(draft: Draft, choice: str, who: Situation, wares: Wares, book: Rulebook) -> Move | None:
    """A button of the draft. None for any other, and for one that this customer was never given."""
    kind, _, value = choice.partition(":")
    match kind:
        case "act":
            return _decided(draft, value)
        case "change" if value in set(Slot):
            return Propose(replace(without(draft, Slot(value)), asked=Slot(value)))
        case _:
            pressed = _pressed(draft, kind, value, who, wares, book)
            return Propose(_answered(draft, pressed, who, book)) if pressed is not None else None


def _decided(draft: Draft, value: str) -> Move | None:
    match value.split(":", maxsplit=1)[0]:
        case "yes" if draft.asked is Slot.CONFIRM:
            return Confirmed(draft.topic, value.partition(":")[2])
        case "yes":
            return Propose(draft)
        case "no":
            return Dropped(draft.topic)
        case "back":
            return Propose(step_back(draft))
        case _:
            return None


def _pressed(draft: Draft, kind: str, value: str, who: Situation, wares: Wares, book: Rulebook) -> Draft | None:
    match kind:
        case "order" if (order := who.order(value)) is not None:
            picks = tuple(p for p in draft.picks if p.order_id == order.id)
            return replace(draft, order_id=order.id, picks=picks, doubtful=())
        case "items":
            ids = value.split(",")
            chosen = [pair for pair in lines_for(replace(draft, order_id=None), who, book) if pair[1].id in ids]
            add = len(ids) == 1 and bool(draft.picks) and bool(draft.doubtful)
            return pick_lines(replace(draft, doubtful=()), chosen, add=add) if chosen else None
        case "reason":
            return give_reason(draft, value)
        case "variant":
            return _of_kind(draft, value, who, wares)
        case "wish" if value in set(Wish):
            return replace(draft, wish=Wish(value))
        case "nophoto":
            return replace(draft, no_photo=True)
        case "method" if who.method(value) is not None:
            return replace(draft, method_id=value)
        case "to":
            return _to(draft, value, who)
        case "problem" if draft.topic is Topic.RETURN_ITEMS and value in PROBLEMS:
            picks = tuple(replace(pick, reason="") for pick in draft.picks)
            return Draft(Topic(value), draft.order_id, picks=picks, doubtful=draft.doubtful)
        case "delivery" if wares.option(value) is not None:
            return replace(draft, option_id=value)
        case "sub" if who.subscription(value) is not None:
            return replace(draft, subscription_id=value)
        case "plan" if wares.plan(value) is not None:
            return replace(draft, plan_id=value)
        case "until":
            return replace(draft, resumes_on=_day(value)) if _day(value) is not None else None
        case _:
            return None


def _of_kind(draft: Draft, value: str, who: Situation, wares: Wares) -> Draft | None:
    """The picked thing as that other kind of the same product."""
    line_id, _, variant_id = value.partition("|")
    meant = next((pick for pick in draft.picks if pick.line_id == line_id), None)
    if meant is None or all(variant.id != variant_id for variant in variants_for(meant, who, wares)):
        return None
    chosen = replace(meant, variant_id=variant_id, wanted=())
    return replace(draft, picks=tuple(chosen if pick is meant else pick for pick in draft.picks))


def _to(draft: Draft, value: str, who: Situation) -> Draft | None:
    kind, _, method_id = value.partition("|")
    if kind not in set(Destination) or (method_id and who.method(method_id) is None):
        return None
    return replace(draft, destination=Destination(kind), destination_id=method_id or None)


def _day(value: str) -> date | None:
    try:
        return date.fromisoformat(value)
    except ValueError:
        return None


def _answered(draft: Draft, heard: Draft, who: Situation, book: Rulebook) -> Draft:
    """Note which question was answered, for going back."""
    asked = draft.asked
    if asked is None or asked is Slot.CONFIRM or next_slot(heard, who, book) is asked:
        return heard
    return replace(heard, trail=(*(slot for slot in draft.trail if slot is not asked), asked))


def _unchanged(draft: Draft, best: str | None, said: Said, taxonomy: Taxonomy) -> Move | None:
    if draft.asked is Slot.CONFIRM and best == Intent.AFFIRM:
        return Confirmed(draft.topic, "")
    if draft.asked is Slot.CONFIRM and best == Intent.DENY:
        return Dropped(draft.topic)
    if draft.asked is Slot.PHOTO and best in (Intent.AFFIRM, Intent.DENY):
        return Propose(replace(draft, no_photo=best == Intent.DENY))
    if best == Intent.CORRECTION and draft.asked is not None:
        return _corrected(draft)
    if _other_wish(draft, said, taxonomy) or best in (Intent.GREETING, Intent.THANKS, Intent.GOODBYE):
        return None
    return Propose(draft, missed=True) if draft.asked is not None else None


def _corrected(draft: Draft) -> Move:
    """ "No, another one", without saying which: the choice is opened again."""
    if draft.topic in SWAPS and draft.picks:
        return Propose(without(draft, Slot.VARIANT))
    return Propose(step_back(draft)) if draft.trail else Propose(draft, missed=True)


def _other_wish(draft: Draft, said: Said, taxonomy: Taxonomy) -> bool:
    best = said.reading.best
    if best is None or best.intent in SMALL_TALK or best.probability < _SURELY:
        return False
    topic = taxonomy.topic_of(best.intent)
    # "In black" is an answer, although it names no kind that there is; as a question it would be one about the shop.
    answers = draft.asked not in (None, Slot.CONFIRM) and len(said.text.split()) <= _FEW_WORDS and "?" not in said.text
    return topic is not draft.topic and (topic is not None or not answers)


def _other_act(draft: Draft, reading: Reading, taxonomy: Taxonomy) -> bool:
    """Surely another act, although the words fit this one as well."""
    best = reading.best
    topic = taxonomy.topic_of(best.intent) if best is not None and best.probability >= _MORE_THAN_SURELY else None
    return topic in DRAFTED and topic is not draft.topic
