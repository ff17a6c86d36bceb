"""What officers and auditors come for, done by keyboard alone."""

from __future__ import annotations

import re
from pathlib import Path

import pdfplumber
import pytest
from playwright.sync_api import Page, expect

pytestmark = pytest.mark.browser


def test_the_keyboard_reaches_the_content_first(page: Page, server: str) -> None:
    page.goto(server + "/-/quality")
    page.keyboard.press("Tab")
    expect(page.locator(":focus")).to_have_text("Skip to the content")
    page.keyboard.press("Enter")
    expect(page.locator("main")).to_be_focused()


def test_an_officer_finds_every_open_action_of_the_force_from_2024_on_call_handling(
    page: Page, server: str, tmp_path: Path
) -> None:
    """Three steps from the first page, by keyboard alone: search, narrow down, open; then print."""
    page.goto(server)
    expect(page.locator("#q")).to_be_focused()
    page.keyboard.type("call handling")
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile("q=call"))
    _tab_to(page, "#kind")
    page.keyboard.type("Actions")
    _tab_to(page, "#from")
    page.keyboard.type("01012024")  # the same day wherever the month stands
    _tab_to(page, "#owner")
    page.keyboard.type("Force")
    _tab_to(page, "#status")
    page.keyboard.type("Not closed")
    _tab_to(page, "#filters button")
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile("from=2024-01-01&to=&owner=Force&status=open"))
    expect(page.locator(".hits > li")).to_have_count(1)
    _tab_to(page, ".hits h3 a")
    page.keyboard.press("Enter")
    expect(page.locator("h1")).to_contain_text("Action 1/2024")
    expect(page.locator("#source ~ .context mark").first).to_contain_text("call handling")
    assert "answering of 999 calls" in _printed(page, tmp_path)


def _tab_to(page: Page, selector: str) -> None:
    """Press Tab until the first element of `selector` has the focus, as a reader would."""
    wanted = page.locator(selector).first
    for _ in range(90):
        if wanted.evaluate("element => element === document.activeElement"):
            return
        page.keyboard.press("Tab")
    pytest.fail(f"the keyboard does not reach {selector}")


def _printed(page: Page, folder: Path) -> str:
    """The words that stand on paper."""
    paper = folder / "page.pdf"
    page.pdf(path=paper, format="A4")
    with pdfplumber.open(paper) as pdf:
        return " ".join(" ".join(sheet.extract_text().split()) for sheet in pdf.pages)


def test_a_filter_is_taken_away_in_one_step(page: Page, server: str) -> None:
    page.goto(server + "/-/search?q=call&kind=action&owner=Nobody")
    expect(page.locator(".hits > li")).to_have_count(0)
    page.get_by_role("link", name=re.compile("Owner: Nobody")).click()
    expect(page.locator(".hits > li")).to_have_count(1)


def test_an_auditor_goes_from_an_item_to_the_words_that_closed_its_action(
    page: Page, server: str, tmp_path: Path
) -> None:
    """By keyboard alone, from the first page; then on paper."""
    page.goto(server)
    expect(page.locator("#q")).to_be_focused()  # by itself, a moment after the page is there
    _tab_to(page, 'a[href="/-/hmicfrs"]')
    page.keyboard.press("Enter")
    expect(page.locator("h1")).to_have_text("HMICFRS audit")
    _tab_to(page, 'a[href="/-/action/act-peel#evidence"]')
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile("#evidence$"))
    mark = page.locator("#evidence ~ .context mark").first
    expect(mark).to_have_text("Action 2/2024 – complete.")
    expect(mark).to_be_in_viewport()
    paper = _printed(page, tmp_path)
    assert "Action 2/2024 – complete." in paper
    assert "The one never implies the other" in paper
    assert "Search the register" not in paper


def test_the_source_page_is_drawn_with_its_words_highlighted(page: Page, server: str) -> None:
    page.goto(server + "/-/action/act-call")
    image = page.locator("img.page-image[src*='/1.png']")
    expect(image).to_be_visible()
    image.scroll_into_view_if_needed()
    drawn = "image => image.complete && image.naturalWidth > 800"
    page.wait_for_function(drawn, arg=image.element_handle())


def test_the_whole_of_a_long_word_stays_inside_the_page(page: Page, server: str) -> None:
    page.goto(server + "/-/action/act-long")
    widest = page.evaluate(
        "Math.max(...[...document.querySelectorAll('main *')]"
        ".filter(e => !e.closest('.scroll')).map(e => e.getBoundingClientRect().right))"
    )
    assert widest <= (page.viewport_size or {})["width"]
