from __future__ import annotations

import datetime as dt
import json
from pathlib import Path

import pytest

from pipeline.errors import ConfigError
from pipeline.evaluate import HELD_OUT, WORKED_ON, halves
from pipeline.evaluate.labels import read_ends, read_labels
from pipeline.evaluate.truth import TrueDate, TrueDue
from pipeline.model import ActionKind

YAML = """
file: mill/2023-01-18-board.txt
body: Mill Board
date: 2023-01-18
next: {date: 2023-02-15, venue: Oak Room}
attendees:
  - {name: Ann Fern, initials: AF, status: present}
sections:
  - {number: "1", heading: Apologies}
actions:
  - {id: M-1, key: send the plan, owners: [AF], due_text: by May, due: 2023-05-31, hmicfrs: {programme: PEEL}}
events:
  - {ref: "11", status: closed, grade: listed}
"""

ARCHIVE: dict[str, object] = {
    "collection": "mill",
    "path": "a.pdf",
    "body": None,
    "date": "2023-01-18",
    "venue": None,
    "chair": "Ann Fern",
    "attendees": [{"name": "Ann Fern", "initials": None, "role": None, "status": "present"}],
    "sections": ["1 Apologies"],
    "actions": [
        {"key": "new", "owners": [], "due": None, "ref": "M.2", "explicit": True, "carried": None},
        {"key": "old", "owners": [], "due": None, "ref": "M.1", "explicit": True, "carried": True},
        {
            "key": "elder",
            "owners": [],
            "due": None,
            "ref": "M.0",
            "explicit": True,
            "carried": True,
        },
        {"key": "vow", "owners": [], "due": "2023-02-01", "ref": None, "explicit": False},
    ],
    "decisions": [{"key": "plan", "outcome": "passed"}],
    "closures": [
        {"ref_or_key": "M.1", "status": "ongoing"},
        {"ref_or_key": "the wall is mended", "status": "closed"},
    ],
    "next_meeting": None,
    "notes": "",
    "no_text_layer": False,
}

SPECIMEN: dict[str, object] = {
    "file": "s.txt",
    "body": None,
    "date": None,
    "time": "14:00-16:30",
    "venue": None,
    "chair": "Ann Fern; Bo Reed",
    "attendees": [],
    "sections": [["Ref 1", "Drones [decision] (typo)"]],
    "actions": [
        {"key": "lead talks", "owners": ["RC (ambiguous: two)"], "due": "before 2025-03"},
        {
            "key": "share audit",
            "owners": ["T/CC"],
            "due": "2024-06",
            "label": "none (prose promise)",
        },
    ],
    "decisions": [],
    "closures": [{"ref": "11", "status": "closed", "superseded_by": "16"}],
    "hmicfrs": ["share audit (heading)", "two AFIs"],
}


def lines(tmp_path: Path, *rows: object) -> Path:
    path = tmp_path / "gold.jsonl"
    path.write_text("\n".join(json.dumps(row) for row in rows), encoding="utf-8")
    return path


def test_the_yaml_form_labels_every_field(tmp_path: Path) -> None:
    (tmp_path / "one.yml").write_text(YAML, encoding="utf-8")
    (tmp_path / "register.yml").write_text("[]", encoding="utf-8")
    (truth,) = read_labels(tmp_path)
    assert truth.path == "mill/2023-01-18-board.txt"
    assert truth.next == TrueDate(known=True, on=dt.date(2023, 2, 15))
    (action,) = truth.actions
    day = dt.date(2023, 5, 31)
    assert action.due == TrueDue(text="by May", first=day, last=day)
    assert action.hmicfrs
    assert truth.events[0].statuses == frozenset({"closed"})
    assert truth.venue is None


def test_what_is_left_out_is_not_judged_and_null_must_be_blank(tmp_path: Path) -> None:
    (tmp_path / "a.yaml").write_text("file: a.txt\nchair: null\nsections: []\n")
    (truth,) = read_labels(tmp_path)
    assert (truth.chair, truth.sections) == ((), ())
    assert (truth.venue, truth.start, truth.marking) == (None, None, None)
    assert (truth.attendees, truth.decisions) == (None, None)
    assert not truth.date.known
    assert not truth.next.known


def test_a_mistyped_key_is_refused_by_name(tmp_path: Path) -> None:
    (tmp_path / "one.yml").write_text(YAML + "chiar: Ann\n", encoding="utf-8")
    with pytest.raises(ConfigError, match=r"one\.yml.*chiar"):
        read_labels(tmp_path)


def test_a_folder_without_labels_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match="holds no label files"):
        read_labels(tmp_path)


def test_a_carried_action_of_an_archive_is_an_event_once(tmp_path: Path) -> None:
    (truth,) = read_labels(lines(tmp_path, ARCHIVE))
    assert [(action.key, action.kind) for action in truth.actions] == [
        ("new", ActionKind.LABELLED),
        ("vow", ActionKind.IMPLIED),
    ]
    assert [(event.ref, event.key, event.standing) for event in truth.events] == [
        ("M.1", "", True),
        ("", "the wall is mended", False),
        ("M.0", "elder", True),
    ]
    assert truth.path == "mill/a.pdf"
    assert truth.body == "mill"
    assert not truth.next.known


def test_a_specimen_without_a_date_must_stay_without(tmp_path: Path) -> None:
    (truth,) = read_labels(lines(tmp_path, SPECIMEN))
    assert truth.date == TrueDate(known=True)
    assert (truth.start, truth.end) == ("14:00", "16:30")
    assert truth.chair == ("Ann Fern", "Bo Reed")
    assert truth.sections == (("Ref 1", "Drones"),)
    lead, share = truth.actions
    assert lead.owners == ("RC",)
    assert lead.due.last == dt.date(2025, 2, 28)
    assert (share.due.first, share.due.last) == (dt.date(2024, 6, 1), dt.date(2024, 6, 30))
    assert share.kind is ActionKind.IMPLIED
    assert share.hmicfrs
    assert truth.flagged == ("two AFIs",)
    assert truth.events[0].statuses == frozenset({"closed", "complete", "closed-superseded"})


def test_a_broken_line_is_named(tmp_path: Path) -> None:
    path = tmp_path / "gold.jsonl"
    path.write_text("\n{oops\n", encoding="utf-8")
    with pytest.raises(ConfigError, match="line 2"):
        read_labels(path)


def test_true_ends_are_read(tmp_path: Path) -> None:
    path = tmp_path / "register.yml"
    path.write_text("- {id: M-1, file: a.txt, key: plan, status: open}\n", encoding="utf-8")
    (end,) = read_ends(path)
    assert (end.id, end.status, end.closed_on) == ("M-1", "open", None)


def test_the_halves_share_no_file_and_lose_none() -> None:
    paths = ["a/3", "a/1", "a/2", "b/1", "b/2", "b/0"]
    worked_on, held_out = halves(paths, WORKED_ON), halves(paths, HELD_OUT)
    assert worked_on == ["a/1", "a/3", "b/0", "b/2"]
    assert sorted(worked_on + held_out) == sorted(paths)


def test_a_declared_split_comes_first() -> None:
    declared = {"a/1": "held-out", "a/2": "dev"}
    assert halves(["a/1", "a/2"], WORKED_ON, declared) == ["a/2"]
    assert halves(["a/1", "a/2"], HELD_OUT, declared) == ["a/1"]


def test_an_unknown_half_is_refused() -> None:
    with pytest.raises(ConfigError, match="There is no half"):
        halves([], "left")
