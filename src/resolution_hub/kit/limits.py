"""How often one caller may do a thing: a bucket of tokens per caller, kept by this process.

It shields the process, not an account: what guards sign-in is counted in the database, for all processes together.
"""

from __future__ import annotations

import time
from collections import OrderedDict

_MOST_CALLERS = 20_000


class SlowDown(Exception):
    """The caller has used up what they may do at once; `retry_after` is in seconds."""

    def __init__(self, retry_after: int = 1) -> None:
        super().__init__(f"try again in {retry_after} s")
        self.retry_after = retry_after


class Limit:
    """`burst` at once, then `per_second`. The least recent callers are forgotten first."""

    def __init__(self, burst: float, per_second: float) -> None:
        self._burst, self._rate = burst, per_second
        self._left: OrderedDict[str, tuple[float, float]] = OrderedDict()

    def take(self, caller: str) -> None:
        """Raises SlowDown when the caller has none left."""
        at = time.monotonic()
        left, since = self._left.pop(caller, (self._burst, at))
        left = min(self._burst, left + (at - since) * self._rate)
        self._left[caller] = (max(left - 1, 0.0), at)
        if len(self._left) > _MOST_CALLERS:
            self._left.popitem(last=False)
        if left < 1:
            raise SlowDown
