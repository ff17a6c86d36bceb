"""The tree of an inspection, and the duty to reply, as the register holds them."""

from __future__ import annotations

import contextlib
from pathlib import Path
from typing import Any

from pipeline import store
from pipeline.ingest.text import read_text
from pipeline.link import link
from pipeline.model import Document, Extraction, SourceFile
from pipeline.understand import understand
from tests.support.registers import RUN, open_register, rows
from tests.support.typed import HEAD

Pair = tuple[Document, Extraction]


def said_by(body: str, item: str, day: str = "Wednesday 17 May 2023") -> Pair:
    """Minutes of a body whose second item is `item`."""
    head = HEAD.replace("Wednesday 17 May 2023", day).replace("Northvale Governance Board", body)
    text = f"{head}1. Apologies\nNone.\n2. {item}\n"
    name = f"north/{body} {day}.txt"
    source = SourceFile(
        sha256=name.encode().hex().ljust(64, "0")[-64:],
        path=name,
        media_type="text/plain",
        size=len(text),
    )
    document = read_text(text.encode(), source)
    return document, understand(document)


def register(folder: Path, *meetings: tuple[str, str]) -> dict[str, list[dict[str, Any]]]:
    """The register of one board's meetings, each its day and its second item."""
    return written(
        folder, *(said_by("Northvale Governance Board", item, day) for day, item in meetings)
    )


def written(folder: Path, *pairs: Pair) -> dict[str, list[dict[str, Any]]]:
    """Inspections, items and replies of the register of these minutes."""
    ordered = sorted(pairs, key=lambda pair: pair[0].source.path)
    path = folder / "register.db"
    links = link([extraction for _, extraction in ordered])
    whole = store.Office(loaded=ordered, links=links)
    store.write(path, [whole], quarantined=[], run=RUN, rules={})
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
            "areas": rows(held, "select area from bodies order by area"),
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


def test_an_item_of_one_area_is_not_that_of_another(tmp_path: Path) -> None:
    said = "PEEL\nThe cause of concern is outstanding."
    north, west = (
        said_by(body, said)
        for body in ("Northmoor Governance Board", "Wexbourne Accountability Board")
    )
    held = written(tmp_path, north, west)
    areas = [row["area"] for row in held["areas"]]
    assert areas == ["Northmoor", "Wexbourne"]
    assert len(held["items"]) == 2
    assert len(held["inspections"]) == 1
