"""Reloads, lost lines and a killed server cost nothing that was said."""

import re
from collections.abc import Callable
from typing import Any

import psutil
import pytest
from playwright.sync_api import expect

from tests.e2e.running_demo import RunningDemo
from tests.e2e.visiting import People


def test_a_reload_in_the_middle_keeps_what_was_said_and_what_was_being_written(people: People) -> None:
    priya = people.customer("cus_priya")
    priya.ask("Where is my refund?")
    priya.hears("is refunded after we have received")
    priya.composer.fill("And when will")
    priya.page.reload()
    priya.hears("Where is my refund?", "is refunded after we have received")
    expect(priya.composer).to_have_value("And when will")


def test_words_written_without_a_line_are_sent_once_when_it_is_back(
    people: People, someone: Callable[[], dict[str, Any]]
) -> None:
    who = someone()
    customer, ruth = people.customer(who["id"]), people.agent("agt_ruth")
    customer.expects_lost_line()
    customer.ask("I want to speak to a human")
    ruth.take_case(who["name"])
    customer.hears("Ruth Adeyemi has joined")

    customer.page.context.set_offline(True)
    expect(customer.header.get_by_text("Reconnecting…")).to_be_visible()
    customer.write("I am in a tunnel.")
    customer.hears("I am in a tunnel.")
    customer.composer.fill("More of it")
    ruth.reply(who["name"], "Take your time.")
    ruth.hears("Take your time.")

    customer.page.context.set_offline(False)
    expect(customer.header.get_by_text("Reconnecting…")).to_be_hidden()
    customer.hears("Take your time.")
    ruth.hears("I am in a tunnel.")
    expect(customer.log).not_to_contain_text("Not sent")
    expect(customer.composer).to_have_value("More of it")
    for log in (customer.log, ruth.log):
        expect(log.get_by_text("I am in a tunnel.")).to_have_count(1)
        expect(log.get_by_text("Take your time.")).to_have_count(1)


@pytest.mark.timeout(90)
def test_a_killed_web_process_comes_back_and_nothing_is_missed(
    demo: RunningDemo, people: People, someone: Callable[[], dict[str, Any]]
) -> None:
    who = someone()
    customer, ruth = people.customer(who["id"]), people.agent("agt_ruth")
    customer.expects_lost_line()
    ruth.expects_lost_line()
    customer.ask("I want to speak to a human")
    ruth.take_case(who["name"])
    ruth.reply(who["name"], "Before it.")
    customer.hears("Before it.")

    web = demo.child("serve")
    its_own = web.children(recursive=True)
    web.kill()
    expect(customer.header.get_by_text("Reconnecting…")).to_be_visible()
    customer.write("While it was down.")
    demo.child("serve", other_than=web.pid)
    demo.wait_until_ready()
    _, alive = psutil.wait_procs(its_own, timeout=5)
    assert alive == [], "what the killed process had started lives on, on the same port"

    ruth.hears("While it was down.", within=20)
    ruth.reply(who["name"], "After it.")
    customer.hears("After it.", within=20)
    expect(customer.header.get_by_text("Reconnecting…")).to_be_hidden()
    for words in ("Before it.", "While it was down.", "After it."):
        expect(customer.log.get_by_text(words)).to_have_count(1)
        expect(ruth.log.get_by_text(words)).to_have_count(1)
    said = customer.log.inner_text()
    assert re.search(r"Before it\..+While it was down\..+After it\.", said, re.DOTALL)
