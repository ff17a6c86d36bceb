from __future__ import annotations

import re
from html.parser import HTMLParser
from urllib.parse import urljoin

import pytest
from markupsafe import escape

from tests.support.web_register import HOSTILE, LONG
from tests.web.conftest import Get

HREF = re.compile(r'(?:href|src)="([^"]+)"')
PAGES = [
    "/", "/minutes", "/minutes/action_register", "/minutes/documents", "/-/search",
    "/-/search?q=call", "/-/search?kind=action", "/-/search?kind=section", "/-/search?kind=person",
    "/-/search?kind=event", "/-/search?kind=decision", "/-/search?q=alert", "/-/action/act-call",
    "/-/action/act-peel", "/-/action/act-hostile", "/-/action/act-long", "/-/action/act-promise",
    "/-/meeting/meeting-board-1", "/-/meeting/meeting-board-1/versions", "/-/meeting/meeting-panel", "/-/meeting/meeting-hostile",
    "/-/decisions", "/-/decisions?outcome=noted", "/-/decision/dec-plan", "/-/decision/dec-hostile",
    "/-/hmicfrs", "/-/hmicfrs?as_at=2024-05-01", "/-/people", "/-/people?view=posts",
    "/-/person/person-reed", "/-/person/person-hostile", "/-/meetings", "/-/meetings?body=hostile",
    "/-/charts", "/-/charts?body=hostile", "/-/quality", "/-/about", "/-/document/doc-board-1",
    "/-/document/doc-hostile",
]  # fmt: skip


class Tags(HTMLParser):
    """The names of a page's elements and attributes."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.names: set[str] = set()
        self.attributes: set[str] = set()
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.names.add(tag)
        self.attributes |= {name for name, _ in attrs}


@pytest.mark.parametrize("address", PAGES)
async def test_pages_have_one_heading_a_language_and_no_script(get: Get, address: str) -> None:
    answer = await get(address)
    assert answer.status_code == 200
    assert '<html lang="en-GB">' in answer.text
    assert answer.text.count("<h1") == 1
    assert '<main id="main"' in answer.text
    tags = Tags(answer.text)
    assert not {"script", "style", "iframe", "object", "base"} & tags.names
    assert not {name for name in tags.attributes if name.startswith("on")}


@pytest.mark.parametrize("address", PAGES)
async def test_hostile_words_are_never_markup(get: Get, address: str) -> None:
    text = (await get(address)).text
    assert "<script>alert" not in text
    assert "<img src=x" not in text
    assert "\u202e" not in text or address.startswith("/minutes"), "cells keep them apart there"


async def test_hostile_words_are_shown_as_they_are(get: Get) -> None:
    text = (await get("/-/action/act-hostile")).text
    assert str(escape("<script>alert('hostile')</script>")) in text
    assert "{{ 7*7 }}" in text
    assert LONG in (await get("/-/action/act-long")).text
    assert HOSTILE not in text


async def test_every_address_on_the_site_answers(get: Get) -> None:
    """A crawler over all links of our own pages and Datasette's finds no failure."""
    seen: set[str] = set()
    queue = ["/"]
    failures = []
    while queue:
        address = queue.pop()
        answer = await get(address)
        if answer.status_code not in {200, 302}:
            failures.append((address, answer.status_code))
        if "text/html" not in answer.headers.get("content-type", ""):
            continue
        for link in HREF.findall(answer.text):
            whole = urljoin(address, link.replace("&amp;", "&").replace("&#39;", "'"))
            target = whole.split("#", maxsplit=1)[0].removeprefix("http://localhost")
            if (
                not target.startswith("/")
                or "_facet" in target
                or "_sort" in target
                or "sql=" in target
            ):
                continue
            shape = re.sub(r"\d+", "9", target)
            if shape not in seen and len(seen) < 600:
                seen.add(shape)
                queue.append(target)
    assert failures == []
    assert len(seen) > 100


@pytest.mark.parametrize(
    "address",
    [
        "/-/action/none", "/-/meeting/none", "/nothing", "/-/search?q=%00", "/-/search?q=%22",
        "/-/search?q=*", "/-/search?q=NEAR(a+b)", "/-/search?q=OR", "/-/search?q=-a", "/-/search?q=a-b",
        "/-/search?q=%3Cscript%3E&page=99999&size=-3", "/-/search?from=2024-13-45&to=x",
        "/-/search?kind=%27&body=%27&owner=%27&status=%27", "/-/search?q=col:umn+AND+(",
        "/-/search.json?q=%22%22%22", "/-/search.csv?q=(", "/-/search.atom", "/-/search.xlsx",
        "/-/action/%F0%9F%92%A3", "/-/action/..%2F..%2Fetc", "/-/search?q=" + "a" * 5000,
        "/-/static-plugins/minutes-pipeline/none.css", "/-/static-plugins/minutes-pipeline/../x",
    ],
)  # fmt: skip
async def test_no_address_fails(get: Get, address: str) -> None:
    assert (await get(address)).status_code in {200, 302, 404}


async def test_a_missing_page_is_quiet(get: Get, capsys: pytest.CaptureFixture[str]) -> None:
    """Neither a traceback nor local variables reach the log."""
    answer = await get("/-/action/none")
    assert answer.status_code == 404
    assert "No action has this address" in answer.text
    captured = capsys.readouterr()
    assert captured.out == ""
    assert captured.err == ""


async def test_an_action_leads_back_to_its_words(get: Get) -> None:
    text = (await get("/-/action/act-call")).text
    assert '<mark class="mark-quote">ACTION: The Force to report on call handling' in text
    assert "The Chief Constable set out the demand" in text, "the lines around it"
    assert "In progress" in text
    assert "Action 1/2024 – in progress." in text, "the words that give the status"
    assert "a month is given; its last day is taken" in text
    assert "test.rule" in text
    assert "northmoor/2024/2024-01-18-board.pdf" in text


async def test_a_closed_action_shows_what_closed_it_and_that_the_inspectorate_did_not(
    get: Get,
) -> None:
    text = (await get("/-/action/act-peel")).text
    assert "Action 2/2024 – complete." in text
    assert "Outstanding" in text
    assert "The one never implies the other" in text
    assert "Suggested, not confirmed" in text


@pytest.mark.parametrize(
    "address", ["/-/action/act-call", "/-/decision/dec-plan", "/-/meeting/meeting-board-1"]
)
async def test_a_page_says_how_to_cite_it(get: Get, address: str) -> None:
    text = (await get(address)).text
    cited = text[text.index("To cite") :]
    assert "Northmoor Governance Board" in cited
    assert "18 January 2024" in cited
    assert "northmoor/2024/2024-01-18-board.pdf (SHA-256" in cited
    assert f"http://localhost{address}" in text


async def test_silence_is_said_to_close_nothing(get: Get) -> None:
    text = (await get("/-/action/act-budget-2")).text
    assert "Silence closes nothing" in text


async def test_the_minutes_are_marked_in_place(get: Get) -> None:
    text = (await get("/-/meeting/meeting-board-1")).text
    assert 'class="mark-quote" id="act-call"' in text
    assert 'class="mark-decision" id="dec-plan"' in text
    assert "<td>999 calls</td><td>10 s</td>" in text, "rows of a table stay rows"
    assert 'rel="next" href="/-/meeting/meeting-board-2"' in text
    assert 'rel="prev"' not in text
    assert text.count("The board asked what PEEL would say of it.") == 1
