"""Where a report comes from, and how complete it is: printed in every one."""

from __future__ import annotations

import sqlite3
from collections import defaultdict
from collections.abc import Iterable

from pipeline.report.asking import Asked, Row
from pipeline.report.neutral import Column, Table, day

MOST = 24
"""Names that are given one by one."""


def about(asked: Asked) -> tuple[tuple[str, str], ...]:
    """Give the as-at date, the filters, and what made the register."""
    ask, run = asked.filters, asked.run
    period = " ".join(
        word
        for word in (
            f"from {day(ask.first)}" if ask.first else "",
            f"to {day(ask.last)}" if ask.last else "",
        )
        if word
    )
    files = run["counts"].get("files", {})
    return (
        ("As at", day(asked.as_at)),
        ("Bodies", "; ".join(asked.bodies.values()) if ask.body else "all"),
        ("Raised or decided", period or "at any time"),
        ("Owner", ask.owner or "any"),
        ("Status", ask.status or "any"),
        (
            "Register",
            f"built from the folder {run['archive']} ({files.get('seen', 0):,} files) on {run['finished_at']}",
        ),
        ("Program", f"minutes {run['version']}, SQLite {sqlite3.sqlite_version}"),
        (
            "Register inputs (SHA-256)",
            run["inputs"] or "not fixed: some files may read better at another try",
        ),
        ("Program (SHA-256)", run["fingerprint"]),
        ("Corrections (last hash)", run["corrections_head"] or "none"),
    )


def statement(asked: Asked, shown: Iterable[Row]) -> tuple[str, ...]:
    """Say what was not read, which months have no minutes, and what was never spoken of again.

    `shown` are the actions of the report.
    """
    return (
        *_files(asked),
        *_months(asked),
        *_doubtful(asked),
        *_silent(list(shown)),
        *_persons(asked),
        (
            "An action counts as closed only where the minutes, a list of closed references or a row of a "
            "tracker say so of that very action. Where they are silent it is shown as open."
        ),
    )


def _files(asked: Asked) -> list[str]:
    files = asked.run["counts"].get("files", {})
    said = [
        (
            f"Of {files.get('seen', 0):,} files {files.get('loaded', 0):,} were read whole and "
            f"{files.get('partial', 0):,} in part."
        )
    ]
    aside = asked.rows("select path, kind from quarantine order by path")
    if aside:
        named = _names(f"{row['path']} ({row['kind']})" for row in aside)
        said.append(f"{_files_word(len(aside))} could not be read: {named}.")
    else:
        said.append("No file was set aside as unreadable.")
    partial = asked.rows("select path from documents where state = 'partial' order by path")
    if partial:
        said.append(f"Read in part: {_names(row['path'] for row in partial)}.")
    skipped = files.get("skipped", {})
    if skipped:
        told = "; ".join(f"{number:,} {reason}" for reason, number in skipped.items())
        said.append(f"Not looked at: {told}.")
    return said


def _months(asked: Asked) -> list[str]:
    names = set(asked.bodies.values())
    months: dict[str, list[str]] = defaultdict(list)
    for gap in asked.run["counts"].get("gaps", []):
        if gap["body"] in names and gap["month"] <= f"{asked.as_at:%Y-%m}":
            months[gap["body"]].append(gap["month"])
    if not months:
        return ["No month without minutes shows in the regular series of meetings."]
    return [
        f"No minutes of {body} are held for {_names(missing)}."
        for body, missing in sorted(months.items())
    ]


def _doubtful(asked: Asked) -> list[str]:
    said = []
    undated = asked.rows(
        "select m.title, d.path, m.body_id from meetings m join documents d on d.id = m.document_id "
        "where m.date is null order by d.path"
    )
    if mine := [row["path"] for row in undated if row["body_id"] in asked.bodies]:
        said.append(f"Left out, because their minutes have no date: {_names(mine)}.")
    loose = asked.rows(
        "select m.body_id from unattributed_events u join meetings m on m.id = u.meeting_id "
        "where u.closure = 1 and m.date <= :as_at"
    )
    if number := sum(row["body_id"] in asked.bodies for row in loose):
        said.append(
            f"{number:,} {'passage tells' if number == 1 else 'passages tell'} of closures without "
            "naming an action that is held here; they close nothing."
        )
    drafts = asked.rows(
        "select m.body_id, d.path, exists (select 1 from draft_approvals a "
        "where a.meeting_id = m.id and a.approved_on <= :as_at) as approved "
        "from meetings m join documents d on d.id = m.document_id "
        "where d.version = 'draft' and m.date <= :as_at order by d.path"
    )
    mine = [row for row in drafts if row["body_id"] in asked.bodies]
    if open_ := [row["path"] for row in mine if not row["approved"]]:
        said.append(f"Held as drafts only, which close nothing: {_names(open_)}.")
    if approved := [row["path"] for row in mine if row["approved"]]:
        said.append(
            f"Held as drafts that a later meeting approved as they stood: {_names(approved)}."
        )
    return said


def _silent(shown: list[Row]) -> list[str]:
    silent = [row for row in shown if not row["events"] and not row["hand_closing_id"]]
    if not shown:
        return []
    if not silent:
        return ["Every action here is mentioned again after it was raised."]
    words = "is" if len(silent) == 1 else "are"
    return [
        f"{len(silent):,} of the {len(shown):,} actions here {words} never mentioned again in what is held."
    ]


def _persons(asked: Asked) -> list[str]:
    (count,) = asked.rows(
        "select sum(applies and kind <> 'undo') as standing, sum(state = 'lapsed') as lapsed from corrections"
    )
    said = []
    if count["standing"]:
        said.append(f"{count['standing']:,} corrections by persons bear on the register.")
    if count["lapsed"]:
        said.append(
            f"{count['lapsed']:,} corrections no longer apply, because their words have changed."
        )
    return said


def sources(files: dict[str, Row]) -> Table:
    """Give the table of the files that a report quotes, with their hashes."""
    return Table(
        "Files",
        (Column("File", 3), Column("Version", 0.7), Column("Marking", 0.9), Column("SHA-256", 3.4)),
        tuple(
            (path, row["version"], row["marking"], row["sha256"])
            for path, row in sorted(files.items())
        ),
    )


def _files_word(number: int) -> str:
    return "1 file" if number == 1 else f"{number:,} files"


def _names(names: Iterable[str]) -> str:
    listed = list(names)
    more = f" and {len(listed) - MOST:,} more" if len(listed) > MOST else ""
    return ", ".join(listed[:MOST]) + more
