"""The sandbox post office keeps the contract; the same key is one message."""

import asyncpg
import pytest

from resolution_hub.connectors.mail.sandbox import Delivered, SandboxMail, latest
from resolution_hub.kit.db import Database
from resolution_hub.ports.mail import MailUnavailable, Message
from tests.adapters.mail.contract import Mailbox, MailContract


async def read(database: Database, most: int = 20) -> list[Delivered]:
    async with database.reading() as connection:
        return await latest(connection, most)


class TestSandboxMail(MailContract):
    @pytest.fixture
    async def mail(self, fresh_database: Database) -> SandboxMail:
        return SandboxMail(fresh_database.pool)

    @pytest.fixture
    async def mailbox(self, fresh_database: Database) -> Mailbox:
        async def find(address: str) -> list[Message]:
            return [each.message for each in reversed(await read(fresh_database)) if each.message.to == address]

        return find

    async def test_the_same_key_again_is_the_same_message(self, mail: SandboxMail, fresh_database: Database) -> None:
        for words in ("first", "second"):
            await mail.send(Message("ada@example.org", "A", words), "k")
        assert [(each.key, each.message.text) for each in await read(fresh_database)] == [("k", "first")]

    async def test_the_latest_come_first_and_no_more_than_asked_for(
        self, mail: SandboxMail, fresh_database: Database
    ) -> None:
        for key in "abc":
            await mail.send(Message("ada@example.org", "A", key), key)
        assert [each.key for each in await read(fresh_database, 2)] == ["c", "b"]


async def test_a_book_that_cannot_be_reached_is_a_passing_fault(fresh_database_url: str) -> None:
    pool = await asyncpg.create_pool(fresh_database_url, min_size=0)
    await pool.close()
    with pytest.raises(MailUnavailable) as caught:
        await SandboxMail(pool).send(Message("ada@example.org", "A", "B"), "k")
    assert not caught.value.permanent
