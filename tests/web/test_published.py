"""An edition for the public, served: nothing that it withholds comes back by another way."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from datasette.app import Datasette

from pipeline.publish import publish
from tests.support import web_archive, web_register
from tests.support.web_signing import Visitor, application, settings
from tests.web.conftest import Get, close
from tests.web.test_pages import PAGES, Tags


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The invented register, its edition for the public, and the source files."""
    place = tmp_path_factory.mktemp("published")
    register = web_register.build(place / "minutes.db")
    web_archive.build(register, place / "archive")
    settings(place / "site.yml")
    publish(register, place / "public.db", level="SECRET")
    return place


@pytest.fixture
async def app(folder: Path) -> AsyncIterator[Datasette]:
    app = application(
        folder / "public.db", archive=folder / "archive", settings=folder / "site.yml",
        corrections=folder / "corrections.jsonl",
    )  # fmt: skip
    await app.invoke_startup()
    yield app
    close(app)


@pytest.mark.parametrize("address", PAGES)
async def test_every_page_of_the_edition_answers_and_hostile_words_are_harmless(
    app: Datasette, address: str
) -> None:
    """Some addresses are of what is withheld: the hostile meeting has a marking nobody knows."""
    answer = await app.client.get(address)
    assert answer.status_code in {200, 404}
    if "hostile" in address.rpartition("/")[2].replace("?body=hostile", ""):
        assert answer.status_code == 404
    tags = Tags(answer.text)
    assert not {"script", "style", "iframe"} & tags.names
    assert "<script>alert" not in answer.text


async def test_it_says_what_it_leaves_out(app: Datasette, get: Get) -> None:
    text = (await app.client.get("/-/quality")).text
    assert "What this edition leaves out" in text
    assert "Promises in prose" in text
    assert "What this edition leaves out" not in (await get("/-/quality")).text


async def test_source_files_are_not_given_out(app: Datasette) -> None:
    """They hold what the edition withholds, whatever folder the site was started with."""
    assert (await app.client.get("/-/file/doc-board-1")).status_code == 404
    picture = "/-/page/doc-board-1/1.png?start=0&end=10"
    assert (await app.client.get(picture)).status_code == 404
    assert "page-image" not in (await app.client.get("/-/action/act-call")).text


async def test_it_is_public_by_itself_and_may_be_taken_away_whole(app: Datasette) -> None:
    assert (await app.client.get("/minutes?sql=select+1")).status_code == 403
    assert (await app.client.get("/minutes/overdue?as_of=2024-06-01")).status_code == 200
    whole = await app.client.get("/minutes.db")
    assert whole.status_code == 200
    assert whole.content.startswith(b"SQLite format 3")
    analyst = Visitor(app)
    await analyst.sign_in("moss")
    assert (await analyst.get("/minutes?sql=select+1")).status_code == 200
