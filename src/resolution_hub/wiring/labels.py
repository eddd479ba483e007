"""The carrier that makes labels for returns, where they go to, and how they are drawn in a reader's language."""

from __future__ import annotations

from datetime import date, datetime

import asyncpg

from resolution_hub.connectors.carriers import label_drawing
from resolution_hub.connectors.carriers.label_drawing import LabelWords
from resolution_hub.connectors.carriers.labels import ParcelFate, SandboxLabels
from resolution_hub.features.labels.service import KeptLabel
from resolution_hub.kit.settings import Settings, SettingsError
from resolution_hub.kit.text import Text
from resolution_hub.ports.labels import Labels, Party
from resolution_hub.words.cards import carrier_name
from resolution_hub.words.returns import postage

_LEAST_PARTS = 5


def carrier(pool: asyncpg.Pool) -> Labels:
    """Whoever makes the labels."""
    return SandboxLabels(pool)


async def hand_in(pool: asyncpg.Pool, tracking_number: str, now: datetime, fate: str) -> None:
    """Have the sandbox carrier take a parcel; `fate` is one of ParcelFate. Raises LabelError."""
    await SandboxLabels(pool).hand_in(tracking_number, now, ParcelFate(fate))


def returns_to(settings: Settings) -> Party | None:
    """Where returns go, from HUB_RETURNS_ADDRESS; None where it is not set. Raises SettingsError for another form."""
    if not settings.returns_address:
        return None
    parts = [part.strip() for part in settings.returns_address.split(";")]
    name, *lines, city, region, postcode, country = parts if len(parts) > _LEAST_PARTS else [""] * 6
    if not (name and any(lines) and city and len(country) == 2 and country.isascii() and country.isalpha()):
        raise SettingsError(
            "HUB_RETURNS_ADDRESS must be: name; street and number (; more lines); city; state or nothing; postcode; "
            "country in two letters"
        )
    return Party(name, tuple(line for line in lines if line), city, region, postcode, country.upper())


def draw_pdf(kept: KeptLabel, deadline: date | None, text: Text, *, a4: bool) -> bytes:
    """The label to print: A6, or A4 with how to use it. `deadline` is the return's own; the earlier day is printed."""
    return label_drawing.draw_pdf(kept.label, kept.request, _words(kept, deadline, text), a4=a4)


def draw_png(kept: KeptLabel, deadline: date | None, text: Text) -> bytes:
    """The label as a picture of 4 x 6 inches."""
    return label_drawing.draw_png(kept.label, kept.request, _words(kept, deadline, text))


def draw_qr(kept: KeptLabel) -> bytes:
    """The square code alone."""
    return label_drawing.draw_qr(kept.label.code)


def _words(kept: KeptLabel, deadline: date | None, text: Text) -> LabelWords:
    label, request = kept.label, kept.request
    by = text.day(min(deadline or label.valid_until, label.valid_until))
    facts = [
        text.say("label-order", number=request.order_number),
        text.say("label-return", id=request.return_id),
        text.say("label-by", day=by),
    ]
    if request.parcels > 1:
        facts.append(text.say("label-parcels", count=request.parcels))
    return LabelWords(
        carrier=carrier_name(label.carrier, text),
        title=text.say("label-title"),
        postage=postage(label.paid_by_us, text),
        sender=text.say("label-from"),
        recipient=text.say("label-to"),
        facts=tuple(facts),
        how=(
            text.say("label-how-cut"),
            text.say("label-how-stick"),
            text.say("label-how-hand-in", day=by) if label.paid_by_us else text.say("label-how-pay", day=by),
        ),
    )
