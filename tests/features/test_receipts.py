"""Receipts: what is signed, what is refused, what stands on paper, and the keys."""

from __future__ import annotations

import asyncio
import base64
import hashlib
import json
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import asyncpg
import numpy as np
import pytest
import segno
import zxingcpp
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from hypothesis import given
from hypothesis import strategies as st

from resolution_hub.core.appeal import Decider
from resolution_hub.core.people import AgentId
from resolution_hub.core.policy.engine import rule
from resolution_hub.features.receipts import document, paper
from resolution_hub.features.receipts import service as receipts
from resolution_hub.features.receipts.document import Decision, Genuine, NotCanonical, Refusal, canonical, verify
from resolution_hub.features.receipts.keys import KeyUnusable, PublicKey, SigningKey, read_set, thumbprint
from resolution_hub.features.receipts.service import KeyRetired
from resolution_hub.kit.db import Database
from resolution_hub.kit.text import Text
from tests.core.a_shop import BOOK
from tests.features.rows import MINUTE, NOW
from tests.features.test_remedies import facts

TEXT = Text.load("en-US", "America/New_York")
KEY, OTHER = SigningKey(bytes(range(32))), SigningKey(bytes(32))
KNOWN = {KEY.kid: KEY.public}
RULING = rule(facts(1499), BOOK)
DECISION = Decision("Juniper & Pine", "rl_1", "cs_1", NOW, RULING, "the rulebook")
BODY = document.write(DECISION, TEXT)
FILE = document.sign(BODY, KEY)
LINES = FILE.split(b"\n")


def test_a_receipt_says_what_was_decided_on_what_and_why() -> None:
    found = verify(FILE, KNOWN)
    assert isinstance(found, Genuine)
    assert found.body == BODY
    assert (BODY["format"], BODY["version"], BODY["shop"]) == ("resolution-hub-receipt", 1, "Juniper & Pine")
    assert (BODY["ruling"], BODY["case"], BODY["at"]) == ("rl_1", "cs_1", "2026-06-17T15:00:00Z")
    assert BODY["verdict"] == {"type": "allow", "limit": {"minor": 1499, "currency": "USD"}}
    assert (BODY["facts_kind"], BODY["facts"]["wrong"]) == ("billing_facts", {"minor": 1499, "currency": "USD"})
    assert {"billing_error.window_days": str(BOOK.billing_window_days)} in [each["used"] for each in BODY["clauses"]]
    assert BODY["rulebook"] == {"version": BOOK.version, "sha256": hashlib.sha256(b"the rulebook").hexdigest()}
    assert (BODY["by"], BODY["supersedes"], BODY["superseded_by"]) == (None, None, None)
    assert any("$14.99" in sentence for sentence in BODY["sentences"])


def test_a_ruling_of_a_person_names_them_and_what_it_stands_in_place_of() -> None:
    by = Decider(AgentId("agt_1"), "Łukasz", "A “late” parcel\n\u0007 is ours.")
    later = NOW + timedelta(days=1)
    body = document.write(Decision("S", "rl_2", "cs_1", NOW, RULING, None, by, "rl_1", ("rl_3", later)), TEXT)
    assert body["by"] == {"name": "Łukasz", "reason": by.reason}
    assert (body["supersedes"], body["superseded_by"]) == ("rl_1", {"ruling": "rl_3", "at": "2026-06-18T15:00:00Z"})
    assert body["rulebook"]["sha256"] is None
    assert [each for each in body["sentences"] if "Łukasz" in each or "rl_1" in each or "rl_3" in each][2:]
    assert isinstance(verify(document.sign(body, KEY), KNOWN), Genuine)


def test_the_same_ruling_gives_the_same_bytes_in_three_lines_of_which_the_second_is_signed() -> None:
    assert document.sign(document.write(DECISION, TEXT), KEY) == FILE
    assert (len(LINES), LINES[0], LINES[3]) == (4, b'{"receipt":', b"")
    signature = base64.b64decode(json.loads(FILE)["signature"]["value"])
    Ed25519PrivateKey.from_private_bytes(KEY.seed).public_key().verify(signature, LINES[1])
    assert LINES[1] == canonical(BODY)


@given(at=st.integers(0, len(FILE) - 1), changed=st.integers(1, 255))
def test_no_byte_can_be_changed(at: int, changed: int) -> None:
    file = bytearray(FILE)
    file[at] ^= changed
    assert isinstance(verify(bytes(file), KNOWN), Refusal)


@given(at=st.integers(0, len(FILE) - 1), more=st.binary(max_size=4))
def test_no_byte_can_be_left_out_or_put_in(at: int, more: bytes) -> None:
    changed = FILE[:at] + more + FILE[at + 1 :]
    assert changed == FILE or isinstance(verify(changed, KNOWN), Refusal)


@given(at=st.integers(0, len(FILE) - 1))
def test_a_part_of_a_receipt_is_none(at: int) -> None:
    assert verify(FILE[:at], KNOWN) in (Refusal.NOT_A_RECEIPT, Refusal.NOT_AS_GIVEN)


@given(st.binary(max_size=400) | st.recursive(
    st.none() | st.booleans() | st.floats() | st.text(max_size=5) | st.integers(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(
        st.sampled_from(["receipt", "signature", "kid", "value", "format", "version", "alg"]), inner, max_size=4
    ),
).map(lambda value: json.dumps(value).encode()))  # fmt: skip
def test_whatever_else_is_given_is_refused_without_a_fault(file: bytes) -> None:
    assert verify(file, KNOWN) is Refusal.NOT_A_RECEIPT


def test_a_swapped_amount_does_not_fit_the_signature() -> None:
    assert FILE.count(b'"minor":1499') > 1
    assert verify(FILE.replace(b'"minor":1499', b'"minor":9999'), KNOWN) is Refusal.WRONG_SIGNATURE
    assert verify(FILE.replace(b"$14.99", b"$99.99"), KNOWN) is Refusal.WRONG_SIGNATURE


def test_a_signature_is_only_good_for_its_own_receipt() -> None:
    other = document.sign({**BODY, "ruling": "rl_2"}, KEY).split(b"\n")
    mixed = b"\n".join([LINES[0], other[1], LINES[2], b""])
    assert verify(mixed, KNOWN) is Refusal.WRONG_SIGNATURE


def test_another_form_of_the_same_is_refused() -> None:
    read = json.loads(FILE)
    twice = FILE.replace(b'{"at":', b'{"at":"2020-01-01T00:00:00Z","at":')
    for file in (json.dumps(read).encode(), json.dumps(read, indent=2).encode(), FILE + b"\n", FILE[:-1], twice):
        assert verify(file, KNOWN) is Refusal.NOT_AS_GIVEN
    assert verify(FILE.replace(b"\n", b"\r\n"), KNOWN) is Refusal.NOT_AS_GIVEN


def test_another_key_is_unknown_and_another_name_does_not_help() -> None:
    assert verify(document.sign(BODY, OTHER), KNOWN) is Refusal.UNKNOWN_KEY
    renamed = document.sign(BODY, OTHER).replace(OTHER.kid.encode(), KEY.kid.encode())
    assert verify(renamed, KNOWN) is Refusal.WRONG_SIGNATURE
    assert verify(FILE, {}) is Refusal.UNKNOWN_KEY
    unnamed = FILE.replace(f'"kid":"{KEY.kid}"'.encode(), b'"kid":[]')
    assert verify(unnamed, KNOWN) is Refusal.UNKNOWN_KEY


def test_a_form_of_later_is_said_to_be_one_and_another_format_is_no_receipt() -> None:
    assert verify(document.sign({**BODY, "version": 2}, KEY), KNOWN) is Refusal.OTHER_VERSION
    assert verify(document.sign({**BODY, "format": "invoice"}, KEY), KNOWN) is Refusal.NOT_A_RECEIPT


def test_a_retired_key_verifies_what_was_before_its_end_and_nothing_after() -> None:
    def under(retired: datetime, file: bytes = FILE) -> Genuine | Refusal:
        return verify(file, {KEY.kid: PublicKey(KEY.public.raw, retired)})

    assert isinstance(under(NOW), Genuine)
    assert isinstance(under(NOW + MINUTE), Genuine)
    assert under(NOW - MINUTE) is Refusal.AFTER_RETIREMENT
    later = document.sign({**BODY, "superseded_by": {"ruling": "rl_2", "at": "2026-06-18T15:00:00Z"}}, KEY)
    assert under(NOW + MINUTE, later) is Refusal.AFTER_RETIREMENT


_PLAIN = st.recursive(
    st.none()
    | st.booleans()
    | st.integers(-(2**53) + 1, 2**53 - 1)
    | st.text(st.characters(exclude_categories=["Cs"])),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(st.characters(exclude_categories=["Cs"])), inner),
)


@given(_PLAIN)
def test_canonical_json_is_read_back_and_written_the_same(value: Any) -> None:
    written = canonical(value)
    assert json.loads(written) == value
    assert canonical(json.loads(written)) == written
    assert b"\n" not in written


@pytest.mark.parametrize("value", [1.0, float("nan"), 2**53, {1: 2}, {"a": [0.5]}, "\ud800", b"x", object()])
def test_what_is_not_canonical_is_never_written(value: object) -> None:
    with pytest.raises(NotCanonical):
        canonical(value)


# -- on paper


def test_paper_has_the_signed_file_attached_as_it_is_and_is_the_same_each_time() -> None:
    pdf = paper.put_on_paper(FILE, TEXT)
    assert pdf.startswith(b"%PDF-")
    assert pdf.count(FILE) == 1
    assert b"/EmbeddedFile" in pdf
    assert b"/ToUnicode" in pdf  # text that can be selected and read aloud
    assert paper.put_on_paper(FILE, TEXT) == pdf


def test_paper_takes_any_words() -> None:
    words = ["中文 العربية 🙂", "<b>&amp;</b>", "a" * 3_000, "Łódź — “über”", *["word " * 400] * 8]
    body = {**BODY, "shop": "<Łódź> & 中", "sentences": words}
    signed = document.sign(body, KEY)
    pdf = paper.put_on_paper(signed, TEXT)
    assert signed in pdf
    assert pdf.count(b"/Type /Page\n") > 1


def test_the_square_holds_the_ruling_and_the_digest_of_the_signature() -> None:
    found = verify(FILE, KNOWN)
    assert isinstance(found, Genuine)
    assert paper.code_of(FILE) == f"resolution-hub-receipt:rl_1:{found.digest}"
    code = segno.make(paper.code_of(FILE), error="m", micro=False)
    rows = [bytes(0 if dark else 255 for dark in row for _ in range(4)) for row in code.matrix_iter(border=4)]
    picture = np.frombuffer(b"".join(row for row in rows for _ in range(4)), dtype=np.uint8).reshape(len(rows) * 4, -1)
    (seen,) = zxingcpp.read_barcodes(picture)
    assert seen.text == paper.code_of(FILE)


# -- keys


def test_a_key_has_the_name_of_rfc_7638() -> None:
    # The key and its thumbprint from RFC 8037, appendix A.3.
    raw = base64.urlsafe_b64decode("11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo=")
    assert thumbprint(raw) == "kPrK_qmxVWaYVA9wwBF6Iuo3vVzz7TxHCTwXBygrS4k"


def pem(key: Any, password: bytes | None = None) -> bytes:
    kept = serialization.BestAvailableEncryption(password) if password else serialization.NoEncryption()
    done: bytes = key.private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, kept)
    return done


def test_a_key_is_read_from_base64_or_from_a_pem_file(tmp_path: Path) -> None:
    for given_ in (base64.b64encode(KEY.seed), base64.urlsafe_b64encode(KEY.seed).rstrip(b"=")):
        assert SigningKey.read(f" {given_.decode()}\n") == KEY
    file = tmp_path / "key.pem"
    file.write_bytes(pem(Ed25519PrivateKey.from_private_bytes(KEY.seed)))
    assert SigningKey.read(str(file)) == KEY
    assert KEY.seed.hex() not in repr(KEY)


@pytest.mark.parametrize("kind", ["missing", "curve", "locked", "words", "short"])
def test_what_is_no_key_is_refused_and_not_repeated(kind: str, tmp_path: Path) -> None:
    file = tmp_path / "secret.pem"
    locked = pem(Ed25519PrivateKey.generate(), b"password")
    held = {"curve": pem(ec.generate_private_key(ec.SECP256R1())), "locked": locked, "words": b"hello"}
    if kind in held:
        file.write_bytes(held[kind])
    with pytest.raises(KeyUnusable) as caught:
        SigningKey.read("c2hvcnQ=" if kind == "short" else str(file))
    assert "secret.pem" not in str(caught.value)


def test_a_published_set_is_read_back() -> None:
    retired = PublicKey(OTHER.public.raw, NOW)
    listed = [KEY.public.jwk(), retired.jwk(), {"kty": "RSA", "n": "x"}]
    assert read_set(json.dumps({"keys": listed}).encode()) == {KEY.kid: KEY.public, OTHER.kid: retired}
    # The name follows from the key, whatever the file calls it.
    assert list(read_set(json.dumps({"keys": [{**KEY.public.jwk(), "kid": OTHER.kid}]}).encode())) == [KEY.kid]


@pytest.mark.parametrize("text", [
    "", "[]", "{}", '{"keys": []}', '{"keys": 1}', '{"keys": ["a"]}', '{"keys": [{"kty": "OKP", "crv": "Ed25519"}]}',
    '{"keys": [{"kty": "OKP", "crv": "Ed25519", "x": "AAAA"}]}',
    json.dumps({"keys": [{**KEY.public.jwk(), "retired_at": "2026-01-01T00:00:00"}]}),
])  # fmt: skip
def test_what_is_no_set_of_keys_is_refused(text: str) -> None:
    with pytest.raises(KeyUnusable):
        read_set(text.encode())


async def kids(tx: asyncpg.Connection) -> dict[str, datetime | None]:
    found = read_set(json.dumps(await receipts.public_keys(tx)).encode())
    return {kid: key.retired_at for kid, key in found.items()}


async def test_the_first_key_is_made_once_and_published(tx: asyncpg.Connection) -> None:
    made = await receipts.key_in_use(tx, None, NOW)
    assert await receipts.key_in_use(tx, None, NOW + MINUTE) == made
    assert await kids(tx) == {made.kid: None}


async def test_of_many_who_start_at_once_one_makes_the_key(fresh_database: Database) -> None:
    async def one() -> str:
        async with fresh_database.transaction() as connection:
            return (await receipts.key_in_use(connection, None, NOW)).kid

    assert len(set(await asyncio.gather(*(one() for _ in range(8))))) == 1


async def test_after_a_rotation_the_old_key_is_published_with_its_end_and_its_private_part_is_gone(
    tx: asyncpg.Connection,
) -> None:
    old = await receipts.key_in_use(tx, None, NOW)
    file = document.sign(BODY, old)
    rotated = await receipts.rotate(tx, None, NOW + MINUTE)
    new = await receipts.key_in_use(tx, None, NOW + 2 * MINUTE)
    assert (rotated.kid, rotated.retired) == (new.kid, (old.kid,))
    assert new != old
    assert await kids(tx) == {old.kid: NOW + MINUTE, new.kid: None}
    assert await tx.fetchval("select array_agg(kid) from receipt_private_keys") == [new.kid]
    known = read_set(json.dumps(await receipts.public_keys(tx)).encode())
    assert isinstance(verify(file, known), Genuine)
    forged = document.sign({**BODY, "at": (NOW + 2 * MINUTE).astimezone(UTC).isoformat()}, old)
    assert verify(forged, known) is Refusal.AFTER_RETIREMENT


async def test_a_key_of_the_setting_is_published_and_never_kept(tx: asyncpg.Connection) -> None:
    assert await receipts.key_in_use(tx, KEY, NOW) == KEY
    assert await receipts.key_in_use(tx, KEY, NOW) == KEY
    assert await kids(tx) == {KEY.kid: None}
    assert await tx.fetchval("select count(*) from receipt_private_keys") == 0
    assert (await receipts.rotate(tx, OTHER, NOW)).retired == (KEY.kid,)
    with pytest.raises(KeyRetired):
        await receipts.key_in_use(tx, KEY, NOW)
    with pytest.raises(KeyRetired):
        await receipts.rotate(tx, KEY, NOW)
    assert await receipts.key_in_use(tx, OTHER, NOW) == OTHER
