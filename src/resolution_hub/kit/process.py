"""What a child process owes its parent: to end with it, even when the parent is killed without a word."""

import ctypes
import os
import signal
import sys

PARENT = "HUB_PARENT"

_SET_PARENT_DEATH_SIGNAL = 1  # prctl(2), PR_SET_PDEATHSIG


def end_with_parent(parent: int | None = None) -> None:
    """Have the kernel end this process when its parent ends. `parent` is who it was started by, when it is known.

    Linux only; elsewhere a killed launcher leaves its children to the person who killed it.
    """
    if sys.platform != "linux":
        return
    ctypes.CDLL(None, use_errno=True).prctl(_SET_PARENT_DEATH_SIGNAL, signal.SIGTERM)
    if parent is not None and os.getppid() != parent:
        raise SystemExit(0)  # it ended before it could be asked


def end_with_launcher() -> None:
    """The same, for a process that a launcher started; for one started by hand this does nothing."""
    parent = os.environ.pop(PARENT, "")
    if parent.isdigit():
        end_with_parent(int(parent))
