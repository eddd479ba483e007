"""The questions of an act in the making: one for each thing that can be lacking, with everything that can be chosen."""

from __future__ import annotations

from collections.abc import Sequence

from resolution_hub.core.acts import Wish
from resolution_hub.core.drafting.choices import (
    delivery_for,
    destinations_for,
    fitting,
    lines_for,
    methods_offered,
    orders_for,
    pauses_for,
    plans_for,
    problem_told,
    reasons_for,
    subscriptions_for,
    variants_for,
)
from resolution_hub.core.drafting.draft import Draft, Pick, Slot
from resolution_hub.core.events import Card, CardKind, Choice
from resolution_hub.core.finding.wares import Wares
from resolution_hub.core.order import DeliveryOption, Order, OrderLine
from resolution_hub.core.topic import Topic
from resolution_hub.talk.turn_state import Turn
from resolution_hub.words import cards, plans, sentences

_MOST = 8


def ask(turn: Turn, draft: Draft, slot: Slot, there: Wares, because: str = "", *, persistent: bool = False) -> bool:
    """Put the question. False when nothing can be chosen: that is then said instead. `because` says why it is asked (again);
    `persistent`: it was not understood several times, so a person is offered first."""
    choices, shown, key, values = _question(turn, draft, slot, there)
    none = slot in (Slot.ORDER, Slot.ITEMS, Slot.VARIANT, Slot.DELIVERY, Slot.METHOD, Slot.SUBSCRIPTION, Slot.PLAN)
    if none and not choices:
        lacking = f"draft-none-{draft.topic}".replace("_", "-")
        if slot not in (Slot.ORDER, Slot.ITEMS) or not turn.text.has(lacking):
            lacking = f"draft-none-{slot}"
        said = turn.text.say(lacking)
        turn.say(f"{because} {said}".strip(), choices=[turn.person_choice(), turn.something_else()])
        return False
    said = turn.text.say(key, **values)
    ways_out = [*better_way(turn, draft), turn.choice("act:no", "draft-no")]
    if draft.trail:
        ways_out.insert(0, turn.choice("act:back", "draft-back"))
    if persistent:
        ways_out.insert(0, turn.person_choice())
    turn.say(f"{because} {said}".strip(), cards=shown, choices=[*choices, *ways_out])
    return True


def better_way(turn: Turn, draft: Draft) -> list[Choice]:
    """A button to report the problem that the message gave as the reason of a return, with the things picked so far."""
    told = problem_told(draft, turn.reading.entities.reasons) if turn.reading is not None else None
    return [turn.choice(f"problem:{told}", "choice-problem-instead")] if told is not None else []


_Question = tuple[Sequence[Choice], Sequence[Card], str, dict[str, str]]


def _question(turn: Turn, draft: Draft, slot: Slot, there: Wares) -> _Question:
    who, book = turn.situation, turn.tools.book
    match slot:
        case Slot.ORDER:
            return turn.order_choices([o.id for o in orders_for(draft.topic, who, book)[:_MOST]]), (), "draft-order", {}
        case Slot.ITEMS:
            return _items(turn, draft)
        case Slot.REASON:
            return _reasons(turn, draft)
        case Slot.VARIANT:
            return _variants(turn, draft, there)
        case Slot.WISH:
            return [turn.choice(f"wish:{w}", f"choice-wish-{w}") for w in Wish], (), "draft-wish", {}
        case Slot.PHOTO:
            return [turn.choice("nophoto", "choice-no-photo")], (), "draft-photo", {}
        case Slot.ADDRESS:
            order = who.order(draft.order_id or "")
            known = order.address if order is not None else who.home
            form = [cards.card(CardKind.ADDRESS, cards.address(known))] if known is not None else []
            return (), form, "draft-address", {}
        case Slot.DELIVERY:
            offered = delivery_for(draft, who, there)
            return [_delivery(turn, each) for each in offered], (), "draft-delivery", {}
        case Slot.METHOD:
            return (
                [Choice(f"method:{m.id}", _method(turn, m.id)) for m in methods_offered(draft, who)],
                (),
                "draft-method",
                {},
            )
        case Slot.DESTINATION:
            return _destinations(turn, draft), (), "draft-destination", {}
        case Slot.CONFIRM:
            return (), (), "draft-confirm", {}
        case _:
            return _of_subscription(turn, draft, slot, there)


def _of_subscription(turn: Turn, draft: Draft, slot: Slot, there: Wares) -> _Question:
    who, text = turn.situation, turn.text
    match slot:
        case Slot.SUBSCRIPTION:
            return [Choice(f"sub:{s.id}", s.plan) for s in subscriptions_for(who)], (), "draft-subscription", {}
        case Slot.PLAN:
            offered_plans = plans_for(draft, who, there)
            named = [Choice(f"plan:{p.id}", f"{p.name}, {sentences.money(p.price, text)}") for p in offered_plans]
            return named, (), "draft-plan", {}
        case _:
            days = pauses_for(who, turn.tools.book)
            return [Choice(f"until:{day.isoformat()}", text.day(day)) for day in days], (), "draft-until", {}


def _items(turn: Turn, draft: Draft) -> _Question:
    pairs = lines_for(draft, turn.situation, turn.tools.book)
    if draft.doubtful:
        pairs = tuple(pair for pair in pairs if pair[1].id in draft.doubtful)
    choices = [Choice(f"items:{line.id}", _line(order, line, turn)) for order, line in pairs[:_MOST]]
    if not choices:
        return (), (), "draft-items", {}
    card = cards.card(CardKind.PICK, cards.pick(pairs))
    key = "draft-items-doubtful" if draft.doubtful else f"draft-items-{draft.topic}".replace("_", "-")
    return choices, () if draft.doubtful else (card,), key, {}


def _line(order: Order, line: OrderLine, turn: Turn) -> str:
    name = f"{line.name}, {line.options}" if line.options else line.name
    return turn.text.say("choice-item", item=name, number=order.number)


def _reasons(turn: Turn, draft: Draft) -> _Question:
    choices = [
        Choice(f"reason:{name}", plans.return_reason(name, turn.text))
        for name in reasons_for(draft.topic, turn.tools.book)
    ]
    waiting = next((pick for pick in draft.picks if not pick.reason), None)
    line = _line_of(turn, waiting) if waiting is not None else None
    going_back = draft.topic is Topic.RETURN_ITEMS and line is not None
    key = "draft-reason-item" if going_back else "draft-reason"
    return choices, (), key, {"item": line.name} if line is not None and going_back else {}


def _variants(turn: Turn, draft: Draft, there: Wares) -> _Question:
    waiting = next((pick for pick in draft.picks if pick.variant_id is None), draft.picks[0])
    line = _line_of(turn, waiting)
    choices = []
    for variant in fitting(waiting, variants_for(waiting, turn.situation, there))[:_MOST]:
        price = sentences.money(variant.price, turn.text)
        choices.append(Choice(f"variant:{waiting.line_id}|{variant.id}", f"{plans.variant_name(variant)} ({price})"))
    values = {"item": line.name if line is not None else "", "options": line.options if line is not None else ""}
    return choices, (), "draft-variant", values


def _line_of(turn: Turn, pick: Pick) -> OrderLine | None:
    order = turn.situation.order(pick.order_id)
    return order.line(pick.line_id) if order is not None else None


def _delivery(turn: Turn, option: DeliveryOption) -> Choice:
    days = turn.text.say("plan-days", first=option.days_from, last=option.days_to)
    return Choice(f"delivery:{option.id}", f"{option.name}, {days}, {sentences.money(option.price, turn.text)}")


def _method(turn: Turn, method_id: str) -> str:
    method = turn.situation.method(method_id)
    if method is None:
        raise LookupError(method_id)
    if method.balance is None:
        return method.label
    return turn.text.say("choice-balance", method=method.label, amount=sentences.money(method.balance, turn.text))


def _destinations(turn: Turn, draft: Draft) -> list[Choice]:
    choices = []
    for destination, method in destinations_for(draft, turn.situation, turn.tools.book):
        value = f"to:{destination}|{method.id}" if method is not None else f"to:{destination}"
        label = method.label if method is not None else turn.text.say(f"destination-{destination}".replace("_", "-"))
        choices.append(Choice(value, label))
    return choices
