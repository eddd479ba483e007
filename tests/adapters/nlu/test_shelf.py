"""The shelf of trained models: promoted whole or not at all, whenever the process dies."""

import os
import signal
import sys
import threading
from collections.abc import Callable
from pathlib import Path

import pytest

from resolution_hub.nlu.shelf import KEPT, BrokenModelError, NothingBefore, Shelf


def filled(content: str) -> Callable[[Path], None]:
    def fill(folder: Path) -> None:
        (folder / "model").write_text(content, "utf-8")
        (folder / "about").write_text(f"about {content}", "utf-8")

    return fill


def promoted(shelf: Shelf, *versions: str) -> None:
    for version in versions:
        shelf.put(version, filled(version))
        shelf.promote(version)


def test_an_empty_shelf_has_nothing_in_use(tmp_path: Path) -> None:
    shelf = Shelf(tmp_path / "models")
    assert (shelf.current(), shelf.history(), shelf.stamp) == (None, (), None)
    with pytest.raises(NothingBefore):
        shelf.take_back()


def test_what_is_put_is_not_in_use_before_it_is_promoted(tmp_path: Path) -> None:
    shelf = Shelf(tmp_path)
    shelf.put("a", filled("a"))
    assert shelf.current() is None
    shelf.promote("a")
    assert shelf.current() == tmp_path / "a"
    assert (shelf.check("a") / "model").read_text("utf-8") == "a"


def test_models_are_taken_back_one_after_the_other_to_the_built_in_one(tmp_path: Path) -> None:
    shelf = Shelf(tmp_path)
    promoted(shelf, "a", "b", "c")
    assert [shelf.take_back() for _ in range(3)] == ["b", "a", None]
    assert shelf.current() is None
    with pytest.raises(NothingBefore):
        shelf.take_back()


def test_a_model_that_was_taken_back_can_be_promoted_again(tmp_path: Path) -> None:
    shelf = Shelf(tmp_path)
    promoted(shelf, "a", "b")
    shelf.take_back()
    shelf.promote("b")
    assert shelf.history() == ("a", "b")
    shelf.promote("a")
    assert shelf.history() == ("b", "a")


def test_every_promotion_and_taking_back_changes_the_stamp(tmp_path: Path) -> None:
    shelf = Shelf(tmp_path)
    stamps = [shelf.stamp]
    for step in (lambda: promoted(shelf, "a"), lambda: promoted(shelf, "b"), shelf.take_back):
        step()
        stamps.append(shelf.stamp)
    assert len(set(stamps)) == 4
    assert shelf.stamp == stamps[-1]


def test_the_last_models_are_kept_and_older_ones_are_not(tmp_path: Path) -> None:
    shelf = Shelf(tmp_path)
    names = [f"m{number:02}" for number in range(2 * KEPT + 3)]
    promoted(shelf, *names)
    assert shelf.history() == tuple(names[-KEPT:])
    assert sorted(path.name for path in tmp_path.iterdir() if path.is_dir()) == names[-2 * KEPT :]


def test_what_was_not_put_is_not_promoted(tmp_path: Path) -> None:
    shelf = Shelf(tmp_path)
    promoted(shelf, "a")
    with pytest.raises(BrokenModelError):
        shelf.promote("b")
    assert shelf.history() == ("a",)


@pytest.mark.parametrize("harm", ["changed", "cut", "gone", "no checksums"])
def test_a_model_that_was_harmed_is_refused_and_mended_by_being_put_again(tmp_path: Path, harm: str) -> None:
    shelf = Shelf(tmp_path)
    promoted(shelf, "a")
    match harm:
        case "changed":
            (tmp_path / "a" / "model").write_text("b", "utf-8")
        case "cut":
            (tmp_path / "a" / "about").write_text("", "utf-8")
        case "gone":
            (tmp_path / "a" / "model").unlink()
        case _:
            (tmp_path / "a" / "checksums").unlink()
    with pytest.raises(BrokenModelError, match="a"):
        shelf.check("a")
    shelf.put("a", filled("a"))
    assert (shelf.check("a") / "model").read_text("utf-8") == "a"


def test_a_pointer_that_is_no_text_counts_as_none(tmp_path: Path) -> None:
    (tmp_path / "in-use").write_bytes(b"\xff\xfe")
    assert Shelf(tmp_path).current() is None


def test_a_fill_that_fails_leaves_nothing_to_be_found(tmp_path: Path) -> None:
    def fail(folder: Path) -> None:
        (folder / "model").write_text("half", "utf-8")
        raise RuntimeError("disk full")

    shelf = Shelf(tmp_path)
    with pytest.raises(RuntimeError, match="disk full"):
        shelf.put("a", fail)
    with pytest.raises(BrokenModelError):
        shelf.check("a")
    promoted(shelf, "a")
    assert sorted(path.name for path in tmp_path.iterdir()) == [".lock", "a", "in-use"]


def test_several_who_promote_at_once_lose_no_model_in_use(tmp_path: Path) -> None:
    names = [f"m{number}" for number in range(KEPT)]
    threads = [threading.Thread(target=promoted, args=(Shelf(tmp_path), name)) for name in names]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(Shelf(tmp_path).history()) == names
    assert all(Shelf(tmp_path).check(name) for name in names)


def killed_at(step: int, folder: Path, work: Callable[[], object]) -> bool:
    """Run `work` in a process that kills itself before its `step`th touch of a file under `folder`; whether it came to that."""
    child = os.fork()
    if child == 0:
        touched = 0

        def count(event: str, arguments: tuple[object, ...]) -> None:
            nonlocal touched
            if event.startswith(("open", "os.", "shutil.")) and any(str(folder) in str(one) for one in arguments):
                touched += 1
                if touched > step:
                    os.kill(os.getpid(), signal.SIGKILL)

        sys.addaudithook(count)
        try:
            work()
        finally:
            os._exit(0)
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == -signal.SIGKILL


@pytest.mark.parametrize("before", [0, 1, KEPT])
def test_a_process_killed_at_any_step_of_a_promotion_leaves_the_old_model_or_the_new(
    tmp_path: Path, before: int
) -> None:
    step, seen = 0, set()
    while True:
        folder = tmp_path / str(step)
        shelf = Shelf(folder)
        old = [f"old{number}" for number in range(before)]
        promoted(shelf, *old)
        died = killed_at(step, folder, lambda: promoted(shelf, "new"))  # noqa: B023 - it is run at once
        history = shelf.history()
        assert history in (tuple(old), (*old[-(KEPT - 1) :], "new"))
        seen.add(history)
        for version in history:
            assert (shelf.check(version) / "model").read_text("utf-8") == version
        promoted(shelf, "new")  # whatever was left does not stand in the way of the next one
        assert shelf.history()[-1] == "new"
        left = {path.name for path in folder.iterdir()} - {".lock", "in-use", *old, "new"}
        assert left == set()
        if not died:
            break
        step += 1
    assert step > 10
    assert len(seen) == 2


def test_a_process_killed_at_any_step_of_taking_back_leaves_one_or_the_other(tmp_path: Path) -> None:
    step = 0
    while True:
        folder = tmp_path / str(step)
        shelf = Shelf(folder)
        promoted(shelf, "a", "b")
        died = killed_at(step, folder, shelf.take_back)
        assert shelf.history() in (("a", "b"), ("a",))
        assert all(shelf.check(version) for version in shelf.history())
        if not died:
            break
        step += 1
    assert shelf.history() == ("a",)
    assert step > 3
