"""Who is who: ids, roles and the customer as the hub knows them."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import NewType

CustomerId = NewType("CustomerId", str)
AgentId = NewType("AgentId", str)
CaseId = NewType("CaseId", str)
ConversationId = NewType("ConversationId", str)


class Role(StrEnum):
    """What a member of the shop's staff may do; a supervisor may do all that an agent may."""

    AGENT = "agent"
    SUPERVISOR = "supervisor"


@dataclass(frozen=True, slots=True)
class Customer:
    """A customer of the shop. `locale` is BCP 47, `currency` ISO 4217, `timezone` an IANA name."""

    id: CustomerId
    given_name: str
    family_name: str
    email: str
    locale: str
    region: str
    currency: str
    timezone: str

    @property
    def name(self) -> str:
        """The whole name; some people have only one."""
        return f"{self.given_name} {self.family_name}".strip()


@dataclass(frozen=True, slots=True)
class Owner:
    """Who a conversation belongs to: a signed-in customer, or a visitor known only by their browser."""

    kind: str  # "customer" or "visitor"
    id: str

    @property
    def key(self) -> str:
        return f"{self.kind}:{self.id}"

    @property
    def customer_id(self) -> CustomerId | None:
        return CustomerId(self.id) if self.kind == "customer" else None
