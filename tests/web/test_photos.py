"""Photos in a conversation: taken safely, seen by their owner and the desk, and refused in words where they are none."""

from __future__ import annotations

import io
import struct
import zipfile
import zlib
from uuid import uuid4

import httpx
import pytest
from PIL import Image

from resolution_hub.features.photos import service as photos
from resolution_hub.features.photos.service import MOST_AT_ONCE, MOST_IN_CONVERSATION
from resolution_hub.wiring.web import Hub
from tests.web.conftest import As, Browser
from tests.web.pictures import a_photo, a_scene, shown
from tests.web.test_bad_input import is_problem


@pytest.fixture
async def sofia(signed_in: As) -> Browser:
    return await signed_in("cus_sofia")


async def show(browser: Browser, conversation: str, *files: bytes, **fields: object) -> httpx.Response:
    path = f"/api/conversations/{conversation}/photos"
    return await browser.show(path, list(files), **{"message_id": uuid4().hex, **fields})


async def kept(hub: Hub, conversation: str) -> int:
    async with hub.database.reading() as connection:
        return len(await photos.of_conversation(connection, conversation))


async def test_photos_stand_in_the_conversation_in_their_order_with_what_is_to_be_seen(
    hub: Hub, sofia: Browser
) -> None:
    talk = await sofia.start("hello")
    before = len(await sofia.read(talk))
    answer = await show(sofia, talk, a_photo(1), a_photo(2, size=(300, 900)), alts=["The  crack\nat the base", ""])
    assert answer.status_code == 201, answer.text
    event, said = (await sofia.read(talk))[before:]
    assert event["type"] == "customer_showed"
    assert [(p["width"], p["height"], p["alt"]) for p in event["photos"]] == [
        (640, 480, "The crack at the base"),
        (300, 900, ""),
    ]
    assert said["type"] == "reported"
    assert said["text"].startswith("Your 2 photos are kept")
    for photo in event["photos"]:
        got = await sofia.get(f"/api/photos/{photo['id']}")
        assert Image.open(io.BytesIO(got.content)).size == (photo["width"], photo["height"])


async def test_a_photo_is_sent_as_a_picture_and_as_nothing_else(sofia: Browser) -> None:
    talk = await sofia.start("hello")
    answer = await sofia.get(f"/api/photos/{await shown(sofia, talk)}")
    assert answer.headers["content-type"] == "image/jpeg"
    assert answer.headers["x-content-type-options"] == "nosniff"
    assert answer.headers["content-security-policy"].startswith("default-src 'none'")
    assert answer.headers["cache-control"].startswith("private")
    assert answer.headers["vary"] == "Cookie"
    assert answer.headers["cross-origin-resource-policy"] == "same-origin"


async def test_a_photo_is_for_its_owner_and_for_the_desk(sofia: Browser, signed_in: As) -> None:
    talk = await sofia.start("hello")
    path = f"/api/photos/{await shown(sofia, talk)}"
    assert (await (await signed_in("agt_ruth")).get(path)).status_code == 200
    assert is_problem(await (await signed_in("cus_daniel")).get(path), 404)
    assert is_problem(await sofia.get("/api/photos/ph_none"), 404)


async def test_a_visitor_may_show_photos_in_their_own_conversation(visit: object, sofia: Browser) -> None:
    visitor: Browser = await visit().load()  # type: ignore[operator]
    talk = await visitor.start("hello")
    photo = await shown(visitor, talk)
    assert (await visitor.get(f"/api/photos/{photo}")).status_code == 200
    assert is_problem(await sofia.get(f"/api/photos/{photo}"), 404)
    assert is_problem(await show(sofia, talk, a_photo()), 404)


async def test_the_same_message_again_is_one_message(hub: Hub, sofia: Browser) -> None:
    talk = await sofia.start("hello")
    first = await show(sofia, talk, a_photo(), message_id="again")
    second = await show(sofia, talk, a_photo(), message_id="again")
    assert (first.status_code, second.status_code) == (201, 200)
    assert first.json()["seq"] == second.json()["seq"]
    assert second.json()["repeated"]
    assert await kept(hub, talk) == 1


def cut_off() -> bytes:
    return a_photo()[:-4000]


def svg() -> bytes:
    return b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'


def a_bomb() -> bytes:
    """A PNG of some kilobytes that claims, truly, to be two billion pixels."""

    def chunk(kind: bytes, held: bytes) -> bytes:
        return struct.pack(">I", len(held)) + kind + held + struct.pack(">I", zlib.crc32(kind + held))

    header = struct.pack(">IIBBBBB", 50_000, 40_000, 1, 0, 0, 0, 0)
    rows = zlib.compress(bytes(6251) * 4000, 9)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", rows) + chunk(b"IEND", b"")


def a_large_picture() -> bytes:
    """Above what a PNG may have, and below what makes the decoder itself suspicious."""
    written = io.BytesIO()
    Image.new("1", (8000, 5000)).save(written, "PNG")
    return written.getvalue()


def html_first() -> bytes:
    return b"<html><script>alert(1)</script><!--" + a_photo() + b"-->"


def pdf_first() -> bytes:
    return b"%PDF-1.4\n" + a_photo()


def broken_inside() -> bytes:
    whole = bytearray(a_photo(form="PNG"))
    for place in range(len(whole) // 3, len(whole) // 3 + 400):
        whole[place] ^= 0x5A
    return bytes(whole)


def a_gif() -> bytes:
    return a_photo(form="GIF")


def a_speck() -> bytes:
    return a_photo(size=(4, 400))


@pytest.mark.parametrize(
    ("make", "status", "code"),
    [
        (lambda: b"", 422, "photo_empty"),
        (lambda: b"this is not a picture", 422, "photo_not_a_photo"),
        (svg, 422, "photo_not_a_photo"),
        (a_gif, 422, "photo_not_a_photo"),
        (html_first, 422, "photo_not_a_photo"),
        (pdf_first, 422, "photo_not_a_photo"),
        (lambda: a_photo() + bytes(10 * 1024 * 1024), 413, "photo_too_large"),
        (a_bomb, 422, "photo_too_many_pixels"),
        (a_large_picture, 422, "photo_too_many_pixels"),
        (a_speck, 422, "photo_too_small"),
        (cut_off, 422, "photo_damaged"),
        (broken_inside, 422, "photo_damaged"),
    ],
)
async def test_what_is_no_good_photo_is_refused_in_words_and_nothing_is_kept(
    hub: Hub, sofia: Browser, make: object, status: int, code: str
) -> None:
    talk = await sofia.start("hello")
    events, files = await sofia.read(talk), sorted(hub.blobs._folder.rglob("*"))  # type: ignore[attr-defined]
    told = is_problem(await show(sofia, talk, a_photo(77), make()), status, code)  # type: ignore[operator]
    assert "Photo 2" in told["detail"]
    assert await sofia.read(talk) == events
    assert await kept(hub, talk) == 0
    assert sorted(hub.blobs._folder.rglob("*")) == files  # type: ignore[attr-defined]


async def test_what_hangs_behind_a_photo_does_not_come_along(sofia: Browser) -> None:
    """A picture that is an archive as well is kept as a picture alone; phones append films to photos the same way."""
    archive = io.BytesIO()
    with zipfile.ZipFile(archive, "w") as packed:
        packed.writestr("evil.html", "<script>alert('polyglot')</script>")
    talk = await sofia.start("hello")
    both = a_photo() + archive.getvalue()
    assert zipfile.is_zipfile(io.BytesIO(both))
    assert (await show(sofia, talk, both)).status_code == 201
    photo = (await sofia.read(talk))[-2]["photos"][0]["id"]
    content = (await sofia.get(f"/api/photos/{photo}")).content
    assert not zipfile.is_zipfile(io.BytesIO(content))
    assert b"polyglot" not in content
    assert content.startswith(b"\xff\xd8")
    assert content.endswith(b"\xff\xd9")


async def test_six_at_once_and_no_more(hub: Hub, sofia: Browser) -> None:
    talk = await sofia.start("hello")
    assert is_problem(await show(sofia, talk, *[a_photo()] * (MOST_AT_ONCE + 1)), 422)
    assert (await show(sofia, talk, *[a_photo(n) for n in range(MOST_AT_ONCE)])).status_code == 201
    assert await kept(hub, talk) == MOST_AT_ONCE


async def test_a_conversation_has_an_end_to_its_photos(hub: Hub, sofia: Browser) -> None:
    talk = await sofia.start("hello")
    small = [a_photo(n, size=(32, 32)) for n in range(MOST_AT_ONCE)]
    for _ in range(MOST_IN_CONVERSATION // MOST_AT_ONCE):
        assert (await show(sofia, talk, *small)).status_code == 201
    events = len(await sofia.read(talk))
    is_problem(await show(sofia, talk, small[0]), 409, "enough_photos")
    assert len(await sofia.read(talk)) == events
    assert await kept(hub, talk) == MOST_IN_CONVERSATION


@pytest.mark.parametrize(
    "fields",
    [{"message_id": ""}, {"message_id": "x" * 65}, {"alts": ["a", "b"]}, {"alts": ["x" * 201]}],
)
async def test_a_form_that_does_not_fit_is_refused(sofia: Browser, fields: dict[str, object]) -> None:
    talk = await sofia.start("hello")
    assert is_problem(await show(sofia, talk, a_photo(), **fields), 422)


@pytest.mark.parametrize(
    ("content", "kind", "status"),
    [
        (b'{"message_id": "m"}', "application/json", 415),
        (b"message_id=m", "application/x-www-form-urlencoded", 415),
        (b"no parts", "multipart/form-data", 400),
        (b"no parts", "multipart/form-data; boundary=x", 400),
        (
            b'--x\r\nContent-Disposition: form-data; name="message_id"\r\n\r\nm\r\n--x--\r\n',
            "multipart/form-data; boundary=x",
            422,
        ),
        (
            b'--x\r\nContent-Disposition: form-data; name="photos"\r\n\r\nwords\r\n--x--\r\n',
            "multipart/form-data; boundary=x",
            422,
        ),
    ],
)
async def test_a_body_that_is_no_such_form_is_a_problem(sofia: Browser, content: bytes, kind: str, status: int) -> None:
    talk = await sofia.start("hello")
    path = f"/api/conversations/{talk}/photos"
    headers = {"X-CSRF-Token": sofia.csrf, "Content-Type": kind}
    is_problem(await sofia.http.post(path, content=content, headers=headers), status)


async def test_a_form_without_the_sessions_token_is_refused(sofia: Browser) -> None:
    talk = await sofia.start("hello")
    answer = await sofia.http.post(
        f"/api/conversations/{talk}/photos", data={"message_id": "m"}, files=[("photos", ("a.jpg", a_photo()))]
    )
    assert is_problem(answer, 403, "wrong_csrf_token")


async def test_an_agent_who_has_the_case_sees_the_photos_in_it(hub: Hub, sofia: Browser, signed_in: As) -> None:
    talk = await sofia.start("I want to talk to a person")
    ruth = await signed_in("agt_ruth")
    photo = await shown(sofia, talk)
    cases = (await ruth.get("/api/desk/cases?view=waiting")).json()["cases"]
    case = next(each["id"] for each in cases if each["conversation_id"] == talk)
    detail = (await ruth.get(f"/api/desk/cases/{case}")).json()
    ids = [p["id"] for event in detail["events"] if event["body"]["type"] == "customer_showed"
           for p in event["body"]["photos"]]  # fmt: skip
    assert ids == [photo]


async def test_a_photo_that_was_shown_elsewhere_is_known_again(hub: Hub, sofia: Browser, signed_in: As) -> None:
    original = a_scene(4242, size=(1600, 1200))
    first, second = io.BytesIO(), io.BytesIO()
    original.save(first, "JPEG", quality=95)
    original.resize((700, 525)).save(second, "WEBP", quality=40)
    talk = await sofia.start("hello")
    await show(sofia, talk, first.getvalue())
    earlier = (await sofia.read(talk))[-2]["photos"][0]["id"]
    noah = await signed_in("cus_noah")
    other = await noah.start("hello")
    await show(noah, other, second.getvalue(), a_photo(9999))
    again = [photo["id"] for photo in (await noah.read(other))[-2]["photos"]]
    async with hub.database.reading() as connection:
        found = await photos.seen_before(connection, again)
        assert [(each.photo_id, each.conversation_id, each.like_id) for each in found] == [(earlier, talk, again[0])]
        assert await photos.seen_before(connection, [earlier]) == ()
