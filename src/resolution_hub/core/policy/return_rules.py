"""Rules for goods that arrived: returns, withdrawals, exchanges, problems and dropped prices (product.md C4–C6, C10, C11, D5)."""

from __future__ import annotations

from datetime import datetime, timedelta

from resolution_hub.core.acts import Problem, Wish
from resolution_hub.core.money import Money
from resolution_hub.core.order import OrderStatus
from resolution_hub.core.people import Role
from resolution_hub.core.policy.facts import ExchangeFacts, Facts, PriceFacts, ProblemFacts, ReturnFacts
from resolution_hub.core.policy.opinion import NOTHING, Opinion, Used
from resolution_hub.core.policy.order_rules import given_back
from resolution_hub.core.policy.returning import going_back
from resolution_hub.core.policy.rulebook import Rulebook
from resolution_hub.core.policy.terms import Scoped
from resolution_hub.core.policy.verdict import Allow, Deny, NeedApproval, NeedEvidence

_SEEN_IN_A_PHOTO = frozenset({Problem.DAMAGED, Problem.DEFECTIVE, Problem.WRONG_ITEM, Problem.MISSING_PART})


def goods_can_come_back(facts: Facts, book: Rulebook) -> Opinion:
    """Delivered goods, in their window, of a category that is taken back (product.md C4)."""
    if not isinstance(facts, ReturnFacts) or facts.statutory:
        return NOTHING
    if facts.status is not OrderStatus.DELIVERED:
        return Deny(f"order_is_{facts.status}"), ()
    terms = book.terms.returns
    used: Used = ()
    for line in facts.lines:
        if line.category in terms.not_taken_back and line.reason not in terms.our_fault:
            return Deny("category_not_taken_back"), (("return.not_taken_back", line.category),)
        window = _window("return", terms.window_days, facts.region, line.category)
        used = (*used, window) if window not in used else used
        if _too_late(facts.delivered_at, facts.now, int(window[1])):
            return Deny("window_has_passed"), used
    back = going_back(facts, terms)
    if back.goods.positive and not facts.refundable.positive:
        return Deny("already_refunded"), used
    return Allow(back.amount), used


def units_can_come_back(facts: Facts, _book: Rulebook) -> Opinion:
    """What goes back must be the customer's still."""
    if not isinstance(facts, ReturnFacts):
        return NOTHING
    if not facts.lines:
        return Deny("nothing_chosen"), ()
    return NOTHING if all(line.left for line in facts.lines) else (Deny("not_that_many"), ())


def return_reason_is_known(facts: Facts, book: Rulebook) -> Opinion:
    """Where a shop asks for reasons, each thing needs one of them."""
    if not isinstance(facts, ReturnFacts) or facts.statutory or not book.terms.returns.reasons:
        return NOTHING
    reasons = book.terms.returns.reasons
    used = (("return.reasons", ", ".join(reasons)),)
    return (None, used) if all(line.reason in reasons for line in facts.lines) else (Deny("reason_not_accepted"), used)


def refund_has_a_way(facts: Facts, book: Rulebook) -> Opinion:
    """To the original methods, or to what else the shop offers; never to a card that can't take it any more."""
    if not isinstance(facts, ReturnFacts) or facts.statutory:
        return NOTHING  # a right does not end with a card: what goes back finds its way, if need be through a person
    used = (("return.destinations", ", ".join(sorted(book.terms.returns.destinations))),)
    if facts.destination not in book.terms.returns.destinations or not facts.destination_ok:
        return Deny("destination_not_possible"), used
    return (Deny("original_method_expired"), used) if facts.method_expired else (None, used)


def withdrawal_is_a_right(facts: Facts, book: Rulebook) -> Opinion:
    """Within the law's days after delivery, or before it; not for goods that the law excepts (Directive 2011/83/EU, art. 9,
    16)."""
    if not isinstance(facts, ReturnFacts) or not facts.statutory:
        return NOTHING
    terms = book.terms.withdrawal
    used = (("withdrawal.regions", facts.region), ("withdrawal.days", str(terms.days)))
    if facts.region not in terms.regions:
        return Deny("no_right_of_withdrawal"), used
    if facts.status is OrderStatus.CANCELLED:
        return Deny("order_is_cancelled"), used
    excepted = next((line.category for line in facts.lines if line.category in terms.excepted), None)
    if excepted is not None:
        return Deny("category_excepted"), (*used, ("withdrawal.excepted", excepted))
    if facts.delivered_at is not None and _too_late(facts.delivered_at, facts.now, terms.days):
        return Deny("withdrawal_has_passed"), used
    return Allow(going_back(facts, book.terms.returns).amount), used


def exchange_in_its_window(facts: Facts, book: Rulebook) -> Opinion:
    """Delivered goods for another variant, in the window for exchanges (product.md C6)."""
    if not isinstance(facts, ExchangeFacts):
        return NOTHING
    if facts.status is not OrderStatus.DELIVERED:
        return Deny(f"order_is_{facts.status}"), ()
    used: Used = (("exchange.settle", book.terms.exchange.settle),)
    for swap in facts.swaps:
        window = _window("exchange", book.terms.exchange.window_days, facts.region, swap.category)
        used = (*used, window) if window not in used else used
        if _too_late(facts.delivered_at, facts.now, int(window[1])):
            return Deny("window_has_passed"), used
    return Allow(min(given_back(facts.difference), facts.refundable)), used


def problem_is_put_right(facts: Facts, book: Rulebook) -> Opinion:
    """A new one, or the money: in its window, for something that arrived (product.md D5)."""
    if not isinstance(facts, ProblemFacts):
        return NOTHING
    if facts.status is not OrderStatus.DELIVERED:
        return Deny(f"order_is_{facts.status}"), ()
    window = _window("problem", book.terms.problem.window_days, facts.region, facts.category)
    if _too_late(facts.delivered_at, facts.now, int(window[1])):
        return Deny("window_has_passed"), (window,)
    if not facts.left:
        return Deny("not_that_many"), (window,)
    if facts.wish is Wish.REPLACEMENT:
        if not facts.replacement_available:
            return Deny("no_replacement"), (window,)
        return Allow(Money(0, facts.share.currency)), (window,)
    if facts.share.positive and not facts.refundable.positive:
        return Deny("already_refunded"), (window,)
    return Allow(min(facts.share, facts.refundable)), (window,)


def problem_is_shown(facts: Facts, book: Rulebook) -> Opinion:
    """From some value on, what can be seen is to be seen: a photo."""
    if not isinstance(facts, ProblemFacts) or facts.problem not in _SEEN_IN_A_PHOTO:
        return NOTHING
    least = book.terms.problem.photo_from.get(facts.share.currency)
    if least is None:
        return NOTHING
    used = ((f"problem.photo_from.{least.currency}", str(least.minor)),)
    if facts.photos == 0 and facts.share >= least:
        return NeedEvidence(("photo",), "photo_needed"), used
    return None, used


def problem_within_limits(facts: Facts, book: Rulebook) -> Opinion:
    """Large sums, photos seen before and the n-th problem in half a year are looked at by a person."""
    if not isinstance(facts, ProblemFacts):
        return NOTHING
    terms = book.terms.problem
    limit = terms.limit.get(facts.share.currency)
    if limit is None:
        return NeedApproval(Role.AGENT, "currency_has_no_limit"), ()
    used = ((f"problem.limit.{limit.currency}", str(limit.minor)), ("problem.most_alone", str(terms.most_alone)))
    if facts.share > limit:
        return NeedApproval(Role.AGENT, "over_the_limit"), used
    if facts.photos_seen_before:
        return NeedApproval(Role.AGENT, "photo_seen_before"), used
    if facts.earlier >= terms.most_alone:
        return NeedApproval(Role.AGENT, "many_problems"), used
    return None, used


def only_small_things_are_kept(facts: Facts, book: Rulebook) -> Opinion:
    """Money back for a thing that need not come back: up to the limit for that."""
    if not isinstance(facts, ProblemFacts) or facts.wish is not Wish.KEEP or facts.problem is Problem.MISSING_ITEM:
        return NOTHING
    limit = book.terms.problem.keep_limit.get(facts.share.currency)
    if limit is None:
        return Deny("must_come_back"), ()
    used = ((f"problem.keep_limit.{limit.currency}", str(limit.minor)),)
    return (Deny("must_come_back"), used) if facts.share > limit else (None, used)


def price_has_dropped(facts: Facts, book: Rulebook) -> Opinion:
    """The difference to a price that dropped soon after (product.md C10), once a line."""
    if not isinstance(facts, PriceFacts):
        return NOTHING
    window = _window("price", book.terms.price.window_days, facts.region, facts.category)
    if facts.adjusted:
        return Deny("price_adjusted_before"), (window,)
    if facts.price_now is None or facts.price_now.currency != facts.paid.currency or facts.price_now >= facts.paid:
        return Deny("price_has_not_dropped"), (window,)
    if _too_late(facts.placed_at, facts.now, int(window[1])):
        return Deny("window_has_passed"), (window,)
    if facts.quantity < 1 or not facts.refundable.positive:
        return Deny("already_refunded"), (window,)
    back = Money((facts.paid - facts.price_now).minor * facts.quantity, facts.paid.currency)
    limit = book.terms.price.limit.get(back.currency)
    if limit is None:
        return NeedApproval(Role.AGENT, "currency_has_no_limit"), (window,)
    used = (window, (f"price.limit.{limit.currency}", str(limit.minor)))
    if back > limit:
        return NeedApproval(Role.AGENT, "over_the_limit"), used
    return Allow(min(back, facts.refundable)), used


def _window(section: str, days: Scoped[int], region: str, category: str) -> tuple[str, str]:
    """The window that counts, as (its key in the rulebook, its days)."""
    path = f"{section}.window_days"
    if category in days.by_category:
        path = f"{path}.by_category.{category}"
    elif region in days.by_region:
        path = f"{path}.by_region.{region}"
    else:
        path = f"{path}.usual"
    return path, str(days.of(region, category))


def _too_late(since: datetime | None, now: datetime, days: int) -> bool:
    """Without a known time of delivery nothing has begun to run out."""
    return since is not None and now - since > timedelta(days=days)
