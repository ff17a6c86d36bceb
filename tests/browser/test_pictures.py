"""The pictures of docs/officers.md can be taken again, and are what the text says they are."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from PIL import Image
from playwright.sync_api import Browser

from tests.browser.pictures import FOLDER, LARGEST, PICTURES, SIZE, served, take
from tests.support import web_archive, web_register

SHOWN = re.compile(r"!\[([^\]]+)\]\(images/(\w+)\.png\)")


def test_every_picture_of_the_guide_is_there_small_and_told_in_words(root: Path) -> None:
    shown = SHOWN.findall((root / "docs" / "officers.md").read_text(encoding="utf-8"))
    assert {name for _, name in shown} == set(PICTURES)
    documents = "".join(file.read_text(encoding="utf-8") for file in (root / "docs").glob("*.md"))
    assert {file.stem for file in FOLDER.iterdir()} == {
        name for _, name in SHOWN.findall(documents)
    }
    for words, name in shown:
        assert len(words) > 20
        with Image.open(FOLDER / f"{name}.png") as picture:
            assert picture.size == SIZE
        assert (FOLDER / f"{name}.png").stat().st_size <= LARGEST


@pytest.mark.browser
def test_the_pictures_can_be_taken_again(chromium: Browser, tmp_path: Path) -> None:
    register = web_register.build(tmp_path / "register.db")
    web_archive.build(register, tmp_path / "archive")
    folder = tmp_path / "images"
    folder.mkdir()
    with served(register, tmp_path / "archive") as server:
        take(chromium, server, register, folder)
    for name in PICTURES:
        with Image.open(folder / f"{name}.png") as picture:
            assert picture.size == SIZE
