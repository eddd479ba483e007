"""The embedded server starts, is shared, survives its starter's habits, and repairs what a crash leaves."""

import os
import shutil
import signal
import tempfile
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest

from resolution_hub.kit import embedded


@pytest.fixture
def folder() -> Iterator[Path]:
    parent = Path(tempfile.mkdtemp(prefix="hub-pg-"))
    yield parent / "pg"
    if (parent / "pg" / "postmaster.pid").exists():
        embedded.start(parent / "pg").stop()
    shutil.rmtree(parent)


def _answers(server: embedded.Embedded) -> bool:
    with psycopg.connect(server.url()) as connection:
        return connection.execute("select 1").fetchone() == (1,)


def test_it_starts_with_the_options_given_and_stops(folder: Path) -> None:
    server = embedded.start(folder, options={"max_connections": "17"})
    with psycopg.connect(server.url()) as connection:
        assert connection.execute("show max_connections").fetchone() == ("17",)
    server.stop()
    with pytest.raises(psycopg.OperationalError):
        psycopg.connect(server.url())


def test_a_second_start_finds_the_running_server_and_a_stopped_one_keeps_its_data(folder: Path) -> None:
    server = embedded.start(folder)
    url = server.ensure_database("kept")
    assert embedded.start(folder).pid == server.pid
    with psycopg.connect(url) as connection:
        connection.execute("create table things (name text)")
    server.stop()
    again = embedded.start(folder)
    assert again.pid != server.pid
    with psycopg.connect(again.ensure_database("kept")) as connection:
        assert connection.execute("select count(*) from things").fetchone() == (0,)


def test_a_pid_file_that_names_a_stranger_is_repaired(folder: Path) -> None:
    server = embedded.start(folder)
    left = (folder / "postmaster.pid").read_text()
    server.stop()
    (folder / "postmaster.pid").write_text(left.replace(str(server.pid), str(os.getpid()), 1))
    assert _answers(embedded.start(folder))


def test_a_killed_server_is_started_again(folder: Path) -> None:
    server = embedded.start(folder)
    os.kill(server.pid, signal.SIGKILL)
    again = embedded.start(folder)
    assert again.pid != server.pid
    assert _answers(again)


def test_a_folder_that_cannot_be_used_is_explained(folder: Path) -> None:
    folder.parent.mkdir(exist_ok=True)
    folder.write_text("not a folder")
    with pytest.raises(embedded.EmbeddedError, match="does not start"):
        embedded.start(folder, seconds=0.1)
