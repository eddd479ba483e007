"""The command ends with a clear sentence: done, or what to mend."""

import os
import subprocess
import sys
from pathlib import Path

import psycopg
import pytest

ROOT = Path(__file__).resolve().parents[2]
SECRETS = dict.fromkeys(("HUB_SECRET", "HUB_IDENTITY_SECRET", "HUB_CARRIER_SECRET"), "only for tests, " * 3)


def _run(*arguments: str, **settings: str) -> subprocess.CompletedProcess[str]:
    kept = {name: value for name, value in os.environ.items() if not name.startswith("HUB_")}
    environment = {**kept, "PYTHONPATH": str(ROOT / "src"), "COLUMNS": "200", **SECRETS, **settings}
    command = [sys.executable, "-m", "resolution_hub.cli", *arguments]
    return subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False, timeout=50)


def test_an_agent_is_added_once_and_changed_by_adding_again(fresh_database_url: str) -> None:
    settings = {"HUB_DATABASE_URL": fresh_database_url, "HUB_AGENT_PASSWORD": "correct horse battery"}
    assert _run("agent", "add", "ada@shop.example", "--name", "Ada", **settings).returncode == 0
    again = _run("agent", "add", "Ada@shop.example", "--name", "Ada L.", "--role", "supervisor", **settings)
    assert "Ada L. can sign in" in again.stdout
    with psycopg.connect(fresh_database_url) as connection:
        rows = connection.execute("select name, role, password_hash like '$argon2id$%' from agents").fetchall()
    assert rows == [("Ada L.", "supervisor", True)]


@pytest.mark.parametrize(
    ("arguments", "settings", "said"),
    [
        (("serve",), {}, "HUB_DATABASE_URL is not set"),
        (("worker",), {"HUB_DATABASE_URL": "postgresql://x", "HUB_SECRET": "short"}, "HUB_SECRET must be set"),
        (("migrate",), {"HUB_DATABASE_URL": "postgresql://nobody@127.0.0.1:1/none"}, "connection"),
        (("agent", "add", "ada@shop.example", "--name", "A"), {"HUB_AGENT_PASSWORD": "short"}, "at least 10"),
        (("sandbox-carrier",), {"HUB_DATABASE_URL": "postgresql://x"}, "belongs to the demo"),
    ],
)
def test_a_mistake_is_explained_without_a_traceback(
    arguments: tuple[str, ...], settings: dict[str, str], said: str
) -> None:
    done = _run(*arguments, **settings)
    assert done.returncode == 1
    assert said in done.stderr
    assert "Traceback" not in done.stderr
