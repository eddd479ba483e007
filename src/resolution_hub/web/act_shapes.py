"""Acts as the API takes and shows them: one form for each, told apart by `type`."""

from __future__ import annotations

from datetime import date, datetime
from typing import Annotated, Any, Literal

import msgspec
from msgspec import UNSET, Meta, Struct, UnsetType

from resolution_hub.core.acts import ACTS, Act, Wish
from resolution_hub.core.order import Destination
from resolution_hub.kit.tagged import decode
from resolution_hub.web.shapes import Problem
from resolution_hub.words.cards import Amount, Confirm
from resolution_hub.words.rulings import ClauseOut, RulingOut

Id = Annotated[str, Meta(min_length=1, max_length=200)]
Said = Annotated[str, Meta(max_length=200)]
Part = Annotated[str, Meta(max_length=120)]
# One address in ASCII, as browsers check it: no display name, no list, nothing that could end a header's line.
OtherEmail = Annotated[
    str, Meta(max_length=254, pattern=r"^[A-Za-z0-9_.!#$%&'*+/=?^`{|}~-]+@[A-Za-z0-9.-]+\.[A-Za-z0-9-]{2,63}(?![\s\S])")
]
Many = Annotated[int, Meta(ge=1, le=10_000)]


class AddressIn(Struct, frozen=True, forbid_unknown_fields=True):
    """`country` is ISO 3166-1 alpha-2."""

    lines: Annotated[list[Part], Meta(min_length=1, max_length=4)]
    city: Part
    region: Part
    postcode: Part
    country: Annotated[str, Meta(pattern="^[A-Z]{2}$")]


class UnitsIn(Struct, frozen=True, forbid_unknown_fields=True):
    line_id: Id
    quantity: Many = 1
    reason: Said = ""


class SwapIn(Struct, frozen=True, forbid_unknown_fields=True):
    line_id: Id
    variant_id: Id
    quantity: Many = 1


SomeUnits = Annotated[list[UnitsIn], Meta(max_length=50)]
SomeSwaps = Annotated[list[SwapIn], Meta(min_length=1, max_length=50)]


class _Act(Struct, frozen=True, forbid_unknown_fields=True, tag_field="type"):
    pass


class CancelOrder(_Act, frozen=True, tag="cancel_order"):
    """No units: the whole order."""

    order_id: Id
    reason: Said = ""
    units: SomeUnits = []


class ChangeAddress(_Act, frozen=True, tag="change_address"):
    order_id: Id
    address: AddressIn


class ChangePayment(_Act, frozen=True, tag="change_payment"):
    order_id: Id
    method_id: Id


class ChangeItems(_Act, frozen=True, tag="change_items"):
    order_id: Id
    swaps: SomeSwaps
    method_id: Id | None = None


class ChangeDelivery(_Act, frozen=True, tag="change_delivery"):
    order_id: Id
    option_id: Id
    method_id: Id | None = None


class ReturnItems(_Act, frozen=True, tag="return_items"):
    order_id: Id
    units: Annotated[list[UnitsIn], Meta(min_length=1, max_length=50)]
    destination: Destination = Destination.ORIGINAL
    method_id: Id | None = None
    own_label: bool = False


class ExchangeItems(_Act, frozen=True, tag="exchange_items"):
    order_id: Id
    swaps: SomeSwaps
    method_id: Id | None = None


class ReportProblem(_Act, frozen=True, tag="report_problem"):
    order_id: Id
    units: UnitsIn
    problem: Literal["damaged", "defective", "wrong_item", "missing_part", "missing_item"]
    wish: Wish
    photos: Annotated[list[Id], Meta(max_length=6)] = []


class Withdraw(_Act, frozen=True, tag="withdraw"):
    """No units: the whole order. `email`: where the acknowledgement is to go instead of the address on record; only who is
    signed in with the shop may name one."""

    order_id: Id
    units: SomeUnits = []
    email: OtherEmail | None = None


class AdjustPrice(_Act, frozen=True, tag="adjust_price"):
    order_id: Id
    line_id: Id


class ChangeHomeAddress(_Act, frozen=True, tag="change_home_address"):
    address: AddressIn


class PauseSubscription(_Act, frozen=True, tag="pause_subscription"):
    subscription_id: Id
    resumes_on: date


class ResumeSubscription(_Act, frozen=True, tag="resume_subscription"):
    subscription_id: Id


class ChangePlan(_Act, frozen=True, tag="change_plan"):
    subscription_id: Id
    plan_id: Id


class CancelSubscription(_Act, frozen=True, tag="cancel_subscription"):
    subscription_id: Id


ActIn = (
    CancelOrder
    | ChangeAddress
    | ChangePayment
    | ChangeItems
    | ChangeDelivery
    | ReturnItems
    | ExchangeItems
    | ReportProblem
    | Withdraw
    | AdjustPrice
    | ChangeHomeAddress
    | PauseSubscription
    | ResumeSubscription
    | ChangePlan
    | CancelSubscription
)
SomeActs = Annotated[list[ActIn], Meta(min_length=1, max_length=10)]


def to_core(act: ActIn) -> Act:
    body: dict[str, Any] = msgspec.to_builtins(act)
    found: Act = decode(body, ACTS)
    return found


class CheckActs(Struct, frozen=True, forbid_unknown_fields=True):
    acts: SomeActs


class DoActs(Struct, frozen=True, forbid_unknown_fields=True):
    """`id` is the sender's own and makes a repeat recognisable. `tokens` are those of the check that was shown, in the acts'
    order; without them what would happen now is done. A conversation that a person of the shop speaks in is left to them:
    the acts are then told of in one of their own."""

    id: Annotated[str, Meta(min_length=8, max_length=64)]
    acts: SomeActs
    tokens: Annotated[list[str], Meta(max_length=10)] = []
    conversation_id: Id | None = None


class LegOut(Struct, frozen=True):
    """`amount` of one charge goes back: to where it came from ("original"), else to what `destination` and `method_id` say."""

    charge_id: str
    amount: Amount
    destination: str
    method_id: str | None


class Moves(Struct, frozen=True):
    """The money of one act. `collect` and `back` move with the yes, `collect` by the method `collect_by`; `later` goes back at
    `timing`: "at_first_scan" of a parcel or "on_receipt"."""

    collect: Amount | None
    collect_by: str | None
    back: list[LegOut]
    later: Amount | None
    timing: str


class Checked(Struct, frozen=True):
    """What one act would do now. `ruling` says why; `plan` is exactly what would happen in words, None where it is not
    allowed, and `moves` its money. `token` names all of it."""

    allowed: bool
    ruling: RulingOut
    plan: Confirm | None
    moves: Moves
    token: str


class ChecksOut(Struct, frozen=True):
    acts: list[Checked]


class RefusedAct(Struct, frozen=True):
    """The act at `place` (from 0) is not allowed: why, which rules said so, and in sentences what can be done instead. The
    ruling is kept: it has a receipt and can be appealed."""

    place: int
    reason: str
    ruling_id: str
    clauses: list[ClauseOut]
    instead: list[str]


class ActProblem(Problem, frozen=True):
    """`refused` with the code "refused_by_rules"; `checks`, what the acts would do now, with "changed_since"."""

    refused: RefusedAct | UnsetType = UNSET
    checks: list[Checked] | UnsetType = UNSET


class ActOut(Struct, frozen=True):
    """`state` is "asked" while it is carried out, then "done", "refused" (by the shop or the bank) or "failed". `moves` is the
    money as it was agreed to. The ruling's receipt is at /api/rulings/RULING_ID/receipt.json."""

    id: str
    type: str
    state: str
    outcome: str | None
    ruling_id: str
    asked_at: datetime
    ended_at: datetime | None
    act: dict[str, Any]
    moves: Moves


class ActsBegun(Struct, frozen=True):
    conversation_id: str
    acts: list[ActOut]


class ActsOut(Struct, frozen=True):
    acts: list[ActOut]
