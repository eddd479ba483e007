"""The people of the demo whose stories can be tried. Their ids are fixed, so that tests can name them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal


@dataclass(frozen=True, slots=True)
class Persona:
    """`id` is a customer's or an agent's."""

    kind: Literal["customer", "agent"]
    id: str
    name: str
    story: str
    try_saying: str | None


@dataclass(frozen=True, slots=True)
class Worker:
    """Somebody who works at the demo's desk."""

    id: str
    name: str
    email: str
    role: Literal["agent", "supervisor"]
    departments: tuple[str, ...]
    languages: tuple[str, ...] = ()


AGENTS = (
    Worker("agt_ruth", "Ruth Adeyemi", "ruth.adeyemi@example.org", "agent", ("support",)),
    Worker("agt_ben", "Ben Castellano", "ben.castellano@example.org", "agent", ("support",)),
    Worker("agt_ines", "Inês Carvalho", "ines.carvalho@example.org", "supervisor", ("support",)),
)

PERSONAS: tuple[Persona, ...] = (
    Persona(
        "customer", "cus_maya", "Maya Okafor",
        "Cancelled her membership three weeks ago and was charged for it again this week.", "Subscription refund",
    ),
    Persona(
        "customer", "cus_daniel", "Daniel Whitaker",
        "His espresso machine should have been here two days ago.", "Where is my espresso machine?",
    ),
    Persona(
        "customer", "cus_sofia", "Sofia Marchetti",
        "Her headphones are in the van right now. Watch them come.", "Where is my parcel?",
    ),
    Persona(
        "customer", "cus_james", "James Holloway",
        "The carrier says that his 800-dollar camera lies on the porch. It does not.",
        "My camera says delivered but it's not here",
    ),
    Persona(
        "customer", "cus_priya", "Priya Raman",
        "Sent three things back and waits for her money.", "Where is my refund?",
    ),
    Persona(
        "customer", "cus_hannah", "Hannah Lindqvist",
        "Nothing is wrong: one order arrived, one membership runs. See what the assistant says.", "Subscription refund",
    ),
    Persona(
        "customer", "cus_lukas", "Lukas Baumann",
        "Lives in Köln, pays in euros, and waits for a desk chair.", "When will my chair arrive?",
    ),
    Persona(
        "customer", "cus_noah", "Noah Feldman",
        "Has two open orders, two cards, a small gift card, and second thoughts.", "Cancel my order",
    ),
    Persona(
        "customer", "cus_amara", "Amara Osei",
        "Three orders came this month, and a lamp and a pair of boots of them may go back.",
        "I want to return the lamp and the boots",
    ),
    Persona(
        "customer", "cus_theo", "Theo Vasquez",
        "His new rain jacket is a size too small.", "Exchange my jacket for a large",
    ),
    Persona(
        "customer", "cus_grace", "Grace Nakamura",
        "Her teapot came yesterday, in pieces.", "My teapot arrived broken",
    ),
    Persona(
        "customer", "cus_omar", "Omar Haddad",
        "Ended his trial in time and was charged all the same. Likes the coffee club, and may want less of it.",
        "I cancelled my trial and was still charged",
    ),
    Persona(
        "customer", "cus_elif", "Elif Demir",
        "Lives in Hamburg, got her order five days ago, and may withdraw from the contract.",
        "I want to withdraw from my order",
    ),
    Persona(
        "customer", "cus_ravi", "Ravi Menon",
        "Paid with a gift card and a card that has expired since, and wants to send it back.",
        "I want to return my headphones",
    ),
    Persona(
        "customer", "cus_nora", "Nora Castillo",
        "Bought a casserole four days ago. It costs less today. She also has the code WELCOME10.",
        "The price of my casserole has dropped",
    ),
    Persona("agent", "agt_ruth", "Ruth Adeyemi", "Answers customers who ask for a person.", None),
    Persona("agent", "agt_ben", "Ben Castellano", "Works beside Ruth, so that two can try for one case.", None),
    Persona("agent", "agt_ines", "Inês Carvalho", "Leads Customer care and sees how often the boxes were right.", None),
)  # fmt: skip
