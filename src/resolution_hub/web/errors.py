"""Every error on the wire is one shape, RFC 9457's, and says what the caller can do next. Nothing inside is told."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any
from uuid import uuid4

import asyncpg
import msgspec
import structlog
from litestar import Request, Response
from litestar.exceptions import (
    ClientException,
    HTTPException,
    InternalServerException,
    MethodNotAllowedException,
    NotFoundException,
    ValidationException,
)

from resolution_hub.features.cases.service import AlreadyTaken, NoSuchCase
from resolution_hub.features.conversations.service import FloorTaken
from resolution_hub.features.learning.service import AlreadyDecided, NoSuchSuggestion
from resolution_hub.features.merging.service import NoSuchMerge
from resolution_hub.features.people.service import TooManyAttempts
from resolution_hub.features.receipts.service import KeyRetired
from resolution_hub.features.records.service import NoSuchCustomer
from resolution_hub.features.remedies.superseding import AlreadySuperseded
from resolution_hub.features.returns.findings import NotKeptHere, OtherReport
from resolution_hub.kit.limits import SlowDown
from resolution_hub.kit.text import Text
from resolution_hub.talk.appeal import NoSuchRuling
from resolution_hub.talk.at_the_desk import NotYours
from resolution_hub.talk.front_door import NoSuchBox
from resolution_hub.talk.held_returns import NoSuchReturn, NotHeld, NothingToSend
from resolution_hub.talk.merging import CannotMerge
from resolution_hub.talk.passing_on import NotThere
from resolution_hub.talk.splitting import NoSuchOrder
from resolution_hub.talk.turn import NoSuchConversation
from resolution_hub.web.shapes import FieldProblem, Problem

_log = structlog.get_logger()
MEDIA = "application/problem+json"


class Refused(Exception):
    """A request that a route refuses: status, stable code, and a sentence for people. `more` are the route's own members of
    the problem, for programs."""

    def __init__(
        self,
        status: int,
        code: str,
        detail: str,
        retry_after: int | None = None,
        more: Mapping[str, object] | None = None,
    ) -> None:
        super().__init__(detail)
        self.status, self.code, self.detail, self.retry_after = status, code, detail, retry_after
        self.more = more or {}


def not_found() -> Refused:
    return Refused(404, "not_found", "There is nothing here, or it is not yours to see.")


TITLES = {
    400: "The request cannot be read",
    401: "Sign in first",
    403: "Not allowed",
    404: "Not found",
    405: "Not possible here",
    409: "Out of step",
    413: "Too large",
    415: "Not in a form that is taken here",
    422: "Something in the request is wrong",
    429: "Too many requests",
    500: "Something went wrong on our side",
    503: "Not available right now",
}


def problem(
    status: int, code: str, detail: str, fields: list[FieldProblem] | None = None, retry_after: int | None = None,
    more: Mapping[str, object] | None = None,
) -> Response[bytes]:  # fmt: skip
    body = Problem(
        type="about:blank",
        title=TITLES.get(status, "The request was refused"),
        status=status,
        detail=detail,
        code=code,
        fields=fields if fields is not None else msgspec.UNSET,
    )
    headers = {"Retry-After": str(retry_after)} if retry_after is not None else {}
    whole = {**msgspec.to_builtins(body), **(more or {})}
    return Response(msgspec.json.encode(whole), status_code=status, media_type=MEDIA, headers=headers)


def _refused(_: Request[Any, Any, Any], error: Refused) -> Response[bytes]:
    return problem(error.status, error.code, error.detail, retry_after=error.retry_after, more=error.more)


def _missing(_: Request[Any, Any, Any], __: Exception) -> Response[bytes]:
    return _refused(_, not_found())


def _taken(_: Request[Any, Any, Any], error: AlreadyTaken) -> Response[bytes]:
    detail = "Another agent has this case." if error.by else "This case is not waiting for anybody."
    return problem(409, "already_taken" if error.by else "not_waiting", detail)


def _decided(_: Request[Any, Any, Any], __: Exception) -> Response[bytes]:
    return problem(409, "already_decided", "Somebody has decided this already.")


def _not_kept_here(_: Request[Any, Any, Any], __: Exception) -> Response[bytes]:
    return problem(409, "not_kept_here", "The shop itself keeps this return.")


def _not_held(_: Request[Any, Any, Any], __: Exception) -> Response[bytes]:
    return problem(409, "not_held", "This return does not wait for a decision.")


def _nothing_to_send(_: Request[Any, Any, Any], __: Exception) -> Response[bytes]:
    return problem(409, "nothing_to_send", "No goods of this return are here to be sent back.")


def _other_report(_: Request[Any, Any, Any], __: Exception) -> Response[bytes]:
    return problem(409, "other_report", "A report of this id said something else.")


def _cannot_merge(_: Request[Any, Any, Any], error: CannotMerge) -> Response[bytes]:
    return problem(409, str(error.why), Text.load("en-US").say(f"merging-not-{error.why}".replace("_", "-")))


def _floor(_: Request[Any, Any, Any], __: Exception) -> Response[bytes]:
    return problem(409, "not_your_floor", "You do not have the floor in this conversation; take the case first.")


def _nobody_there(_: Request[Any, Any, Any], __: Exception) -> Response[bytes]:
    return problem(409, "nobody_there", "This colleague is not at the desk right now. Pass it on to a department.")


def _too_many(_: Request[Any, Any, Any], error: TooManyAttempts) -> Response[bytes]:
    return problem(429, "too_many_attempts", "Too many attempts. Please wait a little.", retry_after=error.retry_after)


def _slow_down(_: Request[Any, Any, Any], error: SlowDown) -> Response[bytes]:
    detail = "That was a lot at once. Please wait a moment."
    return problem(429, "slow_down", detail, retry_after=error.retry_after)


def _away(_: Request[Any, Any, Any], error: Exception) -> Response[bytes]:
    _log.warning("web.database_away", error=type(error).__name__)
    return problem(503, "try_again", "We could not reach our records. Nothing was lost; try again.", retry_after=1)


def _retired(_: Request[Any, Any, Any], error: KeyRetired) -> Response[bytes]:
    _log.error("receipts.key_retired", kid=str(error))
    return problem(503, "try_again", "Receipts can't be signed right now. Nothing was lost; try again.", retry_after=60)


def _malformed(_: Request[Any, Any, Any], __: Exception) -> Response[bytes]:
    return problem(400, "malformed", "The request's body is not what this address takes.")


def _unkeepable(_: Request[Any, Any, Any], __: Exception) -> Response[bytes]:
    return problem(422, "invalid", "A text in the request has a character that cannot be kept.")


def _invalid(_: Request[Any, Any, Any], error: ValidationException) -> Response[bytes]:
    told = error.extra if isinstance(error.extra, list) else []
    fields = [FieldProblem(str(e.get("key", "")), str(e.get("message", ""))) for e in told if isinstance(e, dict)]
    return problem(422, "invalid", "Something in the request is wrong.", fields)


def _too_deep(_: Request[Any, Any, Any], __: RecursionError) -> Response[bytes]:
    """The JSON decoder's word for lists within lists without end; nothing of ours goes that deep."""
    return problem(400, "malformed", "The request's body is not what this address takes.")


def _http(_: Request[Any, Any, Any], error: HTTPException) -> Response[bytes]:
    status = error.status_code
    match error:
        case NotFoundException():
            return problem(404, "not_found", "There is nothing at this address.")
        case MethodNotAllowedException():
            return problem(405, "method_not_allowed", "This address does not take that method.")
        case ClientException() if status == 400:
            return _malformed(_, error)
        case InternalServerException(detail="client disconnected prematurely"):
            return problem(400, "cut_off", "The request was cut off.")  # nobody is there to read it
        case _ if status == 413:
            return problem(413, "too_large", "The request's body is too large.")
        case _ if status < 500:
            return problem(status, "refused", TITLES.get(status, "The request was refused"))
    return _unexpected(_, error)


def _unexpected(request: Request[Any, Any, Any], error: Exception) -> Response[bytes]:
    """A fault of ours: the log gets all of it under a number, the caller gets the number."""
    number = uuid4().hex[:12]
    _log.error("web.fault", number=number, path=request.url.path, exc_info=error)
    return problem(500, "fault", f"Something went wrong on our side. Nothing was changed. Our number for it: {number}")


Handler = Callable[[Request[Any, Any, Any], Any], Response[bytes]]

HANDLERS: dict[int | type[Exception], Handler] = {
    Refused: _refused,
    NoSuchConversation: _missing,
    NoSuchCase: _missing,
    NoSuchBox: _missing,
    NoSuchCustomer: _missing,
    AlreadyTaken: _taken,
    AlreadyDecided: _decided,
    AlreadySuperseded: _decided,
    NoSuchRuling: _missing,
    NotKeptHere: _not_kept_here,
    OtherReport: _other_report,
    NoSuchReturn: _missing,
    NotHeld: _not_held,
    NothingToSend: _nothing_to_send,
    KeyRetired: _retired,
    NoSuchSuggestion: _missing,
    NoSuchMerge: _missing,
    NoSuchOrder: _missing,
    CannotMerge: _cannot_merge,
    FloorTaken: _floor,
    NotYours: _floor,
    NotThere: _nobody_there,
    TooManyAttempts: _too_many,
    SlowDown: _slow_down,
    asyncpg.PostgresConnectionError: _away,
    asyncpg.InterfaceError: _away,
    asyncpg.InternalClientError: _away,  # what the driver says when the server ended between two statements
    asyncpg.CannotConnectNowError: _away,
    asyncpg.AdminShutdownError: _away,
    asyncpg.CrashShutdownError: _away,
    asyncpg.DeadlockDetectedError: _away,
    asyncpg.CharacterNotInRepertoireError: _unkeepable,  # NUL, which no text of PostgreSQL holds
    UnicodeDecodeError: _malformed,  # a body that is no UTF-8: the decoder's own errors do not cover it
    OSError: _away,
    ValidationException: _invalid,
    RecursionError: _too_deep,
    HTTPException: _http,
    Exception: _unexpected,
}

__all__ = ["HANDLERS", "MEDIA", "TITLES", "Refused", "not_found", "problem"]
