"""Word files as PDFs, made once and kept by their hash, so that their pages can be shown."""

from __future__ import annotations

import asyncio
import functools
import json
import os
import sys
import tempfile
from collections.abc import Awaitable
from pathlib import Path
from typing import TYPE_CHECKING

from pipeline import office
from pipeline.web import page_layout
from pipeline.web.database import NAME

if TYPE_CHECKING:
    from datasette.app import Datasette

SCRIPT = Path(page_layout.__file__)
KEPT = 300
"""PDFs that are kept; the ones longest unused go first."""

SECONDS = page_layout.SECONDS + 5
WAITING = 4
"""Files that may wait for LibreOffice; more are not taken on."""

_making: dict[Path, Awaitable[bool]] = {}
_one = asyncio.Semaphore(1)


def possible(path: str) -> bool:
    """Whether a file of this name can be laid out on this machine."""
    return Path(path).suffix.lower() in page_layout.ENDINGS and _installed()


async def pdf(datasette: Datasette, place: Path, sha256: str) -> Path | None:
    """The PDF of the Word file at `place`, whose bytes have the hash `sha256`; None without one."""
    to = _folder(datasette) / f"{sha256}.pdf"
    if not to.is_file():
        if to not in _making:
            if len(_making) >= WAITING:
                return None
            _making[to] = asyncio.ensure_future(_make(place, to))
            _making[to].add_done_callback(lambda _: _making.pop(to, None))  # type: ignore[attr-defined]
        if not await asyncio.shield(_making[to]):
            return None
    _touch(to)
    return to


async def _make(place: Path, to: Path) -> bool:
    async with _one:
        process = await asyncio.create_subprocess_exec(
            sys.executable, "-I", str(SCRIPT),
            stdin=asyncio.subprocess.PIPE, stdout=asyncio.subprocess.DEVNULL,
            stderr=asyncio.subprocess.DEVNULL,
        )  # fmt: skip
        asked = json.dumps({"path": str(place), "to": str(to)}).encode()
        try:
            await asyncio.wait_for(process.communicate(asked), timeout=SECONDS)
        except TimeoutError:
            process.kill()
            await process.wait()
            return False
    _prune(to.parent)
    return process.returncode == 0


@functools.cache
def _installed() -> bool:
    return office.command() is not None


def _folder(datasette: Datasette) -> Path:
    """Beside the register, with the build's own cache; where that cannot be written, a temporary one."""
    register = datasette.get_database(NAME).path
    if register is not None:
        folder = Path(register).resolve().parent / "cache" / "laid-out"
        try:
            folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        except OSError:
            pass
        else:
            if os.access(folder, os.W_OK):
                return folder
    return _temporary()


@functools.cache
def _temporary() -> Path:
    return Path(tempfile.mkdtemp(prefix="minutes-pages-"))


def _touch(file: Path) -> None:
    try:
        os.utime(file)
    except OSError:
        return


def _prune(folder: Path) -> None:
    held = sorted(folder.glob("*.pdf"), key=lambda file: file.stat().st_mtime)
    for file in held[:-KEPT]:
        file.unlink(missing_ok=True)
