"""A receipt as a document: a ruling in canonical JSON, signed, laid out in three lines (docs/how-to/receipts.md).

Canonical JSON is RFC 8785 without fractions: no space between tokens, members sorted by their names, UTF-8, in strings only
what must be escaped is. Numbers are whole and within ±(2⁵³ − 1). The layout puts the signed bytes on a line of their own,
so that they can be cut out without a JSON reader. A file is genuine only byte for byte as it was given: one that was saved
again in another form is refused, so that no two readers can see two things in it.
"""

from __future__ import annotations

import base64
import binascii
import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any, Final

import msgspec
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

from resolution_hub.core.appeal import Decider
from resolution_hub.core.policy.verdict import Ruling
from resolution_hub.features.receipts.keys import PublicKey, SigningKey
from resolution_hub.kit.tagged import encode, type_name
from resolution_hub.kit.text import Text
from resolution_hub.words.rulings import explain

FORMAT: Final = "resolution-hub-receipt"
VERSION: Final = 1
_LARGEST = 2**53 - 1
_FIRST, _SECOND, _END = b'{"receipt":\n', b'\n,"signature":', b"}\n"


class NotCanonical(ValueError):
    """The value can't be written as canonical JSON: a fraction, too large a number, a text that is no Unicode."""


@dataclass(frozen=True, slots=True)
class Decision:
    """A ruling with everything that its receipt says. `rulebook` is the full text of the version that it names; `statement`
    what the customer declared with it, where the law has that confirmed, in sentences."""

    shop: str
    ruling_id: str
    case_id: str
    at: datetime
    ruling: Ruling
    rulebook: str | None
    by: Decider | None = None
    supersedes: str | None = None
    superseded: tuple[str, datetime] | None = None
    statement: tuple[str, ...] = ()


class Refusal(StrEnum):
    """Why a file is not taken for genuine."""

    NOT_A_RECEIPT = "not_a_receipt"
    NOT_AS_GIVEN = "not_as_given"
    OTHER_VERSION = "other_version"
    UNKNOWN_KEY = "unknown_key"
    WRONG_SIGNATURE = "wrong_signature"
    AFTER_RETIREMENT = "after_retirement"


@dataclass(frozen=True, slots=True)
class Genuine:
    """`body` is what was signed; `digest` the SHA-256 of the signature, which the paper's square code holds too."""

    body: Mapping[str, Any]
    kid: str
    digest: str


def canonical(value: Any) -> bytes:
    """Raises NotCanonical."""
    _check(value)
    try:
        return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()
    except UnicodeEncodeError as error:
        raise NotCanonical("a text that is no Unicode") from error


def _check(value: Any) -> None:
    match value:
        case None | bool() | str():
            return
        case int() if abs(value) <= _LARGEST:
            return
        case list() | tuple():
            for each in value:
                _check(each)
        case dict() if all(isinstance(name, str) for name in value):
            for each in value.values():
                _check(each)
        case _:
            raise NotCanonical(f"not in canonical JSON: {type(value).__name__}")


def write(decision: Decision, text: Text) -> dict[str, Any]:
    """What is signed: the ruling, its facts, clauses and rulebook, and the same in sentences in the customer's words."""
    ruling = decision.ruling
    said = explain(decision.ruling_id, ruling, text)
    rulebook = decision.rulebook
    body = {
        "format": FORMAT,
        "version": VERSION,
        "shop": decision.shop,
        "case": decision.case_id,
        "ruling": decision.ruling_id,
        "at": decision.at,
        "by": {"name": decision.by.name, "reason": decision.by.reason} if decision.by is not None else None,
        "verdict": encode(ruling.verdict),
        "facts_kind": type_name(type(ruling.facts)),
        "facts": msgspec.to_builtins(ruling.facts, order="deterministic"),
        "clauses": [
            {
                "rule": clause.rule,
                "used": dict(clause.used),
                "opinion": encode(clause.opinion) if clause.opinion is not None else None,
            }
            for clause in ruling.trace
        ],
        "rulebook": {
            "version": ruling.rulebook_version,
            "sha256": hashlib.sha256(rulebook.encode()).hexdigest() if rulebook is not None else None,
        },
        "supersedes": decision.supersedes,
        "superseded_by": (
            {"ruling": decision.superseded[0], "at": decision.superseded[1]}
            if decision.superseded is not None
            else None
        ),
        "sentences": [
            said.verdict_text,
            *decision.statement,
            *said.facts,
            *(clause.text for clause in said.clauses),
            *_more(decision, text),
        ],
    }
    plain: dict[str, Any] = msgspec.to_builtins(body)
    return plain


def _more(decision: Decision, text: Text) -> list[str]:
    said = []
    if decision.by is not None:
        said.append(text.say("receipt-by-person", name=decision.by.name, reason=decision.by.reason))
    if decision.supersedes is not None:
        said.append(text.say("receipt-supersedes", ruling=decision.supersedes))
    if decision.superseded is not None:
        ruling, at = decision.superseded
        said.append(text.say("receipt-superseded", ruling=ruling, day=text.moment(at)))
    return said


def sign(body: Mapping[str, Any], key: SigningKey) -> bytes:
    """The receipt's file. The same body and key give the same bytes."""
    signed = canonical(body)
    return _laid_out(signed, key.kid, key.sign(signed))


def _laid_out(signed: bytes, kid: str, signature: bytes) -> bytes:
    value = base64.b64encode(signature).decode()
    return _FIRST + signed + _SECOND + canonical({"alg": "Ed25519", "kid": kid, "value": value}) + _END


def digest_of(file: bytes) -> str:
    """The SHA-256 of a receipt's signature, in hex; of a file that `sign` made."""
    return hashlib.sha256(base64.b64decode(json.loads(file)["signature"]["value"])).hexdigest()


def verify(file: bytes, keys: Mapping[str, PublicKey]) -> Genuine | Refusal:
    """Whether a file is a receipt that the holder of one of `keys` gave, unchanged. Reads nothing else."""
    try:
        read = json.loads(file)
        body, kid = read["receipt"], read["signature"]["kid"]
        signature = base64.b64decode(read["signature"]["value"], validate=True)
        signed = canonical(body)
        as_given = _laid_out(signed, kid, signature) == file
        form = body["format"], body["version"]
    except (ValueError, LookupError, TypeError, RecursionError, binascii.Error):
        return Refusal.NOT_A_RECEIPT
    if form[0] != FORMAT:
        return Refusal.NOT_A_RECEIPT
    if not as_given:
        return Refusal.NOT_AS_GIVEN
    key = keys.get(kid) if isinstance(kid, str) else None
    if key is None:
        return Refusal.UNKNOWN_KEY
    try:
        Ed25519PublicKey.from_public_bytes(key.raw).verify(signature, signed)
    except InvalidSignature:
        return Refusal.WRONG_SIGNATURE
    if form[1] != VERSION:
        return Refusal.OTHER_VERSION
    if key.retired_at is not None and _last_word(body) > key.retired_at:
        return Refusal.AFTER_RETIREMENT
    return Genuine(body, kid, hashlib.sha256(signature).hexdigest())


def _last_word(body: Mapping[str, Any]) -> datetime:
    """The latest moment that a genuine receipt tells of: its key was in use then."""
    told = [body["at"], *([body["superseded_by"]["at"]] if body["superseded_by"] is not None else [])]
    return max(datetime.fromisoformat(at) for at in told)
