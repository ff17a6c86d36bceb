"""The source file behind a quotation: its page as an image, the file itself, and their absence."""

from __future__ import annotations

import io
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest
from datasette.app import Datasette
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from pipeline.web import source
from pipeline.web.page_image import HIGHLIGHT, lines, locate
from tests.support import web_archive, web_register
from tests.web.conftest import close

PAGE = "Board\r\nACTION: The Force to re-\r\nport on calls.\r\nACTION: The Force to report again."


@pytest.fixture
async def archived(tmp_path: Path) -> AsyncIterator[tuple[Datasette, Path]]:
    """The site with the folder of its source files."""
    register = web_register.build(tmp_path / "register.db")
    web_archive.build(register, tmp_path / "archive")
    plugins = {"minutes-pipeline": {"archive": str(tmp_path / "archive")}}
    app = Datasette([], immutables=[str(register)], metadata={"plugins": plugins})
    await app.invoke_startup()
    yield app, tmp_path / "archive"
    close(app)


async def _get(app: Datasette, address: str) -> Any:  # noqa: ANN401 (httpx's response)
    return await app.client.get(address)


async def test_a_page_is_drawn_with_the_words_washed_in_yellow(
    archived: tuple[Datasette, Path],
) -> None:
    answer = await _get(archived[0], "/-/page/doc-board-1/1.png?start=222&end=318")
    plain = await _get(archived[0], "/-/page/doc-board-1/1.png?start=0&end=0")
    assert answer.status_code == 200
    assert answer.headers["content-type"] == "image/png"
    washed, white = (
        {colour: n for n, colour in Image.open(io.BytesIO(data)).getcolors(1 << 24) or ()}
        for data in (answer.content, plain.content)
    )
    assert washed.get(HIGHLIGHT, 0) > 1000
    assert HIGHLIGHT not in white


@pytest.mark.parametrize("number", [0, 2, 99999])
async def test_a_page_that_is_not_there_is_not_found(
    archived: tuple[Datasette, Path], number: int
) -> None:
    answer = await _get(archived[0], f"/-/page/doc-board-1/{number}.png?start=0&end=5")
    assert answer.status_code == 404


async def test_the_file_is_given_as_a_download_only(archived: tuple[Datasette, Path]) -> None:
    answer = await _get(archived[0], "/-/file/doc-board-1")
    assert answer.content.startswith(b"%PDF")
    assert answer.headers["content-type"] == "application/octet-stream"
    assert answer.headers["content-disposition"].startswith("attachment;")


async def test_a_file_that_has_changed_is_not_given_out(archived: tuple[Datasette, Path]) -> None:
    file = next(archived[1].rglob("*.pdf"))
    file.write_bytes(file.read_bytes() + b"\n")
    for address in ("/-/file/doc-board-1", "/-/page/doc-board-1/1.png?start=1&end=9"):
        answer = await _get(archived[0], address)
        assert answer.status_code == 404
        assert "has changed since it was read" in answer.text


async def test_a_damaged_file_costs_only_its_image(archived: tuple[Datasette, Path]) -> None:
    assert await source._draw(Path(__file__), 1, "x", "") is None
    assert (await _get(archived[0], "/-/action/act-call")).status_code == 200


@pytest.mark.parametrize("path", ["../register.db", "/etc/passwd", "a/../../register.db", "\0"])
def test_no_path_leads_out_of_the_archive(tmp_path: Path, path: str) -> None:
    (tmp_path / "archive").mkdir()
    (tmp_path / "register.db").write_bytes(b"x")
    plugins = {"minutes-pipeline": {"archive": str(tmp_path / "archive")}}
    app = Datasette([], metadata={"plugins": plugins})
    assert source.file_of(app, path) is None
    close(app)


def _words(places: list[int]) -> str:
    return "".join(PAGE[place] for place in places)


def test_a_quotation_is_found_over_a_line_end_and_a_hyphen() -> None:
    assert _words(locate(PAGE, "ACTION: The Force to report on calls.")).endswith("oncalls")


def test_the_words_before_choose_among_several_places() -> None:
    assert locate(PAGE, "ACTION: The Force to report", "on calls.")[0] > PAGE.index("calls")
    assert locate(PAGE, "ACTION: The Force to report", "Board")[0] == PAGE.index("ACTION")


def test_a_quotation_that_runs_off_the_page_is_found_as_far_as_it_goes() -> None:
    assert _words(locate(PAGE, "The Force to report again. And on the next page.")).endswith(
        "again"
    )


def test_words_that_are_not_there_are_not_found() -> None:
    assert locate(PAGE, "A sentence that stands nowhere") == []
    assert locate(PAGE, "…") == []


@given(st.text(), st.text(), st.text())
def test_places_are_always_places_of_the_page(page: str, quotation: str, before: str) -> None:
    places = locate(page, quotation, before)
    assert all(0 <= place < len(page) for place in places)
    assert places == sorted(places)


def test_characters_of_a_line_become_one_box() -> None:
    boxes = [(0.0, 0.0, 5.0, 10.0), (6.0, 1.0, 9.0, 9.0), (0.0, -20.0, 5.0, -10.0)]
    assert lines(boxes) == [(0.0, 0.0, 9.0, 10.0), (0.0, -20.0, 5.0, -10.0)]
