"""Whatever minutes say: linking is deterministic, looks only backwards, and closes nothing weakly."""

from __future__ import annotations

import datetime as dt
import random

from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.link import link, register
from pipeline.model import CLOSING, DECISIVE, Extraction, Grade, Status
from tests.support.linking import action, meeting, update

REFS = ("1", "2", "1/23", "2/23", "Feb23.04", "")
WORDS = (
    "mend the roof of the mill before winter",
    "mend the roof of the barn before winter",
    "count the bats in the church tower",
    "write to the bishop about the bats",
)
FIRST = dt.date(2023, 1, 4)

actions = st.builds(action, st.sampled_from(WORDS), st.sampled_from(REFS), place=st.integers(5, 9))
updates = st.builds(
    update,
    st.sampled_from(REFS),
    st.sampled_from(Status),
    st.sampled_from(Grade),
    quote=st.sampled_from(("", *WORDS)),
    place=st.integers(0, 9),
    offset=st.integers(0, 90),
)


@st.composite
def archives(draw: st.DrawFn) -> list[Extraction]:
    """A handful of documents over half a year; some of one meeting, some trackers, some drafts."""
    found = []
    for number in range(draw(st.integers(1, 6))):
        weeks = draw(st.integers(0, 24))
        tracker = draw(st.booleans())
        found.append(
            meeting(
                (FIRST + dt.timedelta(weeks=weeks)).isoformat(),
                *draw(st.lists(actions, max_size=3, unique_by=lambda one: (one.text, one.ref))),
                *draw(st.lists(updates, max_size=4)),
                path=f"mill/{number}.txt",
                body="mill-tracker" if tracker else draw(st.sampled_from(("board", "panel"))),
                version=draw(st.sampled_from(("", "draft", "approved"))),
                tracker=tracker,
                people=tuple(draw(st.lists(st.sampled_from(("Ann Fern", "A Fern", "Bo Reed"))))),
            )
        )
    return found


@given(archives(), st.randoms(use_true_random=False))
@settings(max_examples=40, deadline=None)
def test_the_order_of_documents_is_irrelevant(
    archive: list[Extraction], chance: random.Random
) -> None:
    shuffled = list(archive)
    chance.shuffle(shuffled)
    assert link(archive) == link(shuffled)
    assert register(archive, link(archive)) == register(shuffled, link(shuffled))


@given(archives(), st.integers(0, 25))
@settings(max_examples=40, deadline=None)
def test_the_register_as_at_a_day_is_that_of_the_files_up_to_it(
    archive: list[Extraction], weeks: int
) -> None:
    on = FIRST + dt.timedelta(weeks=weeks)
    known = [one for one in archive if (held := one.minutes[0].meeting.held.first) and held <= on]
    assert register(archive, link(archive), on) == register(known, link(known))


@given(archives())
@settings(max_examples=40, deadline=None)
def test_only_decisive_words_of_no_draft_close(archive: list[Extraction]) -> None:
    drafts = {one.document_id for one in archive if one.version == "draft"}
    said = {
        update.id: (update, one.document_id)
        for one in archive
        for minutes in one.minutes
        for update in minutes.updates
    }
    for row in register(archive, link(archive)):
        if row.status in CLOSING:
            found, document = said[row.evidence]
            assert found.grade in DECISIVE
            assert document not in drafts
            assert row.closed_on is not None


@given(archives())
@settings(max_examples=40, deadline=None)
def test_links_name_only_what_exists_and_events_follow_their_action(
    archive: list[Extraction],
) -> None:
    links = link(archive)
    held = {
        own.id: minutes.meeting.held.first
        for one in archive
        for minutes in one.minutes
        for own in minutes.actions
    }
    days = {
        said.id: minutes.meeting.held.first
        for one in archive
        for minutes in one.minutes
        for said in minutes.updates
    }
    for said, raised in links.events.items():
        assert days[said] >= held[raised]  # type: ignore[operator]  # every day is set here
    for found in links.actions:
        assert {found.source, found.target} <= held.keys()
        assert found.source != found.target
