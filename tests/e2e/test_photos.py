"""Photos are attached, described, taken back and sent in the chat, and seen at the desk."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import expect

from tests.e2e.visiting import People, Person
from tests.web.pictures import a_photo


@pytest.fixture
def files(tmp_path: Path) -> list[str]:
    made = []
    for seed, name in enumerate(("lamp.jpg", "box.jpg", "cat.jpg")):
        (tmp_path / name).write_bytes(a_photo(seed, size=(1200, 900)))
        made.append(str(tmp_path / name))
    (tmp_path / "notes.txt").write_text("not a photo")
    return [*made, str(tmp_path / "notes.txt")]


def attach(person: Person, *files: str) -> None:
    person.page.locator("input[type=file]").set_input_files(list(files))


def test_photos_are_described_taken_back_sent_and_seen_at_the_desk(
    people: People, someone: Callable[[], dict[str, Any]], files: list[str]
) -> None:
    who = someone()
    customer = people.customer(who["id"])
    customer.open("/")
    customer.ask_for_person()
    customer.hears("A person will be with you here")
    attach(customer, *files[:3])
    tray = customer.page.get_by_role("list", name="Photos to send")
    expect(tray.get_by_role("listitem")).to_have_count(3)
    tray.get_by_role("textbox", name="lamp.jpg").fill("The shade is broken")
    tray.get_by_role("button", name="cat.jpg").click()
    expect(tray.get_by_role("listitem")).to_have_count(2)
    customer.composer.fill("It came like this")
    customer.composer.press("Enter")
    shown = customer.log.get_by_role("list", name="Your photos")
    expect(shown.get_by_role("img")).to_have_count(2)
    expect(shown.get_by_role("img", name="The shade is broken")).to_be_visible()
    expect(customer.log).to_contain_text("It came like this")
    expect(tray).to_have_count(0)

    agent = people.agent("agt_ruth")
    agent.take_case(who["name"])
    agent.page.get_by_role("button", name="Enlarge photo 1: The shade is broken").click()
    large = agent.page.get_by_role("dialog", name="Photo of the customer")
    picture = large.get_by_role("img", name="The shade is broken")
    expect(picture).to_be_visible()
    assert picture.evaluate("image => image.naturalWidth") == 1200
    agent.page.keyboard.press("ArrowRight")
    expect(large).to_contain_text("2 of 2")
    agent.page.keyboard.press("Escape")
    expect(large).to_have_count(0)


def test_what_is_no_photo_is_said_at_once_and_not_sent(people: People, files: list[str]) -> None:
    visitor = people.visitor()
    visitor.open("/")
    visitor.ask_for_person()
    visitor.hears("A person will be with you here")
    attach(visitor, files[3])
    expect(visitor.page.get_by_role("alert")).to_contain_text("“notes.txt” can’t be sent")
    expect(visitor.page.get_by_role("list", name="Photos to send")).to_have_count(0)


def test_photos_that_could_not_be_sent_stay_and_go_when_the_line_is_back(people: People, files: list[str]) -> None:
    visitor = people.visitor()
    visitor.open("/")
    visitor.ask_for_person()
    visitor.hears("A person will be with you here")
    attach(visitor, files[0])
    visitor.expects_lost_line()
    visitor.page.context.set_offline(True)
    visitor.page.get_by_role("button", name="Send", exact=True).click()
    expect(visitor.page.get_by_role("alert").first).to_be_visible()
    expect(visitor.page.get_by_role("list", name="Photos to send").get_by_role("listitem")).to_have_count(1)
    visitor.page.context.set_offline(False)
    visitor.page.get_by_role("button", name="Send", exact=True).click()
    expect(visitor.log.get_by_role("list", name="Your photos").get_by_role("img")).to_have_count(1)
