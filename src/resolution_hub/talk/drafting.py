"""An act in the making, in words: asking for what it lacks, showing exactly what would happen, and beginning it on a yes."""

from __future__ import annotations

from dataclasses import replace

from resolution_hub.core.acts import ORDER_ACTS
from resolution_hub.core.drafting.asking import acts_of, next_slot, without
from resolution_hub.core.drafting.choices import lines_for
from resolution_hub.core.drafting.draft import ON_SUBSCRIPTIONS, PROBLEMS, SWAPS, Draft, Slot
from resolution_hub.core.drafting.hearing import Said, hear
from resolution_hub.core.escalation import WhyPerson
from resolution_hub.core.events import CardKind, Choice
from resolution_hub.core.finding.wares import History, NotTheirs, Wares
from resolution_hub.core.instead import Way, instead
from resolution_hub.core.moves import Asked, Dialogue
from resolution_hub.core.policy.verdict import Deny, NeedApproval, NeedEvidence
from resolution_hub.core.proposing import Proposal, propose
from resolution_hub.core.reading import Reading
from resolution_hub.core.topic import Topic
from resolution_hub.features.acts import service as acts
from resolution_hub.features.records import service as records
from resolution_hub.features.remedies import collecting
from resolution_hub.features.remedies import service as remedies
from resolution_hub.talk import acting, appeal, bring_person, situation
from resolution_hub.talk.drafting_questions import ask, better_way
from resolution_hub.talk.turn_state import Turn
from resolution_hub.words import cards, plans
from resolution_hub.words.rulings import reason

_MOST_MISSES = 2
# Refusals that another answer can mend: the question is asked again, with the reason said.
_MENDED_BY = {
    "original_method_expired": Slot.DESTINATION,
    "destination_not_possible": Slot.DESTINATION,
    "method_expired": Slot.METHOD,
    "method_unknown": Slot.METHOD,
    "balance_too_small": Slot.METHOD,
    "same_method": Slot.METHOD,
    "not_available": Slot.VARIANT,
    "same_variant": Slot.VARIANT,
    "address_incomplete": Slot.ADDRESS,
    "reason_not_accepted": Slot.REASON,
    "no_replacement": Slot.WISH,
    "must_come_back": Slot.WISH,
    "delivery_unknown": Slot.DELIVERY,
    "plan_unknown": Slot.PLAN,
    "pause_too_long": Slot.UNTIL,
}


_TOPIC_OF = {
    Way.CHANGE_ITEMS: Topic.CHANGE_ITEMS,
    Way.CANCEL: Topic.CANCEL_ORDER,
    Way.RETURN: Topic.RETURN_ITEMS,
    Way.WITHDRAW: Topic.WITHDRAW,
    Way.EXCHANGE: Topic.EXCHANGE_ITEMS,
    Way.PROBLEM: Topic.DAMAGED_ITEM,
    Way.RESUME: Topic.PAUSE_SUBSCRIPTION,
    Way.CANCEL_SUBSCRIPTION: Topic.CANCEL_SUBSCRIPTION,
}


async def wares(turn: Turn, draft: Draft) -> Wares:
    """What the draft chooses from, read once a turn."""
    who, book = turn.situation, turn.tools.book
    products: set[str] = set()
    if draft.topic in SWAPS | PROBLEMS | {Topic.PRICE_DROP}:
        products = {line.product_id for _, line in lines_for(draft, who, book)}
    plan_ids = [s.plan_id for s in who.subscriptions if s.plan_id] if draft.topic in ON_SUBSCRIPTIONS else []
    region = who.customer.region if draft.topic is Topic.CHANGE_DELIVERY else ""
    return await records.get_wares(turn.tx, sorted(products), region, plan_ids)


async def reply(turn: Turn, topic: Topic, order_id: str | None) -> None:
    """Begin to talk about an act, with all that the message says of it already."""
    draft = Draft(topic, order_id)
    there = await wares(turn, draft)
    heard = turn.reading if turn.reading is not None else Reading(())
    draft = hear(draft, Said(turn.said, heard), turn.situation, there, turn.tools.book)
    await go_on(turn, draft, there)


async def go_on(turn: Turn, draft: Draft, there: Wares | None = None, *, missed: bool = False) -> None:
    """Ask for the first thing that is lacking, or show what would happen."""
    book = turn.tools.book
    there = there if there is not None else await wares(turn, draft)
    slot = next_slot(draft, turn.situation, book)
    misses = turn.dialogue.misses + 1 if missed else 0
    turn.dialogue = replace(turn.dialogue, topic=draft.topic, misses=misses)
    if slot is not Slot.CONFIRM:
        _ask(turn, draft, slot, there, turn.text.say("draft-missed") if missed else "")
        return
    if draft.asked in (Slot.METHOD, Slot.DESTINATION) and _reopened(draft):
        _ask(turn, draft, draft.asked, there)
        return
    await _show(turn, draft, there, turn.text.say("draft-missed") if missed else "")


def _reopened(draft: Draft) -> bool:
    """A question that is only asked on request was just asked for."""
    return draft.method_id is None if draft.asked is Slot.METHOD else draft.destination is None


def _ask(turn: Turn, draft: Draft, slot: Slot, there: Wares, because: str = "") -> None:
    asked = replace(draft, asked=slot)
    if not ask(turn, asked, slot, there, because, persistent=turn.dialogue.misses >= _MOST_MISSES):
        turn.dialogue = replace(turn.dialogue, draft=None, asked=None)
        return
    turn.dialogue = replace(turn.dialogue, draft=asked, asked=Asked.DRAFT)


async def _show(turn: Turn, draft: Draft, there: Wares, because: str = "") -> None:
    """The card with exactly what will happen; or the refusal, with what is possible."""
    who, book = turn.situation, turn.tools.book
    try:
        past = await acting.past_of(turn.tx, who, draft.photos)
        found = [
            propose(act, who, there, await acting.book_for(turn, act, draft.topic), past) for act in acts_of(draft, who)
        ]
    except NotTheirs:
        found = []
    if not found:
        turn.dialogue = replace(turn.dialogue, draft=None, asked=None)
        turn.say(turn.text.say("draft-nothing"), choices=[turn.person_choice(), turn.something_else()])
        return
    refused = next((each for each in found if not each.allowed), None)
    if refused is not None:
        await _not_allowed(turn, draft, refused, there)
        return
    draft = replace(draft, asked=Slot.CONFIRM)
    turn.dialogue = replace(turn.dialogue, draft=draft, asked=Asked.DRAFT)
    choices = [
        turn.choice(f"act:yes:{acting.seen(found)}", f"draft-yes-{draft.topic}".replace("_", "-")),
        *better_way(turn, draft),
        *_changes(turn, draft, found),
        turn.choice("act:no", "draft-no"),
    ]
    card = plans.confirm(found, who, there, book, turn.text)
    turn.say(
        f"{because} {turn.text.say('draft-confirm')}".strip(),
        cards=[cards.card(CardKind.CONFIRM, card)],
        choices=choices,
    )


def _changes(turn: Turn, draft: Draft, found: list[Proposal]) -> list[Choice]:
    """What can be answered otherwise before the yes."""
    slots = [slot for slot in draft.trail if slot is not Slot.CONFIRM][-2:]
    if draft.topic is Topic.RETURN_ITEMS and Slot.DESTINATION not in slots:
        slots.append(Slot.DESTINATION)
    moves = any(each.collect is not None or each.back for each in found)
    if draft.topic in SWAPS | {Topic.CHANGE_DELIVERY} and moves and Slot.METHOD not in slots:
        slots.append(Slot.METHOD)
    return [turn.choice(f"change:{slot}", f"draft-change-{slot}") for slot in dict.fromkeys(slots)]


async def _not_allowed(turn: Turn, draft: Draft, refused: Proposal, there: Wares) -> None:
    verdict = refused.ruling.verdict
    if isinstance(verdict, NeedEvidence) and not draft.no_photo:
        _ask(turn, draft, Slot.PHOTO, there, reason(verdict, turn.text))
        return
    slot = _MENDED_BY.get(verdict.reason) if isinstance(verdict, Deny) else None
    if slot is not None and draft.asked is not slot:
        _ask(turn, without(draft, slot), slot, there, reason(verdict, turn.text))
        return
    case = await acting.case_of(turn, refused.act, draft.topic)
    ruling_id, ruling = await remedies.rule_on(turn.tx, case.id, refused.ruling.facts, turn.tools.book, turn.now)
    turn.dialogue = replace(turn.dialogue, draft=None, asked=None)
    why = reason(ruling.verdict, turn.text)
    if isinstance(verdict, (NeedApproval, NeedEvidence)):
        turn.say(turn.text.say("draft-needs-person", reason=why))
        await bring_person.with_case(turn, case, WhyPerson.NEEDS_APPROVAL)
        return
    await appeal.leave_receipt(turn, case, ruling_id, ruling)
    past = await acting.past_of(turn.tx, turn.situation, draft.photos)
    ways = await _instead(turn, refused, past)
    said = [turn.text.say("draft-refused", reason=why), *(text for text, _ in ways)]
    buttons = [choice for _, choice in ways if choice is not None]
    turn.say(" ".join(said), choices=[*buttons, turn.appeal_choice(ruling_id), turn.person_choice()])


async def _instead(turn: Turn, refused: Proposal, past: History) -> list[tuple[str, Choice | None]]:
    """What is possible all the same, each in a sentence and with its button where one leads there."""
    there = await records.wares_for(turn.tx, (refused.act,), turn.situation)
    found = instead(refused, turn.situation, there, turn.tools.book, past)
    ways = []
    for option in found:
        topic = _TOPIC_OF.get(option.way)
        choice = turn.topic_choice(topic) if topic is not None else None
        ways.append((turn.text.say(f"instead-{option.way}".replace("_", "-")), choice))
    return ways


async def confirmed(turn: Turn, token: str) -> None:
    """The customer said yes to what was shown. Facts are read again and held; what has changed since is shown anew."""
    draft = turn.dialogue.draft
    if draft is None:
        return
    there = await wares(turn, draft)
    for act in sorted(acts_of(draft, turn.situation), key=str):
        if isinstance(act, ORDER_ACTS):
            await records.lock_order(turn.tx, act.order_id)
    turn.who = await situation.load(turn.tx, turn.situation.customer.id, turn.now, hold=True, only=turn.only)
    past = await acting.past_of(turn.tx, turn.who, draft.photos)
    found = [
        propose(act, turn.who, there, await acting.book_for(turn, act, draft.topic), past)
        for act in acts_of(draft, turn.who)
    ]
    if not all(each.allowed for each in found) or (token and token != acting.seen(found)):
        await _show(turn, replace(draft, asked=None), there)
        return
    savepoint = turn.tx.transaction()
    await savepoint.start()
    try:
        for each in found:
            case = await acting.case_of(turn, each.act, draft.topic)
            await acting.begin(turn.tx, case, each.act, turn.standing, turn.tools.book, turn.now)
    except (acts.UnderWay, collecting.BalanceTooSmall) as error:
        await savepoint.rollback()
        key = "draft-under-way" if isinstance(error, acts.UnderWay) else "reason-balance-too-small"
        turn.dialogue = replace(turn.dialogue, draft=None, asked=None)
        turn.say(turn.text.say(key), choices=[turn.person_choice(), turn.something_else()])
        return
    await savepoint.commit()
    turn.dialogue = Dialogue(topic=draft.topic, later=turn.dialogue.later)
    turn.say(turn.text.say("draft-begun"))


async def showed(turn: Turn, photo_ids: tuple[str, ...]) -> bool:
    """Photos of the thing that is being talked about: the talk goes on with them. False when none is asked about."""
    draft = turn.dialogue.draft
    if draft is None or draft.topic not in PROBLEMS:
        return False
    await go_on(turn, replace(draft, photos=(*draft.photos, *photo_ids), no_photo=False))
    return True


def dropped(turn: Turn) -> None:
    turn.dialogue = Dialogue(later=turn.dialogue.later)
    turn.say(turn.text.say("draft-dropped"), choices=[turn.something_else()])
