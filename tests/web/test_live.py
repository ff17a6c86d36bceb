"""A build replaces the register's file while the site answers."""

from __future__ import annotations

import asyncio
import os
import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from datasette.app import Datasette

from pipeline.web.database import exact_rows, once
from pipeline.web.live import LiveDatabase, live

NAME_OF = "select name from bodies where id = 'northmoor-board'"


def replace(place: Path, name: str) -> None:
    """Put another register in the place of the one that is there, as a build does."""
    other = place.with_suffix(".new")
    shutil.copy(place, other)
    with closing(sqlite3.connect(other)) as db, db:
        db.execute("update bodies set name = ? where id = 'northmoor-board'", (name,))
    other.replace(place)


def database(app: Datasette) -> LiveDatabase:
    found = live(app)
    assert found is not None
    return found


async def test_the_next_request_sees_the_new_register(served: Datasette, place: Path) -> None:
    assert "Northmoor Governance Board" in (await served.client.get("/-/meetings")).text
    replace(place, "Northmoor Renamed Board")
    text = (await served.client.get("/-/meetings")).text
    assert "Northmoor Renamed Board" in text
    assert "Northmoor Governance Board</option>" not in text, "what is asked once is asked anew"


async def test_what_was_asked_for_latest_is_kept(
    served: Datasette, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("pipeline.web.database.KEPT", 2)
    first = await once(served, NAME_OF)
    for number in range(3):
        await once(served, "select :number as number", {"number": number})
        assert await once(served, NAME_OF) is first, "what a page asks every time is not asked anew"


async def test_a_word_is_spelt_as_the_new_register_has_it(served: Datasette, place: Path) -> None:
    assert "also searched" not in (await served.client.get("/-/search?q=quokkas")).text
    other = place.with_suffix(".new")
    shutil.copy(place, other)
    with closing(sqlite3.connect(other)) as db, db:
        db.execute("update actions set text = 'Count the quokka' where id = 'act-call'")
        db.execute("insert into search_index (search_index) values ('rebuild')")
    other.replace(place)
    assert "also searched as quokka" in (await served.client.get("/-/search?q=quakka")).text


async def test_tables_are_counted_anew(served: Datasette, place: Path) -> None:
    before = await database(served).table_counts()
    assert before["search_index"] == before["search_keys"] > before["bodies"] > 0
    other = place.with_suffix(".new")
    shutil.copy(place, other)
    with closing(sqlite3.connect(other)) as db, db:
        db.execute("insert into bodies (id, name, kind) values ('new', 'New', 'board')")
    other.replace(place)
    await served.client.get("/-/about")
    assert (await database(served).table_counts())["bodies"] == before["bodies"] + 1


async def test_no_request_fails_or_sees_two_registers_while_builds_replace_it(
    served: Datasette, place: Path
) -> None:
    """Pages are asked for without a pause while the file is replaced again and again."""
    bad: list[object] = []
    seen: set[str] = set()
    done = asyncio.Event()

    async def ask() -> None:
        while not done.is_set():
            for address in ("/", "/-/action/act-call", "/minutes/bodies.json?_shape=objects"):
                answer = await served.client.get(address)
                if answer.status_code != 200:
                    bad.append((address, answer.status_code, answer.text[:200]))
            async with database(served).kept():
                names = [(await exact_rows(served, NAME_OF))[0]["name"] for _ in range(6)]
            if len(set(names)) != 1:
                bad.append(names)
            seen.update(names)

    askers = [asyncio.create_task(ask()) for _ in range(4)]
    for number in range(12):
        await asyncio.get_running_loop().run_in_executor(None, replace, place, f"Board {number}")
        await asyncio.sleep(0.05)
    done.set()
    await asyncio.gather(*askers)
    assert bad == []
    assert len(seen) > 3, "registers were replaced while requests ran"
    assert (await served.client.get("/")).status_code == 200
    open_files = len(database(served)._all_file_connections)
    assert open_files == served.setting("num_sql_threads"), "old editions are closed"


async def test_a_request_that_runs_keeps_its_register(served: Datasette, place: Path) -> None:
    async with database(served).kept() as edition:
        replace(place, "Northmoor Later Board")
        assert (await once(served, NAME_OF))[0]["name"] == "Northmoor Governance Board"
        assert "Northmoor Later Board" in (await served.client.get("/-/meetings")).text
        assert (await exact_rows(served, NAME_OF))[0]["name"] == "Northmoor Governance Board"
        assert edition.users == 1
    assert (await once(served, NAME_OF))[0]["name"] == "Northmoor Later Board"


async def test_a_file_that_is_no_register_is_not_taken_up(
    served: Datasette, place: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    other = place.with_suffix(".bad")
    other.write_bytes(b"this is no database, but long enough to be looked at" * 20)
    other.replace(place)
    assert (await served.client.get("/")).status_code == 200
    assert (await served.client.get("/-/action/act-call")).status_code == 200
    assert capsys.readouterr().err.count("is not served") == 1, "said once, not at every request"


async def test_a_file_that_is_gone_is_no_reason_to_stop(served: Datasette, place: Path) -> None:
    os.unlink(place)  # noqa: PTH108 (as another program would)
    assert (await served.client.get("/-/action/act-call")).status_code == 200
