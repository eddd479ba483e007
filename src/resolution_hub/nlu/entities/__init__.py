"""What a text names: numbers of orders and parcels, sums, days, things, reasons, and where somebody can be reached."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from typing import TypeVar

from resolution_hub.core.reading import Amount, Entities, Mention, Period
from resolution_hub.nlu.entities.amounts import find_amounts
from resolution_hub.nlu.entities.contact import find_addresses, find_emails, find_phones
from resolution_hub.nlu.entities.days import find_periods
from resolution_hub.nlu.entities.numbers import MOST_NUMBERS, find_order_numbers, find_tracking_numbers
from resolution_hub.nlu.entities.reasons import find_reasons
from resolution_hub.nlu.entities.things import find_mentions, find_quantities
from resolution_hub.nlu.entities.waits import find_waited_days
from resolution_hub.nlu.plain import Plain

_Placed = TypeVar("_Placed", Amount, Period, Mention)


def find_entities(own: Plain, pasted: Plain | None = None, today: date | None = None, told: str = "") -> Entities:
    """All that `own`, the customer's own words, names; of `pasted` only the numbers of orders and parcels, after theirs.

    Waits, counts and reasons are looked for in `told`, the text that is read for its meaning; `own` if that is empty.

    Places are those of the message as it was sent. Without `today`, only days that are written with their year.
    """
    text = own.text
    orders, parcels = find_order_numbers(text), find_tracking_numbers(text)
    if pasted is not None:
        parcels = _together(parcels, find_tracking_numbers(pasted.text))
        orders = tuple(n for n in _together(orders, find_order_numbers(pasted.text)) if n not in parcels)
    return Entities(
        order_numbers=orders,
        tracking_numbers=parcels,
        mentions=tuple(_placed(one, own) for one in find_mentions(text)),
        amounts=tuple(_placed(one, own) for one in find_amounts(text)),
        periods=tuple(_placed(one, own) for one in find_periods(text, today)),
        waited_days=find_waited_days(told or text),
        quantities=find_quantities(told or text),
        reasons=find_reasons(told or text),
        addresses=find_addresses(text),
        phones=find_phones(text),
        emails=find_emails(text),
    )


def _placed(one: _Placed, plain: Plain) -> _Placed:
    start, end = plain.span(one.start, one.end)
    return replace(one, start=start, end=end)


def _together(own: Sequence[str], pasted: Sequence[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys([*own, *pasted]))[:MOST_NUMBERS]
