from __future__ import annotations

from typing import Any
from xml.etree import ElementTree as ET

import pytest

from pipeline.web.matching import endings, expression, neighbours, some
from tests.web.conftest import Get


async def _hits(get: Get, query: str) -> list[dict[str, Any]]:
    answer = await get(f"/-/search.json?{query}")
    assert answer.status_code == 200
    found: list[dict[str, Any]] = answer.json()["hits"]
    return found


async def _ids(get: Get, query: str) -> set[str]:
    return {hit["id"] for hit in await _hits(get, query)}


async def test_a_hit_has_the_promised_fields(get: Get) -> None:
    found = await _hits(get, "q=call+handling&kind=action")
    assert found == [
        {
            "kind": "action",
            "id": "act-call",
            "meeting_id": "meeting-board-1",
            "date": "2024-01-18",
            "title": "Action 1/2024",
            "snippet": found[0]["snippet"],
            "url": "/-/action/act-call",
        }
    ]
    assert "call handling" in found[0]["snippet"]


async def test_all_five_kinds_are_found_by_one_box(get: Get) -> None:
    for query, kind in (
        ("q=call", "action"),
        ("q=recovery", "decision"),
        ("q=%22in+progress%22", "event"),
        ("q=control+room", "section"),
        ("q=Priya", "person"),
    ):
        assert kind in {hit["kind"] for hit in await _hits(get, query)}


@pytest.mark.parametrize(
    ("query", "wanted"),
    [
        ("kind=action&body=saltmere-panel", {"act-panel"}),
        ("owner=Force", {"act-call"}),
        ("owner=Jonah+Reed&status=closed", {"act-peel"}),
        ("owner=Jonah+Reed&status=open", set()),
        ("status=overdue", {"act-call"}),
        ("status=in-progress", {"act-call"}),
        ("hmicfrs=1&body=northmoor-board", {"act-peel"}),
        ("due=yes&body=northmoor-board", {"act-call"}),
        ("mark=implied", {"act-promise"}),
        ("kind=action&from=2024-08&to=2024-08", {"act-budget-8"}),
        ("kind=decision&to=2024-01-31", {"dec-plan"}),
        ("q=%22call+handling%22&kind=action", {"act-call"}),
        ("q=%22handling+call%22", set()),
        ("q=circul*&kind=action&from=2024-07", {"act-budget-7", "act-budget-8"}),
        ("q=crime+-data&kind=action", set()),
        ("q=circulating&mark=implied", {"act-promise"}),
    ],
)
async def test_filters_narrow(get: Get, query: str, wanted: set[str]) -> None:
    assert await _ids(get, query) == wanted


async def test_spellings_and_stems_are_found(get: Get) -> None:
    assert "act-panel" in await _ids(get, "q=Murry")
    assert {"act-panel", "act-peel"} <= await _ids(get, "q=analysis&kind=action")
    assert {"act-panel", "act-peel"} <= await _ids(get, "q=analyses&kind=action")


async def test_a_question_of_which_no_row_has_all_words_finds_the_likeliest(get: Get) -> None:
    """What officers type is a question as often as it is words: docs/site.md has the figures."""
    asked = "q=how+long+until+calls+to+999+are+answered+in+Northmoor&kind=action"
    found = (await get(f"/-/search.json?{asked}")).json()
    assert found["some_words"] is True
    assert found["hits"][0]["id"] == "act-call"
    assert "Nothing has all of these words" in (await get(f"/-/search?{asked}")).text
    assert len((await get(f"/-/search.csv?{asked}")).text.splitlines()) == found["total"] + 1


async def test_words_that_all_occur_are_never_loosened(get: Get) -> None:
    found = (await get("/-/search.json?q=call+handling")).json()
    assert found["some_words"] is False
    assert "act-panel" not in {hit["id"] for hit in found["hits"]}


@pytest.mark.parametrize(
    ("typed", "wanted"),
    [
        ("how many calls are lost?", '"calls" OR "lost"'),
        ("the analysis of crime", '"analysis" OR "analyses" OR "crime"'),
        ("calls", ""),
        ('"lost calls" now', ""),
        ("calls -lost", ""),
        ("call* lost", ""),
        ("calls OR lost", ""),
        ("the of", ""),
        ("", ""),
    ],
)
def test_a_plain_question_may_be_loosened(typed: str, wanted: str) -> None:
    assert some(typed) == wanted


async def test_a_spelling_that_was_added_is_said(get: Get) -> None:
    assert "also searched as murrai" in (await get("/-/search?q=Murry")).text


async def test_pages_of_results_follow_each_other(get: Get) -> None:
    first = (await get("/-/search.json?kind=action&size=3")).json()
    second = (await get(first["next"])).json()
    assert len(first["hits"]) == 3
    assert not {hit["id"] for hit in first["hits"]} & {hit["id"] for hit in second["hits"]}
    dates = [hit["date"] for hit in first["hits"] + second["hits"]]
    assert dates == sorted(dates, reverse=True)


async def test_the_page_keeps_its_filters_in_every_address(get: Get) -> None:
    text = (await get("/-/search?q=budget&body=northmoor-board&size=2")).text
    assert "/-/search?q=budget&amp;body=northmoor-board&amp;size=2&amp;page=2" in text
    assert "/-/search.csv?q=budget&amp;body=northmoor-board&amp;size=2" in text
    assert '<option value="northmoor-board" selected>' in text


async def test_what_was_found_is_pointed_out(get: Get) -> None:
    text = (await get("/-/search?q=call+handling&kind=action")).text
    assert '<mark class="mark-hit">call</mark>' in text


async def test_a_feed_is_wellformed_whatever_the_words(get: Get) -> None:
    answer = await get("/-/search.atom?q=hyperlink")
    feed = ET.fromstring(answer.text)  # noqa: S314 (our own XML)
    assert feed.findall("{http://www.w3.org/2005/Atom}entry")


@pytest.mark.parametrize(
    ("typed", "wanted"),
    [
        ("call handling", '"call" AND "handling"'),
        ('"call handling"', '"call handling"'),
        ("call*", '"call"*'),
        ("call -999", '("call") NOT "999"'),
        ("call OR 999", '("call" OR "999")'),
        ("17/2022", '"17 2022"'),
        ('"unclosed', '"unclosed"'),
        ("", ""),
        ("-x", ""),
        ("* ( ) :", ""),
    ],
)
def test_what_is_typed_becomes_a_safe_expression(typed: str, wanted: str) -> None:
    assert expression(typed) == wanted


def test_known_endings_are_swapped_both_ways() -> None:
    assert "analyses" in endings("analysis")
    assert "organization" in endings("Organisation")
    assert endings("our") == ()


def test_neighbours_keep_the_first_letter_and_skip_short_words() -> None:
    assert neighbours("murry", ("murrai", "hurri", "polic")) == ("murrai",)
    assert neighbours("pcc", ("pco",)) == ()
