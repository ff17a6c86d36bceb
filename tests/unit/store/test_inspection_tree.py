"""The tree of an inspection, and the duty to reply, as the register holds them."""

from __future__ import annotations

import contextlib
from pathlib import Path
from typing import Any

from pipeline import store
from pipeline.ingest.text import read_text
from pipeline.link import link
from pipeline.model import SourceFile
from pipeline.understand import understand
from tests.support.registers import RUN, open_register, rows
from tests.support.typed import HEAD


def register(folder: Path, *meetings: tuple[str, str]) -> dict[str, list[dict[str, Any]]]:
    """Items and replies of a register of meetings, each its day and the body of its item."""
    pairs = []
    for day, body in meetings:
        text = HEAD.replace("Wednesday 17 May 2023", day) + f"1. Apologies\nNone.\n2. {body}\n"
        name = f"north/{day}.txt"
        source = SourceFile(
            sha256=name.encode().hex().ljust(64, "0")[:64],
            path=name,
            media_type="text/plain",
            size=len(text),
        )
        document = read_text(text.encode(), source)
        pairs.append((document, understand(document)))
    pairs.sort(key=lambda pair: pair[0].source.path)
    path = folder / "register.db"
    links = link([extraction for _, extraction in pairs])
    store.write(path, pairs, links=links, quarantined=[], run=RUN, rules={})
    with contextlib.closing(open_register(path)) as held:
        return {
            "items": rows(
                held,
                "select i.kind, i.number, i.topic, p.topic as under, i.board_status, "
                "i.inspectorate_status from inspection_items i "
                "left join inspection_items p on p.id = i.parent_id order by i.kind, i.topic",
            ),
            "replies": rows(held, "select * from reply_duties"),
            "inspections": rows(held, "select programme, year, round from inspections"),
        }


def test_the_tree_is_report_cause_recommendation_with_areas_beside_it(tmp_path: Path) -> None:
    held = register(
        tmp_path,
        (
            "Wednesday 17 May 2023",
            (
                "PEEL 2021/22\nOn the cause of concern on bail, recommendation 3 is partially outstanding. "
                "The AFI on fleet is, in the force’s view, complete."
            ),
        ),
        (
            "Wednesday 19 July 2023",
            "PEEL 2021/22\nThe AFI on fleet has been signed off by HMICFRS. There are nine AFIs.",
        ),
    )
    assert held["inspections"] == [{"programme": "PEEL", "year": 2021, "round": "2021/22"}]
    assert held["items"] == [
        {
            "kind": "afi",
            "number": None,
            "topic": "fleet",
            "under": None,
            "board_status": "complete",
            "inspectorate_status": "signed-off",
        },
        {
            "kind": "cause-of-concern",
            "number": None,
            "topic": "bail",
            "under": None,
            "board_status": None,
            "inspectorate_status": None,
        },
        {
            "kind": "recommendation",
            "number": "3",
            "topic": None,
            "under": "bail",
            "board_status": None,
            "inspectorate_status": "partially-outstanding",
        },
    ]


def test_the_reply_duty_counts_days_and_judges_none(tmp_path: Path) -> None:
    held = register(
        tmp_path,
        ("Wednesday 17 May 2023", "PEEL\nThe report was published on 2 March 2023."),
        ("Wednesday 19 July 2023", "PEEL\nThe PCC’s comments were published on 27 April 2023."),
    )
    (duty,) = held["replies"]
    assert (duty["published_on"], duty["last_day"]) == ("2023-03-02", "2023-04-26")
    assert (duty["answered_on"], duty["answered_on_day"]) == ("2023-04-27", 57)
    assert duty["last_day_printed"] is None


def test_what_no_minutes_print_is_absent(tmp_path: Path) -> None:
    (duty,) = register(
        tmp_path,
        ("Wednesday 17 May 2023", "PEEL\nThe statutory comments have to be published by 31 July."),
    )["replies"]
    assert duty["published_on"] is duty["last_day"] is duty["answered_on"] is None
    assert duty["last_day_printed"] == "2023-07-31"
