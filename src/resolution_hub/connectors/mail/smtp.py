"""Mail through a server that speaks SMTP (RFC 5321), by the standard library's client in a thread.

`smtps://name:password@host:465` is TLS from the first byte; `smtp://name:password@host:587` turns to TLS by STARTTLS before
anything else is said, and does without it only where the server is on this machine. Certificates are checked. SMTP knows no
keys: the key becomes the Message-ID, by which a mailbox can tell a repeat. Not verified against a server that others run.
"""

from __future__ import annotations

import asyncio
import hashlib
import smtplib
import ssl
from dataclasses import dataclass, field
from datetime import UTC, datetime
from email.message import EmailMessage
from email.utils import format_datetime, parseaddr
from urllib.parse import unquote, urlsplit

from resolution_hub.ports.mail import MailRefused, MailUnavailable, Message

_PORTS = {"smtp": 587, "smtps": 465}
_HERE = frozenset({"localhost", "127.0.0.1", "::1"})
_SECONDS = 20.0


@dataclass(frozen=True, slots=True)
class Server:
    """Where mail is handed over, and as whom. `name` and `password` are empty for a server that asks for none."""

    host: str
    port: int
    tls: bool
    name: str = ""
    password: str = field(default="", repr=False)

    @staticmethod
    def parse(url: str) -> Server:
        """Raises ValueError for what is no address of a server."""
        parts = urlsplit(url)
        if parts.scheme not in _PORTS or not parts.hostname or parts.path.strip("/"):
            raise ValueError("it must look like smtps://name:password@host:465 or smtp://host:587")
        name, password = unquote(parts.username or ""), unquote(parts.password or "")
        return Server(parts.hostname, parts.port or _PORTS[parts.scheme], parts.scheme == "smtps", name, password)


class SmtpMail:
    """`sender` is what stands in From: an address, or a name with an address in angle brackets."""

    def __init__(self, server: Server, sender: str) -> None:
        if "@" not in parseaddr(sender)[1]:
            raise ValueError("the sender must be an e-mail address")
        self._server, self._sender = server, sender

    async def send(self, message: Message, key: str) -> None:
        """See the port."""
        await asyncio.to_thread(self._hand_over, self._letter(message, key))

    def _letter(self, message: Message, key: str) -> EmailMessage:
        letter = EmailMessage()
        letter["From"], letter["To"], letter["Subject"] = self._sender, message.to, message.subject
        domain = parseaddr(self._sender)[1].rpartition("@")[2]
        letter["Message-ID"] = f"<{hashlib.sha256(key.encode()).hexdigest()[:32]}@{domain}>"
        letter["Date"] = format_datetime(datetime.now(UTC))
        letter["Auto-Submitted"] = "auto-generated"  # RFC 3834: no out-of-office notes come back
        letter.set_content(message.text)
        return letter

    def _hand_over(self, letter: EmailMessage) -> None:
        try:
            with self._connect() as client:
                if self._server.name:
                    client.login(self._server.name, self._server.password)
                client.send_message(letter)
        except smtplib.SMTPRecipientsRefused as error:
            code, _ = next(iter(error.recipients.values()))
            raise _failure(code) from error
        except smtplib.SMTPResponseException as error:
            raise _failure(error.smtp_code) from error
        except (OSError, smtplib.SMTPException) as error:
            raise MailUnavailable(f"the mail server does not answer: {type(error).__name__}") from error

    def _connect(self) -> smtplib.SMTP:
        server, context = self._server, ssl.create_default_context()
        if server.tls:
            return smtplib.SMTP_SSL(server.host, server.port, timeout=_SECONDS, context=context)
        client = smtplib.SMTP(server.host, server.port, timeout=_SECONDS)
        if server.host not in _HERE:
            client.starttls(context=context)
        return client


def _failure(code: int) -> MailRefused | MailUnavailable:
    """5yz is for ever, all else passes (RFC 5321, 4.2.1). The server's own words may name the address; they stay out."""
    if 500 <= code <= 599:
        return MailRefused(f"the mail server refused the message ({code})")
    return MailUnavailable(f"the mail server is not ready ({code})")
