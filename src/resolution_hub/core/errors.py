"""Errors that core raises. Each names the caller's mistake; a decision is never an exception."""


class CoreError(Exception):
    """Base of the family."""


class InvalidValue(CoreError, ValueError):
    """A value object was asked to hold something that it cannot mean."""


class CurrencyMismatch(CoreError, ValueError):
    """Two amounts in different currencies were combined. The hub never converts currencies."""


class IllegalTransition(CoreError):
    """The event is not allowed in this state (see the table in the module that raised it)."""
