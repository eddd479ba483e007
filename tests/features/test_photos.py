"""What becomes of a camera's file, and what is remembered of it."""

from __future__ import annotations

import contextlib
import io
from datetime import UTC, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import asyncpg
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PIL import Image

from resolution_hub.connectors.blobs.files import FileBlobs
from resolution_hub.core.looks import alike
from resolution_hub.features.photos import picture
from resolution_hub.features.photos import service as photos
from resolution_hub.features.photos.picture import MOST_BYTES, PhotoRefused, Picture, WhyNot
from resolution_hub.features.photos.service import MOST_IN_CONVERSATION, TooManyPhotos
from tests.web.pictures import a_photo, a_scene

NOW = datetime(2026, 7, 1, 12, tzinfo=UTC)
BERLIN = ZoneInfo("Europe/Berlin")
TAKEN, OFFSET, ORIENTATION, CAMERA = 0x9003, 0x9011, 0x0112, 0x8769


def read(raw: bytes) -> Picture:
    return picture.read(raw, BERLIN, NOW)


def of(found: Picture) -> Image.Image:
    return Image.open(io.BytesIO(found.jpeg))


def with_exif(
    taken: str = "", offset: str = "", place: bool = False, orientation: int = 1, form: str = "JPEG"
) -> bytes:
    exif = Image.Exif()
    exif[ORIENTATION] = orientation
    exif[0x010F] = "A maker with a secret"
    camera = {**({TAKEN: taken} if taken else {}), **({OFFSET: offset} if offset else {})}
    if camera:
        exif._ifds[CAMERA] = camera
    if place:
        exif._ifds[0x8825] = {1: "N", 2: (52.0, 31.0, 12.0), 3: "E", 4: (13.0, 24.0, 18.0)}
    return a_photo(form=form, exif=exif)


@pytest.mark.parametrize(
    ("taken", "offset", "at"),
    [
        ("2026:06:30 18:00:00", "", datetime(2026, 6, 30, 16, tzinfo=UTC)),  # the customer's own zone
        ("2026:06:30 18:00:00", "-05:00", datetime(2026, 6, 30, 23, tzinfo=UTC)),
        ("2026:06:30 18:00:00", "soon", datetime(2026, 6, 30, 16, tzinfo=UTC)),
        ("", "", None),
        ("0000:00:00 00:00:00", "", None),
        ("2026:13:41 18:00:00", "", None),
        ("1970:01:01 00:00:00", "", None),  # a camera that was never set
        ("2026:07:09 00:00:00", "", None),  # or set wrong
        ("yesterday", "", None),
    ],
)
def test_when_a_photo_was_taken_is_the_cameras_word_where_it_can_be(
    taken: str, offset: str, at: datetime | None
) -> None:
    assert read(with_exif(taken, offset)).taken_at == at


@pytest.mark.parametrize("form", ["JPEG", "PNG", "WEBP"])
def test_that_a_place_was_known_is_told_and_nothing_of_exif_is_kept(form: str) -> None:
    raw = with_exif("2026:06:30 18:00:00", place=True, form=form)
    assert b"secret" in raw
    found = read(raw)
    assert found.had_place
    assert not read(with_exif("2026:06:30 18:00:00", form=form)).had_place
    assert dict(of(found).getexif()) == {}
    assert not set(of(found).info) - {"jfif", "jfif_version", "jfif_unit", "jfif_density"}
    assert b"secret" not in found.jpeg


def test_a_photo_is_turned_upright() -> None:
    """The camera was held on its side: the file lies, its note says so."""
    lying = a_scene(5, size=(320, 200))
    written = io.BytesIO()
    exif = Image.Exif()
    exif[ORIENTATION] = 6
    lying.save(written, "JPEG", exif=exif, quality=95)
    found = read(written.getvalue())
    assert (found.width, found.height) == (200, 320)
    upright = io.BytesIO()
    lying.rotate(-90, expand=True).save(upright, "PNG")
    assert alike(found.looks, read(upright.getvalue()).looks)


@pytest.mark.parametrize("mode", ["RGB", "RGBA", "LA", "L", "P", "1", "I;16", "CMYK"])
def test_every_kind_of_colour_becomes_one_that_pages_show(mode: str) -> None:
    written = io.BytesIO()
    scene = a_scene(3, size=(200, 120))
    shade = Image.new("I;16", (200, 120), 40_000) if mode == "I;16" else scene.convert(mode)
    shade.save(written, "JPEG" if mode == "CMYK" else "PNG")
    found = of(read(written.getvalue()))
    assert (found.mode, found.size, found.format) == ("RGB", (200, 120), "JPEG")


def test_what_is_clear_is_shown_on_white() -> None:
    written = io.BytesIO()
    Image.new("RGBA", (64, 64), (0, 0, 0, 0)).save(written, "PNG")
    assert of(read(written.getvalue())).getpixel((32, 32)) == (255, 255, 255)


def test_a_16_bit_grey_is_not_burnt_out() -> None:
    written = io.BytesIO()
    Image.new("I;16", (64, 64), 128 * 256).save(written, "PNG")
    shade = of(read(written.getvalue())).getpixel((32, 32))
    assert isinstance(shade, tuple)
    assert abs(shade[0] - 128) <= 2


def test_a_large_photo_is_kept_at_the_size_of_a_screen_in_its_shape() -> None:
    found = read(a_photo(size=(6000, 4000)))
    assert (found.width, found.height) == (2048, 1365)
    assert len(found.jpeg) < 1_000_000


def test_a_moving_picture_is_its_first() -> None:
    written = io.BytesIO()
    a_scene(1).save(written, "WEBP", save_all=True, append_images=[a_scene(2)], duration=50, lossless=True)
    still = io.BytesIO()
    a_scene(1).save(still, "PNG")
    assert alike(read(written.getvalue()).looks, read(still.getvalue()).looks)


@pytest.mark.parametrize("seed", range(8))
def test_a_photo_is_known_after_scaling_and_saving_and_no_other_is(seed: int) -> None:
    original = a_scene(seed, size=(1200, 900))
    saved = io.BytesIO()
    original.resize((400, 300)).save(saved, "JPEG", quality=30)
    png = io.BytesIO()
    original.save(png, "PNG")
    whole, small = read(png.getvalue()), read(saved.getvalue())
    assert whole.looks is not None
    assert alike(whole.looks, small.looks)
    assert not any(alike(whole.looks, read(a_photo(other)).looks) for other in range(8) if other != seed)


def test_a_wall_is_like_no_other_wall() -> None:
    written = io.BytesIO()
    Image.new("RGB", (640, 480), (230, 230, 228)).save(written, "JPEG")
    assert read(written.getvalue()).looks is None


@given(st.binary(max_size=400))
@settings(max_examples=150)
def test_any_bytes_are_a_photo_or_are_refused(raw: bytes) -> None:
    with pytest.raises(PhotoRefused):
        read(raw)


_WHOLE = {form: a_photo(form=form, size=(96, 64)) for form in ("JPEG", "PNG", "WEBP")}


@given(st.sampled_from(sorted(_WHOLE)), st.data())
@settings(max_examples=150, suppress_health_check=[HealthCheck.too_slow], deadline=None)
def test_a_photo_with_wrong_bytes_in_it_is_a_photo_or_is_refused(form: str, data: st.DataObject) -> None:
    raw = bytearray(_WHOLE[form])
    for _ in range(data.draw(st.integers(1, 12))):
        raw[data.draw(st.integers(0, len(raw) - 1))] = data.draw(st.integers(0, 255))
    with contextlib.suppress(PhotoRefused):  # anything else that is raised would be a fault of ours
        found = read(bytes(raw))
        assert of(found).size == (found.width, found.height)


def test_the_limit_of_bytes_is_exact() -> None:
    raw = a_photo()
    assert read(raw + bytes(MOST_BYTES - len(raw))).width == 640
    with pytest.raises(PhotoRefused) as refused:
        read(raw + bytes(MOST_BYTES - len(raw) + 1))
    assert refused.value.why is WhyNot.TOO_LARGE


async def a_conversation(tx: asyncpg.Connection, name: str) -> str:
    await tx.execute(
        "insert into conversations (id, owner, opened_at, last_at) values ($1, $2, now(), now())",
        name,
        f"visitor:{name}",
    )
    return name


async def showed(
    tx: asyncpg.Connection, folder: Path, talk: str, message: str, *seeds: int, at: datetime = NOW
) -> list[str]:
    pictures = [read(a_photo(seed)) for seed in seeds]
    made = await photos.put_away(FileBlobs(folder), talk, message, pictures, [""] * len(pictures))
    await photos.add(tx, talk, made, at)
    return [each.id for each in made]


async def test_photos_of_a_conversation_come_in_their_order(tx: asyncpg.Connection, tmp_path: Path) -> None:
    talk = await a_conversation(tx, "cv_a")
    first = await showed(tx, tmp_path, talk, "m1", 1, 2)
    second = await showed(tx, tmp_path, talk, "m2", 3)
    found = await photos.of_conversation(tx, talk)
    assert [photo.id for photo in found] == [*first, *second]
    assert await photos.find(tx, second[0]) == found[2]
    assert await photos.find(tx, "ph_none") is None


async def test_looks_of_every_bit_pattern_can_be_kept(tx: asyncpg.Connection, tmp_path: Path) -> None:
    talk = await a_conversation(tx, "cv_a")
    other = await a_conversation(tx, "cv_b")
    one = read(a_photo())
    for place, looks in enumerate((0, 2**63 - 1, 2**63, 2**64 - 1, None)):
        alone = Picture(bytes([place]) + one.jpeg, 640, 480, looks, None, False)
        ids = {}
        for name in (talk, other):
            made = await photos.put_away(FileBlobs(tmp_path), name, f"m{place}", [alone], [""])
            await photos.add(tx, name, made, NOW + timedelta(minutes=name == other))
            ids[name] = made[0].id
        found = {each.photo_id: each.difference for each in await photos.seen_before(tx, [ids[other]])}
        assert found[ids[talk]] == 0


async def test_only_earlier_photos_of_other_conversations_were_seen_before(
    tx: asyncpg.Connection, tmp_path: Path
) -> None:
    talk, other = await a_conversation(tx, "cv_a"), await a_conversation(tx, "cv_b")
    [first, again] = await showed(tx, tmp_path, talk, "m1", 1, 1)
    [later] = await showed(tx, tmp_path, other, "m2", 1, at=NOW + timedelta(days=1))
    assert await photos.seen_before(tx, [first, again]) == ()
    assert {each.photo_id for each in await photos.seen_before(tx, [later])} == {first, again}
    assert await photos.seen_before(tx, []) == ()


async def test_a_conversation_takes_no_more_than_its_share(tx: asyncpg.Connection, tmp_path: Path) -> None:
    talk = await a_conversation(tx, "cv_a")
    await showed(tx, tmp_path, talk, "m", *[1] * MOST_IN_CONVERSATION)
    with pytest.raises(TooManyPhotos):
        await showed(tx, tmp_path, talk, "one more", 1)
