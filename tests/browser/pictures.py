"""Pictures of the site for docs/officers.md: `python -m tests.browser.pictures REGISTER ARCHIVE`.

Made over the register of corpus/, so that everything on them is invented. They are as wide and high
as `SIZE` whenever they are made, and small: few colours.
"""

from __future__ import annotations

import io
import os
import socket
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from PIL import Image
from playwright.sync_api import Browser, sync_playwright

from pipeline.web import serve_arguments, serve_environment
from tests.browser.conftest import CHROMIUM, FLAGS, wait_for

FOLDER = Path(__file__).parents[2] / "docs" / "images"
SIZE = (1100, 760)
COLOURS = 96
LARGEST = 120_000
"""Bytes of a picture at most."""

CLOSED = """
  select a.id from actions a join action_states s on s.action_id = a.id
  join documents d on d.id = a.document_id
  where s.closed = 1 and a.kind = 'labelled'
  order by s.grade = 'table', s.hmicfrs desc, s.events desc, a.id limit 1
"""
BODY = "select body_id from meetings group by body_id order by count(*) desc, body_id limit 1"
ON_A_PAGE = """
  select a.id from actions a join documents d on d.id = a.document_id
  where a.kind = 'labelled' and d.media_type = 'application/pdf' and a.page is not null
  order by length(a.text) desc, a.id limit 1
"""
PICTURES = {
    "home": ("/", ""),
    "search": ("/-/search?q=control+room&kind=action&from=2022", ""),
    "action": ("/-/action/{closed}", ""),
    "page": ("/-/action/{on_a_page}", ".page-view[open]"),
    "hmicfrs": ("/-/hmicfrs", ""),
    "meetings": ("/-/meetings?body={body}", ""),
    "charts": ("/-/charts", ""),
}
"""Each picture's address, and what is scrolled to ("" for the top)."""


def take(browser: Browser, server: str, register: Path, folder: Path) -> None:
    """Take every picture of the site at `server`, which serves `register`, into `folder`."""
    with closing(sqlite3.connect(register)) as db:
        keys = {
            name: db.execute(sql).fetchone()[0]
            for name, sql in (("closed", CLOSED), ("on_a_page", ON_A_PAGE), ("body", BODY))
        }
    window = {"width": SIZE[0], "height": SIZE[1]}
    page = browser.new_page(viewport=window, locale="en-GB", color_scheme="light")
    for name, (address, place) in PICTURES.items():
        page.goto(server + address.format(**keys))
        if place:
            page.locator(place).first.evaluate("element => element.scrollIntoView()")
            page.wait_for_load_state("networkidle")
        few = Image.open(io.BytesIO(page.screenshot())).convert("RGB").quantize(COLOURS)
        few.save(folder / f"{name}.png", optimize=True)
    page.close()


def main(register: Path, archive: Path) -> None:
    """Take every picture for the documentation."""
    FOLDER.mkdir(exist_ok=True)
    with served(register, archive) as server, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=str(CHROMIUM), args=list(FLAGS))
        take(browser, server, register, FOLDER)
        browser.close()


@contextmanager
def served(register: Path, archive: Path) -> Iterator[str]:
    """The address of the site over a register, while the block runs."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    log = register.with_suffix(".log")
    with log.open("wb") as out:
        process = subprocess.Popen(
            [sys.executable, "-m", "datasette", *serve_arguments(register, port)],
            stdout=out, stderr=out, env=os.environ | serve_environment(archive),
        )  # fmt: skip
        try:
            wait_for(f"http://127.0.0.1:{port}", process, log)
            yield f"http://127.0.0.1:{port}"
        finally:
            process.terminate()
            process.wait()
            log.unlink()


if __name__ == "__main__":
    main(Path(sys.argv[1]).resolve(), Path(sys.argv[2]).resolve())
