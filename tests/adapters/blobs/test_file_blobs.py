"""Blobs as files."""

from pathlib import Path

import pytest

from resolution_hub.connectors.blobs.files import FileBlobs
from resolution_hub.ports.blobs import BlobMissing, Blobs, BlobsUnavailable
from tests.adapters.blobs.contract import BlobsContract


class TestFileBlobs(BlobsContract):
    @pytest.fixture
    async def blobs(self, tmp_path: Path) -> Blobs:
        return FileBlobs(tmp_path / "not there yet")


async def test_a_file_that_somebody_changed_is_not_given_out(tmp_path: Path) -> None:
    blobs = FileBlobs(tmp_path)
    name = await blobs.put(b"a photo")
    (tmp_path / name[:2] / name[2:]).write_bytes(b"a trap!")
    with pytest.raises(BlobMissing):
        await blobs.get(name)


async def test_a_file_that_was_cut_off_by_a_crash_is_written_anew(tmp_path: Path) -> None:
    blobs = FileBlobs(tmp_path)
    name = await blobs.put(b"a photo")
    (tmp_path / name[:2] / name[2:]).write_bytes(b"a ph")
    assert await blobs.put(b"a photo") == name
    assert await blobs.get(name) == b"a photo"


async def test_nothing_but_whole_files_of_their_owner_is_left_behind(tmp_path: Path) -> None:
    blobs = FileBlobs(tmp_path)
    name = await blobs.put(b"a photo")
    [only] = [path for path in tmp_path.rglob("*") if path.is_file()]
    assert only.relative_to(tmp_path) == Path(name[:2]) / name[2:]
    assert only.stat().st_mode & 0o077 == 0


async def test_a_folder_that_cannot_be_used_is_a_passing_fault(tmp_path: Path) -> None:
    (tmp_path / "taken").write_text("a file where the folder should be")
    blobs = FileBlobs(tmp_path / "taken")
    with pytest.raises(BlobsUnavailable) as away:
        await blobs.put(b"a photo")
    assert not away.value.permanent
    for call in (blobs.get("0" * 64), blobs.delete("0" * 64)):
        with pytest.raises(BlobsUnavailable):
            await call
