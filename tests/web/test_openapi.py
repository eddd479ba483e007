"""The OpenAPI document tells the truth: it is the app's own, and whatever is sent, the answers are those that it names."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import httpx
import pytest
import schemathesis
from hypothesis import HealthCheck, given
from hypothesis import settings as bounded
from hypothesis import strategies as st
from schemathesis import GenerationMode
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi import checks

from resolution_hub.web.app import openapi_document
from tests.web.conftest import ROOT
from tests.web.running import Server

DOCUMENT = ROOT / "docs" / "reference" / "openapi.json"
KNOWN: dict[str, Any] = json.loads(DOCUMENT.read_text("utf-8"))
EXAMPLES = 10  # of each mode, for each operation and caller
CHECKS = [
    not_a_server_error,
    checks.status_code_conformance,
    checks.content_type_conformance,
    checks.response_schema_conformance,
]
OPERATIONS = {
    f"{operation.method} {operation.path}": operation
    for found in schemathesis.openapi.from_dict(KNOWN).get_all_operations()
    if (operation := found.ok()) and not operation.path.endswith("/stream")  # these never end: see test_live
}
CALLERS = {"customer": "cus_daniel", "agent": "agt_ines"}
CHANGES_NOTHING = ("get", "head")


def test_the_committed_document_is_the_apps_own() -> None:
    assert DOCUMENT.read_text("utf-8") == openapi_document()


@pytest.mark.parametrize(("path", "method"), [(p, m) for p, item in KNOWN["paths"].items() for m in item])
def test_every_refusal_is_told_as_a_problem(path: str, method: str) -> None:
    answers = KNOWN["paths"][path][method]["responses"]
    refusals = {status: answer for status, answer in answers.items() if int(status) >= 400}
    if path == "/health/ready":
        assert list(refusals["503"]["content"]) == ["application/json"]  # what is away, for machines that watch
        return
    for answer in refusals.values():
        form = answer["content"]["application/problem+json"]["schema"]["$ref"].removeprefix("#/components/schemas/")
        schemas = KNOWN["components"]["schemas"]
        assert schemas[form]["required"] == schemas["Problem"]["required"]  # a route may tell programs more
        assert schemas[form]["properties"].items() >= schemas["Problem"]["properties"].items()
    operation = KNOWN["paths"][path][method]
    if "security" in operation:
        assert {"401", "403"} <= set(refusals)
        assert ("csrf" in operation["security"][0]) == (method not in CHANGES_NOTHING)


def test_streams_are_told_as_streams_and_shared_shapes_are_there() -> None:
    for path in ("/api/stream", "/api/desk/stream"):
        assert list(KNOWN["paths"][path]["get"]["responses"]["200"]["content"]) == ["text/event-stream"]
    assert {"type", "title", "status", "detail", "code"} == set(KNOWN["components"]["schemas"]["Problem"]["required"])


@pytest.fixture(scope="module")
def known_ids(server: Server) -> dict[str, str]:
    """Ids that the customer may name, one of each kind."""
    with _signed_in(server, "customer") as daniel:
        body = {"message_id": "first", "text": "I want to talk to a person"}
        conversation = daniel.post("/api/conversations", json=body).json()["conversation_id"]
    with _signed_in(server, "agent") as agent:
        waiting = agent.get("/api/desk/cases").json()["cases"]
    # Other tests on this server may have left somebody waiting.
    case = next(each for each in waiting if each["conversation_id"] == conversation)
    return {
        "conversation_id": conversation,
        "case_id": case["id"],
        "order_id": "ord_daniel_espresso",
        "shipment_id": "shp_daniel_espresso",
        "slug": "late-parcel",
        "locale": "en",
        "carrier": "sandbox",
    }


@pytest.mark.parametrize("caller", CALLERS)
@pytest.mark.parametrize("label", OPERATIONS)
def test_whatever_is_sent_the_answer_is_one_that_is_told_of(
    label: str, caller: str, server: Server, known_ids: dict[str, str]
) -> None:
    operation = OPERATIONS[label]
    named = {name: known_ids[name] for name in known_ids if f"{{{name}}}" in operation.path}
    sent = [operation.as_strategy(mode) for mode in GenerationMode]
    if named:
        sent.append(operation.as_strategy(GenerationMode.POSITIVE, path_parameters=named))

    with _signed_in(server, caller) as client:
        session = {"Cookie": f"hub_session={client.cookies['hub_session']}"}
        token = {"X-CSRF-Token": client.headers["X-CSRF-Token"]}

        @given(case=st.one_of(sent))
        @bounded(
            max_examples=EXAMPLES * len(sent),
            derandomize=True,
            database=None,
            deadline=None,
            suppress_health_check=list(HealthCheck),
        )
        def each(case: schemathesis.Case) -> None:
            answer = case.call(base_url=server.url, headers={**session, **token})
            case.validate_response(answer, checks=CHECKS)
            assert "default-src 'none'" in answer.headers["content-security-policy"][0]

        each()


@contextmanager
def _signed_in(server: Server, caller: str) -> Iterator[httpx.Client]:
    with httpx.Client(base_url=server.url, trust_env=False) as client:
        client.headers["X-CSRF-Token"] = client.get("/api/me").json()["csrf"]
        key = "agent_id" if caller == "agent" else "customer_id"
        answer = client.post("/api/demo/sign-in", json={key: CALLERS[caller]})
        assert answer.status_code == 200, answer.text
        client.headers["X-CSRF-Token"] = answer.json()["csrf"]
        yield client
