"""What happened to a return, or came due, is written down and told, once; and whether it releases what was agreed to.

| what | before the refund or the goods were released | after |
| --- | --- | --- |
| begun, "at once" | release | |
| first scan of our label, "at first scan" | release | told |
| received | release, or first the time to look at it | closed |
| found as expected | release | |
| found otherwise | held, before a person | a claw-back case |
| a person lets it go on | release | |
| a person refuses it | the customer's again, closed (talk/held_returns.py) | |
| comes back to its sender | the customer's again, closed | a claw-back case |
| never handed in | the customer's again, closed | a claw-back case |
| does not arrive | before a person | a claw-back case |
"""

from __future__ import annotations

from datetime import timedelta

from resolution_hub.core.escalation import WhyPerson
from resolution_hub.core.order import ReturnStatus, Timing
from resolution_hub.core.policy.terms import ReturnTerms
from resolution_hub.features.records import changing
from resolution_hub.features.records import service as records
from resolution_hub.features.remedies import collecting, versions
from resolution_hub.features.returns import service as returns
from resolution_hub.features.returns.service import Decision, Finding, Moved, Outcome, ReturnRow
from resolution_hub.journeys import clawing_back
from resolution_hub.journeys.telling import Chapter, Means, chapter


async def on_moved(means: Means, return_id: str, what: str) -> bool:
    """Whether the refund, or the goods of an exchange, are released by it. Run again, it tells nothing twice."""
    async with means.database.reading() as connection:
        back = await returns.find(connection, return_id)
    if back is None or back.case_id is None:
        return False
    moved = Moved(what.partition(":")[0])
    async with chapter(means, back.case_id) as current:
        await records.lock_order(current.tx, back.order_id)
        held = await returns.lock(current.tx, return_id)
        terms = (await versions.book_of_case(current.tx, back.case_id, means.book)).terms.returns
        if await returns.tell_once(current.tx, held, what, current.now):
            await _tell(terms, current, held, moved)
        return _releases(held, moved, terms.inspection_hours)


def released(held: ReturnRow) -> bool:
    """Nothing waits for the goods any more."""
    return held.outcome is not None or (not held.refund_due.positive and not held.swaps)


def _releases(held: ReturnRow, moved: Moved, inspection_hours: int) -> bool:
    if released(held) or held.held_back:
        return False
    match moved:
        case Moved.AUTHORISED:
            return held.timing is Timing.AT_ONCE
        case Moved.SCANNED:
            return held.timing is Timing.AT_FIRST_SCAN and held.prepaid
        case Moved.RECEIVED:
            return inspection_hours == 0
        case Moved.FOUND:
            return held.finding is Finding.AS_EXPECTED
        case Moved.RELEASED:
            return held.decision is Decision.RELEASED
        case _:
            return moved is Moved.RELEASE


async def _tell(terms: ReturnTerms, current: Chapter, held: ReturnRow, moved: Moved) -> None:
    match moved:
        case Moved.SCANNED:
            await _scanned(terms, current, held)
        case Moved.RECEIVED:
            await _received(terms, current, held)
        case Moved.FOUND:
            await _found(current, held)
        case Moved.BOUNCED if held.status is not ReturnStatus.CLOSED:
            await _theirs_again(current, held, Outcome.KEPT, "return-bounced")
        case Moved.DEADLINE if held.status is ReturnStatus.AUTHORISED:
            await _theirs_again(current, held, Outcome.LAPSED, "return-lapsed")
        case Moved.MISSING if held.status is ReturnStatus.IN_TRANSIT:
            await _missing(current, held)
        case _:
            pass


async def _scanned(terms: ReturnTerms, current: Chapter, held: ReturnRow) -> None:
    if held.status is ReturnStatus.CLOSED:
        return
    late = current.now + timedelta(days=terms.missing_days)
    await returns.moved(current.tx, held.id, Moved.MISSING, not_before=late)
    current.report(current.text.say("return-scanned", number=held.order_number))


async def _received(terms: ReturnTerms, current: Chapter, held: ReturnRow) -> None:
    if held.status is ReturnStatus.CLOSED:
        if not held.found_wrong:  # What had lapsed, or was missed, came after all.
            await current.needs_person(current.text.say("return-came-late", number=held.order_number))
        return
    current.report(current.text.say("return-has-arrived", number=held.order_number))
    if released(held):
        ended = Outcome(held.outcome) if held.outcome is not None else _ended(held)
        await returns.close(current.tx, held.id, ended, current.now)
        await current.done()
        return
    hours = terms.inspection_hours
    if hours:
        await returns.moved(current.tx, held.id, Moved.RELEASE, not_before=current.now + timedelta(hours=hours))


async def _found(current: Chapter, held: ReturnRow) -> None:
    if not held.found_wrong or held.decision is Decision.REFUSED:
        return
    found = current.text.say(f"finding-{held.finding}".replace("_", "-"))
    if await _something_moved(current, held):
        await clawing_back.open_case(current, held, found)
    else:
        said = current.text.say("return-held", number=held.order_number, found=found)
        await current.needs_person(said, WhyPerson.NEEDS_APPROVAL)


async def _theirs_again(current: Chapter, held: ReturnRow, outcome: Outcome, key: str) -> None:
    """The parcel does not come: the units are the customer's again."""
    if await _something_moved(current, held):
        await clawing_back.open_case(current, held, current.text.say(f"{key}-found"))
        return
    await changing.take_back_units(current.tx, [(line, -count) for line, count in returns.units(held.items)])
    await returns.close(current.tx, held.id, outcome, current.now)
    current.report(current.text.say(key, number=held.order_number))
    await current.done()


async def _missing(current: Chapter, held: ReturnRow) -> None:
    if await _something_moved(current, held):
        await clawing_back.open_case(current, held, current.text.say("return-missing-found"))
    else:
        await current.needs_person(
            current.text.say("return-missing", number=held.order_number), WhyPerson.NEEDS_APPROVAL
        )


async def _something_moved(current: Chapter, held: ReturnRow) -> bool:
    """Money or goods have changed hands for it."""
    return held.settled or await collecting.moved_for_act(current.tx, held.act_id)


def _ended(held: ReturnRow) -> Outcome:
    return Outcome.REPLACED if held.kind == "problem" else Outcome.REFUNDED
