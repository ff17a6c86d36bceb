"""Pages of Word files: laid out by LibreOffice where it is installed, and never waited for."""

from __future__ import annotations

import asyncio
import io
import shutil
import time
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from datasette.app import Datasette
from PIL import Image

from pipeline.web import laid_out
from pipeline.web.page_image import HIGHLIGHT
from tests.support import web_archive, web_register
from tests.web.conftest import close

EVENT = "/-/action/act-call"
"""An action whose status is said in the Word file of March."""

OFFICE = """#!/bin/sh
while [ "$1" != --outdir ]; do shift; done
{what}
"""


@pytest.fixture
async def archived(tmp_path: Path) -> AsyncIterator[Datasette]:
    """The site with the folder of its source files."""
    register = web_register.build(tmp_path / "register.db")
    web_archive.build(register, tmp_path / "archive")
    plugins = {"minutes-pipeline": {"archive": str(tmp_path / "archive")}}
    app = Datasette([], immutables=[str(register)], metadata={"plugins": plugins})
    await app.invoke_startup()
    laid_out._installed.cache_clear()
    yield app
    laid_out._installed.cache_clear()
    close(app)


def _install(folder: Path, monkeypatch: pytest.MonkeyPatch, what: str) -> None:
    """A program that is called as LibreOffice is, and does `what`."""
    program = folder / "bin" / "soffice"
    program.parent.mkdir()
    program.write_text(OFFICE.format(what=what), encoding="utf-8")
    program.chmod(0o700)
    monkeypatch.setenv("PATH", f"{program.parent}:/usr/bin:/bin")


async def _address(app: Datasette) -> str:
    """Where the action's page shows the page of the Word file."""
    text = (await app.client.get(EVENT)).text
    return str(text.split('src="/-/page/doc-board-3/')[1].split('"')[0].replace("&amp;", "&"))


async def test_without_libreoffice_the_paragraph_stands_alone(
    archived: Datasette, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    text = (await archived.client.get(EVENT)).text
    assert "Action 1/2024 – in progress." in text
    assert "/-/page/doc-board-3/" not in text
    assert (await archived.client.get("/-/page/doc-board-3/0.png?start=1&end=9")).status_code == 404


async def test_a_word_file_is_laid_out_once_and_its_page_found(
    archived: Datasette, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The program that is called gives the PDF of January; the words stand in both."""
    pdf = next((tmp_path / "archive").rglob("*.pdf"))
    what = f'mkdir -p "$2"; cp "{pdf}" "$2/file.pdf"; echo x >> "{tmp_path}/calls"'
    _install(tmp_path, monkeypatch, what)
    address = "/-/page/doc-board-3/0.png?start=0&end=26"
    one, other = await asyncio.gather(*(archived.client.get(address) for _ in range(2)))
    assert (one.status_code, other.status_code) == (200, 200)
    colours = {colour for _, colour in Image.open(io.BytesIO(one.content)).getcolors(1 << 24) or ()}
    assert HIGHLIGHT in colours
    assert (tmp_path / "calls").read_text() == "x\n"
    assert len(list((tmp_path / "cache" / "laid-out").iterdir())) == 1


async def test_the_page_of_an_action_does_not_wait(
    archived: Datasette, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    _install(tmp_path, monkeypatch, f'echo x >> "{tmp_path}/calls"')
    address = await _address(archived)
    assert address.startswith("0.png?")
    assert not (tmp_path / "calls").exists()


@pytest.mark.parametrize("what", ["exit 1", "exit 0", 'mkdir -p "$2"; echo no > "$2/file.pdf"'])
async def test_a_file_that_cannot_be_laid_out_costs_only_its_image(
    archived: Datasette, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, what: str
) -> None:
    _install(tmp_path, monkeypatch, what)
    address = f"/-/page/doc-board-3/{await _address(archived)}"
    assert (await archived.client.get(address)).status_code == 404


async def test_a_converter_that_hangs_is_ended(
    archived: Datasette, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    _install(tmp_path, monkeypatch, "sleep 20")
    monkeypatch.setattr(laid_out, "SECONDS", 1)
    started = time.monotonic()
    address = f"/-/page/doc-board-3/{await _address(archived)}"
    assert (await archived.client.get(address)).status_code == 404
    assert time.monotonic() - started < 15


async def test_a_folder_that_cannot_be_written_gives_way_to_a_temporary_one(
    archived: Datasette, tmp_path: Path
) -> None:
    (tmp_path / "cache").write_text("in the way")
    assert laid_out._folder(archived).name.startswith("minutes-pages-")


@pytest.mark.office
@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not installed")
async def test_libreoffice_shows_the_words_on_their_page(archived: Datasette) -> None:
    answer = await archived.client.get(f"/-/page/doc-board-3/{await _address(archived)}")
    assert answer.status_code == 200
    image = Image.open(io.BytesIO(answer.content))
    assert HIGHLIGHT in {colour for _, colour in image.getcolors(1 << 24) or ()}
