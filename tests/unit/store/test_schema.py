"""The schema, its words and its documentation."""

from __future__ import annotations

import re
import sqlite3
from enum import StrEnum
from pathlib import Path

import pytest

from pipeline.errors import QuarantineKind
from pipeline.model import words
from pipeline.store.schema import Described, describe, page, schema

SEARCH_INNARDS = re.compile(r"search_index_\w+|sqlite_\w+")


@pytest.fixture(scope="module")
def empty() -> sqlite3.Connection:
    connection = sqlite3.connect(":memory:")
    connection.executescript(schema())
    return connection


def described() -> dict[str, Described]:
    return {item.name: item for item in describe(schema()) if isinstance(item, Described)}


def test_the_documentation_is_generated_from_the_schema(root: Path) -> None:
    assert (root / "docs" / "database.md").read_text() == page()


def test_every_table_view_and_column_is_described(empty: sqlite3.Connection) -> None:
    held = described()
    listed = empty.execute("select name from sqlite_master where type in ('table', 'view')")
    names = [name for (name,) in listed if not SEARCH_INNARDS.fullmatch(name)]
    assert set(names) == set(held)
    for name in names:
        assert held[name].about, name
        if held[name].kind == "virtual table":
            continue
        columns = {row[1] for row in empty.execute(f"pragma table_info({name})")}
        told = {column for column, _, _ in held[name].columns}
        if "*" in told or name == "open_actions":  # the columns of another view, and more
            assert told - {"*"} <= columns
        else:
            assert told == columns, name


def test_every_table_is_strict_and_every_extracted_row_has_its_provenance(
    empty: sqlite3.Connection,
) -> None:
    for name, sql in empty.execute("select name, sql from sqlite_master where type = 'table'"):
        if SEARCH_INNARDS.fullmatch(name) or name == "search_index":
            continue
        assert sql.rstrip().lower().endswith("strict"), name
        columns = {row[1] for row in empty.execute(f"pragma table_info({name})")}
        if "rule" in columns:
            assert {"document_id", "span_start", "span_end", "page"} <= columns, name


def test_every_view_can_be_asked_of_an_empty_register(empty: sqlite3.Connection) -> None:
    views = empty.execute("select name from sqlite_master where type = 'view'").fetchall()
    for (name,) in views:
        assert empty.execute(f"select * from {name}").fetchall() == []  # noqa: S608 - our own names


DUE = [
    "stated",
    "year-inferred",
    "month",
    "named-meeting",
    "next-meeting",
    "period",
    "relative",
    "correction",
]
HELD = [
    "stated",
    "section-ref",
    "financial-year",
    "next-meeting",
    "weekday",
    "file-name",
    "document-text",
]


@pytest.mark.parametrize(
    ("table", "column", "kind"),
    [
        ("documents", "kind", words.DocumentKind),
        ("pages", "outcome", words.PageOutcome),
        ("furniture", "kind", words.FurnitureKind),
        ("bodies", "kind", words.MeetingKind),
        ("meetings", "kind", words.MeetingKind),
        ("meetings", "date_basis", HELD),
        ("attendances", "status", words.AttendanceStatus),
        ("sections", "role", words.SectionRole),
        ("actions", "kind", words.ActionKind),
        ("actions", "due_basis", DUE),
        ("action_owners", "kind", words.OwnerKind),
        ("action_events", "status", words.Status),
        ("action_states", "status", words.Status),
        ("action_events", "grade", words.Grade),
        ("action_links", "kind", words.LinkKind),
        ("decisions", "outcome", words.Outcome),
        ("inspection_items", "kind", words.InspectionItemKind),
        ("inspection_items", "inspectorate_status", words.InspectorateStatus),
        ("inspection_mentions", "inspectorate_status", words.InspectorateStatus),
        ("action_inspections", "reason", words.InspectionReason),
        ("issues", "level", words.Level),
        ("quarantine", "kind", QuarantineKind),
    ],
)
def test_a_column_of_words_takes_the_words_of_the_values(
    table: str, column: str, kind: type[StrEnum] | list[str]
) -> None:
    (note,) = [note for name, _, note in described()[table].columns if name == column]
    assert set(re.findall(r"`([^`]+)`", note)) == set(kind)


def test_the_words_that_close_are_those_of_the_values() -> None:
    closing = re.findall(r"status (?:not )?in \(([^)]*)\)(?:\s+as closing|\s+or)", schema())
    assert len(closing) == 2
    for listed in closing:
        assert set(re.findall(r"'([^']+)'", listed)) == set(words.CLOSING)
    for listed in re.findall(r"grade in \(('listed', 'stated', 'table')\)", schema()):
        assert set(re.findall(r"'([^']+)'", listed)) == set(words.DECISIVE)
