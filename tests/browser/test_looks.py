"""Every page at both widths: it fits, breaks no rule of accessibility, and asks nobody else."""

from __future__ import annotations

from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe  # type: ignore[import-untyped]
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
    "versions": "/-/meeting/meeting-board-1/versions",
    "meetings": "/-/meetings",
    "meetings-body": "/-/meetings?body=northmoor-board",
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
    "search-nothing": "/-/search?q=xyzzy",
}


RULES = {
    "runOnly": [
        "wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice",
    ],
    "rules": {"target-size": {"enabled": True}},
}  # fmt: skip
"""Of axe-core: WCAG 2.2 up to AA, and what it counts as good practice."""


def violations(page: Page) -> list[str]:
    """What axe-core finds wrong with a page, a line each; the library comes from its package."""
    found = Axe().run(page, options=RULES).response["violations"]
    return [
        f"{fault['id']}: {' '.join(place['target'][0] for place in fault['nodes'][:3])}"
        for fault in found
    ]


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
    assert violations(page) == []


@pytest.mark.parametrize("name", ["home", "search-actions", "action", "hmicfrs"])
def test_what_has_the_focus_is_seen(name: str, page: Page, server: str) -> None:
    """Tab by Tab, each element stands in the window with an outline that differs from its ground."""
    page.goto(server + PAGES[name])
    page.wait_for_function(SETTLED)
    page.keyboard.press("Tab")
    count = 0
    for _ in range(30):
        seen = page.evaluate(FOCUSED)
        if seen is None:
            break
        count += 1
        assert seen["outline"] >= 2, seen
        assert seen["inside"], seen
        page.keyboard.press("Tab")
    assert count > 5, "the menu alone has more"


SETTLED = (
    "() => document.activeElement.matches('[autofocus]') || !document.querySelector('[autofocus]')"
)
"""The browser gives a box the focus by itself a moment after the page is there, and complains if late."""

FOCUSED = """() => {
  const held = document.activeElement;
  if (!held || held === document.body) return null;
  const style = getComputedStyle(held), box = held.getBoundingClientRect();
  return {
    what: held.outerHTML.slice(0, 80),
    outline: style.outlineStyle === "none" ? 0 : parseFloat(style.outlineWidth),
    inside: box.bottom > 0 && box.top < innerHeight && box.right > 0 && box.left < innerWidth,
  };
}"""


@pytest.mark.parametrize("name", ["action", "meeting", "hmicfrs", "search", "charts", "versions"])
def test_a_page_prints(name: str, page: Page, server: str, width: int, screenshots: Path) -> None:
    page.goto(server + PAGES[name])
    page.emulate_media(media="print")
    assert not page.locator("header.top").is_visible()
    assert page.locator("button:visible, input:visible, select:visible").count() == 0
    assert page.locator("h1").is_visible()
    if width > 1000:
        page.pdf(path=screenshots / f"{name}.pdf", format="A4")
