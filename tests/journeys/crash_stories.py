"""What each journey does, step by step, and what is there once it has ended: the table that processes are killed by."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass

from resolution_hub.kit.db import Database
from tests.journeys import beginnings, stories
from tests.journeys.agreeing import HANNAH, NOAH
from tests.journeys.stories import BILLING, CODE, CONFIRM, PERSON, Outcome, Told

_WRITES = ("transaction begins", "transaction commits", "transaction committed")
_ASKS_SHOP = ("reading", "commerce before", "commerce after")
_RECORDS = ("reading", *_WRITES)
_PAYS = _TAKES = ("reading", "payments before", "payments after", *_WRITES)


_MAILS = ("reading", "mail before", "mail after")


@dataclass(frozen=True, slots=True)
class Story:
    """`prepare` brings the shop to where the journey is queued; `steps` are its steps with the moments of each; `told`
    is who can see what came of it, and `whole` says whether that is all and once."""

    journey: str
    prepare: Callable[[Database], Awaitable[None]]
    steps: tuple[tuple[str, tuple[str, ...]], ...]
    told: Told
    whole: Callable[[Outcome], None]

    @property
    def moments(self) -> list[tuple[str, str]]:
        return [(step, moment) for step, moments in self.steps for moment in moments]


def _paid(seen: Outcome, refunds: int, reported: int, notices: int) -> None:
    assert [(r["state"], r["taken"]) for r in seen.refunds] == [("sent", 1)] * refunds
    assert all(r["reference"] == r["provider"] for r in seen.refunds)
    assert seen.taken == refunds
    assert (len(seen.said("reported")), len(seen.notices)) == (reported, notices)
    assert (seen.acts["granted"], seen.acts["refund_sent"], seen.acts["case_done"]) == (refunds, refunds, 1)
    assert seen.case is not None
    assert seen.case["state"] == "resolved"
    assert set(seen.promises.values()) == {"kept"}


def _refunded(seen: Outcome) -> None:
    _paid(seen, refunds=1, reported=1, notices=1)


def _cancelled(seen: Outcome) -> None:
    _paid(seen, refunds=2, reported=3, notices=3)
    assert seen.acts["order_cancelled"] == 1


def _before_a_person(seen: Outcome, act: str) -> None:
    assert seen.notices == []
    assert (len(seen.said("reported")), len(seen.said("floor_moved"))) == (1, 1)
    assert seen.acts[act] == 1
    assert seen.case is not None
    assert seen.case["state"] == "waiting"


def _too_late(seen: Outcome) -> None:
    _before_a_person(seen, "act_refused")
    assert (seen.refunds, seen.taken) == ([], 0)


def _not_taken(seen: Outcome) -> None:
    _before_a_person(seen, "refund_failed")
    assert [(r["state"], r["taken"]) for r in seen.refunds] == [("failed", 0)]


def _charged(seen: Outcome) -> None:
    assert seen.asked == [("change_delivery", "done", "done")]
    assert (seen.acts["payment_taken"], seen.acts["order_changed"], seen.acts["case_done"]) == (1, 1, 1)
    assert (len(seen.said("reported")), len(seen.notices), seen.refunds, seen.charged) == (1, 1, [], [1295])


def _charged_and_given_back(seen: Outcome) -> None:
    assert seen.asked == [("change_delivery", "refused", "too_late")]
    assert [(r["amount"], r["state"], r["taken"]) for r in seen.refunds] == [(1295, "sent", 1)]
    assert (seen.acts["payment_taken"], seen.acts["payment_reversed"], seen.acts["act_refused"]) == (1, 1, 1)
    assert (len(seen.said("reported")), len(seen.notices), seen.charged) == (2, 1, [1295])


def _declined(seen: Outcome) -> None:
    assert seen.asked == [("change_delivery", "refused", "declined")]
    assert (seen.acts["payment_failed"], seen.acts["case_not_done"], seen.charged) == (1, 1, [])
    assert (len(seen.said("assistant_said")), seen.notices, seen.refunds) == (1, [], [])


def _has_label(seen: Outcome) -> None:
    assert [e["cards"][0]["kind"] for e in seen.said("reported")] == ["receipt", "return"]
    assert (seen.acts["return_begun"], seen.acts["return_moved"], seen.refunds) == (1, 1, [])


def _released(seen: Outcome) -> None:
    assert [(r["state"], r["taken"]) for r in seen.refunds] == [("sent", 1)]
    assert (seen.acts["granted"], seen.acts["return_moved"], seen.taken) == (1, 1, 1)
    assert (len(seen.said("reported")), len(seen.notices)) == (4, 2)


def _exchanged(seen: Outcome) -> None:
    assert (seen.acts["payment_taken"], seen.acts["case_done"], seen.refunds) == (1, 1, [])
    assert (len(seen.said("reported")), seen.charged) == (4, [15339])


def _clawed_back(seen: Outcome) -> None:
    assert seen.case is not None
    assert (seen.case["state"], seen.case["reason"], seen.acts["claw_back"]) == ("waiting", "claw_back", 1)
    assert (len(seen.said("reported")), seen.charged) == (5, [])


def _let_go_on(seen: Outcome) -> None:
    assert [(r["amount"], r["state"], r["taken"]) for r in seen.refunds] == [(15339, "sent", 1)]
    assert (seen.acts["superseded"], seen.acts["granted"], seen.taken) == (1, 1, 1)
    assert set(seen.promises.values()) == {"kept"}
    assert [notice.kind for notice in seen.notices].count("refund") == 1


def _sent_back(seen: Outcome) -> None:
    assert (seen.refunds, seen.taken, seen.charged) == ([], 0, [])
    assert (seen.acts["superseded"], seen.acts["return_moved"]) == (1, 2)
    assert ["on their way back to you" in each["text"] for each in seen.said("reported")].count(True) == 1
    assert set(seen.promises.values()) == {"kept"}


def _goes_on(seen: Outcome) -> None:
    assert (len(seen.said("reported")), seen.acts["subscription_changed"]) == (2, 2)


def _late(seen: Outcome) -> None:
    _before_a_person(seen, "promise_late")
    assert seen.promises == {"person_answers": "late"}


def _mailed(seen: Outcome) -> None:
    assert seen.mail == [(f"code for {stories.TENT}", 1)]


def _acknowledged(seen: Outcome) -> None:
    assert [(notice.kind, len(notice.receipt.sentences)) for notice in seen.notices] == [("acknowledgement", 4)]
    assert (seen.mail, seen.said("reported")) == ([("acknowledgement", 1)], [])


STORIES = {
    "refund": Story("instant_refund", beginnings.billing, (("instant_refund.pay", _PAYS),), BILLING, _refunded),
    "refund refused": Story(
        "instant_refund",
        beginnings.refused,
        (("instant_refund.pay", ("reading", "payments before", *_WRITES)),),
        BILLING,
        _not_taken,
    ),
    "cancellation": Story(
        "carry_out",
        beginnings.cancelling,
        (
            ("carry_out.take_payment", ("reading",)),
            ("carry_out.ask_shop", _ASKS_SHOP),
            ("carry_out.record", _RECORDS),
            ("carry_out.pay", _PAYS),
            ("carry_out.pay", _PAYS),
        ),
        CONFIRM,
        _cancelled,
    ),
    "cancellation too late": Story(
        "carry_out",
        beginnings.dispatched,
        (
            ("carry_out.take_payment", ("reading",)),
            ("carry_out.ask_shop", _ASKS_SHOP),
            ("carry_out.give_back", _RECORDS),
        ),
        CONFIRM,
        _too_late,
    ),
    "change with a payment": Story(
        "carry_out",
        beginnings.faster_delivery,
        (
            ("carry_out.take_payment", _TAKES),
            ("carry_out.ask_shop", _ASKS_SHOP),
            ("carry_out.record", _RECORDS),
        ),
        NOAH,
        _charged,
    ),
    "change paid for and too late": Story(
        "carry_out",
        beginnings.faster_delivery_too_late,
        (
            ("carry_out.take_payment", _TAKES),
            ("carry_out.ask_shop", _ASKS_SHOP),
            ("carry_out.give_back", _RECORDS),
            ("carry_out.pay", _PAYS),
        ),
        NOAH,
        _charged_and_given_back,
    ),
    "change that the card does not pay": Story(
        "carry_out",
        beginnings.faster_delivery_unpaid,
        (("carry_out.take_payment", ("reading", "payments before", *_WRITES)),),
        NOAH,
        _declined,
    ),
    "label": Story(
        "return_moved",
        beginnings.label,
        (
            ("return_moved.label", ("reading", "label before", "label after", *_WRITES)),
            ("return_moved.look", _RECORDS),
        ),
        HANNAH,
        _has_label,
    ),
    "first scan": Story(
        "return_moved",
        beginnings.first_scan,
        (
            ("return_moved.look", _RECORDS),
            ("return_moved.take_payment", ("reading",)),
            ("return_moved.send_goods", ("reading",)),
            ("return_moved.release", _RECORDS),
            ("return_moved.pay", _PAYS),
        ),
        HANNAH,
        _released,
    ),
    "exchange received": Story(
        "return_moved",
        beginnings.exchange_received,
        (
            ("return_moved.look", _RECORDS),
            ("return_moved.take_payment", (*_RECORDS, *_TAKES)),
            ("return_moved.send_goods", _ASKS_SHOP),
            ("return_moved.release", _RECORDS),
        ),
        HANNAH,
        _exchanged,
    ),
    "empty box": Story("return_moved", beginnings.empty_box, (("return_moved.look", _RECORDS),), HANNAH, _clawed_back),
    "held and let go on": Story(
        "return_moved",
        beginnings.let_go_on,
        (
            ("return_moved.look", _RECORDS),
            ("return_moved.take_payment", ("reading",)),
            ("return_moved.send_goods", ("reading",)),
            ("return_moved.release", _RECORDS),
            ("return_moved.pay", _PAYS),
        ),
        HANNAH,
        _let_go_on,
    ),
    "held and refused": Story(
        "return_moved",
        beginnings.refused_and_sent_back,
        (("return_moved.send_back", (*_ASKS_SHOP, *_WRITES)),),
        HANNAH,
        _sent_back,
    ),
    "pause over": Story(
        "resume_subscription", beginnings.pause_over, (("resume_subscription.resume", _RECORDS),), HANNAH, _goes_on
    ),
    "late promise": Story(
        "promise_due", beginnings.waiting_too_long, (("promise_due.look", ("reading", *_WRITES)),), PERSON, _late
    ),
    "withdrawal acknowledged": Story(
        "acknowledge",
        beginnings.withdrawing,
        (("acknowledge.keep", _WRITES), ("acknowledge.send", _MAILS)),
        NOAH,
        _acknowledged,
    ),
    "code": Story("send_code", beginnings.asking_for_a_code, (("send_code.send", _MAILS),), CODE, _mailed),
}
