"""Fresh pictures of the screens for the documentation: `python -m tests.e2e.screenshots` writes docs/images/."""

import os
import shutil
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import expect, sync_playwright

from tests.e2e.running_demo import ROOT, RunningDemo
from tests.e2e.visiting import People, Person

IMAGES = ROOT / "docs" / "images"
MOST_BYTES = 200_000
PHONE = {"width": 390, "height": 780}


def main() -> int:
    IMAGES.mkdir(parents=True, exist_ok=True)
    with _people() as people:
        _home(people)
        _refund(people)
        _parcel(people)
        _desk(people)
        _understanding(people)
        _phone(people)
        complaints = people.leave()
    heavy = [image.name for image in IMAGES.glob("*.png") if image.stat().st_size > MOST_BYTES]
    print(*complaints, *(f"{name} is heavier than {MOST_BYTES:,} bytes" for name in heavy), sep="\n")  # noqa: T201
    return 1 if complaints or heavy else 0


@contextmanager
def _people() -> Iterator[People]:
    folder = Path(tempfile.mkdtemp(prefix="hub-images-"))
    demo = RunningDemo(folder)
    try:
        with sync_playwright() as playwright:
            path = os.environ.get("HUB_TEST_BROWSER", "/usr/bin/chromium")
            browser = playwright.chromium.launch(executable_path=path)
            yield People(browser, demo.url)
            browser.close()
    finally:
        demo.stop()
        shutil.rmtree(folder, ignore_errors=True)


def _keep(person: Person, name: str) -> None:
    person.page.mouse.move(0, 0)
    person.page.wait_for_function(
        "document.fonts.ready.then(() => document.querySelectorAll('.typing, .glow').length === 0)"
    )
    person.page.screenshot(path=IMAGES / f"{name}.png", animations="disabled", caret="hide")


def _home(people: People) -> None:
    for scheme in ("light", "dark"):
        noah = people.customer("cus_noah", color_scheme=scheme, viewport={"width": 1280, "height": 820})
        noah.open("/")
        expect(noah.boxes()).to_have_count(2)
        _keep(noah, f"home-{scheme}")


def _refund(people: People) -> None:
    maya = people.customer("cus_maya", viewport={"width": 1280, "height": 860})
    maya.ask("Subscription refund")
    maya.hears("Done: $14.99 was sent back")
    expect(maya.header).to_contain_text("1 unread")
    _keep(maya, "chat-refund")
    maya.log.get_by_role("link", name="See the receipt").click()
    expect(maya.main).to_contain_text("What our rules say")
    maya.page.set_viewport_size({"width": 1280, "height": 1180})
    _keep(maya, "receipt")


def _parcel(people: People) -> None:
    sofia = people.customer("cus_sofia", viewport={"width": 1280, "height": 1000})
    sofia.open("/parcel/shp_sofia_headphones")
    expect(sofia.main.get_by_role("region", name="Every sighting")).to_be_visible()
    _keep(sofia, "parcel")


def _desk(people: People) -> None:
    james = people.customer("cus_james")
    james.ask("My camera says delivered but it's not here")
    james.choice("Talk to a person").click()
    james.hears("A person will be with you")
    priya = people.customer("cus_priya")
    priya.ask("Where is my refund?")
    priya.hears("is refunded after")
    priya.ask_for_person()
    ruth = people.agent("agt_ruth", viewport={"width": 1600, "height": 900})
    ruth.take_case("James Holloway")
    ruth.reply("James Holloway", "Hello James, I am asking the carrier for the photo of the delivery.")
    james.hears("I am asking the carrier")
    james.write("Thank you. I looked behind the planters too.")
    ruth.hears("behind the planters")
    _keep(ruth, "desk")


def _understanding(people: People) -> None:
    asked = [
        ("cus_hannah", "Hannah", "Do you deliver to the Faroe Islands by express?", "Delivery abroad"),
        ("cus_lukas", "Lukas", "The colour looks different on my wall.", "Return something"),
    ]
    ines = people.agent("agt_ines", viewport={"width": 1600, "height": 900})
    for id_, name, words, meant in asked:
        customer = people.customer(id_)
        customer.ask(words)
        customer.hears("Juno")
        customer.ask_for_person()
        ines.open("/desk")
        ines.waiting_case(name).click()
        ines.page.get_by_role("button", name="Take case").click()
        ines.page.get_by_role("combobox", name=f"It meant {words}").select_option(meant)
        expect(ines.page.get_by_text("A supervisor will look at it.")).to_be_visible()
    ines.page.set_viewport_size({"width": 1280, "height": 900})
    ines.open("/desk?view=understanding")
    expect(ines.main.get_by_role("button", name="Accept")).to_have_count(len(asked))
    _keep(ines, "understanding")


def _phone(people: People) -> None:
    daniel = people.customer("cus_daniel", viewport=PHONE, device_scale_factor=1.5, has_touch=True)
    daniel.open("/")
    expect(daniel.boxes()).to_have_count(1)
    daniel.ask("Where is my espresso machine?")
    daniel.hears("days late")
    expect(
        daniel.choice("Talk to a person").or_(daniel.main.get_by_role("button", name="Something else")).first
    ).to_be_visible()
    _keep(daniel, "chat-phone")


if __name__ == "__main__":
    sys.exit(main())
