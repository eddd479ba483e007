"""Every screen of both apps, light and dark, wide and at 320 pixels: usable by everybody, and strict about its content.

axe finds what a machine can find (WCAG 2.2 A and AA); the keyboard and reduced motion are tried by hand below.
"""

import re
from collections.abc import Callable
from itertools import pairwise
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from tests.e2e.visiting import DESKTOP, People, Person

AXE_OPTIONS = {
    "runOnly": {"type": "tag", "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]},
    "resultTypes": ["violations"],
}
WAYS = [("light", 1280), ("dark", 1280), ("dark", 320), ("light", 320)]

Arrive = Callable[[Person], None]


def _at(path: str, *, shows: str) -> Arrive:
    def arrive(person: Person) -> None:
        person.open(path)
        expect(person.main.get_by_role("heading", name=shows).first).to_be_attached()

    return arrive


def _parcel(person: Person) -> None:
    person.open("/parcel/shp_daniel_espresso")
    expect(person.main.get_by_role("region", name="Every sighting")).to_be_visible()


def _code_asked(person: Person) -> None:
    person.open("/find")
    person.main.get_by_label("Order number").fill("JP-000000")
    person.main.get_by_label("Email address").fill("nobody@example.com")
    person.main.get_by_role("button", name="Send me a code").click()
    expect(person.main.get_by_role("region", name="Demo mailbox")).to_be_visible()


def _withdrawal(person: Person) -> None:
    """Of an order that has not left: the law's right lies beside what the shop offers."""
    person.open("/withdraw")
    person.main.get_by_role("radio").first.check()
    person.main.get_by_role("button", name="Continue").click()
    expect(person.main).to_contain_text(re.compile("I hereby give notice|There is no right"))


def _address(person: Person) -> None:
    person.open("/orders/ord_noah_stove")
    person.main.get_by_role("button", name="Change the address").click()
    expect(person.page.get_by_label("Street and number")).to_be_visible()


def _thing(person: Person) -> None:
    person.open("/orders/ord_ravi_headphones")
    person.main.get_by_role("button", name="Something wrong?: Wireless charger").click()
    person.main.get_by_text("What is not possible, and why").click()


def _something_else(person: Person) -> None:
    person.open("/")
    person.page.get_by_role("button", name="Something else").click()


def _talk(*words: str, then: str) -> Arrive:
    def arrive(person: Person) -> None:
        person.ask(words[0])
        for more in words[1:]:
            person.hears("Juno")
            person.write(more)
        person.hears(then)

    return arrive


def _find_customer(person: Person) -> None:
    person.open("/try-as")
    person.page.get_by_role("searchbox", name="Find a customer").fill("an")
    expect(person.page.get_by_role("button", name=re.compile("cus_")).first).to_be_visible()


HELP: list[tuple[str, str | None, Arrive]] = [
    ("home", "cus_daniel", _at("/", shows="Is it about one of these?")),
    ("home without boxes", "cus_hannah", _at("/", shows="Need something?")),
    ("home, something else", "cus_daniel", _something_else),
    ("home of a visitor", None, _at("/", shows="How can we help?")),
    ("find my order", None, _at("/find", shows="Find my order")),
    ("a code is asked for", None, _code_asked),
    ("withdrawing", None, _at("/withdraw", shows="Withdraw from a contract")),
    ("a withdrawal to confirm", "cus_lukas", _withdrawal),
    ("no returns", "cus_hannah", _at("/returns", shows="Nothing is on its way back")),
    ("returns", "cus_priya", _at("/returns", shows="My returns")),
    ("subscriptions", "cus_hannah", _at("/subscriptions", shows="My subscriptions")),
    ("what can be done with a thing", "cus_ravi", _thing),
    ("things to choose", "cus_ravi", _talk("I want to return something", then="What would you like to send back?")),
    ("an address to give", "cus_noah", _address),
    ("try as", None, _find_customer),
    ("order", "cus_daniel", _at("/orders/ord_daniel_espresso", shows="On its way")),
    ("parcel", "cus_daniel", _parcel),
    ("no messages", "ivy_stone_3", _at("/messages", shows="Nothing here yet")),
    ("articles", "cus_hannah", _at("/articles", shows="Articles")),
    ("article", "cus_hannah", _at("/articles/cancel-an-order", shows="Cancel an order")),
    ("articles found", "cus_hannah", _at("/articles?q=refund", shows="Articles")),
    ("talk with a parcel", "cus_lukas", _talk("When will my chair arrive?", then="Desk chair Rowan")),
    ("talk with choices", "omar_reyes_2", _talk("cancel my order", then="Which order do you mean?")),
    ("talk with a plan", "omar_reyes_2", _talk("cancel order #W2000002", then="What is cancelled")),
    ("talk with an article", "cus_hannah", _talk("How long does delivery take?", then="Read the article")),
    ("talk with a product", "cus_maya", _talk("Is the trail tent waterproof?", then="Keeps out 3,000 mm of rain")),
    ("talk with a question back", "cus_hannah", _talk("did you get my return", then="Which one is it?")),
    (
        "talk with two answers",
        "cus_hannah",
        _talk("Where is my parcel? And how long does delivery take?", then="Read the article"),
    ),
    ("talk in line", "ivy_stone_3", _talk("I want to talk to a person", then="A person will be with you")),
]


@pytest.mark.parametrize(("who", "arrive"), [row[1:] for row in HELP], ids=[row[0] for row in HELP])
def test_a_help_screen_is_for_everybody(people: People, outside_shop: str, who: str | None, arrive: Arrive) -> None:
    person = people.customer(who, reduced_motion="reduce") if who else people.visitor(reduced_motion="reduce")
    arrive(person)
    check(person)


def test_messages_and_a_receipt_are_for_everybody(people: People, receipt: str) -> None:
    mona = people.customer("mona_hill_6", reduced_motion="reduce")
    mona.open("/messages")
    expect(mona.main.get_by_role("link", name="Refund of $15.25")).to_be_visible()
    check(mona)
    mona.open(f"/messages/{receipt}")
    expect(mona.main).to_contain_text("What our rules say")
    check(mona)


def test_a_gate_and_a_missing_thing_are_for_everybody(people: People) -> None:
    visitor = people.visitor(reduced_motion="reduce")
    visitor.expected.append("status of (401|404)")
    visitor.open("/messages")
    expect(visitor.main).to_contain_text("Sign in to see your orders")
    check(visitor)
    daniel = people.customer("cus_daniel", reduced_motion="reduce")
    daniel.expected.append("status of 404")
    daniel.open("/orders/none")
    expect(daniel.main).to_contain_text("We can’t find that")
    check(daniel)


def test_the_sign_in_of_the_desk_is_for_everybody(people: People) -> None:
    visitor = people.visitor(reduced_motion="reduce")
    visitor.open("/desk")
    expect(visitor.page.get_by_role("button", name="Sign in")).to_be_visible()
    check(visitor)


def test_the_hit_rate_is_for_everybody(people: People) -> None:
    ines = people.agent("agt_ines", reduced_motion="reduce")
    ines.open("/desk?view=hit-rate")
    expect(ines.main.get_by_role("heading", name="Hit rate")).to_be_visible()
    check(ines)


@pytest.mark.timeout(120)
def test_what_was_understood_is_for_everybody(people: People, someone: Callable[[], dict[str, Any]]) -> None:
    words, name = "Is there a fee for wrapping?", (who := someone())["name"]
    customer, ines = people.customer(who["id"]), people.agent("agt_ines", reduced_motion="reduce")
    customer.ask(words)
    customer.hears("Juno")
    customer.ask_for_person()
    ines.take_case(name)
    facts = ines.page.get_by_role("button", name="Customer and orders")
    facts.click()
    panel = ines.page.get_by_role("complementary", name="Customer and orders")
    panel.get_by_role("combobox", name=f"It meant {words}").select_option("Praise")
    expect(panel).to_contain_text("Thank you. A supervisor will look at it.")
    check(ines)
    ines.open("/desk?view=understanding")
    expect(ines.main.get_by_role("listitem", name=words)).to_be_visible()
    check(ines)


@pytest.mark.parametrize("width", [320, 360, 768, 1400])
def test_the_views_of_a_supervisor_stand_side_by_side_and_the_chosen_one_is_seen(people: People, width: int) -> None:
    ines = people.agent("agt_ines", viewport={"width": width, "height": 640})
    ines.open("/desk?view=understanding")
    views = ines.page.get_by_role("navigation", name="Views")
    expect(views.get_by_role("link", name="Understanding")).to_be_in_viewport(ratio=0.98)
    boxes = views.get_by_role("link").evaluate_all(_BOXES)
    for one, next_ in pairwise(boxes):
        assert one["right"] <= next_["left"] or one["bottom"] <= next_["top"], (one, next_)
    assert [box["name"] for box in boxes if box["words"] > box["right"] - box["left"]] == []
    assert ines.page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    views.get_by_role("link", name="Waiting").click()
    expect(views.get_by_role("link", name="Waiting")).to_be_in_viewport(ratio=0.98)


_BOXES = """links => links.map(link => {
    const {left, right, top, bottom} = link.getBoundingClientRect();
    return {name: link.innerText, words: link.querySelector(".view__name").scrollWidth, left, right, top, bottom};
})"""


@pytest.mark.timeout(120)
def test_the_screens_of_a_case_are_for_everybody(people: People, someone: Callable[[], dict[str, Any]]) -> None:
    name = (who := someone())["name"]
    customer, ben = people.customer(who["id"]), people.agent("agt_ben", reduced_motion="reduce")
    customer.ask("Where is my order?")
    customer.hears("Juno")
    customer.ask_for_person()
    ben.open("/desk")
    expect(ben.waiting_case(name)).to_be_visible()
    check(ben)
    ben.take_case(name)
    ben.reply(name, "Good day, I am looking.")
    customer.hears("Good day, I am looking.")
    check(ben)

    ben.page.set_viewport_size({"width": 320, "height": 640})
    ben.page.get_by_role("button", name="Customer and orders").click()
    check(ben, ways=WAYS[2:])
    ben.page.get_by_role("button", name="Hand back").click()
    expect(ben.page.get_by_role("dialog")).to_contain_text("Hand back to Juno?")
    check(ben)
    ben.page.keyboard.press("Escape")
    ben.page.get_by_role("button", name="Keyboard shortcuts").click()
    expect(ben.page.get_by_role("dialog", name="Keyboard shortcuts")).to_be_visible()
    check(ben, ways=WAYS[:2])
    ben.page.keyboard.press("Escape")
    ben.page.keyboard.press("Control+k")
    expect(ben.page.get_by_role("combobox", name="Search commands and cases")).to_be_focused()
    check(ben, ways=WAYS[:2])
    ben.page.keyboard.press("Escape")
    for view in ("mine", "open", "resolved"):
        ben.open(f"/desk?view={view}")
        expect(ben.page.get_by_role("region", name=view.capitalize())).to_be_visible()
        check(ben, ways=WAYS[1:3])


# Colours change a frame after the scheme did, and whatever fades has to arrive.
_SETTLED = """async () => {
    const frame = () => new Promise(requestAnimationFrame);
    await frame(); await frame();
    const ending = document.getAnimations().filter(a => a.effect.getComputedTiming().iterations !== Infinity);
    await Promise.allSettled(ending.map(a => a.finished));
    await frame();
}"""


def check(person: Person, ways: list[tuple[str, int]] = WAYS) -> None:
    page = person.page
    found = []
    for scheme, width in ways:
        page.emulate_media(color_scheme=scheme, reduced_motion="reduce")  # type: ignore[arg-type]
        page.set_viewport_size({"width": width, "height": 900 if width > 320 else 640})
        page.evaluate(_SETTLED)
        for violation in Axe().run(page, options=AXE_OPTIONS).response["violations"]:
            if violation["impact"] in ("serious", "critical"):
                nodes = [f"{node['target']} {node['failureSummary']}" for node in violation["nodes"][:3]]
                found.append((scheme, width, violation["id"], nodes))
        if width == 320:
            wide = page.evaluate(
                """() => [...document.querySelectorAll("*")].filter(e => !e.closest("table, .table-frame, nav"))
                    .filter(e => e.scrollWidth > e.clientWidth + 1
                        && (e === document.documentElement || /auto|scroll/.test(getComputedStyle(e).overflowX)))
                    .map(e => e.tagName + "." + e.className)"""
            )
            if wide:
                found.append((scheme, width, "scrolls sideways", wide))
    page.set_viewport_size(DESKTOP)
    assert found == []


# -- what a machine does not see ---------------------------------------------------------------------------------------

_FOCUS = """() => {
    const e = document.activeElement;
    const shown = at => { const s = getComputedStyle(at); return (s.outlineStyle !== "none" && parseFloat(s.outlineWidth) >= 1)
        || s.boxShadow !== "none"; };
    const around = e.closest("form") ?? e.parentElement;
    return {name: e.id || e.getAttribute("aria-label") || e.innerText || e.tagName, visible: shown(e) || shown(around)};
}"""


def _tab_to(person: Person, name: str, most: int = 25) -> None:
    """By Tab alone; the focus can be seen at every stop."""
    for _ in range(most):
        person.page.keyboard.press("Tab")
        stop = person.page.evaluate(_FOCUS)
        assert stop["visible"], f"the focus cannot be seen on {stop['name']!r}"
        if stop["name"] == name:
            return
    raise AssertionError(f"Tab does not lead to {name!r}")


def test_from_the_page_to_a_sent_message_by_keyboard_alone(people: People) -> None:
    hannah = people.customer("cus_hannah", viewport={"width": 900, "height": 800})
    hannah.open("/")
    expect(hannah.page.get_by_role("button", name="Something else")).to_be_visible()
    _tab_to(hannah, "ask")
    hannah.page.keyboard.type("How do I return something?")
    hannah.page.keyboard.press("Enter")
    hannah.hears("How do I return something?", "Juno")
    _tab_to(hannah, "composer")
    hannah.page.keyboard.type("Thank you")
    hannah.page.keyboard.press("Enter")
    hannah.hears("Thank you")
    expect(hannah.composer).to_be_focused()
    expect(hannah.composer).to_have_value("")


def test_the_first_tab_offers_to_skip_to_the_content(people: People) -> None:
    hannah = people.customer("cus_hannah", viewport={"width": 900, "height": 800})
    hannah.open("/articles")
    expect(hannah.page.get_by_role("searchbox")).to_be_visible()
    hannah.page.keyboard.press("Tab")
    skip = hannah.page.get_by_role("link", name="Skip to content")
    expect(skip).to_be_focused()
    expect(skip).to_be_in_viewport()
    hannah.page.keyboard.press("Enter")
    hannah.page.keyboard.press("Tab")
    expect(hannah.page.get_by_role("searchbox")).to_be_focused()


def test_an_agent_takes_and_answers_a_case_by_keyboard_alone(
    people: People, someone: Callable[[], dict[str, Any]]
) -> None:
    name = (who := someone())["name"]
    customer, ruth = people.customer(who["id"]), people.agent("agt_ruth")
    customer.ask("I want to talk to a person")
    ruth.open("/desk")
    expect(ruth.waiting_case(name)).to_be_visible()
    ruth.page.keyboard.press("/")
    ruth.page.keyboard.type(name)
    ruth.page.keyboard.press("Enter")
    expect(ruth.waiting_case(name)).to_be_focused()
    assert ruth.page.evaluate(_FOCUS)["visible"]
    ruth.page.keyboard.press("Enter")
    expect(ruth.page.get_by_role("button", name="Take case")).to_be_visible()
    ruth.page.keyboard.press("t")
    expect(ruth.reply_box(name)).to_be_focused()
    ruth.page.keyboard.type("Hello.")
    ruth.page.keyboard.press("Enter")
    customer.hears("Hello.")


def test_nothing_moves_for_who_asked_for_less_motion(people: People) -> None:
    daniel = people.customer("cus_daniel", reduced_motion="reduce")
    for arrive in (_parcel, _talk("Where is my espresso machine?", then="days late")):
        arrive(daniel)
        moving = daniel.page.evaluate(
            """() => document.getAnimations().filter(a => {
                const t = a.effect.getComputedTiming(); return t.duration > 10 || t.iterations === Infinity; }).length"""
        )
        assert moving == 0


def test_pages_forbid_everything_that_they_do_not_bring_themselves(people: People) -> None:
    visitor = people.visitor()
    for path in ("/", "/desk", "/chat/none"):
        policy = visitor.page.request.get(path).headers["content-security-policy"]
        assert "default-src 'none'" in policy
        assert "unsafe" not in policy
        assert "http" not in policy
