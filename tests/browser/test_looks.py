"""Every page at both widths: nothing sticks out, nothing is blocked, nothing comes from elsewhere."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import Page, Request

pytestmark = pytest.mark.browser

PAGES = {
    "home": "/",
    "search": "/-/search?q=call+handling",
    "search-actions": "/-/search?kind=action&status=open",
    "search-hostile": "/-/search?q=hostile",
    "action": "/-/action/act-call",
    "action-closed": "/-/action/act-peel",
    "action-hostile": "/-/action/act-hostile",
    "action-long": "/-/action/act-long",
    "meeting": "/-/meeting/meeting-board-1",
    "meeting-hostile": "/-/meeting/meeting-hostile",
    "meetings": "/-/meetings",
    "decisions": "/-/decisions",
    "decision": "/-/decision/dec-plan",
    "hmicfrs": "/-/hmicfrs",
    "people": "/-/people",
    "posts": "/-/people?view=posts",
    "person": "/-/person/person-reed",
    "charts": "/-/charts",
    "quality": "/-/quality",
    "about": "/-/about",
    "document": "/-/document/doc-board-1",
    "table": "/minutes/action_register",
    "query": "/minutes/overdue?as_of=2024-06-01",
    "database": "/minutes",
}


@pytest.fixture(scope="session")
def screenshots(root: Path) -> Path:
    """Where pictures of the pages go: not part of the project, for people to look at."""
    folder = root / "output" / "screenshots"
    folder.mkdir(parents=True, exist_ok=True)
    return folder


@pytest.mark.parametrize("name", sorted(PAGES))
def test_a_page_fits_its_window_and_asks_nobody_else(
    name: str, page: Page, server: str, width: int, screenshots: Path
) -> None:
    """The browser's log stays empty too (the fixture): the security policy blocks nothing."""
    elsewhere: list[str] = []

    def note(request: Request) -> None:
        if not request.url.startswith(server):
            elsewhere.append(request.url)

    page.on("request", note)
    answer = page.goto(server + PAGES[name])
    assert answer is not None
    assert answer.status == 200
    page.screenshot(path=screenshots / f"{name}-{width}.png", full_page=True)
    assert elsewhere == []
    wide = page.evaluate("document.documentElement.scrollWidth")
    assert wide <= width, "the page scrolls sideways"


@pytest.mark.parametrize("name", ["action", "meeting", "hmicfrs"])
def test_a_page_prints(name: str, page: Page, server: str, width: int, screenshots: Path) -> None:
    page.goto(server + PAGES[name])
    page.emulate_media(media="print")
    assert not page.locator("header.top").is_visible()
    assert not page.locator("form").first.is_visible()
    assert page.locator("h1").is_visible()
    if width > 1000:
        page.pdf(path=screenshots / f"{name}.pdf", format="A4")
