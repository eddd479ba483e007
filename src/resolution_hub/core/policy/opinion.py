"""The form of a rule: facts and rulebook in, an opinion and the rulebook's numbers that it used out."""

from __future__ import annotations

from collections.abc import Callable

from resolution_hub.core.policy.facts import Facts
from resolution_hub.core.policy.rulebook import Rulebook
from resolution_hub.core.policy.verdict import Verdict

Used = tuple[tuple[str, str], ...]
Opinion = tuple[Verdict | None, Used]
Rule = Callable[[Facts, Rulebook], Opinion]
NOTHING: Opinion = (None, ())
