"""A return as its customer reads it: what goes back, by when and how, where it is, and when the money comes."""

from __future__ import annotations

from datetime import date, datetime

from msgspec import Struct

from resolution_hub.core.order import Destination, Return, ReturnStatus, Timing
from resolution_hub.core.situation import Situation
from resolution_hub.kit.text import Text
from resolution_hub.ports.labels import DropOff, Label
from resolution_hub.words.cards import Amount, Parcel, amount, carrier_name, parcel
from resolution_hub.words.plans import return_reason


class ReturnItemOut(Struct, frozen=True):
    """`reason` is empty where none was asked for."""

    line_id: str
    name: str
    options: str
    quantity: int
    icon: str
    reason: str


class LabelOut(Struct, frozen=True):
    """`usable`: it may still be handed in. The files are at `label.pdf`, `label.png` and `qr.png` below the return."""

    carrier: str
    tracking_number: str
    paid_by_us: bool
    valid_until: date
    usable: bool


class ReturnDetail(Struct, frozen=True):
    """`progress` is 0 to 3: authorised, in transit, received, closed. `deadline`: the last day to hand it in, where there is
    one. `timing_text` says when the refund is released, and is empty where nothing is paid back."""

    id: str
    order_id: str
    order_number: str
    kind: str
    status: str
    status_text: str
    progress: int
    opened_at: datetime
    deadline: date | None
    items: list[ReturnItemOut]
    refund_due: Amount
    refund_to: str
    timing: str
    timing_text: str
    prepaid: bool
    postage_text: str
    label: LabelOut | None
    parcel: Parcel | None


class Returns(Struct, frozen=True):
    """Newest first."""

    returns: list[ReturnDetail]


class DropOffOut(Struct, frozen=True):
    """`distance` in metres. `prints`: a square code on a screen is enough there; `takes_printed`: a label stuck on is."""

    name: str
    lines: list[str]
    city: str
    opening: str
    distance: int | None
    takes_printed: bool
    prints: bool
    takes_text: str


class DropOffsOut(Struct, frozen=True):
    """The nearest first."""

    points: list[DropOffOut]


_PROGRESS = {status: place for place, status in enumerate(ReturnStatus)}


def return_detail(back: Return, who: Situation, label: Label | None, text: Text) -> ReturnDetail | None:
    """None for a return of an order that is no longer among the customer's newest."""
    order = who.order(back.order_id)
    if order is None:
        return None
    pays = back.refund_due.positive
    return ReturnDetail(
        id=back.id,
        order_id=order.id,
        order_number=order.number,
        kind=back.kind,
        status=back.status.value,
        status_text=text.say(f"return-{back.status}".replace("_", "-")),
        progress=_PROGRESS[back.status],
        opened_at=back.opened_at,
        deadline=back.deadline,
        items=_items(back, who, text),
        refund_due=amount(back.refund_due),
        refund_to=_refund_to(back, who, text) if pays else "",
        timing=back.timing.value,
        timing_text=timing(back.timing, text) if pays else "",
        prepaid=back.prepaid,
        postage_text=postage(back.prepaid, text),
        label=_label(label, who.today, text) if label is not None else None,
        parcel=parcel(order, back.shipment, who.today, text, who.items_in(order, back.shipment))
        if back.shipment
        else None,
    )


def timing(rule: Timing, text: Text) -> str:
    """When the refund is released."""
    return text.say(f"timing-{rule}".replace("_", "-"))


def postage(paid_by_us: bool, text: Text) -> str:
    """Who pays for the way back."""
    return text.say("label-prepaid") if paid_by_us else text.say("label-you-pay")


def drop_offs(points: tuple[DropOff, ...], text: Text) -> DropOffsOut:
    return DropOffsOut(
        [
            DropOffOut(p.name, list(p.lines), p.city, p.opening, p.distance, p.takes_printed, p.prints, _takes(p, text))
            for p in points
        ]
    )


def _takes(point: DropOff, text: Text) -> str:
    match point.takes_printed, point.prints:
        case True, True:
            return text.say("drop-off-takes-both")
        case False, True:
            return text.say("drop-off-takes-code")
        case _:
            return text.say("drop-off-takes-printed")


def _items(back: Return, who: Situation, text: Text) -> list[ReturnItemOut]:
    order = who.order(back.order_id)
    lines = {line.id: line for line in order.lines} if order is not None else {}
    asked = [(item.line_id, item.quantity, item.reason) for item in back.items]
    # Returns that came with the shop's own records name whole lines.
    whole = [(line_id, lines[line_id].quantity, "") for line_id in back.line_ids if line_id in lines]
    return [
        ReturnItemOut(
            line_id, lines[line_id].name, lines[line_id].options, quantity, lines[line_id].icon,
            _reason(reason, text),
        )
        for line_id, quantity, reason in (asked or whole)
        if line_id in lines
    ]  # fmt: skip


def _reason(reason: str, text: Text) -> str:
    """Why it goes back, in words: a reason of the rulebook's, or what was wrong with it."""
    problem = f"problem-{reason}".replace("_", "-")
    if text.has(problem):
        return text.say(problem)
    return return_reason(reason, text) if reason else ""


def _refund_to(back: Return, who: Situation, text: Text) -> str:
    method = who.method(back.method_id)
    if back.destination is not Destination.ORIGINAL and method is not None:
        return method.label
    return text.say(f"destination-{back.destination}".replace("_", "-"))


def _label(label: Label, today: date, text: Text) -> LabelOut:
    usable = today <= label.valid_until
    return LabelOut(
        carrier_name(label.carrier, text), label.tracking_number, label.paid_by_us, label.valid_until, usable
    )
