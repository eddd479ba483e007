"""Sending e-mail. Every call carries a key: the same key twice is one message, as far as the post office can tell."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol


@dataclass(frozen=True, slots=True)
class Message:
    """Plain text to one address. Raises ValueError for a line break where a header's value would end."""

    to: str
    subject: str
    text: str

    def __post_init__(self) -> None:
        if any(mark in value for value in (self.to, self.subject) for mark in "\r\n\0"):
            raise ValueError("an address or a subject is one line")


class MailError(Exception):
    """`permanent`: sending the same again cannot succeed."""

    def __init__(self, message: str, *, permanent: bool) -> None:
        super().__init__(message)
        self.permanent = permanent


class MailRefused(MailError):
    """The post office will not take this message: no such address, or not from us."""

    def __init__(self, message: str) -> None:
        super().__init__(message, permanent=True)


class MailUnavailable(MailError):
    """No answer, or a passing fault; the message may or may not have been taken. Send again with the same key."""

    def __init__(self, message: str) -> None:
        super().__init__(message, permanent=False)


class Mail(Protocol):
    async def send(self, message: Message, key: str) -> None:
        """Hand one message over. Raises MailError."""
        ...
