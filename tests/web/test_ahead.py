"""What counts the whole register is asked before somebody waits for it."""

from __future__ import annotations

import asyncio
import shutil
from pathlib import Path

import pytest
from datasette.app import Datasette

from pipeline.web import ahead
from pipeline.web.live import live
from pipeline.web.security import Message, Receive, Send
from tests.web.conftest import Get


class Client:
    """Remembers what was asked for, and answers nothing."""

    def __init__(self) -> None:
        self.asked: list[str] = []

    async def get(self, address: str) -> None:
        self.asked.append(address)


@pytest.mark.parametrize("address", ahead.PAGES)
async def test_the_pages_are_there(get: Get, address: str) -> None:
    assert (await get(address)).status_code == 200


async def test_each_register_is_asked_once_where_it_is_served(
    served: Datasette, place: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    client = Client()
    monkeypatch.setattr(served, "client", client)
    pages = list(ahead.PAGES)

    async def inner(scope: Message, receive: Receive, send: Send) -> None:
        """An app that takes up a new register, and nothing else."""
        database = live(served)
        assert database is not None
        async with database.kept():
            assert scope["type"] in {"http", "lifespan"}

    async def receive() -> Message:
        return {}

    async def send(_: Message) -> None:
        return

    app = ahead.ask(inner, served)

    async def call(kind: str) -> list[str]:
        await app({"type": kind}, receive, send)
        await asyncio.sleep(0)  # what runs in the background
        return client.asked

    assert await call("http") == [], "an app that is only called is not served"
    assert await call("lifespan") == pages
    assert await call("http") == pages
    other = place.with_suffix(".new")
    shutil.copy(place, other)
    other.replace(place)
    assert await call("http") == pages * 2
    assert await call("http") == pages * 2
