from __future__ import annotations

import datetime as dt

from pipeline.link import link
from pipeline.model import Extraction, Grade, Links, Status
from tests.support.linking import action, meeting, section, update


def about(links: Links, *extractions: Extraction) -> list[str | None]:
    """The words of the action that each update is about, in the order given."""
    words = {
        own.id: own.text
        for extraction in extractions
        for minutes in extraction.minutes
        for own in minutes.actions
    }
    return [
        words[links.events[said.id]] if said.id in links.events else None
        for extraction in extractions
        for minutes in extraction.minutes
        for said in minutes.updates
    ]


def codes(links: Links) -> list[str]:
    return sorted(found.issue.code for found in links.issues)


def test_a_reference_links_within_its_body() -> None:
    raised = meeting("2023-01-18", action("mend the roof", "17/2022"))
    other = meeting("2023-01-19", action("count the bats", "17/2022"), body="owl-panel")
    later = meeting("2023-02-15", update("Action 17/22"))
    both = (raised, other, later)
    assert about(link(both), *both) == ["mend the roof"]


def test_a_reference_of_another_body_names_nothing() -> None:
    raised = meeting("2023-01-18", action("count the bats", "17/2022"), body="owl-panel")
    later = meeting("2023-02-15", update("17/2022"))
    links = link((raised, later))
    assert links.events == {}
    assert codes(links) == ["update-unattributed"]


def test_an_answer_does_not_come_before_its_question() -> None:
    earlier = meeting("2023-01-18", update("17/2022"))
    raised = meeting("2023-02-15", action("mend the roof", "17/2022"))
    assert link((earlier, raised)).events == {}


def test_a_bare_number_used_again_means_the_latest() -> None:
    first = meeting("2022-01-18", action("mend the roof", "11"))
    again = meeting("2023-01-18", action("count the bats", "11"))
    later = meeting("2023-02-15", update("11"))
    assert about(link((first, again, later)), later, first, again) == ["count the bats"]


def test_a_number_with_the_day_of_its_meeting_names_no_other() -> None:
    april = meeting("2023-04-22", action("mend the roof", "2"))
    june = meeting("2023-06-26", action("count the bats", "2"))
    later = meeting("2023-07-24", update("2", raised=dt.date(2023, 4, 22)))
    lost = meeting("2023-07-25", update("2", raised=dt.date(2023, 5, 3)))
    assert about(link((april, june, later, lost)), april, june, later, lost) == [
        "mend the roof",
        None,
    ]


def test_a_bare_number_of_long_ago_names_nothing() -> None:
    first = meeting("2020-01-18", action("mend the roof", "11"))
    later = meeting("2023-02-15", update("11"))
    assert link((first, later)).events == {}


def test_a_bare_number_that_is_still_spoken_of_keeps_its_meaning() -> None:
    first = meeting("2022-01-18", action("mend the roof", "672"))
    between = meeting("2023-01-18", update("672", Status.CARRIED_FORWARD, Grade.STATED))
    later = meeting("2024-01-15", update("672"))
    assert len(link((first, between, later)).events) == 2


def test_a_closed_action_gives_its_number_to_the_open_one() -> None:
    first = meeting("2023-01-18", action("mend the roof", "17/2022"))
    closes = meeting("2023-02-15", update("17/2022"), action("count the bats", "17/2022"))
    later = meeting("2023-03-15", update("17/2022"))
    every = (first, closes, later)
    assert about(link(every), *every) == ["mend the roof", "count the bats"]


def test_a_number_that_fits_two_open_actions_is_left_open() -> None:
    twice = meeting(
        "2023-01-18", action("mend the roof", "17/2022"), action("count the bats", "17/2022")
    )
    later = meeting("2023-02-15", update("17/2022"))
    links = link((twice, later))
    assert links.events == {}
    assert codes(links) == ["ref-used-twice", "update-ambiguous"]


def test_quoted_words_tell_two_of_one_number_apart() -> None:
    twice = meeting(
        "2023-01-18", action("mend the roof", "17/2022"), action("count the bats", "17/2022")
    )
    later = meeting("2023-02-15", update("17/2022", quote="Count the bats."))
    assert about(link((twice, later)), twice, later) == ["count the bats"]


def test_words_that_contradict_the_number_link_nothing() -> None:
    raised = meeting("2023-01-18", action("mend the roof of the mill", "17/2022"))
    later = meeting("2023-02-15", update("17/2022", quote="invite the bishop to supper"))
    links = link((raised, later))
    assert links.events == {}
    assert codes(links) == ["update-unattributed"]


def test_quoted_words_link_without_a_number() -> None:
    words = "send the revised paper on custody cover to the commissioner"
    raised = meeting("2023-01-18", action(f"RJ to {words}"))
    later = meeting("2023-02-15", update(quote=f"{words.capitalize()}.", grade=Grade.STATED))
    assert about(link((raised, later)), later, raised) == [f"RJ to {words}"]


def test_a_number_given_later_is_known_by_the_quotation() -> None:
    words = "chase the supplier about the sleepers in the playground"
    plain = meeting("2023-01-18", action(words))
    numbered = meeting("2023-01-18", action(words, "Jan23.09"))
    later = meeting("2023-02-15", update("Jan23.04", quote=words))
    assert about(link((plain, later)), plain, later) == [words]
    assert link((numbered, later)).events == {}


def test_likeness_is_not_enough_for_a_quotation() -> None:
    raised = meeting("2023-01-18", action("send the paper on custody cover to the board"))
    later = meeting("2023-02-15", update(quote="send the paper on vetting delays to the board"))
    assert link((raised, later)).events == {}


def test_a_short_action_is_quoted_only_with_all_its_words() -> None:
    raised = meeting("2023-01-11", action("Clerk to respond to ABC"))
    said = meeting("2023-02-15", update(quote="Clerk to respond to XYZ on the choice of a trustee"))
    whole = meeting("2023-02-15", update(quote="Clerk to respond to ABC on the lease"))
    assert about(link([raised, said]), raised, said) == [None]
    assert about(link([raised, whole]), raised, whole) == ["Clerk to respond to ABC"]


def test_a_topic_names_the_one_open_action_that_has_all_its_words() -> None:
    vetting = "OPCC and Force to agree a monthly return on the vetting backlog"
    raised = meeting("2023-01-18", action(vetting), action("clear the custody backlog"))
    later = meeting("2023-02-15", update(quote="Vetting backlog", grade=Grade.STATED))
    assert about(link((raised, later)), raised, later) == [vetting]


def test_a_topic_of_two_open_actions_names_neither() -> None:
    raised = meeting(
        "2023-01-18",
        action("agree a monthly return on the vetting backlog"),
        action("say who owns the vetting backlog"),
    )
    later = meeting("2023-02-15", update(quote="Vetting backlog", grade=Grade.STATED))
    links = link((raised, later))
    assert links.events == {}
    assert codes(links) == ["update-ambiguous"]


def test_one_word_is_no_topic_but_confirms_a_number() -> None:
    raised = meeting("2023-01-18", action("agree a return on the vetting backlog", "3/23"))
    bare = meeting("2023-02-15", update(quote="Vetting"))
    numbered = meeting("2023-02-15", update("3/23", quote="Vetting"))
    assert link((raised, bare)).events == {}
    assert len(link((raised, numbered)).events) == 1


def test_a_mention_of_nothing_is_given_to_nothing() -> None:
    raised = meeting("2023-01-18", action("mend the roof"))
    later = meeting("2023-02-15", update(grade=Grade.COUNT))
    links = link((raised, later))
    assert links.events == {}
    assert codes(links) == ["update-unattributed"]


def test_an_item_number_with_its_date_names_the_one_action_of_that_item() -> None:
    raised = meeting("2023-02-15", section("06/15/02/2023"), action("mend the roof", section=0))
    later = meeting("2023-03-15", update("Item 06/15/02/2023", Status.REASSIGNED, Grade.STATED))
    assert about(link((raised, later)), raised, later) == ["mend the roof"]


def test_a_plain_item_number_names_no_action() -> None:
    raised = meeting("2023-02-15", section("6"), action("mend the roof", section=0))
    later = meeting("2023-03-15", update("6"))
    assert link((raised, later)).events == {}


def test_a_list_of_closed_numbers_does_not_close_what_the_meeting_raises() -> None:
    both = meeting("2023-01-18", update("11", place=1), action("mend the roof", "11", place=5))
    assert link((both,)).events == {}


def test_a_row_with_its_status_speaks_of_its_own_action() -> None:
    words = "draft the terms of reference for the group"
    row = meeting(
        "2023-01-18",
        action(words, place=5),
        update(quote=words, status=Status.COMPLETE, grade=Grade.TABLE, place=5, offset=60),
    )
    assert about(link((row,)), row) == [words]


def test_a_row_is_its_own_whether_its_number_or_its_words_come_first() -> None:
    words = "draft the terms of reference for the group"
    row = update("4.01", Status.COMPLETE, Grade.TABLE, place=5, offset=-15)
    after = update("4.01", Status.COMPLETE, Grade.TABLE, place=5, offset=60)
    before = update("4.01", Status.COMPLETE, Grade.TABLE, place=5, offset=-25)
    for said, expected in ((row, [words]), (after, [words]), (before, [None])):
        own = meeting("2023-01-18", action(words, "4.01", place=5), said)
        assert about(link((own,)), own) == expected


def test_an_action_listed_again_under_its_number_is_one_action() -> None:
    first = meeting("2023-01-18", action("AS to order replacement signs", "Jan23.05"))
    again = meeting("2023-02-15", action("AS to order the replacement signs", "Jan 23.05"))
    closes = meeting("2023-03-15", update("Jan23.05"))
    links = link((first, again, closes))
    (found,) = links.actions
    assert (found.kind, found.suggested) == ("duplicates", False)
    assert found.target == first.minutes[0].actions[0].id
    assert list(links.events.values()) == [found.target]


def test_what_was_closed_is_raised_anew() -> None:
    first = meeting("2023-01-18", action("AS to order replacement signs", "Jan23.05"))
    closes = meeting("2023-02-15", update("Jan23.05"))
    again = meeting("2023-03-15", action("AS to order replacement signs", "Jan23.05"))
    links = link((first, closes, again))
    assert [found.suggested for found in links.actions] == [True]
    assert len(links.events) == 1


def test_a_tracker_row_is_an_event_of_the_minuted_action() -> None:
    words = "an hour by hour profile of call answering is to be provided"
    raised = meeting("2023-01-18", action(words, "31/2022"))
    tracker = meeting(
        "2023-03-01",
        action(f"{words} to the PCC", "1.04", place=5),
        update("1.04", Status.COMPLETE, Grade.TABLE, quote=words, place=5, offset=80),
        body="mill-tracker",
        tracker=True,
    )
    links = link((raised, tracker))
    (own,) = raised.minutes[0].actions
    assert list(links.events.values()) == [own.id]
    assert [(found.kind, found.target) for found in links.actions] == [("duplicates", own.id)]


def test_a_tracker_row_that_no_minutes_hold_stands_for_itself() -> None:
    tracker = meeting(
        "2023-03-01",
        action("options note on estates", "4.01", place=5),
        update("4.01", Status.COMPLETE, Grade.TABLE, place=5, offset=80),
        tracker=True,
    )
    links = link((tracker,))
    assert about(links, tracker) == ["options note on estates"]
    assert links.actions == ()


def test_a_closed_row_of_the_next_tracker_is_the_same_action() -> None:
    def tracker(held: str, status: Status) -> Extraction:
        return meeting(
            held,
            action("options note on estates", "4.01", place=5),
            update("4.01", status, Grade.TABLE, place=5, offset=80),
            tracker=True,
        )

    every = (
        tracker("2023-03-01", Status.COMPLETE),
        tracker("2023-04-01", Status.COMPLETE),
    )
    links = link(every)
    assert len(set(links.events.values())) == 1
    assert len(links.actions) == 1


def test_an_alias_of_a_tracker_names_the_action_afterwards() -> None:
    words = "an hour by hour profile of call answering is to be provided"
    raised = meeting("2023-01-18", action(words, "31/2022"))
    tracker = meeting("2023-02-01", action(words, "T-104", place=5), tracker=True)
    later = meeting("2023-03-15", update("T104"))
    assert about(link((raised, tracker, later)), raised, later) == [words]


def test_drafts_and_narrative_leave_an_action_open_for_the_next_mention() -> None:
    first = meeting("2023-01-18", action("mend the roof", "11"))
    draft = meeting("2023-02-15", update("11"), version="draft")
    later = meeting("2023-03-15", update("11"))
    every = (first, draft, later)
    links = link(every)
    assert about(links, *every) == ["mend the roof", "mend the roof"]


def test_a_closing_that_later_words_contradict_is_an_issue() -> None:
    first = meeting("2023-01-18", action("mend the roof", "17/22"))
    closes = meeting("2023-02-15", update("17/22"))
    narrative = meeting("2023-03-15", update("17/22", Status.OPEN, Grade.NARRATIVE))
    stated = meeting("2023-04-15", update("17/22", Status.IN_PROGRESS, Grade.STATED))
    assert codes(link((first, closes, narrative))) == ["status-contradicted"]
    assert codes(link((first, closes, stated))) == ["re-opened"]
    assert codes(link((first, closes))) == []
