"""The source file behind a quotation: the file itself, and its page as an image.

The archive's folder comes from the plugin setting `archive`. Without it, or when the file is gone
or no longer the one that was read, the site says so and shows the words alone.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import quote

if TYPE_CHECKING:
    from datasette.app import Datasette

    from pipeline.web.database import Row

PLUGIN = "minutes-pipeline"


def archive_of(datasette: Datasette) -> Path | None:
    """The folder that `documents.path` is relative to, where one is set and exists."""
    setting = (datasette.plugin_config(PLUGIN) or {}).get("archive")
    folder = Path(setting) if isinstance(setting, str) and setting else None
    return folder if folder is not None and folder.is_dir() else None


def file_of(datasette: Datasette, path: str) -> Path | None:
    """The source file at `path` of the archive; None where it is not there or leads outside."""
    folder = archive_of(datasette)
    if folder is None:
        return None
    root = folder.resolve()
    try:
        file = (root / path).resolve()
        return file if file.is_relative_to(root) and file.is_file() else None
    except (OSError, ValueError):
        return None


async def image_address(datasette: Datasette, row: Row) -> str | None:
    """Where the page image with the quotation of `row` is; None where there can be none."""
    if not row["page"] or not row["path"].lower().endswith(".pdf"):
        return None
    if file_of(datasette, row["path"]) is None:
        return None
    key = quote(row["document_id"], safe="")
    return f"/-/page/{key}/{row['page']}.png?start={row['span_start']}&end={row['span_end']}"
