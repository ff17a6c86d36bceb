from __future__ import annotations

import gc
import os
from pathlib import Path

from datasette.app import Datasette

from pipeline.web import serve_arguments, serve_environment
from pipeline.web.serving import ARCHIVE_VARIABLE


def test_the_site_is_served_on_this_machine_alone_and_never_written() -> None:
    arguments = serve_arguments(Path("x.db"), 8001)
    assert arguments[:3] == ["serve", "--immutable", "x.db"]
    assert arguments[arguments.index("--host") + 1] == "127.0.0.1"
    assert arguments[arguments.index("--port") + 1] == "8001"
    assert arguments[
        arguments.index("suggest_facets") - 1 : arguments.index("suggest_facets") + 2
    ] == ["--setting", "suggest_facets", "false"]


def test_the_archive_reaches_the_site_by_its_own_environment_alone(tmp_path: Path) -> None:
    before = dict(os.environ)
    assert serve_environment(tmp_path)[ARCHIVE_VARIABLE] == str(tmp_path)
    assert set(serve_environment(None).values()) == {""}, "an old value does not last"
    assert os.environ == before


async def test_the_register_has_one_name_whatever_its_file_is_called(site: Datasette) -> None:
    assert [name for name in site.databases if not name.startswith("_")] == ["minutes"]
    assert not site.databases["minutes"].is_mutable


async def test_the_collector_does_not_look_through_what_starting_made(site: Datasette) -> None:
    assert site.databases
    assert gc.get_freeze_count() > 10_000, "libraries, which stay to the end"
