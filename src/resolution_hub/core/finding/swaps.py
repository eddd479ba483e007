"""Units for another variant: whether they can be swapped, and what the difference is."""

from __future__ import annotations

from resolution_hub.core.acts import (
    Swap,
    Units,
)
from resolution_hub.core.finding.wares import NotTheirs, Wares
from resolution_hub.core.money import Money, total
from resolution_hub.core.order import Order
from resolution_hub.core.policy.facts import (
    SwapFacts,
)
from resolution_hub.core.shares import shares_of


def swapped_price(share: Money, old: Money, new: Money, quantity: int) -> Money:
    """What `quantity` units cost as another variant, where `share` was paid for them at the list price `old` a unit: tax and
    discount stay in proportion, rounded half up to a whole minor unit."""
    if old.minor == 0:
        return Money(share.minor + new.minor * quantity, share.currency)
    return Money((2 * share.minor * new.minor + old.minor) // (2 * old.minor), share.currency)


def swap_facts(swaps: tuple[Swap, ...], order: Order, wares: Wares) -> tuple[SwapFacts, ...]:
    wanted: dict[str, int] = {}
    for swap in swaps:
        wanted[swap.line_id] = wanted.get(swap.line_id, 0) + swap.quantity
    return tuple(_swap(swap, wanted[swap.line_id], order, wares) for swap in swaps)


def _swap(swap: Swap, wanted: int, order: Order, wares: Wares) -> SwapFacts:
    line, variant = order.line(swap.line_id), wares.variant(swap.variant_id, order.total.currency)
    if line is None:
        raise NotTheirs("line")
    return SwapFacts(
        line_id=line.id,
        category=line.category,
        quantity=swap.quantity,
        left=swap.quantity > 0 and wanted <= line.kept,
        same_product=variant is not None and variant.product_id == line.product_id,
        available=variant is not None and variant.available,
        same_variant=variant is not None and variant.id == line.variant_id,
        same_currency=variant is not None and variant.price.currency == order.total.currency,
    )


def swap_difference(swaps: tuple[Swap, ...], order: Order, wares: Wares) -> Money:
    """What the swapped units cost more (or less) than was paid for them. A swap that can't be counts nothing."""
    currency, sums = order.total.currency, []
    shares = shares_of(order, [Units(swap.line_id, swap.quantity) for swap in swaps])
    for swap, share in zip(swaps, shares, strict=True):
        line, variant = order.line(swap.line_id), wares.variant(swap.variant_id, currency)
        if line is not None and variant is not None and variant.price.currency == currency:
            sums.append(swapped_price(share, line.unit_price, variant.price, swap.quantity) - share)
    return total(sums, currency)
