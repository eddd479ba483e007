"""Money as whole minor units of one currency.

Rules: no floats, no conversion between currencies, a split always sums to the whole.
Exponents follow ISO 4217 (the number of decimal digits that the minor unit has).
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from resolution_hub.core.errors import CurrencyMismatch, InvalidValue

# ISO 4217 currencies whose minor unit is not a hundredth; every other known code has two digits.
_EXPONENTS_OTHER_THAN_TWO = {
    "BHD": 3, "BIF": 0, "CLP": 0, "DJF": 0, "GNF": 0, "IQD": 3, "ISK": 0, "JOD": 3, "JPY": 0, "KMF": 0, "KRW": 0,
    "KWD": 3, "LYD": 3, "OMR": 3, "PYG": 0, "RWF": 0, "TND": 3, "UGX": 0, "VND": 0, "VUV": 0, "XAF": 0, "XOF": 0,
    "XPF": 0,
}  # fmt: skip

# ISO 4217's code for what involves no currency: an act that moves no money and touches nothing that has a price.
NO_CURRENCY = "XXX"


def exponent(currency: str) -> int:
    """Decimal digits of `currency`'s minor unit: 2 for USD, 0 for JPY."""
    return _EXPONENTS_OTHER_THAN_TWO.get(currency, 2)


@dataclass(frozen=True, slots=True)
class Money:
    """An amount in minor units (cents for USD). May be negative, as a difference of two prices can be."""

    minor: int
    currency: str

    def __post_init__(self) -> None:
        if type(self.minor) is not int:
            raise InvalidValue(f"minor units must be a whole number, not {self.minor!r}")
        code = self.currency
        if not (isinstance(code, str) and len(code) == 3 and code.isascii() and code.isalpha() and code.isupper()):
            raise InvalidValue(f"not an ISO 4217 currency code: {code!r}")

    def _same(self, other: Money) -> None:
        if self.currency != other.currency:
            raise CurrencyMismatch(f"{self.currency} and {other.currency}")

    def __add__(self, other: Money) -> Money:
        self._same(other)
        return Money(self.minor + other.minor, self.currency)

    def __sub__(self, other: Money) -> Money:
        self._same(other)
        return Money(self.minor - other.minor, self.currency)

    def __lt__(self, other: Money) -> bool:
        self._same(other)
        return self.minor < other.minor

    def __le__(self, other: Money) -> bool:
        self._same(other)
        return self.minor <= other.minor

    def __gt__(self, other: Money) -> bool:
        return other < self

    def __ge__(self, other: Money) -> bool:
        return other <= self

    @property
    def positive(self) -> bool:
        return self.minor > 0

    def split(self, weights: Sequence[int]) -> tuple[Money, ...]:
        """Share the amount by non-negative whole `weights`; the parts sum to the whole.

        Largest remainder first, ties to the earlier part. Raises InvalidValue when no weight is positive.
        """
        total = sum(weights)
        if total <= 0 or any(weight < 0 for weight in weights):
            raise InvalidValue("weights must be non-negative and not all zero")
        sign, size = (-1 if self.minor < 0 else 1), abs(self.minor)
        floors = [size * weight // total for weight in weights]
        by_remainder = sorted(range(len(weights)), key=lambda i: (-(size * weights[i] % total), i))
        for i in by_remainder[: size - sum(floors)]:
            floors[i] += 1
        return tuple(Money(sign * part, self.currency) for part in floors)


def total(amounts: Iterable[Money], currency: str) -> Money:
    """Sum of `amounts`, zero of `currency` when there are none."""
    result = Money(0, currency)
    for amount in amounts:
        result = result + amount
    return result
