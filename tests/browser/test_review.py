"""A reviewer at work, by keyboard alone: signs in, corrects, and finds it again after a rebuild."""

from __future__ import annotations

import os
import re
import socket
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import pytest
from playwright.sync_api import Locator, Page, expect

from pipeline.corrections import read
from pipeline.web import serve_arguments, serve_environment
from tests.browser.conftest import SECONDS, wait_for
from tests.browser.test_looks import violations
from tests.support import web_archive, web_register
from tests.support.builds import build, fill, minutes
from tests.support.web_signing import PASSWORD, settings

pytestmark = pytest.mark.browser


@contextmanager
def served(register: Path, archive: Path) -> Iterator[str]:
    """The address of a site with reviewers over a register."""
    folder = register.parent
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    environment = os.environ | serve_environment(
        archive,
        settings_file=settings(folder / "site.yml"),
        corrections=folder / "corrections.jsonl",
    )
    log = folder / "log"
    with log.open("wb") as written:
        process = subprocess.Popen(
            [sys.executable, "-m", "datasette", *serve_arguments(register, port)],
            stdout=written, stderr=written, env=environment,
        )  # fmt: skip
    address = f"http://127.0.0.1:{port}"
    try:
        wait_for(address, process, log)
        yield address
    finally:
        process.terminate()
        process.wait(timeout=SECONDS)


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The invented register with its source page, and nobody's corrections yet."""
    folder = tmp_path_factory.mktemp("desk")
    register = web_register.build(folder / "register.db")
    web_archive.build(register, folder / "archive")
    with served(register, folder / "archive") as address:
        yield address


def tab_to(page: Page, wanted: Locator) -> None:
    """Press Tab until the element has the focus."""
    for _ in range(150):
        if wanted.evaluate("element => element === document.activeElement"):
            return
        page.keyboard.press("Tab")
    pytest.fail("the keyboard does not reach it")


def sign_in(page: Page, address: str) -> None:
    """Sign in by keyboard, from wherever the site asks for it."""
    page.goto(address + "/-/review")
    expect(page.locator("#sign-in-name")).to_be_focused()
    page.keyboard.type("fern")
    page.keyboard.press("Tab")
    page.keyboard.type(PASSWORD)
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile("/-/review$"))


def test_a_reviewer_corrects_an_owner_and_it_survives_rebuilds(page: Page, tmp_path: Path) -> None:
    archive = fill(
        tmp_path / "archive",
        january=minutes("2024-01-02", "Action 1/24: count the signs", "Action 2/24: mend the roof"),
    )
    register = tmp_path / "site" / "minutes.db"
    build(archive, register)
    with closing(sqlite3.connect(register)) as db:
        ((key,),) = db.execute("select id from actions where ref = '2/24'").fetchall()
    with served(register, archive) as address:
        sign_in(page, address)
        tab_to(page, page.get_by_role("link", name=re.compile("mend the roof")))
        page.keyboard.press("Enter")
        expect(page.locator("h1")).to_have_text("Is this action read rightly?")
        tab_to(page, page.locator("#owner"))
        page.keyboard.type("Priya Holt")
        page.keyboard.press("Enter")
        expect(page.get_by_role("status")).to_contain_text("its owner is Priya Holt")
        expect(page.get_by_role("status")).to_contain_text("takes effect at the next build")
        (said,) = read(register.parent / "corrections.jsonl").corrections
        assert (said.who, said.person_value) == ("A. Fern (fern)", "Priya Holt")

        page.goto(f"{address}/-/action/{key}")
        expect(page.locator(".facts").first).not_to_contain_text("Priya Holt")
        build(archive, register)  # while the site runs
        page.reload()
        expect(page.locator(".facts").first).to_contain_text("Priya Holt")
        fill(archive, february=minutes("2024-02-02", "1/24 Complete"))
        build(archive, register)
        page.reload()
        expect(page.locator(".facts").first).to_contain_text("Priya Holt")
        page.goto(f"{address}/-/review/said")
        expect(page.locator(".said-list > li").first).to_contain_text("Applies")


def test_a_link_is_judged_in_two_clicks_and_can_be_taken_back(page: Page, desk: str) -> None:
    sign_in(page, desk)
    page.get_by_role("link", name=re.compile("two analyses")).first.click()
    expect(page.locator("h1")).to_have_text("Are these one story?")
    page.get_by_role("button", name="No, reject").click()
    expect(page.get_by_role("status")).to_contain_text("the link is wrong")
    page.get_by_role("button", name="Take it back").click()
    expect(page.locator(".said-list > li").nth(1)).to_contain_text("Taken back")


def test_the_words_stand_beside_the_buttons_with_the_page(
    page: Page, desk: str, width: int
) -> None:
    sign_in(page, desk)
    page.goto(desk + "/-/review/action/act-call")
    image = page.locator("img.page-image")
    expect(image).to_be_visible()
    image.scroll_into_view_if_needed()
    assert image.evaluate("image => image.complete && image.naturalWidth") > 800
    expect(page.locator(".context mark").first).to_contain_text("call handling")
    if width > 1000:
        first = page.get_by_role("button", name="Right: Force")
        page.evaluate("window.scrollTo(0, 0)")
        expect(first).to_be_in_viewport()


PAGES = {
    "review": "/-/review",
    "review-action": "/-/review/action/act-call",
    "review-hostile": "/-/review/action/act-hostile",
    "review-long": "/-/review/action/act-long",
    "review-link": "/-/review/link/link-1",
    "review-update": "/-/review/update/event-6",
    "review-said": "/-/review/said",
}


def test_review_pages_fit_their_window(page: Page, desk: str, width: int, root: Path) -> None:
    """Each is looked at by axe-core too; the pictures are for people."""
    folder = root / "output" / "screenshots"
    folder.mkdir(parents=True, exist_ok=True)
    page.goto(desk + "/-/login")
    fits(page, width, folder / f"sign-in-{width}.png")
    sign_in(page, desk)
    for name, address in PAGES.items():
        answer = page.goto(desk + address)
        assert answer is not None
        assert answer.status == 200
        fits(page, width, folder / f"{name}-{width}.png")


def fits(page: Page, width: int, picture: Path) -> None:
    """Nothing stands out of the window, and nothing keeps anybody from using the page."""
    page.screenshot(path=picture, full_page=True)
    assert page.evaluate("document.documentElement.scrollWidth") <= width, picture.name
    widest = page.evaluate(
        "Math.max(...[...document.querySelectorAll('main *')]"
        ".filter(e => !e.closest('.scroll')).map(e => e.getBoundingClientRect().right))"
    )
    assert widest <= width, picture.name
    assert violations(page) == [], picture.name
