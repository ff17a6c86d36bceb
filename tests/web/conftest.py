"""The site over the invented register: one database and one Datasette for all tests."""

from __future__ import annotations

import shutil
from collections.abc import AsyncIterator, Awaitable, Callable
from pathlib import Path
from typing import Any

import pytest
import yaml
from datasette.app import Datasette

from pipeline.web import serving
from tests.support import web_register

Get = Callable[[str], Awaitable[Any]]
METADATA = Path(serving.__file__).with_name("metadata.yml")


def close(app: Datasette) -> None:
    """End what a Datasette holds open, which it does not do itself."""
    for database in app.databases.values():
        for connection in database._all_file_connections:
            connection.close()
    app.executor.shutdown()


@pytest.fixture(scope="session")
def register(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The invented register's database."""
    return web_register.build(tmp_path_factory.mktemp("web") / "register.db")


@pytest.fixture
async def site(register: Path) -> AsyncIterator[Datasette]:
    """The site as `minutes serve` starts it, under a file name of its own."""
    metadata = yaml.safe_load(METADATA.read_text(encoding="utf-8"))
    app = Datasette([], immutables=[str(register)], metadata=metadata, settings=serving.settings())
    await app.invoke_startup()
    yield app
    close(app)


@pytest.fixture
def get(site: Datasette) -> Get:
    """Ask the site for an address."""
    ask: Get = site.client.get
    return ask


@pytest.fixture
def place(register: Path, tmp_path: Path) -> Path:
    """A copy of the register that a test may replace."""
    return Path(shutil.copy(register, tmp_path / "register.db"))


@pytest.fixture
async def served(place: Path) -> AsyncIterator[Datasette]:
    """A site over that copy."""
    app = Datasette([], immutables=[str(place)], settings=serving.settings())
    await app.invoke_startup()
    yield app
    close(app)
