"""A talk over HTTP about an act in the making, as tests lead it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from resolution_hub.wiring.web import Hub
from tests.web.conftest import Browser

Body = dict[str, Any]
# Each act with its journey, which no worker takes up here.
_ACTS = """
select a.kind, a.body from acts a join cases c on c.id = a.case_id
join dbos.workflow_status w on w.workflow_uuid = 'carry_out:' || a.id
where c.conversation_id = $1 and a.state = 'asked' order by a.asked_at, a.kind
"""


@dataclass(slots=True)
class Talk:
    """One browser in one conversation; `said` is what the assistant said to the last message."""

    hub: Hub
    browser: Browser
    id: str
    said: list[Body]

    async def say(self, text: str, choice: str | None = None) -> Body:
        """Send the words, or press the button; the assistant's last answer."""
        before = len(await self.browser.read(self.id))
        await self.browser.say(self.id, text, choice)
        new = (await self.browser.read(self.id))[before:]
        self.said = [body for body in new if body["type"] == "assistant_said"]
        return self.last

    @property
    def last(self) -> Body:
        return self.said[-1]

    @property
    def text(self) -> str:
        return " ".join(body["text"] for body in self.said)

    @property
    def buttons(self) -> list[str]:
        return [choice["id"] for choice in self.last["choices"]]

    @property
    def plan(self) -> str | None:
        """What the card says would happen; None where no card is shown."""
        for card in self.last["cards"]:
            if card["kind"] == "confirm" and self._yes is not None:
                lines = [f"{line['label']}: {line['value_text'] or ''}" for line in card["data"]["lines"]]
                return "; ".join([card["data"]["title"], *lines])
        return None

    @property
    def _yes(self) -> str | None:
        return next((button for button in self.buttons if button.startswith(("act:yes", "confirm:yes"))), None)

    async def confirm(self) -> Body:
        """Press the card's yes."""
        assert self._yes is not None, self.text
        return await self.say("Yes", self._yes)

    async def floor(self) -> str:
        return str((await self.browser.get(f"/api/conversations/{self.id}")).json()["floor"])

    async def acts(self) -> list[Body]:
        """The acts that were begun in this talk and wait for their journey, oldest first."""
        async with self.hub.database.reading() as connection:
            return [row["body"] for row in await connection.fetch(_ACTS, self.id)]


async def talk(hub: Hub, browser: Browser, text: str) -> Talk:
    """A conversation that begins with these words."""
    begun = Talk(hub, browser, await browser.start(), [])
    await begun.say(text)
    return begun


async def settle_nothing(hub: Hub) -> None:
    """End whatever a test began, so that nothing stays under way."""
    async with hub.database.transaction() as tx:
        await tx.execute("update acts set state = 'refused', ended_at = now() where state = 'asked'")
        await tx.execute("update collections set state = 'failed' where state = 'granted'")
