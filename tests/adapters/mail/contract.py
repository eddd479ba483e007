"""What every post office's adapter must keep. A suite for one adapter inherits it and gives the two fixtures."""

from collections.abc import Awaitable, Callable

import pytest

from resolution_hub.ports.mail import Mail, Message

Mailbox = Callable[[str], Awaitable[list[Message]]]
WORDS = (
    "Your code is 123456.\n\nIt is “yours” alone: ü, 漢, and a line that is longer than a line of mail may be. "
    + "x" * 99
)


class MailContract:
    @pytest.fixture
    async def mail(self) -> Mail:
        """The adapter under test."""
        raise NotImplementedError

    @pytest.fixture
    async def mailbox(self) -> Mailbox:
        """What has come to an address, the first first."""
        raise NotImplementedError

    async def test_a_message_arrives_as_it_was_written(self, mail: Mail, mailbox: Mailbox) -> None:
        message = Message("ada@example.org", "Your code for order Ü-1", WORDS)
        await mail.send(message, "k1")
        assert await mailbox("ada@example.org") == [message]

    async def test_what_goes_to_one_address_comes_to_no_other(self, mail: Mail, mailbox: Mailbox) -> None:
        await mail.send(Message("ada@example.org", "A", "For Ada."), "k2")
        await mail.send(Message("bo@example.org", "B", "For Bo."), "k3")
        assert [m.text.strip() for m in await mailbox("bo@example.org")] == ["For Bo."]


@pytest.mark.parametrize("to", ["a@b.c\r\nBcc: all@b.c", "a@b.c\n", "a\0@b.c"])
def test_no_header_can_be_added_by_an_address_or_a_subject(to: str) -> None:
    with pytest.raises(ValueError, match="one line"):
        Message(to, "A", "text")
    with pytest.raises(ValueError, match="one line"):
        Message("a@b.c", to, "text")
