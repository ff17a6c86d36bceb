"""How the site is started: the command line and the environment that Datasette is given."""

from __future__ import annotations

import gc
import json
from pathlib import Path

ARCHIVE_VARIABLE = "MINUTES_ARCHIVE"
SETTINGS_VARIABLE = "MINUTES_SETTINGS"
CORRECTIONS_VARIABLE = "MINUTES_CORRECTIONS"
PUBLIC_VARIABLE = "MINUTES_PUBLIC"
"""The environment variables that metadata.yml reads the plugin's settings from."""

PUBLIC_LIMITS: dict[str, object] = {
    "sql_time_limit_ms": 2000,
    "facet_time_limit_ms": 300,
    "max_returned_rows": 1000,
    "max_csv_mb": 20,
    "allow_csv_stream": False,
}
"""What strangers may ask of the machine at once is less."""

_HERE = Path(__file__).parent


def settings(*, public: bool = False) -> dict[str, object]:
    """Datasette's settings as we want them, from settings.json; narrower for the public."""
    found: dict[str, object] = json.loads((_HERE / "settings.json").read_text(encoding="utf-8"))
    return found | (PUBLIC_LIMITS if public else {})


def serve_arguments(db: Path, port: int, *, public: bool = False, https: bool = False) -> list[str]:
    """The arguments for `datasette` that serve `db` read-only on this machine alone.

    `public`: strangers reach it, through a proxy. `https`: visitors reach it by https.
    """
    arguments = ["serve", "--immutable", str(db), "--host", "127.0.0.1", "--port", str(port)]
    arguments += ["--metadata", str(_HERE / "metadata.yml")]
    wanted = settings(public=public) | ({"force_https_urls": True} if https else {})
    for name, setting in wanted.items():
        arguments += ["--setting", name, json.dumps(setting).strip('"')]
    return arguments


def serve_environment(
    archive: Path | None,
    *,
    settings_file: Path | None = None,
    corrections: Path | None = None,
    public: bool = False,
) -> dict[str, str]:
    """The variables that Datasette's process needs beside those it has. Empty stands for none.

    `archive` is the folder that `documents.path` is relative to: with it the site shows the
    source pages and gives the source files. `settings_file` says who may sign in, and
    `corrections` is where what they say is kept.
    """
    places = {
        ARCHIVE_VARIABLE: archive,
        SETTINGS_VARIABLE: settings_file,
        CORRECTIONS_VARIABLE: corrections,
    }
    told = {name: "" if place is None else str(place.resolve()) for name, place in places.items()}
    return {**told, PUBLIC_VARIABLE: "1" if public else ""}


def settle() -> None:
    """Keep what starting has made out of the garbage collector's rounds, once a process.

    Libraries and templates stay to the end. A round that looks through them all holds up whoever
    happens to ask then: one answer in twenty took 50 to 100 ms more.
    """
    if not gc.get_freeze_count():
        gc.collect()
        gc.freeze()
