"""The shop's terms for acts on orders and subscriptions, as a retailer writes them into the rulebook."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Generic, Protocol, TypeVar

from resolution_hub.core.money import Money
from resolution_hub.core.order import Destination, OrderStatus, Timing
from resolution_hub.core.people import Role
from resolution_hub.core.policy.facts import Change

T = TypeVar("T")
_A_YEAR = 366


@dataclass(frozen=True, slots=True)
class Scoped(Generic[T]):
    """A value with exceptions. A category's exception is the more special one, then a region's."""

    usual: T
    by_category: Mapping[str, T]
    by_region: Mapping[str, T]

    def of(self, region: str, category: str) -> T:
        return self.by_category.get(category, self.by_region.get(region, self.usual))


class Settle(StrEnum):
    """When the difference of an exchange is charged or refunded."""

    AT_ONCE = "at_once"
    ON_RECEIPT = "on_receipt"


class EndsWhen(StrEnum):
    """When a cancelled subscription ends."""

    PERIOD_END = "period_end"
    AT_ONCE = "at_once"


@dataclass(frozen=True, slots=True)
class CancelTerms:
    """`reasons` empty: none is asked for. `in_part`: some units may be cancelled, the rest sent."""

    reasons: tuple[str, ...]
    in_part: bool


@dataclass(frozen=True, slots=True)
class ChangeTerms:
    """`closes`: once the key was done to an order, its values no longer can be. `any_method`: a difference may go back to
    another method than those that paid."""

    states: frozenset[OrderStatus]
    kinds: frozenset[Change]
    closes: Mapping[Change, frozenset[Change]]
    any_method: bool


@dataclass(frozen=True, slots=True)
class ReturnTerms:
    """`our_fault`: reasons for which the customer pays neither fee nor postage. `fee` is taken off, in a currency without
    one nothing. `refund_shipping`: what was paid for delivery goes back with a whole order. Goods that arrived are looked at
    for `inspection_hours`; a parcel is missed when it is not here `missing_days` after its first scan."""

    window_days: Scoped[int]
    not_taken_back: frozenset[str]
    reasons: tuple[str, ...]
    our_fault: frozenset[str]
    destinations: frozenset[Destination]
    timing: Timing
    prepaid: bool
    fee: Mapping[str, Money]
    refund_shipping: bool
    deadline_days: int
    inspection_hours: int
    missing_days: int
    first_scan_limit: Mapping[str, Money]


@dataclass(frozen=True, slots=True)
class ExchangeTerms:
    window_days: Scoped[int]
    settle: Settle


@dataclass(frozen=True, slots=True)
class ProblemTerms:
    """`photo_from`: from this value on a photo is needed. `keep_limit`: up to this the thing need not come back.
    `limit`: above it, or in a currency without one, a person decides; also from the `most_alone`-th time in 180 days on."""

    window_days: Scoped[int]
    photo_from: Mapping[str, Money]
    keep_limit: Mapping[str, Money]
    limit: Mapping[str, Money]
    most_alone: int


@dataclass(frozen=True, slots=True)
class PriceTerms:
    window_days: Scoped[int]
    limit: Mapping[str, Money]


@dataclass(frozen=True, slots=True)
class SubscriptionTerms:
    ends: EndsWhen
    refund_unused: bool
    unused_limit: Mapping[str, Money]
    most_pause_days: int


@dataclass(frozen=True, slots=True)
class WithdrawalTerms:
    """Where the law gives a right of withdrawal, for how many days after delivery, and for which goods it does not."""

    regions: frozenset[str]
    days: int
    excepted: frozenset[str]


@dataclass(frozen=True, slots=True)
class Terms:
    cancel: CancelTerms
    change: ChangeTerms
    returns: ReturnTerms
    exchange: ExchangeTerms
    problem: ProblemTerms
    price: PriceTerms
    subscription: SubscriptionTerms
    withdrawal: WithdrawalTerms
    approval_limit: Mapping[Role, Mapping[str, Money]]


class Reader(Protocol):
    """Reads typed values by key path and collects what is wrong with them (core/policy/reading_toml.py)."""

    def amounts(self, path: str) -> Mapping[str, Money]: ...
    def whole(self, path: str, least: int, most: int) -> int: ...
    def flag(self, path: str) -> bool: ...
    def texts(self, path: str) -> tuple[str, ...]: ...
    def choice(self, path: str, kind: type[_E]) -> _E: ...
    def choices(self, path: str, kind: type[_E]) -> frozenset[_E]: ...
    def keys(self, path: str) -> tuple[str, ...]: ...


_E = TypeVar("_E", bound=StrEnum)


def read_terms(reader: Reader) -> Terms:
    """All sections of terms. Problems stay with the reader, which refuses the rulebook as a whole."""
    return Terms(
        cancel=CancelTerms(reader.texts("cancel.reasons"), reader.flag("cancel.in_part")),
        change=ChangeTerms(
            states=reader.choices("change.states", OrderStatus),
            kinds=reader.choices("change.kinds", Change),
            closes={change: reader.choices(f"change.closes.{change}", Change) for change in _closing(reader)},
            any_method=reader.flag("change.any_method"),
        ),
        returns=_returns(reader),
        exchange=ExchangeTerms(_days(reader, "exchange.window_days"), reader.choice("exchange.settle", Settle)),
        problem=ProblemTerms(
            window_days=_days(reader, "problem.window_days"),
            photo_from=reader.amounts("problem.photo_from"),
            keep_limit=reader.amounts("problem.keep_limit"),
            limit=reader.amounts("problem.limit"),
            most_alone=reader.whole("problem.most_alone", 0, 100),
        ),
        price=PriceTerms(_days(reader, "price.window_days"), reader.amounts("price.limit")),
        subscription=SubscriptionTerms(
            ends=reader.choice("subscription.ends", EndsWhen),
            refund_unused=reader.flag("subscription.refund_unused"),
            unused_limit=reader.amounts("subscription.unused_limit"),
            most_pause_days=reader.whole("subscription.most_pause_days", 0, _A_YEAR),
        ),
        withdrawal=WithdrawalTerms(
            regions=frozenset(reader.texts("withdrawal.regions")),
            days=reader.whole("withdrawal.days", 0, _A_YEAR),
            excepted=frozenset(reader.texts("withdrawal.excepted")),
        ),
        approval_limit={role: reader.amounts(f"approval_limit.{role}") for role in Role},
    )


def _returns(reader: Reader) -> ReturnTerms:
    return ReturnTerms(
        window_days=_days(reader, "return.window_days"),
        not_taken_back=frozenset(reader.texts("return.not_taken_back")),
        reasons=reader.texts("return.reasons"),
        our_fault=frozenset(reader.texts("return.our_fault")),
        destinations=reader.choices("return.destinations", Destination),
        timing=reader.choice("return.timing", Timing),
        prepaid=reader.flag("return.prepaid"),
        fee=reader.amounts("return.fee"),
        refund_shipping=reader.flag("return.refund_shipping"),
        deadline_days=reader.whole("return.deadline_days", 1, _A_YEAR),
        inspection_hours=reader.whole("return.inspection_hours", 0, 720),
        missing_days=reader.whole("return.missing_days", 1, _A_YEAR),
        first_scan_limit=reader.amounts("return.first_scan_limit"),
    )


def _days(reader: Reader, path: str) -> Scoped[int]:
    """`{ usual = 30, by_category = { Groceries = 7 }, by_region = { DE = 60 } }`"""

    def days(at: str) -> int:
        return reader.whole(at, 0, 10 * _A_YEAR)

    return Scoped(
        usual=days(f"{path}.usual"),
        by_category={key: days(f"{path}.by_category.{key}") for key in reader.keys(f"{path}.by_category")},
        by_region={key: days(f"{path}.by_region.{key}") for key in reader.keys(f"{path}.by_region")},
    )


def _closing(reader: Reader) -> tuple[Change, ...]:
    known = set(Change)
    return tuple(Change(key) for key in reader.keys("change.closes") if key in known)
