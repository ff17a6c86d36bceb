"""What officers and auditors come for, done by keyboard alone."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page, expect

pytestmark = pytest.mark.browser


def test_the_keyboard_reaches_the_content_first(page: Page, server: str) -> None:
    page.goto(server + "/-/quality")
    page.keyboard.press("Tab")
    expect(page.locator(":focus")).to_have_text("Skip to the content")
    page.keyboard.press("Enter")
    expect(page.locator("main")).to_be_focused()


def test_an_officer_finds_open_actions_of_the_force_from_2024_on_call_handling(
    page: Page, server: str
) -> None:
    """Three steps: search, narrow down, open."""
    page.goto(server)
    page.keyboard.type("call handling")  # the box has the focus
    page.keyboard.press("Enter")
    page.locator("#kind").focus()
    page.keyboard.type("Actions")
    page.locator("#from").fill("2024-01-01")
    page.locator("#to").fill("2024-12-31")
    page.locator("#owner").focus()
    page.keyboard.type("Force")
    page.locator("#status").select_option("open")
    page.locator("#status").focus()
    page.get_by_role("button", name="Show").focus()
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile("owner=Force.*status=open"))  # waits for the answer
    expect(page.locator(".hits > li")).to_have_count(1)
    page.locator(".hits h3 a").focus()
    page.keyboard.press("Enter")
    expect(page.locator("h1")).to_contain_text("Action 1/2024")
    expect(page.locator("#source ~ .context mark").first).to_contain_text("call handling")


def test_a_filter_is_taken_away_in_one_step(page: Page, server: str) -> None:
    page.goto(server + "/-/search?q=call&kind=action&owner=Nobody")
    expect(page.locator(".hits > li")).to_have_count(0)
    page.get_by_role("link", name=re.compile("Owner: Nobody")).click()
    expect(page.locator(".hits > li")).to_have_count(1)


def test_an_auditor_goes_from_an_item_to_the_words_that_closed_its_action(
    page: Page, server: str
) -> None:
    page.goto(server + "/-/hmicfrs")
    page.get_by_role("link", name="the words in place").last.focus()
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile("#evidence$"))
    mark = page.locator("#evidence ~ .context mark").first
    expect(mark).to_have_text("Action 2/2024 – complete.")
    expect(mark).to_be_in_viewport()


def test_the_source_page_is_drawn_with_its_words_highlighted(page: Page, server: str) -> None:
    page.goto(server + "/-/action/act-call")
    image = page.locator("img.page-image")
    expect(image).to_be_visible()
    assert image.evaluate("image => image.complete && image.naturalWidth") > 800


def test_the_whole_of_a_long_word_stays_inside_the_page(page: Page, server: str) -> None:
    page.goto(server + "/-/action/act-long")
    widest = page.evaluate(
        "Math.max(...[...document.querySelectorAll('main *')]"
        ".filter(e => !e.closest('.scroll')).map(e => e.getBoundingClientRect().right))"
    )
    assert widest <= (page.viewport_size or {})["width"]
