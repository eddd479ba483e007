"""From what somebody uploads to a picture that is safe to show: decoded under limits, turned upright, and written anew.

Only JPEG, PNG and WebP are taken, by what the file is and not by what it is called. What is kept has nothing of the file's
own bytes: whatever stood beside the picture (EXIF with its place, previews, a second file appended) is gone. Of EXIF two
facts are told: when the camera says the photo was taken, and that it knew where, never the place.
"""

from __future__ import annotations

import io
import re
import struct
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta, tzinfo
from enum import StrEnum
from typing import Final

from PIL import ExifTags, Image, ImageOps

from resolution_hub.core.looks import HEIGHT, WIDTH, looks_of

MOST_BYTES: Final = 10 * 1024 * 1024
# A JPEG is decoded at the size that is needed, so it may be as large as phones make them; others are decoded whole.
MOST_PIXELS: Final = {"JPEG": 120_000_000, "PNG": 30_000_000, "WEBP": 30_000_000}
_LONGEST_EDGE: Final = 2048
_SHORTEST_EDGE: Final = 16
_QUALITY: Final = 85
_EARLIEST: Final = datetime(1990, 1, 1, tzinfo=UTC)
_CLOCKS_DIFFER: Final = timedelta(days=1)
_TAKEN = re.compile(r"(\d{4}):(\d\d):(\d\d) (\d\d):(\d\d):(\d\d)")
_OFFSET = re.compile(r"[+-]\d\d:\d\d")

# What the decoders raise for files that are cut off, wrong inside, or made to harm.
_DECODER_ERRORS = (
    OSError, ValueError, SyntaxError, EOFError, IndexError, KeyError, TypeError, OverflowError, ZeroDivisionError,
    MemoryError, struct.error, Image.DecompressionBombError, Image.DecompressionBombWarning,
)  # fmt: skip


class WhyNot(StrEnum):
    EMPTY = "empty"
    TOO_LARGE = "too_large"
    NOT_A_PHOTO = "not_a_photo"
    TOO_MANY_PIXELS = "too_many_pixels"
    TOO_SMALL = "too_small"
    DAMAGED = "damaged"


class PhotoRefused(Exception):
    """The file is not a photo that can be taken. `why` says what the sender can do about it."""

    def __init__(self, why: WhyNot) -> None:
        super().__init__(why.value)
        self.why = why


@dataclass(frozen=True, slots=True)
class Picture:
    """A photo as it is kept. `taken_at` is the camera's word, not proof."""

    jpeg: bytes
    width: int
    height: int
    looks: int | None
    taken_at: datetime | None
    had_place: bool


def read(raw: bytes, zone: tzinfo, now: datetime) -> Picture:
    """The picture in a file. `zone` is where a camera without a time zone is taken to be. Raises PhotoRefused."""
    if not raw:
        raise PhotoRefused(WhyNot.EMPTY)
    if len(raw) > MOST_BYTES:
        raise PhotoRefused(WhyNot.TOO_LARGE)
    try:
        image = Image.open(io.BytesIO(raw), formats=tuple(MOST_PIXELS))
    except (Image.DecompressionBombError, Image.DecompressionBombWarning):
        raise PhotoRefused(WhyNot.TOO_MANY_PIXELS) from None
    except _DECODER_ERRORS:
        raise PhotoRefused(WhyNot.NOT_A_PHOTO) from None
    with image:
        _check_size(image)
        try:
            return _taken_over(image, zone, now)
        except _DECODER_ERRORS:
            raise PhotoRefused(WhyNot.DAMAGED) from None


def _check_size(image: Image.Image) -> None:
    """By what the header says, before anything is decoded."""
    width, height = image.size
    if width * height > MOST_PIXELS[image.format or ""]:
        raise PhotoRefused(WhyNot.TOO_MANY_PIXELS)
    if min(width, height) < _SHORTEST_EDGE:
        raise PhotoRefused(WhyNot.TOO_SMALL)


def _taken_over(image: Image.Image, zone: tzinfo, now: datetime) -> Picture:
    # For JPEG: decoded at a half, a quarter or an eighth of its size where that will do.
    image.draft("RGB", (_LONGEST_EDGE, _LONGEST_EDGE))
    image.load()  # before EXIF is asked for, which in some files is only found by decoding, and where faults are forgiven
    taken_at, had_place = _told_by(image, zone, now)
    upright = ImageOps.exif_transpose(image)
    upright.thumbnail((_LONGEST_EDGE, _LONGEST_EDGE), Image.Resampling.LANCZOS)
    flat = _on_white(upright)
    written = io.BytesIO()
    # A picture of its own, so that nothing that the decoder noted along the way is written with it.
    Image.frombytes("RGB", flat.size, flat.tobytes()).save(written, "JPEG", quality=_QUALITY, optimize=True)
    grey = flat.convert("L").resize((WIDTH, HEIGHT), Image.Resampling.BOX)
    return Picture(written.getvalue(), *flat.size, looks_of(tuple(grey.tobytes())), taken_at, had_place)


def _on_white(image: Image.Image) -> Image.Image:
    if image.mode == "I;16" or image.mode.startswith("I"):
        image = image.point(lambda shade: shade / 256).convert("L")
    if "A" not in image.getbands() and "transparency" not in image.info:
        return image.convert("RGB")
    clear = image.convert("RGBA")
    paper = Image.new("RGBA", clear.size, "white")
    return Image.alpha_composite(paper, clear).convert("RGB")


def _told_by(image: Image.Image, zone: tzinfo, now: datetime) -> tuple[datetime | None, bool]:
    try:
        exif = image.getexif()
        camera = exif.get_ifd(ExifTags.IFD.Exif)
        had_place = bool(exif.get_ifd(ExifTags.IFD.GPSInfo))
        said = camera.get(ExifTags.Base.DateTimeOriginal)
        return _moment(str(said or ""), str(camera.get(ExifTags.Base.OffsetTimeOriginal) or ""), zone, now), had_place
    except _DECODER_ERRORS:
        return None, False  # what stands in EXIF is a convenience: wrong EXIF is none


def _moment(said: str, offset: str, zone: tzinfo, now: datetime) -> datetime | None:
    found = _TAKEN.match(said)
    if found is None:
        return None
    at = datetime(*map(int, found.groups()), tzinfo=zone)  # type: ignore[arg-type,misc]
    if _OFFSET.fullmatch(offset.strip("\x00 ")):
        at = datetime.fromisoformat(at.strftime("%Y-%m-%dT%H:%M:%S") + offset.strip("\x00 "))
    return at.astimezone(UTC) if _EARLIEST <= at <= now + _CLOCKS_DIFFER else None
