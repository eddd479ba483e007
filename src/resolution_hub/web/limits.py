"""How often one caller may send: a bucket of tokens per caller, kept by this process.

It shields the process, not an account: what guards sign-in is counted in the database, for all processes together.
"""

from __future__ import annotations

import time
from collections import OrderedDict

from resolution_hub.web.errors import Refused

_MOST_CALLERS = 20_000


class Limit:
    """`burst` at once, then `per_second`. The least recent callers are forgotten first."""

    def __init__(self, burst: float, per_second: float) -> None:
        self._burst, self._rate = burst, per_second
        self._left: OrderedDict[str, tuple[float, float]] = OrderedDict()

    def take(self, caller: str) -> None:
        """Raises Refused when the caller has none left."""
        at = time.monotonic()
        left, since = self._left.pop(caller, (self._burst, at))
        left = min(self._burst, left + (at - since) * self._rate)
        self._left[caller] = (max(left - 1, 0.0), at)
        if len(self._left) > _MOST_CALLERS:
            self._left.popitem(last=False)
        if left < 1:
            raise Refused(429, "slow_down", "That was a lot at once. Please wait a moment.", retry_after=1)
