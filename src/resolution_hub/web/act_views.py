"""Acts that were asked for, and the money of acts, as the API shows them."""

from __future__ import annotations

from dataclasses import replace

from resolution_hub.core.acts import Withdraw
from resolution_hub.core.proposing import Proposal
from resolution_hub.core.proving import shaded
from resolution_hub.features.acts import service as acts
from resolution_hub.kit.tagged import encode, type_name
from resolution_hub.web import act_shapes
from resolution_hub.words import cards


def act_out(row: acts.ActRow, *, by_order: bool = False) -> act_shapes.ActOut:
    """`by_order`: shown to whoever has only proved the order."""
    act = row.act
    if by_order and isinstance(act, Withdraw) and act.email is not None:
        act = replace(act, email=shaded(act.email))
    return act_shapes.ActOut(
        id=row.id,
        type=type_name(type(row.act)),
        state=row.state.value,
        outcome=row.outcome,
        ruling_id=row.ruling_id,
        asked_at=row.asked_at,
        ended_at=row.ended_at,
        act=encode(act),
        moves=moves(row.planned),
    )


def moves(what: acts.Planned | Proposal) -> act_shapes.Moves:
    return act_shapes.Moves(
        collect=cards.amount(what.collect.amount) if what.collect is not None else None,
        collect_by=what.collect.method_id if what.collect is not None else None,
        back=[
            act_shapes.LegOut(leg.charge_id, cards.amount(leg.amount), leg.destination.value, leg.method_id)
            for leg in what.back
        ],
        later=cards.amount(what.later) if what.later is not None else None,
        timing=what.timing.value,
    )
