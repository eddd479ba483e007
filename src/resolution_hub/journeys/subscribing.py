"""What acts on subscriptions write down: paused, resumed, on another plan, ended. And a pause that comes to its end."""

from __future__ import annotations

from datetime import datetime, time
from zoneinfo import ZoneInfo

from dbos import DBOS

from resolution_hub.core.acts import (
    CancelSubscription,
    ChangePlan,
    PauseSubscription,
    ResumeSubscription,
    SubscriptionAct,
)
from resolution_hub.core.policy.facts import SubscriptionChange, SubscriptionFacts
from resolution_hub.core.policy.subscribing import ends_at
from resolution_hub.features import journal
from resolution_hub.features.acts import service as acts
from resolution_hub.features.records import changing
from resolution_hub.features.records import service as records
from resolution_hub.journeys import paying
from resolution_hub.journeys.doing import Doing, Written
from resolution_hub.journeys.telling import Chapter, Means, chapter
from resolution_hub.kit.durable import start_journey

NAME = JOURNEY = "resume_subscription"


def register(means: Means) -> None:
    """Make the journey known to the runner; once per process, before it is launched."""

    @paying.step(f"{NAME}.resume")
    async def resume(act_id: str) -> None:
        await on_resumed(means, act_id)

    @DBOS.workflow(name=NAME)
    async def resume_subscription(act_id: str) -> None:
        await resume(act_id)


async def changed(doing: Doing, act: SubscriptionAct) -> Written:
    """The shop has taken the change."""
    tx, text = doing.current.tx, doing.current.text
    plan, facts = doing.who.subscription(act.subscription_id), doing.kept.ruling.facts
    if plan is None or not isinstance(facts, SubscriptionFacts):
        raise LookupError(f"act {doing.row.id} is about no subscription")
    await _noted(doing.current, act.subscription_id, facts.change)
    match act:
        case PauseSubscription(resumes_on=day):
            resumes_at = datetime.combine(day, time(), ZoneInfo(doing.who.customer.timezone))
            await changing.pause(tx, plan.id, doing.row.asked_at, resumes_at)
            await start_journey(tx, JOURNEY, doing.row.id, f"{JOURNEY}:{doing.row.id}", not_before=resumes_at)
            return Written("pause-subscription", {"plan": plan.plan, "day": text.day(day)})
        case ResumeSubscription():
            await changing.resume(tx, plan.id)
            return Written("resume-subscription", {"plan": plan.plan})
        case ChangePlan(plan_id=plan_id):
            await changing.change_plan(tx, plan.id, plan_id)
            wanted = doing.wares.plan(plan_id)
            return Written("change-plan", {"plan": plan.plan, "new": wanted.name if wanted is not None else ""})
        case CancelSubscription():
            # Measured when the customer said yes, as what they were shown was.
            end = ends_at(facts, doing.book.terms.subscription)
            await changing.end_subscription(tx, plan.id, facts.now, end)
            return Written("cancel-subscription", {"plan": plan.plan, "at": text.moment(end)})


async def on_resumed(means: Means, act_id: str) -> None:
    """The pause of this act is over. The shop knew its end from the beginning; here it is written down and told. A pause that
    was ended or made anew in between is left alone, and run again it finds nothing to do."""
    async with means.database.reading() as connection:
        paused = await acts.find(connection, act_id)
    if paused is None or not isinstance(paused.act, PauseSubscription):
        return
    async with chapter(means, paused.case_id) as current:
        if await changing.resume_if_due(current.tx, paused.act.subscription_id, current.now):
            known = await records.get_records(current.tx, paused.customer_id)
            plan = next((plan.plan for plan in known.subscriptions if plan.id == paused.act.subscription_id), "")
            await _noted(current, paused.act.subscription_id, SubscriptionChange.RESUME)
            current.report(current.text.say("done-resume-subscription", plan=plan))


async def _noted(current: Chapter, subscription_id: str, change: SubscriptionChange) -> None:
    detail = {"subscription": subscription_id, "change": change}
    await journal.write(current.tx, current.now, current.case.id, "hub", "subscription_changed", detail)
