"""A one-time code goes to the e-mail address of the order that a visitor named, if it is that order's address.

The code's id is the message's key and all that the journey knows; a code that is nobody's ends here without a word.
"""

from __future__ import annotations

from datetime import UTC, datetime

import structlog
from dbos import DBOS

from resolution_hub.features.people import codes
from resolution_hub.journeys import paying
from resolution_hub.journeys.telling import Means
from resolution_hub.kit.text import Text
from resolution_hub.ports.mail import MailError, Message

NAME = codes.JOURNEY
_log = structlog.get_logger()


def register(means: Means) -> None:
    """Make the journey known to the runner; once per process, before it is launched."""

    @paying.step(f"{NAME}.send")
    async def send(code_id: str) -> None:
        await on_asked(means, code_id)

    @DBOS.workflow(name=NAME)
    async def send_code(code_id: str) -> None:
        await send(code_id)


async def on_asked(means: Means, code_id: str) -> None:
    """Run again, it sends the same message under the same key, or nothing once the code has ended.

    Raises MailUnavailable; the runner then asks again.
    """
    async with means.database.reading() as connection:
        found = await codes.find_to_send(connection, code_id, datetime.now(UTC))
    if found is None:
        return
    text = Text.load(found.customer.locale, found.customer.timezone)
    values = {"shop": means.shop_name, "number": found.order_number, "code": codes.digits_of(code_id, means.secret)}
    message = Message(
        found.customer.email,
        text.say("mail-code-subject", **values),
        "\n\n".join(text.say(f"mail-code-{part}", **values) for part in ("what", "how-long", "not-you")),
    )
    try:
        await means.mail.send(message, key=code_id)
    except MailError as error:
        if not error.permanent:
            raise
        # The visitor must not learn that this address is an order's; whoever runs the hub reads it here.
        _log.error("send_code.refused", code=code_id, error=str(error))
