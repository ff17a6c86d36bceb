"""How the site is started: the command line and the environment that Datasette is given."""

from __future__ import annotations

import json
from pathlib import Path

ARCHIVE_VARIABLE = "MINUTES_ARCHIVE"
"""The environment variable that metadata.yml reads the archive's folder from."""

_HERE = Path(__file__).parent


def settings() -> dict[str, object]:
    """Datasette's settings as we want them, from settings.json."""
    found: dict[str, object] = json.loads((_HERE / "settings.json").read_text(encoding="utf-8"))
    return found


def serve_arguments(db: Path, port: int) -> list[str]:
    """The arguments for `datasette` that serve `db` read-only on this machine alone."""
    arguments = ["serve", "--immutable", str(db), "--host", "127.0.0.1", "--port", str(port)]
    arguments += ["--metadata", str(_HERE / "metadata.yml")]
    for name, setting in settings().items():
        arguments += ["--setting", name, json.dumps(setting).strip('"')]
    return arguments


def serve_environment(archive: Path | None) -> dict[str, str]:
    """The variables that Datasette's process needs beside those it has.

    `archive` is the folder that `documents.path` is relative to: with it the site shows the
    source pages and gives the source files. Empty stands for none.
    """
    return {ARCHIVE_VARIABLE: "" if archive is None else str(archive.resolve())}
