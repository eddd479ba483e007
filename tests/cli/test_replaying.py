"""The rulebook's commands, as somebody in a terminal uses them."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path

import msgspec
import psycopg
import pytest

from resolution_hub.core.money import Money
from resolution_hub.core.order import OrderStatus
from resolution_hub.core.policy.engine import rule
from resolution_hub.core.policy.facts import CancelFacts
from resolution_hub.core.policy.rulebook import parse
from resolution_hub.features.remedies.rulings import to_body

ROOT = Path(__file__).resolve().parents[2]
TEXT = (ROOT / "rulebook" / "rulebook.toml").read_text(encoding="utf-8")
SECRETS = dict.fromkeys(("HUB_SECRET", "HUB_IDENTITY_SECRET", "HUB_CARRIER_SECRET"), "only for tests, " * 3)


def run(*arguments: str, url: str = "") -> subprocess.CompletedProcess[str]:
    kept = {name: value for name, value in os.environ.items() if not name.startswith("HUB_")}
    environment = {**kept, "PYTHONPATH": str(ROOT / "src"), "COLUMNS": "200", **SECRETS}
    if url:
        environment |= {"HUB_DATABASE_URL": url, "HUB_RULEBOOK_DIR": str(ROOT / "rulebook")}
    command = [sys.executable, "-m", "resolution_hub.cli", *arguments]
    return subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False, timeout=50)


@pytest.fixture
def decided(fresh_database_url: str) -> str:
    """Two cancellations that were allowed and one of last year, and one that a person decided."""
    book, now = parse(TEXT), datetime.now(UTC)
    with psycopg.connect(fresh_database_url) as connection:
        connection.execute("set session_replication_role = replica")
        connection.execute("insert into rulebooks (version, text) values (%s, %s)", (book.version, TEXT))
        for name, status, days, by in (
            ("rl_1", OrderStatus.PLACED, 1, None),
            ("rl_2", OrderStatus.PREPARING, 2, None),
            ("rl_old", OrderStatus.PREPARING, 300, None),
            ("rl_ruth", OrderStatus.PREPARING, 1, "agent:ruth"),
        ):
            facts = CancelFacts("o1", "JP-1", status, False, Money(4200, "USD"), "US", now)
            body = msgspec.json.encode(to_body(rule(facts, book))).decode()
            connection.execute(
                "insert into rulings (id, case_id, at, verdict, rulebook_version, body, by, by_name, reason)"
                " values (%s, 'cs_1', %s, 'allow', %s, %s, %s, %s, %s)",
                (name, now - timedelta(days=days), book.version, body, by, by and "Ruth", by and "because"),
            )
    return fresh_database_url


@pytest.fixture
def draft(tmp_path: Path) -> Path:
    """Nothing is cancelled any more once it is being packed."""
    file = tmp_path / "draft.toml"
    old = '[cancel]\nstates = ["placed", "preparing"]'
    assert old in TEXT
    file.write_text(TEXT.replace(old, '[cancel]\nstates = ["placed"]'), encoding="utf-8")
    return file


def test_a_draft_is_replayed_over_a_span_and_told_as_a_table_and_as_json(
    decided: str, draft: Path, tmp_path: Path
) -> None:
    to = tmp_path / "told.json"
    done = run("replay", "--rulebook", str(draft), "--since", "30d", "--json", str(to), url=decided)
    assert done.returncode == 0, done.stderr
    assert "2 decisions, 1 would be others" in done.stdout
    assert "-42.00 USD" in done.stdout
    told = json.loads(to.read_text(encoding="utf-8"))
    assert (told["format"], told["decisions"], told["money"]) == ("resolution-hub-replay/1", 2, {"USD": -4200})
    assert told["changed"] == {"stricter": 1, "laxer": 0, "other": 0}
    [change] = told["list"]
    assert (change["ruling"], change["after"]) == ("rl_2", "deny order_is_preparing")
    assert change["difference"] == {"minor": -4200, "currency": "USD"}


def test_a_longer_span_and_one_journey_can_be_asked_for(decided: str, draft: Path) -> None:
    everything = run("replay", "--rulebook", str(draft), "--since", "2000-01-01", "--json", "-", url=decided)
    assert json.loads(everything.stdout)["decisions"] == 3
    none = run("replay", "--rulebook", str(draft), "--journey", "return", "--json", "-", url=decided)
    assert json.loads(none.stdout)["decisions"] == 0


def test_under_their_own_rulebook_decisions_stay_and_a_changed_one_is_an_error(decided: str) -> None:
    assert run("replay", "--check", url=decided).returncode == 0
    with psycopg.connect(decided) as connection:
        connection.execute("update rulings set body = jsonb_set(body, '{verdict,limit,minor}', '1') where id = 'rl_1'")
    again = run("replay", "--check", url=decided)
    assert (again.returncode, "1 would be others" in again.stdout) == (1, True)


@pytest.mark.parametrize("body", ["{}", '{"facts": {"type": "gone_facts"}, "verdict": {}, "trace": []}'])
def test_a_decision_that_cannot_be_read_is_named_and_in_no_sum(decided: str, draft: Path, body: str) -> None:
    with psycopg.connect(decided) as connection:
        connection.execute("update rulings set body = %s where id = 'rl_1'", (body,))
    done = run("replay", "--rulebook", str(draft), "--json", "-", url=decided)
    assert done.returncode == 0, done.stderr
    assert (json.loads(done.stdout)["decisions"], json.loads(done.stdout)["unreadable"]) == (1, ["rl_1"])
    own = run("replay", "--check", url=decided)
    assert (own.returncode, "Not readable, and in no sum: 1. rl_1" in own.stdout) == (1, True)


def test_a_version_that_was_never_kept_is_named(decided: str) -> None:
    with psycopg.connect(decided) as connection:
        connection.execute("delete from rulebooks")
    done = run("replay", "--check", url=decided)
    assert (done.returncode, "Traceback" in done.stderr) == (1, False)
    assert f"the rulebook {parse(TEXT).version} that decisions name" in done.stderr


def test_an_older_form_of_the_rulebook_is_replayed_with_what_it_could_not_say(decided: str) -> None:
    first_form = (ROOT / "tests" / "core" / "rulebook_0001.toml").read_text(encoding="utf-8")
    with psycopg.connect(decided) as connection:
        connection.execute("update rulebooks set text = %s", (first_form,))
    own = run("replay", "--check", "--since", "2000-01-01", url=decided)
    assert (own.returncode, "3 decisions, 0 would be others" in own.stdout) == (0, True), own.stderr


def test_replaying_writes_nothing(decided: str, draft: Path) -> None:
    def all_rulings() -> list[tuple[object, ...]]:
        with psycopg.connect(decided) as connection:
            return connection.execute("select * from rulings order by id").fetchall()

    before = all_rulings()
    run("replay", "--rulebook", str(draft), url=decided)
    assert all_rulings() == before


def test_a_rulebook_is_checked_with_its_lines(tmp_path: Path) -> None:
    file = tmp_path / "mine.toml"
    file.write_text(TEXT.replace("deadline_days = 14", 'deadline_days = "soon"'), encoding="utf-8")
    line = 1 + TEXT[: TEXT.index("deadline_days = 14")].count("\n")
    done = run("rulebook", "check", str(file))
    assert done.returncode == 1
    assert f"mine.toml:{line} return.deadline_days: must be a whole number from 1 to 366" in done.stderr
    good = run("rulebook", "check", str(ROOT / "rulebook" / "rulebook.toml"))
    assert (good.returncode, parse(TEXT).version in good.stdout) == (0, True)


def test_versions_are_listed_and_withdrawn_with_a_reason(decided: str) -> None:
    version = parse(TEXT).version
    assert run("rulebook", "withdraw", version, "--reason", "a typing error", url=decided).returncode == 0
    assert "a typing error" in run("rulebook", "versions", url=decided).stdout
    unknown = run("rulebook", "withdraw", "nothing", "--reason", "x", url=decided)
    assert (unknown.returncode, "Traceback" in unknown.stderr) == (1, False)


def test_a_decision_is_explained_with_the_lines_of_its_rulebook(decided: str) -> None:
    line = 1 + TEXT[: TEXT.index('states = ["placed", "preparing"]')].count("\n")
    told = run("explain", "ruling", "rl_2", url=decided)
    assert told.returncode == 0, told.stderr
    assert "order_not_dispatched" in told.stdout
    assert f"cancel.states = placed, preparing (line {line})" in told.stdout
    assert "Verdict: allow 4200 USD" in told.stdout
    as_json = json.loads(run("explain", "ruling", "rl_2", "--json", url=decided).stdout)
    assert (as_json["id"], as_json["verdict"]["type"]) == ("rl_2", "allow")
    assert as_json["lines"] == {"cancel.states": line}
    assert run("explain", "ruling", "rl_none", url=decided).returncode == 1


def test_a_number_that_the_rulebooks_own_text_does_not_have_is_marked(decided: str) -> None:
    without = TEXT.replace('states = ["placed", "preparing"]\nreasons', "reasons")
    with psycopg.connect(decided) as connection:
        connection.execute("update rulebooks set text = %s", (without,))
    told = run("explain", "ruling", "rl_2", url=decided)
    assert "cancel.states = placed, preparing (not in its text)" in told.stdout
    with psycopg.connect(decided) as connection:
        connection.execute("delete from rulebooks")
    told = run("explain", "ruling", "rl_2", url=decided)
    assert "cancel.states = placed, preparing" in told.stdout
    assert "not in its text" not in told.stdout


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("replay",), "Name a draft"),
        (("replay", "--check", "--since", "soon"), "is no span"),
        (("replay", "--rulebook", "/nowhere.toml"), "Cannot go on"),
    ],
)
def test_a_mistake_is_explained(decided: str, arguments: tuple[str, ...], said: str) -> None:
    done = run(*arguments, url=decided)
    assert (done.returncode != 0, said in done.stderr, "Traceback" in done.stderr) == (True, True, False)
