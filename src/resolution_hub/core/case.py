"""A case: one problem of one customer.

It is `open` while the assistant works on it, `acting` while a journey carries something out, `waiting` once a person was
asked for, `with_agent` when one has taken it, and `resolved` only by the customer's yes or by a verified fact
(money sent, order cancelled). A customer who writes about it again reopens it. From every state that is not
`waiting` or `with_agent`, a person is one event away.
"""

from __future__ import annotations

from enum import StrEnum

from resolution_hub.core.errors import IllegalTransition


class CaseState(StrEnum):
    OPEN = "open"
    ACTING = "acting"
    WAITING = "waiting"
    WITH_AGENT = "with_agent"
    RESOLVED = "resolved"


class CaseEvent(StrEnum):
    ACT = "act"  # a journey was started
    DONE = "done"  # the journey's fact is verified
    FAILED = "failed"  # the journey could not do it: a person must
    NOT_DONE = "not_done"  # it could not be done and nothing changed: the customer says how to go on
    ASK_PERSON = "ask_person"
    CLAIM = "claim"
    HAND_BACK = "hand_back"
    LEAVE_QUEUE = "leave_queue"  # the customer goes on with the assistant
    TRANSFER = "transfer"  # to another department, or to a colleague
    AGENT_GONE = "agent_gone"  # whoever has it went silent
    CONFIRM_SOLVED = "confirm_solved"  # the customer said yes
    REOPEN = "reopen"


S, E = CaseState, CaseEvent
TRANSITIONS: dict[tuple[CaseState, CaseEvent], CaseState] = {
    (S.OPEN, E.ACT): S.ACTING,
    (S.OPEN, E.ASK_PERSON): S.WAITING,
    (S.OPEN, E.CONFIRM_SOLVED): S.RESOLVED,
    (S.ACTING, E.DONE): S.RESOLVED,
    (S.ACTING, E.FAILED): S.WAITING,
    (S.ACTING, E.NOT_DONE): S.OPEN,
    (S.ACTING, E.ASK_PERSON): S.WAITING,
    # The customer may have left the line, or said yes, before an act that went on ended.
    (S.OPEN, E.DONE): S.RESOLVED,
    (S.OPEN, E.FAILED): S.WAITING,
    (S.OPEN, E.NOT_DONE): S.OPEN,
    (S.RESOLVED, E.DONE): S.RESOLVED,
    (S.RESOLVED, E.FAILED): S.WAITING,
    (S.RESOLVED, E.NOT_DONE): S.OPEN,
    # An act goes on while its case waits or is talked about; its end is a fact, not a change of who looks at it.
    (S.WAITING, E.DONE): S.WAITING,
    (S.WAITING, E.FAILED): S.WAITING,
    (S.WAITING, E.NOT_DONE): S.WAITING,
    (S.WAITING, E.ASK_PERSON): S.WAITING,
    (S.WAITING, E.CLAIM): S.WITH_AGENT,
    (S.WAITING, E.LEAVE_QUEUE): S.OPEN,
    (S.WAITING, E.TRANSFER): S.WAITING,
    (S.WAITING, E.CONFIRM_SOLVED): S.RESOLVED,
    (S.WITH_AGENT, E.DONE): S.WITH_AGENT,
    (S.WITH_AGENT, E.FAILED): S.WITH_AGENT,
    (S.WITH_AGENT, E.NOT_DONE): S.WITH_AGENT,
    (S.WITH_AGENT, E.ASK_PERSON): S.WITH_AGENT,
    (S.WITH_AGENT, E.HAND_BACK): S.OPEN,
    (S.WITH_AGENT, E.TRANSFER): S.WAITING,
    (S.WITH_AGENT, E.AGENT_GONE): S.WAITING,
    (S.WITH_AGENT, E.CONFIRM_SOLVED): S.RESOLVED,
    (S.RESOLVED, E.REOPEN): S.OPEN,
    (S.RESOLVED, E.ASK_PERSON): S.WAITING,
}


def after(state: CaseState, event: CaseEvent) -> CaseState:
    """The state after `event`. Raises IllegalTransition when the table has no such row."""
    try:
        return TRANSITIONS[(state, event)]
    except KeyError:
        raise IllegalTransition(f"a case that is {state} cannot {event}") from None
