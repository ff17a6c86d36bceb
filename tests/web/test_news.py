"""The first page tells what is new since the last build."""

from __future__ import annotations

import json
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from datasette.app import Datasette

from tests.support import web_register
from tests.support.web_register import HOSTILE
from tests.web.conftest import close

NEWS = {
    "since": "2024-08-20T08:00:00Z",
    "built": "2024-09-01T08:00:09Z",
    "meetings": {"count": 1, "keys": ["meeting-board-8"]},
    "raised": {"count": 12, "keys": ["act-budget-8", "gone since"]},
    "closed": {"count": 1, "keys": ["act-peel"]},
    "unread": {"count": 1, "keys": [f"bad/{HOSTILE}.pdf"]},
}


@pytest.fixture
async def site(tmp_path: Path) -> AsyncIterator[tuple[Datasette, Path]]:
    """The site, and where its news lie."""
    register = web_register.build(tmp_path / "minutes.db")
    app = Datasette([], immutables=[str(register)])
    await app.invoke_startup()
    yield app, tmp_path / "minutes.news.json"
    close(app)


async def test_what_is_new_leads_to_its_pages(site: tuple[Datasette, Path]) -> None:
    app, file = site
    file.write_text(json.dumps(NEWS))
    text = (await app.client.get("/")).text
    assert "New since 20 August 2024" in text
    assert "12 actions raised" in text
    assert text.count("/-/action/act-peel") == 1
    assert "1 action closed" in text
    assert "/-/meeting/meeting-board-8" in text
    assert "<script>alert" not in text


@pytest.mark.parametrize("words", ["", "{", "[]", "{}", '{"since": 3}'])
async def test_news_that_make_no_sense_are_not_told(
    site: tuple[Datasette, Path], words: str
) -> None:
    app, file = site
    file.write_text(words)
    answer = await app.client.get("/")
    assert answer.status_code == 200
    assert "New since" not in answer.text
