"""The register while it is served: a new file is taken up between requests, and none is dropped.

A build puts its register in the place of the old one by a rename. Datasette opens a connection a
thread, once, so some threads would go on reading the old file and others the new one. Here all
connections of a file are opened together, as an edition. Each request keeps the edition that it began
with; the next one looks whether another file lies at the path.
"""

from __future__ import annotations

import asyncio
import queue
import sqlite3
import sys
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import asynccontextmanager
from contextvars import ContextVar
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from datasette.database import Database

from pipeline.web.database import NAME
from pipeline.web.security import App, Message, Receive, Send

if TYPE_CHECKING:
    from datasette.app import Datasette

Identity = tuple[int, int, int, int]
"""Device, inode, time of change and size of a file: another one is another file."""

INDEX = "search_index"
"""The full-text index, a table without rows of its own."""

TRIES = 5
"""How often a file that is being replaced while it is opened is opened again."""

_held: ContextVar[Edition | None] = ContextVar("edition of this request", default=None)


class Edition:
    """One file as it was opened: as many connections as there are threads to use them.

    `published` tells an edition that was made for the public, from which words are withheld;
    `counts` are the rows of its tables, once they were counted.
    """

    def __init__(self, database: LiveDatabase, identity: Identity, opened: list[Any]) -> None:
        self.database = database
        self.identity = identity
        self.published = _published(opened[0])
        self.counts: dict[str, int] | None = None
        self.users = 0
        self._all = opened
        self._free: queue.LifoQueue[Any] = queue.LifoQueue()
        for connection in opened:
            self._free.put(connection)

    def run(self, function: Callable[[Any], Any]) -> Any:  # noqa: ANN401 (what the function gives)
        """Run a function on a connection that nobody else uses meanwhile."""
        connection = self._free.get()
        try:
            return function(connection)
        finally:
            self._free.put(connection)

    def close(self) -> None:
        """Close every connection."""
        for connection in self._all:
            self.database._all_file_connections.remove(connection)  # noqa: SLF001 (ours: a subclass)
            connection.close()


class LiveDatabase(Database):
    """Datasette's database over a file that may be replaced by another at any moment."""

    def __init__(self, datasette: Datasette, path: str, name: str) -> None:
        super().__init__(datasette, path=path, is_mutable=False)
        self.name = name
        self._opening = asyncio.Lock()
        self.current = self._open()

    @property
    def edition(self) -> Edition:
        """The edition that the present request keeps to, else the newest that was opened."""
        held = _held.get()
        return held if held is not None and held.database is self else self.current

    @property
    def hash(self) -> None:
        """None: the file is not read through for a hash that the next build makes wrong."""
        return

    async def table_counts(self, limit: int = 10) -> dict[str, int]:  # noqa: ARG002 (Datasette's)
        """Rows of each table, counted once for each file; Datasette asks before it answers at all.

        The index of words has those of search_keys: to be counted, it reads the words of every row.
        """
        edition = self.edition
        if edition.counts is None:
            names = [name for name in await self.table_names() if name != INDEX]
            counts = await self.execute_fn(partial(_counts, names=names))
            edition.counts = counts | {INDEX: counts["search_keys"]}
        return edition.counts

    async def execute_fn(self, fn: Callable[[Any], Any]) -> Any:  # noqa: ANN401 (what the function gives)
        """Run a function on a connection of the request's edition, in Datasette's threads."""
        edition = self.edition
        if self.ds.executor is None:
            return edition.run(fn)
        self._take(edition)
        try:
            loop = asyncio.get_running_loop()
            return await loop.run_in_executor(self.ds.executor, edition.run, fn)
        finally:
            self._give(edition)

    @asynccontextmanager
    async def kept(self) -> AsyncIterator[Edition]:
        """While a request runs: the newest edition, kept for it to the end."""
        await self._renew()
        edition = self.current
        self._take(edition)
        token = _held.set(edition)
        try:
            yield edition
        finally:
            _held.reset(token)
            self._give(edition)

    async def _renew(self) -> None:
        """Take up the file at the path where it is another. One that is no register is left."""
        if self._seen() in {None, self.current.identity}:
            return
        async with self._opening:
            seen = self._seen()
            if seen in {None, self.current.identity}:
                return
            old = self.current
            try:
                loop = asyncio.get_running_loop()
                self.current = await loop.run_in_executor(self.ds.executor, self._open)
            except (sqlite3.Error, OSError) as error:
                # the old edition answers on, and is not tried again for this file
                print(f"The new file at {self.path} is not served: {error}", file=sys.stderr)  # noqa: T201 (the log)
                old.identity = seen or old.identity
                return
            self.cached_size = None
            if not old.users:
                old.close()

    def _open(self) -> Edition:
        """Open every connection to the file at the path, all to the same file."""
        for _ in range(TRIES):
            before = self._seen()
            opened: list[Any] = []
            try:
                for _ in range(max(self.ds.setting("num_sql_threads"), 1)):
                    connection = self.connect()
                    opened.append(connection)
                    connection.execute("select 1 from action_register limit 0")
                    self.ds._prepare_connection(connection, self.name)  # noqa: SLF001 (as Database does)
            except BaseException:
                self._drop(opened)
                raise
            if before is not None and before == self._seen():
                return Edition(self, before, opened)
            self._drop(opened)
        message = f"{self.path} changes all the time"
        raise OSError(message)

    def _drop(self, opened: list[Any]) -> None:
        for connection in opened:
            self._all_file_connections.remove(connection)
            connection.close()

    def _seen(self) -> Identity | None:
        try:
            found = Path(self.path).stat()
        except OSError:
            return None
        return found.st_dev, found.st_ino, found.st_mtime_ns, found.st_size

    def _take(self, edition: Edition) -> None:
        edition.users += 1

    def _give(self, edition: Edition) -> None:
        edition.users -= 1
        if not edition.users and edition is not self.current:
            edition.close()


def live(datasette: Datasette) -> LiveDatabase | None:
    """The register that is served, if its file may be replaced; None before the site has started."""
    found = datasette.databases.get(NAME)
    return found if isinstance(found, LiveDatabase) else None


def keep(app: App, datasette: Datasette) -> App:
    """Wrap `app` so that each request sees one edition of the register from beginning to end."""

    async def kept(scope: Message, receive: Receive, send: Send) -> None:
        database = live(datasette) if scope["type"] == "http" else None
        if database is None:
            await app(scope, receive, send)
            return
        async with database.kept():
            await app(scope, receive, send)

    return kept


def _counts(connection: sqlite3.Connection, names: Sequence[str]) -> dict[str, int]:
    """How many rows each of the tables has."""
    return {
        name: connection.execute(f'select count(*) from "{name}"').fetchone()[0]  # noqa: S608 (the schema's)
        for name in names
    }


def _published(connection: sqlite3.Connection) -> bool:
    """Whether the file is an edition for the public."""
    held = connection.execute("select 1 from sqlite_master where name = 'publication'").fetchone()
    return held is not None and bool(connection.execute("select 1 from publication").fetchone())
