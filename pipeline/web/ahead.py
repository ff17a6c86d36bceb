"""What counts the whole register is asked in the background, before somebody waits for it.

A page asks such questions once for each file (`database.once`); of a million actions they take seconds.
"""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

from pipeline.web.live import Edition, live
from pipeline.web.security import App, Message, Receive, Send

if TYPE_CHECKING:
    from datasette.app import Datasette

PAGES = ("/", "/-/search?q=zzzzzz", "/-/charts", "/-/meetings")
"""Pages that count, the likeliest first; a word that nothing holds makes the search read every word."""


def ask(app: App, datasette: Datasette) -> App:
    """Wrap `app` so that while it is served, PAGES are asked once of each file that it serves.

    It is served when its lifespan has begun; one that is only called, as in tests, asks nothing.
    """
    asked: Edition | None = None
    running: set[asyncio.Task[None]] = set()
    serving = False

    def begin() -> None:
        nonlocal asked
        database = live(datasette)
        if database is not None and database.current is not asked:
            asked = database.current
            task = asyncio.create_task(_ask(datasette))
            running.add(task)
            task.add_done_callback(running.discard)

    async def asking(scope: Message, receive: Receive, send: Send) -> None:
        nonlocal serving
        if scope["type"] == "lifespan":
            serving = True
            begin()
        await app(scope, receive, send)
        if serving and scope["type"] == "http":
            begin()  # where the request took up another file

    return asking


async def _ask(datasette: Datasette) -> None:
    for address in PAGES:
        await datasette.client.get(address)
