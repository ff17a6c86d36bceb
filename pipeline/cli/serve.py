"""`minutes serve`."""

from __future__ import annotations

import os
import socket
import sqlite3
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from pipeline.build import folder_of
from pipeline.cli.database import DATABASE, register_at
from pipeline.cli.printing import say
from pipeline.corrections import NAME
from pipeline.errors import ConfigError

if TYPE_CHECKING:
    from pipeline.web import signing_settings

PORT = 8001
TRIES = 50


@click.command(epilog="Example: minutes serve output/minutes.db --port 8080")
@click.argument("db", type=click.Path(path_type=Path), default=DATABASE)
@click.option("--port", type=click.IntRange(1, 65535), help=f"Port to use. [default: from {PORT}]")
@click.option(
    "--archive",
    type=click.Path(path_type=Path, exists=True, file_okay=False),
    help="The folder of the minutes, to show their pages. [default: where it was at the last build]",
)
@click.option("--review", is_flag=True, help="Let reviewers sign in and correct the register.")
@click.option(
    "--settings",
    "settings_file",
    type=click.Path(path_type=Path, dir_okay=False),
    help="Who may sign in. [default, with --review: site.yml beside the register]",
)
@click.option(
    "--corrections",
    type=click.Path(path_type=Path, dir_okay=False),
    help="Where reviewers' words are kept. [default: corrections.jsonl beside the register]",
)
@click.option("--public", is_flag=True, help="Strangers reach the site: narrower limits.")
@click.option(
    "--open/--no-open", "show", default=None, help="Open a browser. [default: at a terminal]"
)
def serve(
    db: Path,
    port: int | None,
    archive: Path | None,
    settings_file: Path | None,
    corrections: Path | None,
    *,
    review: bool,
    public: bool,
    show: bool | None,
) -> None:
    """Open the register DB as a site that only this machine sees, until Ctrl-C.

    A register that is built meanwhile is taken up by itself.
    """
    from datasette.cli import cli  # noqa: PLC0415 - slow to import, not needed for --help

    from pipeline.web import signing_settings  # noqa: PLC0415 - with the site
    from pipeline.web.serving import serve_arguments, serve_environment  # noqa: PLC0415 - likewise

    with register_at(db) as register:
        published = _published(register)
    folder = None if published else archive or folder_of(db)
    if published and archive is not None:
        message = (
            "An edition for the public is served without its source files: leave out --archive."
        )
        raise ConfigError(message)
    place = settings_file or (db.parent / signing_settings.NAME if review else None)
    settings = _settings(place, folder)
    public = public or published or settings.public
    chosen = _free(port)
    arguments = serve_arguments(db, chosen, public=public, https=settings.https)
    os.environ.update(
        serve_environment(
            folder,
            settings_file=place,
            corrections=None if published else corrections or db.parent / NAME,
            public=public,
        )
    )
    if sys.stdout.isatty() if show is None else show:
        arguments.append("--open")
    say(f"The register is at http://127.0.0.1:{chosen}/ (stop with Ctrl-C)")
    cli.main(args=arguments, prog_name="minutes serve", standalone_mode=False)


def _settings(place: Path | None, archive: Path | None) -> signing_settings.Settings:
    """Read the settings; with nobody in them there is nothing to switch on."""
    from pipeline.web import signing_settings  # noqa: PLC0415 - with the site

    if place is None:
        return signing_settings.Settings()
    if archive is not None and place.resolve().is_relative_to(archive.resolve()):
        message = f"Keep {place} out of the folder of minutes: it says who may sign in."
        raise ConfigError(message)
    settings = signing_settings.read(place)
    if not settings.people:
        message = f"Nobody may sign in by {place}. Add somebody with: minutes reviewer add NAME"
        raise ConfigError(message)
    return settings


def _published(register: sqlite3.Connection) -> bool:
    """Whether the register is an edition for the public."""
    return register.execute("select 1 from publication").fetchone() is not None


def _free(asked: int | None) -> int:
    """Give the port asked for, or the first free one."""
    for port in (asked,) if asked else range(PORT, PORT + TRIES):
        with socket.socket() as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                probe.bind(("127.0.0.1", port))
            except OSError:
                continue
            return port
    message = (
        f"Port {asked} is taken. Choose another with --port."
        if asked
        else f"No port from {PORT} to {PORT + TRIES - 1} is free. Choose one with --port."
    )
    raise ConfigError(message)
