"""Settlement programmes (product.md H4): what a court or a regulator has a shop's customers be paid, as data, and who is part.

The money is an administrator's, never the hub's: nothing here grants anything. A programme says who it is for by the
customer's own records, so the answer names the orders and charges that it rests on. Rules, in their order:
1. Before it opens and after it has closed nobody can claim; what would have counted is said all the same.
2. A region that it is not for rules everything else out.
3. One thing that was bought, or one charge of a plan, inside its days is enough.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from urllib.parse import urlsplit

from resolution_hub.core.policy.reading_toml import TomlReader
from resolution_hub.core.situation import Situation

_MOST_DAYS = 365


class What(StrEnum):
    ORDER = "order"
    CHARGE = "charge"


class Why(StrEnum):
    """Why somebody is no part of a programme."""

    REGION = "region"
    NO_RECORD = "no_record"


@dataclass(frozen=True, slots=True)
class Days:
    """Both included, by the customer's own calendar."""

    first: date
    last: date

    def __contains__(self, day: date) -> bool:
        return self.first <= day <= self.last


@dataclass(frozen=True, slots=True)
class Bought:
    """One of these products, or anything of these categories, ordered in these days and not cancelled. `returned`: what was
    sent back counts as well."""

    products: frozenset[str]
    categories: frozenset[str]
    days: Days
    returned: bool


@dataclass(frozen=True, slots=True)
class Charged:
    """A charge in these days for one of these plans, by their id or by the name that the customer knows."""

    plans: frozenset[str]
    days: Days


@dataclass(frozen=True, slots=True)
class Programme:
    """`site` is the one right address, https; `phone` may be empty. `regions` empty: all of them. `remind` are days before
    `closes`, the most first. `pays` and `summary` are the shop's own plain words."""

    id: str
    name: str
    summary: str
    opens: date
    closes: date
    regions: frozenset[str]
    bought: Bought | None
    charged: Charged | None
    pays: str
    site: str
    phone: str
    never_asked: tuple[str, ...]
    remind: tuple[int, ...]

    @property
    def host(self) -> str:
        """The name to look for in the browser's address line."""
        return urlsplit(self.site).hostname or ""

    def last_days(self, today: date) -> int | None:
        """Days that are left, once the first reminder is due; None before that and after the end."""
        left = (self.closes - today).days
        return left if today >= self.opens and 0 <= left <= max(self.remind, default=-1) else None


@dataclass(frozen=True, slots=True)
class Record:
    """Something of the customer's own that a programme rests on. `label` is an order's number or what a charge was for."""

    what: What
    id: str
    label: str
    item: str
    day: date


@dataclass(frozen=True, slots=True)
class Eligible:
    because: tuple[Record, ...]


@dataclass(frozen=True, slots=True)
class NotEligible:
    why: Why


@dataclass(frozen=True, slots=True)
class Closed:
    on: date
    because: tuple[Record, ...]


@dataclass(frozen=True, slots=True)
class NotOpenYet:
    opens: date
    because: tuple[Record, ...]


Answer = Eligible | NotEligible | Closed | NotOpenYet


def eligible(programme: Programme, who: Situation) -> Answer:
    """Whether this customer is part of it today, as far as their records here can tell; the administrator decides."""
    found = records(programme, who)
    if who.today < programme.opens:
        return NotOpenYet(programme.opens, found)
    if who.today > programme.closes:
        return Closed(programme.closes, found)
    if not _in_region(programme, who):
        return NotEligible(Why.REGION)
    return Eligible(found) if found else NotEligible(Why.NO_RECORD)


def records(programme: Programme, who: Situation) -> tuple[Record, ...]:
    """What counts for the programme, the oldest first; nothing in a region that it is not for."""
    if not _in_region(programme, who):
        return ()
    found = [*_bought(programme.bought, who), *_charged(programme.charged, who)]
    return tuple(sorted(found, key=lambda each: (each.day, each.id)))


def _in_region(programme: Programme, who: Situation) -> bool:
    return not programme.regions or who.customer.region in programme.regions


def _bought(rule: Bought | None, who: Situation) -> Iterable[Record]:
    if rule is None:
        return
    for order in who.orders:
        day = who.day_of(order.placed_at)
        if day not in rule.days or order.cancelled_at is not None:
            continue
        for line in order.lines:
            kept = line.quantity - line.cancelled - (0 if rule.returned else line.returned)
            if kept > 0 and (line.product_id in rule.products or line.category in rule.categories):
                yield Record(What.ORDER, order.id, order.number, line.name, day)
                break


def _charged(rule: Charged | None, who: Situation) -> Iterable[Record]:
    if rule is None:
        return
    for charge in who.ledger.charges:
        plan = who.subscription(charge.subscription_id) if charge.subscription_id is not None else None
        if plan is not None and {plan.plan, plan.plan_id} & rule.plans and who.day_of(charge.at) in rule.days:
            yield Record(What.CHARGE, charge.id, charge.description, plan.plan, who.day_of(charge.at))


def parse(text: str, name: str = "programmes.toml") -> tuple[Programme, ...]:
    """The programmes of a file, in its order. Raises RulebookError with every wrong key and its line."""
    reader = _Reader(text, name)
    found = tuple(_programme(reader, f"programme.{key}", key) for key in reader.keys("programme"))
    reader.finish()
    return found


def _programme(reader: _Reader, at: str, key: str) -> Programme:
    given = reader.keys(at)
    if "bought" not in given and "charged" not in given:
        reader.refuse(at, "must say who is part of it, by `bought`, `charged` or both")
    opens, closes = reader.days(at, "opens", "closes")
    return Programme(
        id=key,
        name=reader.text(f"{at}.name"),
        summary=reader.text(f"{at}.summary"),
        opens=opens,
        closes=closes,
        regions=frozenset(reader.texts(f"{at}.regions")),
        bought=_read_bought(reader, f"{at}.bought") if "bought" in given else None,
        charged=_read_charged(reader, f"{at}.charged") if "charged" in given else None,
        pays=reader.text(f"{at}.pays"),
        site=reader.site(f"{at}.site"),
        phone=reader.text(f"{at}.phone", empty=True),
        never_asked=reader.texts(f"{at}.never_asked"),
        remind=reader.counts(f"{at}.remind_days_before"),
    )


def _read_bought(reader: _Reader, at: str) -> Bought:
    products, categories = (frozenset(reader.texts(f"{at}.{key}")) for key in ("products", "categories"))
    if not products and not categories:
        reader.refuse(at, "must name products or categories")
    return Bought(products, categories, Days(*reader.days(at, "from", "until")), reader.flag(f"{at}.returned_counts"))


def _read_charged(reader: _Reader, at: str) -> Charged:
    plans = frozenset(reader.texts(f"{at}.plans"))
    if not plans:
        reader.refuse(at, "must name plans")
    return Charged(plans, Days(*reader.days(at, "from", "until")))


class _Reader(TomlReader):
    """The rulebook's reader, with texts, days and addresses."""

    def text(self, path: str, *, empty: bool = False) -> str:
        at, value = self._get(path)
        if isinstance(value, str) and (value.strip() or empty):
            return value.strip()
        self._unless_missing(at, "must be a text" if empty else "must be a text that says something")
        return ""

    def day(self, path: str) -> date:
        at, value = self._get(path)
        if isinstance(value, date) and not isinstance(value, datetime):
            return value
        self._unless_missing(at, "must be a day, such as 2026-11-30")
        return date.min

    def days(self, table: str, first: str, last: str) -> tuple[date, date]:
        begins, ends = self.day(f"{table}.{first}"), self.day(f"{table}.{last}")
        if begins > ends > date.min:
            self.refuse(f"{table}.{last}", f"must not be before `{first}`")
        return begins, ends

    def site(self, path: str) -> str:
        value = self.text(path)
        if value and not _is_site(value):
            self.refuse(path, "must be a whole address that begins with https://")
        return value

    def counts(self, path: str) -> tuple[int, ...]:
        at, value = self._get(path)
        fits = isinstance(value, list) and all(type(each) is int and 0 < each <= _MOST_DAYS for each in value)
        if fits:
            return tuple(sorted(set(value), reverse=True))
        self._unless_missing(at, f"must be a list of whole days from 1 to {_MOST_DAYS}")
        return ()

    def refuse(self, path: str, what: str) -> None:
        at, _ = self._find(path)
        self._wrong(at, what)

    def _unless_missing(self, at: tuple[str | int, ...], what: str) -> None:
        if self._holds(at):
            self._wrong(at, what)


def _is_site(value: str) -> bool:
    try:
        parts = urlsplit(value)
    except ValueError:  # "https://["
        return False
    return parts.scheme == "https" and "." in (parts.hostname or "") and not parts.username and not parts.password
