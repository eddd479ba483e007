"""The SMTP adapter against a peer of our own on loopback; no server that others run was at hand."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from email import message_from_bytes, policy

import pytest

from resolution_hub.connectors.mail.smtp import Server, SmtpMail
from resolution_hub.ports.mail import MailError, MailRefused, MailUnavailable, Message
from tests.adapters.mail.contract import Mailbox, MailContract

SENDER = "Juniper & Pine <care@shop.example>"


@dataclass(slots=True)
class Peer:
    """Says what RFC 5321 lets a small server say. `answers` replaces the usual answer to a command."""

    port: int = 0
    answers: dict[str, str] = field(default_factory=dict)
    took: list[tuple[str, bytes]] = field(default_factory=list)

    async def serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        writer.write(f"{self.answers.get('', '220 peer')}\r\n".encode())
        to = ""
        while line := (await reader.readline()).decode().strip():
            command = line.split()[0].upper()
            if command == "RCPT":
                to = line.partition("<")[2].partition(">")[0]
            usual = {"DATA": "354 go on", "QUIT": "221 bye"}.get(command, "250 fine")
            answer = self.answers.get(command, usual)
            writer.write(f"{answer}\r\n".encode())
            if command == "DATA" and answer.startswith("354"):
                raw = await reader.readuntil(b"\r\n.\r\n")
                self.took.append((to, raw[:-3]))
                writer.write(b"250 taken\r\n")
            await writer.drain()
            if command == "QUIT":
                break
        writer.close()


@pytest.fixture
async def peer() -> AsyncIterator[Peer]:
    made = Peer()
    server = await asyncio.start_server(made.serve, "127.0.0.1", 0)
    made.port = server.sockets[0].getsockname()[1]
    async with server:
        yield made


def to_peer(peer: Peer) -> SmtpMail:
    return SmtpMail(Server.parse(f"smtp://127.0.0.1:{peer.port}"), SENDER)


class TestSmtpMail(MailContract):
    @pytest.fixture
    async def mail(self, peer: Peer) -> SmtpMail:
        return to_peer(peer)

    @pytest.fixture
    async def mailbox(self, peer: Peer) -> Mailbox:
        async def find(address: str) -> list[Message]:
            letters = [message_from_bytes(raw, policy=policy.default) for to, raw in peer.took if to == address]
            texts = [str(each.get_content()).replace("\r\n", "\n").removesuffix("\n") for each in letters]
            return [Message(str(e["To"]), str(e["Subject"]), text) for e, text in zip(letters, texts, strict=True)]

        return find

    async def test_a_repeat_bears_the_same_message_id_and_says_that_a_machine_wrote_it(
        self, mail: SmtpMail, peer: Peer
    ) -> None:
        for key in ("k", "k", "another"):
            await mail.send(Message("ada@example.org", "A", "B"), key)
        letters = [message_from_bytes(raw, policy=policy.default) for _, raw in peer.took]
        first, second, third = (str(each["Message-ID"]) for each in letters)
        assert first == second != third
        assert first.endswith("@shop.example>")
        assert "k" not in first.strip("<>").partition("@")[0]
        assert {str(each["Auto-Submitted"]) for each in letters} == {"auto-generated"}


@pytest.mark.parametrize(
    ("command", "answer", "error"),
    [
        ("RCPT", "550 no such mailbox ada@example.org", MailRefused),
        ("RCPT", "450 mailbox busy", MailUnavailable),
        ("MAIL", "553 not from you", MailRefused),
        ("DATA", "451 try later", MailUnavailable),
        ("DATA", "554 refused", MailRefused),
        ("", "421 closing", MailUnavailable),
    ],
)
async def test_a_refusal_says_whether_it_is_for_ever_and_names_no_address(
    command: str, answer: str, error: type[MailError], peer: Peer
) -> None:
    peer.answers[command] = answer
    with pytest.raises(error) as caught:
        await to_peer(peer).send(Message("ada@example.org", "A", "B"), "k")
    assert caught.value.permanent == (error is MailRefused)
    assert "ada" not in str(caught.value)


async def test_a_server_that_is_not_there_is_a_passing_fault(unused_tcp_port: int) -> None:
    with pytest.raises(MailUnavailable):
        await SmtpMail(Server.parse(f"smtp://127.0.0.1:{unused_tcp_port}"), SENDER).send(
            Message("a@b.c", "A", "B"), "k"
        )


@pytest.mark.parametrize(
    ("url", "server"),
    [
        ("smtps://me:p%40ss@mail.example", Server("mail.example", 465, tls=True, name="me", password="p@ss")),
        ("smtp://mail.example", Server("mail.example", 587, tls=False)),
        ("smtp://mail.example:2525/", Server("mail.example", 2525, tls=False)),
    ],
)
def test_a_servers_address_is_read(url: str, server: Server) -> None:
    assert Server.parse(url) == server
    assert "p@ss" not in repr(server)


@pytest.mark.parametrize("url", ["mail.example", "http://mail.example", "smtp://", "smtp://mail.example/inbox"])
def test_what_is_no_servers_address_is_refused(url: str) -> None:
    with pytest.raises(ValueError, match="must look like"):
        Server.parse(url)


@pytest.mark.parametrize("sender", ["", "Juniper & Pine", "care"])
def test_a_sender_must_have_an_address(sender: str) -> None:
    with pytest.raises(ValueError, match="e-mail address"):
        SmtpMail(Server.parse("smtp://mail.example"), sender)
