"""What every store of blobs must keep. A suite for one adapter inherits it and gives the fixture."""

import asyncio
import hashlib

import pytest

from resolution_hub.ports.blobs import BlobMissing, Blobs


class BlobsContract:
    @pytest.fixture
    async def blobs(self) -> Blobs:
        """The adapter under test, empty."""
        raise NotImplementedError

    @pytest.mark.parametrize("content", [b"", b"a", bytes(range(256)) * 4000])
    async def test_what_is_put_comes_back_under_the_name_of_its_content(self, blobs: Blobs, content: bytes) -> None:
        name = await blobs.put(content)
        assert name == hashlib.sha256(content).hexdigest()
        assert await blobs.get(name) == content

    async def test_the_same_content_twice_is_one_blob_even_at_once(self, blobs: Blobs) -> None:
        names = await asyncio.gather(*(blobs.put(b"the same") for _ in range(20)))
        assert len(set(names)) == 1
        assert await blobs.get(names[0]) == b"the same"

    @pytest.mark.parametrize("name", ["0" * 64, "", "../../etc/passwd", "A" * 64, "0" * 63, "0" * 64 + "/x"])
    async def test_what_was_never_put_is_missing(self, blobs: Blobs, name: str) -> None:
        with pytest.raises(BlobMissing) as missing:
            await blobs.get(name)
        assert missing.value.permanent

    async def test_what_is_deleted_is_gone_and_deleting_twice_is_harmless(self, blobs: Blobs) -> None:
        name = await blobs.put(b"short-lived")
        await blobs.delete(name)
        await blobs.delete(name)
        with pytest.raises(BlobMissing):
            await blobs.get(name)
        assert await blobs.put(b"short-lived") == name
        assert await blobs.get(name) == b"short-lived"
