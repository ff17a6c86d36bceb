from __future__ import annotations

from pipeline.link import link
from pipeline.link.doubts import CODES
from pipeline.model import Grade, InspectionReason, LinkKind, Status
from tests.support.linking import action, meeting, mention, update


def test_approved_minutes_are_current_before_others_and_drafts_last() -> None:
    draft = meeting("2023-01-18", action("mend the roof"), action("count"), version="draft")
    plain = meeting("2023-01-18", action("mend the roof"))
    approved = meeting("2023-01-18", version="approved")
    links = link((draft, plain, approved))
    assert list(links.current.values()) == [approved.document_id]
    assert list(link((draft, plain)).current.values()) == [plain.document_id]
    assert [found.issue.code for found in links.issues] == ["several-versions"] * 2


def test_of_equal_versions_the_fuller_is_current_then_the_first_path() -> None:
    short = meeting("2023-01-18", path="mill/a.txt")
    full = meeting("2023-01-18", action("mend the roof"), path="mill/b.txt")
    twin = meeting("2023-01-18", action("mend the roof"), path="mill/c.txt")
    assert list(link((short, twin, full)).current.values()) == [full.document_id]


def test_what_a_superseded_version_says_links_nothing() -> None:
    raised = meeting("2023-01-18", action("mend the roof", "1/23"))
    draft = meeting("2023-02-15", update("1/23"), version="draft")
    final = meeting("2023-02-15", version="approved")
    assert link((raised, draft, final)).events == {}


def test_a_successor_takes_an_actions_place() -> None:
    raised = meeting("2023-01-18", action("mend the roof", "11"))
    later = meeting(
        "2023-02-15",
        update("11", Status.CLOSED_SUPERSEDED, Grade.STATED, successor="16"),
        action("count the tiles each week", "16"),
    )
    (found,) = link((raised, later)).actions
    assert (found.kind, found.suggested) == (LinkKind.SUPERSEDES, False)
    assert found.target == raised.minutes[0].actions[0].id
    assert found.source == later.minutes[0].actions[0].id


def test_likeness_between_actions_is_only_suggested() -> None:
    first = meeting("2023-01-18", action("present the yearly report on custody visits"))
    later = meeting("2024-01-17", action("present the yearly report on custody visitors"))
    panel = meeting(
        "2024-02-17", action("present the yearly report on custody visiting"), body="mill-panel"
    )
    found = link((first, later, panel)).actions
    assert {(one.kind, one.suggested) for one in found} == {
        (LinkKind.CONTINUES, True),
        (LinkKind.TRANSFERS, True),
    }
    assert all(0.72 <= one.score <= 1 for one in found)


def test_an_inspection_reaches_actions_of_its_own_minutes() -> None:
    covered = ("share the evidence pack", InspectionReason.NAMED_IN_SECTION)
    raised = meeting("2023-01-18", action("share the evidence pack"), mention(4, covered))
    (found,) = link((raised,)).inspections
    assert found.action == raised.minutes[0].actions[0].id
    assert found.reason is InspectionReason.NAMED_IN_SECTION


def test_words_within_a_mention_of_one_action_speak_for_it() -> None:
    raised = meeting("2023-01-18", action("mend the roof", "11"))
    later = meeting("2023-02-15", update("11", place=1), mention(1))
    (found,) = link((raised, later)).inspections
    assert found.reason is InspectionReason.LINKED_ITEM
    assert found.action == raised.minutes[0].actions[0].id


def test_words_within_a_list_of_actions_speak_for_none() -> None:
    raised = meeting("2023-01-18", action("mend the roof", "11"), action("count bats", "12"))
    later = meeting("2023-02-15", update("11"), update("12"), mention(1))
    assert link((raised, later)).inspections == ()


def test_a_tracker_shows_that_a_minuted_action_serves_an_inspection() -> None:
    words = "an hour by hour profile of call answering"
    raised = meeting("2023-01-18", action(words, "31/2022"))
    tracker = meeting(
        "2023-02-01",
        action(words, "31/2022"),
        mention(5, (words, InspectionReason.NAMED_IN_ACTION)),
        tracker=True,
    )
    (found,) = link((raised, tracker)).inspections
    assert found.action == raised.minutes[0].actions[0].id
    assert found.reason is InspectionReason.TRACKER


def test_nothing_gives_nothing() -> None:
    links = link(())
    assert (links.current, links.events, links.actions, links.issues) == ({}, {}, (), ())


def test_every_issue_code_is_declared() -> None:
    twice = meeting("2023-01-18", action("mend", "1/23"), action("count", "1/23"), people=("Fern",))
    later = meeting("2023-02-15", update("1/23"), update("9/23"))
    draft = meeting("2023-02-15", version="draft")
    found = {one.issue.code for one in link((twice, later, draft)).issues}
    assert found == {
        "ref-used-twice",
        "update-ambiguous",
        "update-unattributed",
        "several-versions",
        "person-ambiguous",
    }
    assert found <= set(CODES)
