"""Photos that customers showed: kept as safe pictures, told by whom and when, and known again when shown a second time.

A photo belongs to its conversation: whoever owns that, and the desk, may see it. The picture is put away before the rows
commit; when they do not, a picture without a row stays behind, which nobody can ask for.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final

import asyncpg

from resolution_hub.core.events import ShownPhoto
from resolution_hub.core.looks import ALIKE
from resolution_hub.core.people import CustomerId
from resolution_hub.features.photos import store
from resolution_hub.features.photos.picture import Picture
from resolution_hub.kit.ids import derived_id
from resolution_hub.ports.blobs import Blobs

MOST_AT_ONCE: Final = 6
MOST_IN_CONVERSATION: Final = 30
LONGEST_ALT: Final = 200
_SIGN: Final = 1 << 63


class TooManyPhotos(Exception):
    """The conversation has as many photos as one may have."""


@dataclass(frozen=True, slots=True)
class NewPhoto:
    """A photo on its way into a conversation; `blob` names the picture that is put away already."""

    id: str
    picture: Picture
    blob: str
    alt: str


@dataclass(frozen=True, slots=True)
class Photo:
    """`blob` names its picture. `taken_at` is the camera's word; `had_place`: it knew a place, which was not kept."""

    id: str
    conversation_id: str
    blob: str
    width: int
    height: int
    alt: str
    taken_at: datetime | None
    had_place: bool
    added_at: datetime


@dataclass(frozen=True, slots=True)
class Earlier:
    """A photo of another conversation that looks like `like_id`. `difference`: bits of 64, 0 for the very same picture."""

    photo_id: str
    conversation_id: str
    like_id: str
    difference: int
    added_at: datetime


async def put_away(
    blobs: Blobs, conversation_id: str, message_id: str, pictures: Sequence[Picture], alts: Sequence[str]
) -> tuple[NewPhoto, ...]:
    """Keep the pictures of one message; the same message again gives the same photos. Raises BlobsUnavailable."""
    made = []
    for place, (picture, alt) in enumerate(zip(pictures, alts, strict=True)):
        photo_id = derived_id("ph", conversation_id, message_id, str(place))
        made.append(NewPhoto(photo_id, picture, await blobs.put(picture.jpeg), _one_line(alt)))
    return tuple(made)


async def add(tx: asyncpg.Connection, conversation_id: str, made: Sequence[NewPhoto], now: datetime) -> None:
    """Note the photos of a conversation that the caller holds. Raises TooManyPhotos."""
    if await tx.fetchval(store.COUNT, conversation_id) + len(made) > MOST_IN_CONVERSATION:
        raise TooManyPhotos(conversation_id)
    for each in made:
        picture = each.picture
        looks = _signed(picture.looks) if picture.looks is not None else None
        await tx.execute(
            store.ADD, each.id, conversation_id, each.blob, len(picture.jpeg), picture.width, picture.height, each.alt,
            looks, picture.taken_at, picture.had_place, now,
        )  # fmt: skip


def shown(made: Sequence[NewPhoto]) -> tuple[ShownPhoto, ...]:
    """The photos as their event tells them."""
    return tuple(ShownPhoto(each.id, each.picture.width, each.picture.height, each.alt) for each in made)


async def find(tx: asyncpg.Connection, photo_id: str) -> Photo | None:
    """One photo; whether somebody may see it is their conversation's matter."""
    [*rows] = await tx.fetch(store.FIND, [photo_id])
    return _photo(rows[0]) if rows else None


async def shown_by(tx: asyncpg.Connection, photo_ids: Sequence[str], customer_id: CustomerId) -> bool:
    """Whether all of these were shown in conversations of this customer's."""
    wanted = set(photo_ids)
    count: int = await tx.fetchval(store.SHOWN_BY, list(wanted), customer_id)
    return count == len(wanted)


async def of_conversation(tx: asyncpg.Connection, conversation_id: str) -> tuple[Photo, ...]:
    """All photos of a conversation, in the order in which they were shown."""
    return tuple(_photo(row) for row in await tx.fetch(store.OF_CONVERSATION, conversation_id))


async def seen_before(tx: asyncpg.Connection, photo_ids: Sequence[str]) -> tuple[Earlier, ...]:
    """Photos that were shown in another conversation before these, and are the same or may well be."""
    rows = await tx.fetch(store.SEEN_BEFORE, list(photo_ids), ALIKE)
    return tuple(
        Earlier(r["id"], r["conversation_id"], r["like_id"], r["difference"] or 0, r["added_at"]) for r in rows
    )


def _photo(row: asyncpg.Record) -> Photo:
    return Photo(
        row["id"], row["conversation_id"], row["blob"], row["width"], row["height"], row["alt"], row["taken_at"],
        row["had_place"], row["added_at"],
    )  # fmt: skip


def _signed(looks: int) -> int:
    """PostgreSQL's 64-bit numbers have a sign."""
    return looks - 2 * _SIGN if looks >= _SIGN else looks


def _one_line(alt: str) -> str:
    return " ".join(alt.replace("\x00", "").split())[:LONGEST_ALT]
