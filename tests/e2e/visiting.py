"""People with a browser of their own, and what they do on the help pages and at the desk."""

import re
from dataclasses import dataclass, field
from typing import Any

from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Locator, Page, expect

DESKTOP = {"width": 1280, "height": 900}

# A stream that ends when a page is left is not an error of the page.
_LOST_LINE = (
    r"net::ERR_(INTERNET_DISCONNECTED|CONNECTION_REFUSED|CONNECTION_RESET|INCOMPLETE_CHUNKED_ENCODING|EMPTY_RESPONSE)"
)


@dataclass
class Person:
    """Somebody in front of one page. Whatever the browser complains about is kept, and fails the test at its end."""

    page: Page
    complaints: list[str] = field(default_factory=list)
    expected: list[str] = field(default_factory=list)

    def listen(self) -> None:
        self.page.on("console", self._heard)
        self.page.on("pageerror", lambda error: self.complaints.append(f"uncaught: {error}"))

    def _heard(self, message: ConsoleMessage) -> None:
        if message.type in ("error", "warning"):
            where = message.location.get("url", "")
            self.complaints.append(f"{message.type}: {message.text} ({where})")

    def expects_lost_line(self) -> None:
        """The browser will say that it could not reach the server."""
        self.expected.append(_LOST_LINE)

    def unexpected(self) -> list[str]:
        return [said for said in self.complaints if not any(re.search(known, said) for known in self.expected)]

    def open(self, path: str) -> None:
        self.page.goto(path)

    # -- on the help pages

    @property
    def header(self) -> Locator:
        return self.page.get_by_role("banner")

    @property
    def main(self) -> Locator:
        return self.page.get_by_role("main")

    @property
    def log(self) -> Locator:
        return self.page.get_by_role("log")

    @property
    def composer(self) -> Locator:
        return self.page.get_by_role("textbox", name="Your message")

    def boxes(self) -> Locator:
        """The predicted reasons, without the way on that always stands behind them."""
        section = self.page.get_by_role("region", name=re.compile("Is it about one of these|Need something"))
        return section.get_by_role("button").filter(has_not_text="Something else")

    def ask(self, words: str) -> None:
        """Type into the help bar of the home; a conversation opens."""
        self.open("/")
        expect(self.page.get_by_role("button", name="Something else")).to_be_visible()
        bar = self.page.get_by_role("textbox", name="Your question")
        bar.fill(words)
        bar.press("Enter")
        expect(self.log).to_contain_text(words)

    def write(self, words: str) -> None:
        self.composer.fill(words)
        self.composer.press("Enter")

    def choice(self, label: str | re.Pattern[str]) -> Locator:
        return self.page.get_by_role("group", name="Ways to answer").get_by_role("button", name=label)

    def hears(self, *words: str | re.Pattern[str], within: float = 10) -> None:
        """All of it stands in the conversation, soon."""
        for each in words:
            expect(self.log).to_contain_text(each, timeout=within * 1000)

    def ask_for_person(self) -> None:
        self.header.get_by_role("button", name="Talk to a person").click()
        expect(self.header).to_contain_text("You’re in line")

    # -- at the desk

    def reply_box(self, name: str) -> Locator:
        return self.page.get_by_role("textbox", name=f"Reply to {name}")

    def reply(self, name: str, words: str) -> None:
        self.reply_box(name).fill(words)
        self.reply_box(name).press("Enter")

    def waiting_case(self, name: str) -> Locator:
        return self.page.get_by_role("region", name="Waiting").get_by_role("link", name=re.compile(name))

    def take_case(self, name: str) -> None:
        self.open("/desk")
        self.waiting_case(name).click()
        self.page.get_by_role("button", name="Take case").click()
        expect(self.reply_box(name)).to_be_focused()


class People:
    """Makes people: each with cookies and storage of their own, as on machines of their own."""

    def __init__(self, browser: Browser, url: str) -> None:
        self._browser = browser
        self._url = url
        self._present: list[tuple[BrowserContext, Person]] = []

    def visitor(self, **how: Any) -> Person:
        context = self._browser.new_context(**{"base_url": self._url, "viewport": DESKTOP, "locale": "en-US", **how})
        context.set_default_timeout(10_000)
        person = Person(context.new_page())
        person.listen()
        self._present.append((context, person))
        return person

    def customer(self, id_: str, **how: Any) -> Person:
        return self._signed_in({"customer_id": id_}, how)

    def agent(self, id_: str, **how: Any) -> Person:
        return self._signed_in({"agent_id": id_}, how)

    def _signed_in(self, who: dict[str, str], how: dict[str, Any]) -> Person:
        person = self.visitor(**how)
        request = person.page.request
        headers = {"X-CSRF-Token": request.get("/api/me").json()["csrf"]}
        answer = request.post("/api/demo/sign-in", data=who, headers=headers)
        assert answer.ok, answer.text()
        return person

    def leave(self) -> list[str]:
        """Everybody goes; returns what their browsers complained about."""
        complaints = []
        for context, person in self._present:
            complaints += person.unexpected()
            context.close()
        self._present.clear()
        return complaints
