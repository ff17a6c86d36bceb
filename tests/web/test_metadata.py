from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest
import yaml

from pipeline.web import describe
from tests.support.web_register import SCHEMA

METADATA = yaml.safe_load(describe.METADATA.read_text(encoding="utf-8"))["databases"]["minutes"]


def _columns() -> list[tuple[str, str]]:
    db = sqlite3.connect(":memory:")
    db.executescript(SCHEMA.read_text(encoding="utf-8"))
    names = db.execute(
        "select name from sqlite_master where type in ('table', 'view')"
        " and name not like 'search\\_index\\_%' escape '\\'"
    ).fetchall()
    found = [
        (name, column[1])
        for (name,) in names
        for column in db.execute(f'pragma table_info("{name}")')
    ]
    db.close()
    return found


@pytest.mark.parametrize(("table", "column"), _columns())
def test_every_table_and_column_is_described(table: str, column: str) -> None:
    described = METADATA["tables"][table]
    assert described["description"].endswith(".")
    assert described["columns"][column].endswith(".")


def test_descriptions_are_those_of_the_schema() -> None:
    """`python -m pipeline.web.describe` was run after the last change of schema.sql."""
    now = describe.METADATA.read_text(encoding="utf-8")
    schema = SCHEMA.read_text(encoding="utf-8")
    assert now == describe.written(describe.described(yaml.safe_load(now), schema))


@pytest.mark.parametrize("name", sorted(METADATA["queries"]))
def test_every_query_is_explained_and_runs(name: str, register: Path) -> None:
    query = METADATA["queries"][name]
    assert query["title"]
    assert query["description"].endswith(".")
    db = sqlite3.connect(register)
    given = dict.fromkeys(query.get("params", ()), "2024-12-31")
    columns = [column[0] for column in db.execute(query["sql"], given).description]
    db.close()
    assert columns


def test_facets_name_real_columns() -> None:
    columns = set(_columns())
    for table, described in METADATA["tables"].items():
        for facet in described.get("facets", ()):
            column = next(iter(facet.values())) if isinstance(facet, dict) else facet
            assert (table, column) in columns
