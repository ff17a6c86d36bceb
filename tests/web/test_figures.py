"""Figures of one page are the figures of another, and of the register."""

from __future__ import annotations

import re
import sqlite3
from contextlib import closing
from statistics import median

import pytest
from datasette.app import Datasette

from pipeline.web import charts, inspections, meetings
from pipeline.web.database import rows
from pipeline.web.drawing import ceiling, columns
from tests.web.conftest import Get


async def test_the_last_month_of_the_chart_agrees_with_the_register(site: Datasette) -> None:
    groups = await rows(site, charts.OVER_TIME, {"body": "northmoor-board"})
    last = charts.over_time(groups, "2024-08")[-1]
    where = "where body_id = 'northmoor-board'"
    for name, view in (("first", "open_actions"), ("second", "overdue_actions")):
        held = (await rows(site, f"select count(*) as n from {view} {where}"))[0]["n"]  # noqa: S608 (our names)
        assert last[name] == held


async def test_the_first_page_counts_as_the_views_do(site: Datasette, get: Get) -> None:
    text = (await get("/")).text
    found = {
        label.strip(): int(count)
        for count, label in re.findall(r"<strong>(\d+)</strong> ([a-zA-Z ]+)", text)
    }
    for label, view in (("open actions", "open_actions"), ("of them overdue", "overdue_actions"),
                        ("actions in all", "action_register")):  # fmt: skip
        held = (await rows(site, f"select count(*) as n from {view}"))[0]["n"]  # noqa: S608 (our names)
        assert found[label] == held


async def test_counts_lead_to_as_many_rows(site: Datasette, get: Get) -> None:
    for status, view in (("open", "open_actions"), ("overdue", "overdue_actions")):
        address = f"/-/search.json?kind=action&mark=labelled&status={status}"
        held = (await rows(site, f"select count(*) as n from {view}"))[0]["n"]  # noqa: S608 (our names)
        assert (await get(address)).json()["total"] == held


async def test_the_audit_knows_what_was_said_by_a_day(site: Datasette) -> None:
    def status(found: list[dict[str, object]]) -> object:
        peel = next(row for row in found if row["id"] == "insp-peel")
        items = peel["items"]
        assert isinstance(items, list)
        return [link["status"] for item in items for link in item["actions"]]

    assert status(await inspections.audit(site, "2024-06-14")) == ["open"]
    assert status(await inspections.audit(site, "2024-06-15")) == ["complete"]
    assert status(await inspections.audit(site, "")) == ["complete"]
    assert status(await inspections.audit(site, "2023-12-31")) == []


async def test_an_item_without_an_action_is_a_row_of_the_dossier(site: Datasette) -> None:
    found = await inspections.audit(site, "2023-12-31")
    table = inspections.dossier(found)
    peel = next(row for row in table if row[0] == "HMICFRS PEEL 2023")
    assert peel[1] == "afi"
    assert peel[inspections.COLUMNS.index("action_id")] is None


async def test_a_meeting_that_was_announced_and_is_not_here_is_listed(get: Get) -> None:
    text = (await get("/-/meetings")).text
    assert "Announced, but not in the register" not in text, "the one announced was held"


def test_a_calendar_has_every_year_between_and_tells_of_each_meeting() -> None:
    row = {"id": "a/b", "title": None, "kind": "board", "body_id": "north", "body": "North Board"}
    found = [row | {"date": "2021-03-09", "actions": 1}, row | {"date": "2023-03-02", "actions": 2}]
    undated = row | {"date": None, "actions": 0}
    (north,) = meetings.calendars([undated, *found], {"North Board": frozenset({"2022-04"})})
    assert list(north.years) == ["2023", "2022", "2021"]
    assert all(len(twelve) == 12 for twelve in north.years.values())
    assert [month.gap for month in north.years["2022"]].index(True) == 3
    held = north.years["2021"][2].meetings[0]
    assert (held["address"], held["day"], held["full"]) == ("/-/meeting/a%2Fb", 9, "9 March 2021")
    assert held["told"] == "North Board, 9 March 2021: 1 action"


async def test_a_month_without_minutes_of_a_regular_series_is_a_gap(get: Get) -> None:
    text = (await get("/-/meetings?body=northmoor-board")).text
    assert text.count('<td class="gap">') == 1
    assert "no minutes are here: May 2024." in text


async def test_the_quality_page_lists_the_gaps_and_spells_the_counts_out(get: Get) -> None:
    text = (await get("/-/quality")).text
    assert '<td class="words">May 2024</td>' in text
    assert "seen: 14, loaded: 12" in text
    assert "{" not in text[text.index('<h2 id="run">') : text.index("<details>")]


async def test_every_bar_leads_to_as_many_rows(site: Datasette, get: Get) -> None:
    text = (await get("/-/charts?body=northmoor-board")).text
    bars = re.findall(
        r'<a href="([^"]+)" tabindex="-1"><rect class="bar-\w+"[^>]*><title>[^<]*: (\d+)</title>',
        text,
    )
    assert len(bars) > 10
    for address, value in bars:
        target = address.replace("&amp;", "&")
        if target.startswith("/minutes/"):
            name, _, asked = target.partition("?")
            shown = (await get(f"{name}.json?{asked}&_shape=array")).json()
            assert len(shown) == int(value), target
        elif target.startswith("/-/search"):
            held = (await get(target.replace("/-/search", "/-/search.json"))).json()
            assert held["total"] == int(value), target


@pytest.mark.parametrize("days", [(7,), (3, 9), (1, 1, 8), (2, 4, 4, 30), (5, 5, 5, 6, 90, 91)])
def test_the_median_of_days_counted_together_is_that_of_each(days: tuple[int, ...]) -> None:
    spans = " union all ".join(f"select 'Holt', {day}.0" for day in days)
    with closing(sqlite3.connect(":memory:")) as db:
        sql = f"with spans(label, days) as ({spans}), {charts.MEDIANS}"
        assert db.execute(sql).fetchall() == [("Holt", len(days), int(median(days) + 0.5))]


@pytest.mark.parametrize(("most", "end"), [(0, 2), (1, 2), (3, 5), (10, 10), (11, 20), (60, 100)])
def test_scales_end_at_round_numbers(most: int, end: int) -> None:
    assert ceiling(most) == end


def test_bars_are_as_high_as_their_values() -> None:
    rows_ = [{"label": "a", "first": 5, "second": 2}, {"label": "b", "first": 10, "second": None}]
    chart = columns(rows_, ("open", "late"), lambda row, look: f"/{row['label']}/{look}")
    first, late, highest, none = chart.bars
    assert highest.height == pytest.approx(2 * first.height, abs=0.2)
    assert late.y + late.height == pytest.approx(first.y + first.height, abs=0.2)
    assert none.height == 0
    assert (first.href, late.href) == ("/a/open", "/a/late")
