"""Photos as cameras and trouble-makers make them."""

from __future__ import annotations

import io
from random import Random
from typing import Any
from uuid import uuid4

from PIL import Image, ImageDraw

from tests.web.conftest import Browser


def a_scene(seed: int = 1, size: tuple[int, int] = (640, 480), mode: str = "RGB") -> Image.Image:
    """Something that does not look like any other seed's."""
    rng = Random(seed)
    image = Image.new("RGB", size, (rng.randrange(256), rng.randrange(256), rng.randrange(256)))
    pen = ImageDraw.Draw(image)
    for _ in range(40):
        x, y = rng.randrange(size[0]), rng.randrange(size[1])
        across, down = rng.randrange(1, size[0] // 2), rng.randrange(1, size[1] // 2)
        colour = (rng.randrange(256), rng.randrange(256), rng.randrange(256))
        pen.ellipse((x - across, y - down, x + across, y + down), fill=colour)
    return image.convert(mode)


def a_photo(seed: int = 1, form: str = "JPEG", size: tuple[int, int] = (640, 480), **saved: Any) -> bytes:
    """A file of a scene. `saved` goes to Pillow's writer."""
    written = io.BytesIO()
    a_scene(seed, size).save(written, form, **saved)
    return written.getvalue()


async def shown(browser: Browser, conversation: str, seed: int = 1) -> str:
    """The id of a photo that the browser's owner showed in their conversation."""
    path = f"/api/conversations/{conversation}/photos"
    answer = await browser.show(path, [a_photo(seed)], message_id=uuid4().hex)
    assert answer.status_code == 201, answer.text
    seq = answer.json()["seq"]
    body = (await browser.read(conversation, after=seq - 1))[0]
    return str(body["photos"][0]["id"])
