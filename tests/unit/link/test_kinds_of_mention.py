"""Every kind of mention that minutes make of an earlier action, from text to register."""

from __future__ import annotations

import datetime as dt

import pytest

from pipeline.link import RegisterRow, link, register
from tests.support.typed import HEAD, extraction_of, plain

DAYS = ("Wednesday 17 May 2023", "Wednesday 19 July 2023", "Wednesday 20 September 2023")
PLAN = "BO to send the vehicle replacement plan to members by June."


def rows(*bodies: str) -> list[RegisterRow]:
    """The register of a board's meetings, each the text of its items."""
    found = [
        extraction_of(plain(HEAD.replace(DAYS[0], day) + body))
        for day, body in zip(DAYS, bodies, strict=False)
    ]
    return list(register(found, link(found)))


def raised(*actions: str) -> str:
    return "\n".join(["1. Apologies", "None.", "2. Fleet", "Members heard the paper.", *actions])


def said(words: str) -> str:
    return (
        f"1. Apologies\nNone.\n2. Minutes of the last meeting and actions\n{words}\n"
        "3. Fleet\nThe report was noted.\n"
    )


def status(ref: str, *words: str) -> RegisterRow:
    """Where the plan stands under this number after these reviews of actions."""
    (row,) = rows(raised(f"Action {ref}: {PLAN}"), *(said(one) for one in words))
    return row


@pytest.mark.parametrize(
    ("ref", "words"),
    [
        ("17/2022", "The following actions were closed: 17/2022, 18/2022."),
        ("11", "Closed actions: 1, 11, 19."),
        ("2023/47", "Actions 2023/47 and 2023/48 were closed."),
        ("04/26/07/2023", "The following actions were closed: 04/26/07/2023."),
        ("Feb23.04", "Closed actions: Feb23.04, Mar23.01."),
        ("57/23", "Action 57/23 - discharged"),
        ("683a", "Action 683a – discharged."),
        ("17/2022", "Action 17/22 – closed."),
        ("17/2022", "Action No. 17/2022 – closed."),
        ("Feb23.04", "Action FEB 23.04 – closed."),
    ],
)
def test_numbers_of_every_scheme_and_their_aliases_close(ref: str, words: str) -> None:
    assert status(ref, words).status == "closed"


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (f"Action: {PLAN} Update 18.07.23 – Complete", "complete"),
        ("Action 17/2023 – C/Fwd", "carried-forward"),
        ("Action 17/2023 – on hold", "on-hold"),
        ("[In relation to Action 17/2023 – vehicle plan – the action was complete.]", "complete"),
        ("Action 17/2023 – closed and replaced by Action 22/2023.", "closed-superseded"),
        ("Action 17/2023 – transferred to the Joint Audit Committee.", "transferred"),
        ("Action 17/2023 – discharged and moved to the Joint Audit Committee.", "transferred"),
        ("Action 17/2023 – the action should now sit with CD.", "reassigned"),
        ("Amendment to Item 17/2023: owner CD, not BO.", "reassigned"),
        ("Action 17/2023 – new target date of 30 September 2023 agreed.", "rescheduled"),
        ("Action 17/2023 – CD disputed that this was agreed.", "disputed"),
        # an answer in prose, however complete, closes nothing by itself
        (f"Action: {PLAN}\nBO had sent the plan on 3 July and members thanked him for it.", "open"),
    ],
)
def test_a_mention_sets_the_status_that_its_words_say(words: str, told: str) -> None:
    assert status("17/2023", words).status == told


def test_what_replaces_an_action_is_named() -> None:
    row = status("17/2023", "Action 17/2023 – closed and replaced by Action 22/2023.")
    assert row.successor == "22/2023"


def test_a_new_date_is_kept_with_the_mention() -> None:
    later = extraction_of(
        plain(HEAD + said("Action 17/2023 – new target date of 30 September 2023 agreed."))
    )
    (update,) = later.minutes[0].updates
    assert update.due is not None
    assert update.due.last == dt.date(2023, 9, 30)


@pytest.mark.parametrize("words", ["re-opened.", "it was agreed to re-open this action."])
def test_a_closed_action_may_be_opened_again(words: str) -> None:
    row = status("17/2023", "Action 17/2023 – complete.", f"Action 17/2023 – {words}")
    assert (row.status, row.closed_on) == ("open", None)


def test_a_number_used_again_means_the_action_that_has_it_then() -> None:
    again = "1. Apologies\nNone.\n2. Minutes of the last meeting and actions\nAction 11 – closed.\n"
    fleet = "3. Fleet\nAction 11: CD to ask the auditors for the parking figures.\n"
    found = rows(raised(f"Action 11: {PLAN}"), again + fleet, said("Action 11 – carried forward."))
    assert [(row.text[:2], row.status) for row in found] == [
        ("BO", "closed"),
        ("CD", "carried-forward"),
    ]
