"""The sandbox post office keeps the contract; the same key is one message."""

import asyncpg
import pytest

from resolution_hub.connectors.mail.sandbox import SandboxMail
from resolution_hub.kit.db import Database
from resolution_hub.ports.mail import MailUnavailable, Message
from tests.adapters.mail.contract import Mailbox, MailContract


class TestSandboxMail(MailContract):
    @pytest.fixture
    async def mail(self, fresh_database: Database) -> SandboxMail:
        return SandboxMail(fresh_database.pool)

    @pytest.fixture
    async def mailbox(self, fresh_database: Database) -> Mailbox:
        async def find(address: str) -> list[Message]:
            came = await SandboxMail(fresh_database.pool).latest()
            return [each.message for each in reversed(came) if each.message.to == address]

        return find

    async def test_the_same_key_again_is_the_same_message(self, mail: SandboxMail) -> None:
        for words in ("first", "second"):
            await mail.send(Message("ada@example.org", "A", words), "k")
        assert [(each.key, each.message.text) for each in await mail.latest()] == [("k", "first")]

    async def test_the_latest_come_first_and_no_more_than_asked_for(self, mail: SandboxMail) -> None:
        for key in "abc":
            await mail.send(Message("ada@example.org", "A", key), key)
        assert [each.key for each in await mail.latest(2)] == ["c", "b"]


async def test_a_book_that_cannot_be_reached_is_a_passing_fault(fresh_database_url: str) -> None:
    pool = await asyncpg.create_pool(fresh_database_url, min_size=0)
    await pool.close()
    with pytest.raises(MailUnavailable) as caught:
        await SandboxMail(pool).send(Message("ada@example.org", "A", "B"), "k")
    assert not caught.value.permanent
