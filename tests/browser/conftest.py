"""The site as officers meet it: a real server, a real browser."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect, sync_playwright

from pipeline.web import serve_arguments, serve_environment
from tests.support import web_archive, web_register

CHROMIUM = Path("/usr/bin/chromium")
FLAGS = (
    "--no-sandbox", "--disable-background-networking", "--disable-component-update",
    "--disable-sync", "--no-first-run",
)  # fmt: skip
SECONDS = 120
"""How long a busy machine may take to start the site, and to draw what is waited for: a quarter."""

expect.set_options(timeout=SECONDS * 250)


@pytest.fixture(scope="session")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a running site over the invented register and its source files."""
    folder = tmp_path_factory.mktemp("site")
    register = web_register.build(folder / "register.db")
    web_archive.build(register, folder / "archive")
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    arguments = serve_arguments(register, port)
    environment = os.environ | serve_environment(folder / "archive")
    log = (folder / "log").open("wb")
    process = subprocess.Popen(
        [sys.executable, "-m", "datasette", *arguments],
        stdout=log, stderr=log, env=environment,
    )  # fmt: skip
    address = f"http://127.0.0.1:{port}"
    try:
        wait_for(address, process, folder / "log")
        yield address
    finally:
        process.terminate()
        process.wait(timeout=SECONDS)
        log.close()


@pytest.fixture(scope="module")  # not the session: while it is open no asynchronous test can run
def chromium() -> Iterator[Browser]:
    """The system's Chromium, or a loud skip where there is none."""
    if not CHROMIUM.exists():
        pytest.skip(f"{CHROMIUM} is absent: nothing was tested in a browser")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=str(CHROMIUM), args=list(FLAGS))
        yield browser
        browser.close()


@pytest.fixture(params=[1400, 360], ids=["wide", "narrow"])
def width(request: pytest.FixtureRequest) -> int:
    """The widths at which every page must work."""
    found: int = request.param
    return found


@pytest.fixture
def page(chromium: Browser, width: int) -> Iterator[Page]:
    """A fresh page of the width asked for; a message of the browser's log fails the test."""
    context = chromium.new_context(viewport={"width": width, "height": 900}, locale="en-GB")
    page = context.new_page()
    complaints: list[str] = []
    page.on("console", lambda message: complaints.append(message.text))
    page.on("pageerror", lambda error: complaints.append(str(error)))
    yield page
    context.close()
    assert complaints == []


def wait_for(address: str, process: subprocess.Popen[bytes], log: Path) -> None:
    """Until the server answers; its log, where it dies or stays silent."""
    deadline = time.monotonic() + SECONDS
    while time.monotonic() < deadline and process.poll() is None:
        try:
            with urllib.request.urlopen(address, timeout=5):  # noqa: S310 (our own server)
                return
        except OSError:  # not yet listening, or slow
            time.sleep(0.1)
    pytest.fail(log.read_text(encoding="utf-8"))
