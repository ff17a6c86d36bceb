"""`minutes serve`."""

from __future__ import annotations

import os
import socket
import sys
from pathlib import Path

import click

from pipeline.build import folder_of
from pipeline.cli.database import DATABASE, register_at
from pipeline.cli.printing import say
from pipeline.errors import ConfigError

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
@click.option(
    "--open/--no-open", "show", default=None, help="Open a browser. [default: at a terminal]"
)
def serve(db: Path, port: int | None, archive: Path | None, *, show: bool | None) -> None:
    """Open the register DB as a site that only this machine sees, until Ctrl-C."""
    from datasette.cli import cli  # noqa: PLC0415 - slow to import, not needed for --help

    from pipeline.web.serving import serve_arguments, serve_environment  # noqa: PLC0415 - with the site

    with register_at(db):
        pass
    chosen = _free(port)
    arguments = serve_arguments(db, chosen)
    os.environ.update(serve_environment(archive or folder_of(db)))
    if sys.stdout.isatty() if show is None else show:
        arguments.append("--open")
    say(f"The register is at http://127.0.0.1:{chosen}/ (stop with Ctrl-C)")
    cli.main(args=arguments, prog_name="minutes serve", standalone_mode=False)


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
