"""A receipt is verified by the command alone, and by openssl alone as the guide says; keys are rotated."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import psycopg
import pytest

from resolution_hub.features.receipts import document, paper
from resolution_hub.features.receipts.keys import PublicKey, SigningKey
from tests.features.rows import MINUTE, NOW
from tests.features.test_receipts import BODY, FILE, KEY, OTHER, TEXT

ROOT = Path(__file__).resolve().parents[2]
GUIDE = (ROOT / "docs" / "how-to" / "receipts.md").read_text(encoding="utf-8")
SECRETS = dict.fromkeys(("HUB_SECRET", "HUB_IDENTITY_SECRET", "HUB_CARRIER_SECRET"), "only for tests, " * 3)
PUBLISHED = "resolution-hub-receipts.json"


def run(*arguments: object, at: Path = ROOT, **given: str) -> subprocess.CompletedProcess[str]:
    """The command with no setting at all but those given."""
    environment = {"PATH": os.environ["PATH"], "PYTHONPATH": str(ROOT / "src"), "COLUMNS": "200", **given}
    command = [sys.executable, "-m", "resolution_hub.cli", "receipts", *map(str, arguments)]
    return subprocess.run(command, cwd=at, env=environment, capture_output=True, text=True, check=False, timeout=50)


def publish(folder: Path, *keys: PublicKey, name: str = PUBLISHED) -> Path:
    file = folder / name
    file.write_text(json.dumps({"keys": [key.jwk() for key in keys]}))
    return file


@pytest.fixture
def receipt(tmp_path: Path) -> Path:
    """A receipt, with the keys beside it."""
    publish(tmp_path, OTHER.public, KEY.public)
    file = tmp_path / "receipt.json"
    file.write_bytes(FILE)
    return file


def test_a_genuine_receipt_is_told_in_plain_words(receipt: Path, tmp_path: Path) -> None:
    done = run("verify", receipt)
    assert (done.returncode, done.stderr) == (0, "")
    assert "Genuine. Juniper & Pine gave this receipt" in done.stdout
    for said in ("rl_1", KEY.kid, document.digest_of(FILE), *BODY["sentences"]):
        assert said in done.stdout
    named = publish(tmp_path, KEY.public, name="elsewhere.json")
    assert run("verify", receipt, "--keys", named).returncode == 0


def test_the_receipt_in_a_pdf_is_verified(receipt: Path) -> None:
    printed = receipt.with_suffix(".pdf")
    printed.write_bytes(paper.put_on_paper(FILE, TEXT))
    done = run("verify", printed)
    assert done.returncode == 0, done.stderr
    assert "not covered by the signature" in done.stdout
    printed.write_bytes(printed.read_bytes().replace(b'"minor":1499', b'"minor":9999'))
    assert run("verify", printed).returncode == 1
    printed.write_bytes(b"%PDF-1.4\n%%EOF")
    assert "no receipt" in run("verify", printed).stderr


@pytest.mark.parametrize(
    ("file", "keys", "said"),
    [
        (FILE.replace(b'"minor":1499', b'"minor":9999'), (KEY.public,), "changed after it was signed"),
        (FILE[:-40], (KEY.public,), "not the whole file"),
        (b"", (KEY.public,), "no receipt"),
        (FILE, (OTHER.public,), "None of these keys signed it"),
        (FILE, (PublicKey(KEY.public.raw, NOW - MINUTE),), "after its key was retired"),
        (json.dumps(json.loads(FILE)).encode(), (KEY.public,), "saved again in another form"),
        (document.sign({**BODY, "version": 2}, KEY), (KEY.public,), "later form"),
    ],
    ids=["amount", "truncated", "empty", "other key", "retired", "saved again", "later"],
)  # fmt: skip
def test_what_is_not_genuine_is_refused_and_said_why(
    file: bytes, keys: tuple[PublicKey, ...], said: str, tmp_path: Path
) -> None:
    publish(tmp_path, *keys)
    (tmp_path / "r.json").write_bytes(file)
    done = run("verify", "r.json", at=tmp_path)
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr.startswith("Not genuine: ")
    assert said in done.stderr


def test_a_rotated_key_still_verifies_what_it_signed(tmp_path: Path) -> None:
    publish(tmp_path, PublicKey(KEY.public.raw, NOW + MINUTE), OTHER.public)
    (tmp_path / "r.json").write_bytes(FILE)
    assert run("verify", tmp_path / "r.json").returncode == 0


def test_what_is_missing_is_said_without_a_traceback(receipt: Path, tmp_path: Path) -> None:
    (tmp_path / PUBLISHED).rename(tmp_path / "away.json")
    for arguments, said in [
        ((receipt,), "/.well-known/resolution-hub-receipts.json"),
        ((receipt, "--keys", tmp_path / "none.json"), "No such file"),
        ((receipt, "--keys", receipt), "not a set of public keys"),
        ((tmp_path / "none.json", "--keys", tmp_path / "away.json"), "No such file"),
    ]:
        done = run("verify", *arguments)
        assert done.returncode == 1
        assert said in done.stderr
        assert "Traceback" not in done.stderr


@pytest.mark.skipif(shutil.which("openssl") is None, reason="there is no openssl here")
def test_openssl_alone_verifies_it_as_the_guide_says(receipt: Path, tmp_path: Path) -> None:
    (script,) = re.findall(r"```sh\n(.*?)```", GUIDE, re.DOTALL)
    told = script.replace("X=…", f"X={KEY.public.jwk()['x']}")
    assert told != script

    def verified() -> bool:
        done = subprocess.run(["sh", "-c", told], cwd=tmp_path, capture_output=True, text=True, check=False, timeout=30)
        return done.returncode == 0 and "Signature Verified Successfully" in done.stdout

    assert verified()
    receipt.write_bytes(FILE.replace(b'"minor":1499', b'"minor":1498', 1))
    assert not verified()


def test_keys_are_rotated_by_the_hub_or_by_the_setting(fresh_database_url: str, tmp_path: Path) -> None:
    settings = {"HUB_DATABASE_URL": fresh_database_url, **SECRETS}
    first, second = run("rotate-key", **settings), run("rotate-key", **settings)
    assert (first.returncode, second.returncode) == (0, 0), first.stderr + second.stderr
    (kid,) = re.findall(r"signed with (\S+) from now on", first.stdout)
    assert f"Retired, and published for ever: {kid}" in second.stdout
    key = tmp_path / "receipts.pem"
    subprocess.run(["openssl", "genpkey", "-algorithm", "ed25519", "-out", str(key)], check=True, timeout=30)
    third = run("rotate-key", **settings, HUB_RECEIPT_KEY=str(key))
    assert SigningKey.read(str(key)).kid in third.stdout
    with psycopg.connect(fresh_database_url) as connection:
        count = "select count(*), count(retired_at), (select count(*) from receipt_private_keys) from receipt_keys"
        assert connection.execute(count).fetchone() == (3, 2, 0)
    again = run("rotate-key", **settings)
    assert again.returncode == 0
    refused = run("rotate-key", **settings, HUB_RECEIPT_KEY=str(key))
    assert refused.returncode == 1
    assert "was retired; give another" in refused.stderr
    wrong = run("rotate-key", **settings, HUB_RECEIPT_KEY="hush-hush-hush")
    assert wrong.returncode == 1
    assert "HUB_RECEIPT_KEY must be" in wrong.stderr
    assert "hush" not in wrong.stderr
