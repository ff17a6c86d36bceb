"""Actions: every form of label, the owner, the deadline, and what is not an action."""

from __future__ import annotations

import datetime as dt
import re

import pytest

from pipeline.model import Action, ActionKind
from tests.support.typed import HEAD, Typed, extraction_of, minutes_of, page

PROSE = (
    "The officers spoke to the paper at some length and members asked several questions of them."
)


def labelled(body: str) -> list[Action]:
    actions = minutes_of(f"1. Apologies\nNone.\n2. Fleet\n{PROSE}\n{body}\n").actions
    return [action for action in actions if action.kind is ActionKind.LABELLED]


def owners(action: Action) -> list[str]:
    return [owner.text for owner in action.owners]


@pytest.mark.parametrize(
    ("line", "text", "who"),
    [
        ("Action: BO to write to the council.", "BO to write to the council.", ["BO"]),
        ("ACTION: Force to share the analysis.", "Force to share the analysis.", ["Force"]),
        ("ACTION – BO/CD to report.", "BO/CD to report.", ["BO", "CD"]),
        ("Action DN send the list.", "DN send the list.", ["DN"]),
        ("Action AF to ring the clerk.", "AF to ring the clerk.", ["AF"]),
        ("ACTION POINT: Treasurer to draft it.", "Treasurer to draft it.", ["Treasurer"]),
        ("Action 12: a note to be sent. (CD)", "a note to be sent. (CD)", ["CD"]),
        ("Action 3/24 – a note to be sent (Lead: DN)", "a note to be sent (Lead: DN)", ["DN"]),
        ("Action: a note to be sent – CD", "a note to be sent – CD", ["CD"]),
        ("Action: Fox Lane – DN to ask again.", "Fox Lane – DN to ask again.", ["DN"]),
        (
            "Action: a plan is to be drawn up by the Force and OPCC.",
            "a plan is to be drawn up by the Force and OPCC.",
            ["Force", "OPCC"],
        ),
        ("Action: Update to the July board.", "Update to the July board.", []),
        ("Action: DCC Marsh to supply data.", "DCC Marsh to supply data.", ["DCC Marsh"]),
        ("[Action: BO to look into it]", "BO to look into it", ["BO"]),
        ("Action 17 BO Figures of the yard", "BO Figures of the yard", ["BO"]),
        ("Action 18 BO/CD Include them in it", "BO/CD Include them in it", ["BO", "CD"]),
        ("AP 10/23 BO to send a note.", "BO to send a note.", ["BO"]),
        ("AI 31-02 BO – agree the list", "BO – agree the list", ["BO"]),
        ("AP 12/23 BO/CD list of tyres", "BO/CD list of tyres", ["BO", "CD"]),
        (
            "Action: B. Osei, C. Dale to report.",
            "B. Osei, C. Dale to report.",
            ["B. Osei", "C. Dale"],
        ),
        (
            "Action: BO or a friend to ask (CD, by 9 June)",
            "BO or a friend to ask (CD, by 9 June)",
            ["CD"],
        ),
    ],
)
def test_each_form_of_label_gives_one_action(line: str, text: str, who: list[str]) -> None:
    (action,) = labelled(line)
    assert (action.text, owners(action)) == (text, who)


def test_a_label_and_an_owner_tag_on_one_line_are_one_action() -> None:
    (action,) = labelled("Action: The grant line is to be restated.  Action: CD")
    assert (action.text, owners(action)) == ("The grant line is to be restated", ["CD"])


def test_an_owner_tag_wins_over_the_words_of_the_task() -> None:
    (action,) = labelled("Action 33/2022: Finance to check the saving. Action: CD")
    assert owners(action) == ["CD"]


@pytest.mark.parametrize("field", ["Lead: B Marsh", "Owner – DN", "LEAD: Treasurer"])
def test_a_field_on_the_line_below_names_the_owner(field: str) -> None:
    (action,) = labelled(f"Action 23/02: An example of a risk to be brought back.\n{field}")
    assert owners(action) == [re.split(r"[:–] ", field)[1]]


def test_a_post_that_was_asked_owns_the_marked_sentence() -> None:
    (action,) = labelled("The Treasurer was asked to break down the savings. (AP3)")
    assert (action.ref, owners(action)) == ("AP3", ["Treasurer"])


def test_number_and_owner_in_brackets_may_stand_before_the_task() -> None:
    (action,) = labelled("(Action 675 – DN) A note, names removed, to be given by 30 June 2023.")
    assert action.text == "A note, names removed, to be given by 30 June 2023."
    assert (action.ref, owners(action)) == ("675", ["DN"])
    assert action.due is not None
    assert action.due.last == dt.date(2023, 6, 30)


def test_a_promise_that_the_list_of_actions_repeats_is_one_action() -> None:
    (action,) = minutes_of(
        f"1. Apologies\nNone.\n2. Fleet\n{PROSE} BO to replace the yard signs.\n"
        "3. Summary of actions\nAction 1: Fleet – BO to replace the signs of the yard\n"
    ).actions
    assert action.kind is ActionKind.LABELLED


def test_an_owner_tag_takes_the_sentence_before() -> None:
    (action,) = labelled(
        "The plan was thin. The figures would be sent to members.\nACTION: Ben Osei"
    )
    assert action.text == "The figures would be sent to members."
    assert [owner.name for owner in action.owners] == ["Ben Osei"]


def test_an_owner_tag_ends_its_own_paragraph() -> None:
    (action,) = labelled("The pond is full. Someone is to be asked to clear it. Action DN")
    assert (action.text, owners(action)) == ("Someone is to be asked to clear it.", ["DN"])


def test_an_owner_may_stand_on_the_next_line() -> None:
    (action,) = labelled("Action: a note on fuel to be sent to members.\nCD")
    assert owners(action) == ["CD"]


def test_a_label_alone_marks_the_list_below() -> None:
    found = labelled(
        "Actions:\n- BO to report on fuel\n- CD to report on tyres\nThe item was closed."
    )
    assert [owners(action) for action in found] == [["BO"], ["CD"]]


def test_numbers_in_brackets_mark_the_sentence_before_them() -> None:
    found = labelled(
        "The text is to come to the June meeting. (AP1) The Treasurer would circulate it.\n(AP2) Next."
    )
    assert [(a.ref, owners(a)) for a in found] == [("AP1", []), ("AP2", ["Treasurer"])]


@pytest.mark.parametrize(
    "line",
    [
        "There was an increase in action taken across all crime types.",
        "Action taken rates rose in the quarter.",
        "Action Fraud had not answered.",
        "The Single Tender Action was noted.",
        "See Action 683a.",
        "For the roof see ACTION: BO to write to the yard.",
        "The lease is covered by ACTION: CD to ask the yard.",
        "The action plan was discussed and the action log is long.",
        "Legal action against two landlords is under way.",
        "Actions from other bodies were marked complete in the audit.",
    ],
)
def test_other_uses_of_the_word_are_no_actions(line: str) -> None:
    assert labelled(line) == []


def test_owners_resolve_against_the_attendance() -> None:
    (action,) = labelled("Action: BO, the Treasurer and XY to meet.")
    assert [(o.name, o.kind.value) for o in action.owners] == [
        ("Ben Osei", "person"),
        ("Cora Dale", "post"),
        ("XY", "unknown"),
    ]


def test_initials_of_two_people_stay_unresolved_and_are_an_issue() -> None:
    head = HEAD + "Carl Dunn (CD) – Analyst\n"
    found = minutes_of("1. Apologies\nNone.\n2. Fleet\nAction: CD to report.\n", head=head)
    (owner,) = found.actions[0].owners
    assert (owner.basis, owner.attendee) == ("ambiguous", None)


def test_no_owner_is_filled_in() -> None:
    (action,) = labelled("ACTION: Minutes to be published.")
    assert action.owners == ()


def test_deadlines_are_read_from_the_words() -> None:
    (action,) = labelled("Action: BO to report by the 30/06/2023.")
    assert action.due is not None
    assert action.due.last == dt.date(2023, 6, 30)


def test_the_closing_summary_repeats_and_does_not_double() -> None:
    body = (
        "1. Fleet\nAction: BO to report on the fuel cards.\n2. Summary of Actions\n"
        "- BO to report on fuel cards\n- CD to send the tyre invoice\n"
    )
    found = minutes_of(body).actions
    assert [owners(action) for action in found] == [["BO"], ["CD"]]


def test_a_table_of_actions_is_read_by_its_headers() -> None:
    rows = [
        ("No", "Action", "Owner", "Target date"),
        ("12", "Fuel report to be written", "BO", "30 June 2023"),
        ("13", "Tyre invoice to be paid", "CD/DN", ""),
    ]
    cells = [
        Typed(text, cell=(0, row, column))
        for row, texts in enumerate(rows)
        for column, text in enumerate(texts)
        if text
    ]
    document = page(*HEAD.splitlines(), "1. Apologies", "None.", "2. Fleet", PROSE, *cells)
    found = extraction_of(document).minutes[0].actions
    assert [(a.ref, a.text, owners(a)) for a in found] == [
        ("12", "Fuel report to be written", ["BO"]),
        ("13", "Tyre invoice to be paid", ["CD", "DN"]),
    ]
    assert found[0].due is not None
    assert found[0].due.last == dt.date(2023, 6, 30)


def test_one_table_for_each_owner() -> None:
    cells = [
        Typed("Ben tasks:", cell=(0, 0, 0)),
        Typed("Hours", cell=(0, 0, 1)),
        Typed("Write the fuel report", cell=(0, 1, 0)),
        Typed("3h", cell=(0, 1, 1)),
    ]
    document = page(*HEAD.splitlines(), "1. Apologies", "None.", "2. Fleet", PROSE, *cells)
    (action,) = extraction_of(document).minutes[0].actions
    assert (action.text, [o.name for o in action.owners]) == ("Write the fuel report", ["Ben Osei"])


def test_initials_in_the_margin_mark_the_paragraph_beside_them() -> None:
    document = page(
        *HEAD.splitlines(),
        "1. Apologies",
        "None.",
        "2. Fleet",
        "The cards are late. It was agreed to write to the supplier about them.",
        Typed("BO", style="side-column"),
        PROSE,
    )
    (action,) = extraction_of(document).minutes[0].actions
    assert owners(action) == ["BO"]
    assert action.text == "It was agreed to write to the supplier about them."


def test_a_margin_may_hold_the_deadline_with_the_owner_or_tasks_of_its_own() -> None:
    document = page(
        *HEAD.splitlines(),
        "1. Apologies",
        "None.",
        "2. Fleet",
        Typed("CD – end of June", style="side-column"),
        "The yard needs a new gate. Prices needed.",
        PROSE,
        Typed("DN: fuel figures to", style="side-column"),
        Typed("next mtg", style="side-column"),
        PROSE,
        Typed("BO to ring the yard, BO/CD to reply by 1 June", style="side-column"),
        PROSE,
    )
    actions = extraction_of(document).minutes[0].actions
    assert [(one.text, owners(one)) for one in actions] == [
        ("Prices needed.", ["CD"]),
        ("DN: fuel figures to next mtg", ["DN"]),
        ("BO to ring the yard", ["BO"]),
        ("BO/CD to reply by 1 June", ["BO", "CD"]),
    ]
    dues = [one.due.text.removeprefix("to\n") if one.due else "" for one in actions]
    assert dues == ["end of June", "next mtg", "", "1 June"]


def test_capitals_that_mean_something_else_are_initials_where_they_stand_alone() -> None:
    head = HEAD.replace("Ben Osei (BO)", "Nora Osei").replace("Cora Dale (CD)", "Anna Mole")
    document = page(
        *head.splitlines(),
        "1. Apologies",
        "None.",
        "2. Fleet",
        "It was agreed to write to the yard at 10 AM.",
        Typed("AM & NO", style="side-column"),
        PROSE,
    )
    (action,) = extraction_of(document).minutes[0].actions
    assert [one.name for one in action.owners] == ["Anna Mole", "Nora Osei"]


def test_a_tag_may_hold_the_deadline_behind_the_owner() -> None:
    (action,) = labelled("A plan to be drawn up for the yard [A31 – CD, 9 June]")
    assert (action.ref, owners(action)) == ("A31", ["CD"])
    assert action.due is not None
    assert action.due.last == dt.date(2023, 6, 9)


def test_what_somebody_has_done_is_a_report_on_a_numbered_action() -> None:
    minutes = minutes_of(
        "1. Apologies\nNone.\n2. Fleet\nAction 9: CD has asked the yard for a month more.\n"
    )
    assert minutes.actions == ()
    assert [one.ref for one in minutes.updates] == ["9"]


def test_bold_alone_marks_an_action() -> None:
    document = page(
        *HEAD.splitlines(),
        "1. Apologies",
        "None.",
        "2. Fleet",
        PROSE,
        PROSE,
        Typed("BO to bring the fuel report to the July board.", bold=True),
        PROSE,
    )
    (action,) = extraction_of(document).minutes[0].actions
    assert action.evidence.rule == "action.bold"


@pytest.mark.parametrize(
    ("line", "who"),
    [
        ("The Treasurer agreed to share the audit by end of June.", ["Treasurer"]),
        ("BO to progress the estates query.", ["BO"]),
        ("The Chair asked DN to clarify the figures.", ["DN"]),
    ],
)
def test_promises_are_implied_and_less_than_certain(line: str, who: list[str]) -> None:
    actions = minutes_of(f"1. Apologies\nNone.\n2. Fleet\n{PROSE}\n{line}\n").actions
    (action,) = actions
    assert action.kind is ActionKind.IMPLIED
    assert action.confidence < 1
    assert owners(action) == who


@pytest.mark.parametrize(
    "line",
    [
        "A charity has asked the Home Secretary to look at it.",
        "BO to action",
        "The Force will celebrate its birthday.",
        "If BO agreed to share it, it would help.",
        PROSE,
    ],
)
def test_stories_are_no_promises(line: str) -> None:
    assert minutes_of(f"1. Apologies\nNone.\n2. Fleet\n{PROSE}\n{line}\n").actions == ()


def test_ids_do_not_depend_on_what_stands_elsewhere() -> None:
    (alone,) = labelled("Action: BO to report on fuel.")
    both = labelled("Action: CD to report on tyres.\nAction: BO to report on fuel.")
    assert alone.id in {action.id for action in both}


def test_bold_owners_and_deadline_end_where_other_type_goes_on() -> None:
    mark = "Action: BO – by 9 June"
    lines: list[str | Typed] = [
        "Members asked for the costs of the yard to be compared.",
        Typed(f"{mark} The motion was put and lost.", bold_to=len(mark)),
        Typed("Action: BO to paint the gate, with CD", bold_to=len("Action: BO")),
    ]
    document = page(*HEAD.splitlines(), "1. Apologies", "None.", "2. Fleet", *lines)
    found = extraction_of(document).minutes[0].actions
    assert [(one.text, owners(one)) for one in found] == [
        ("Members asked for the costs of the yard to be compared.", ["BO"]),
        ("BO to paint the gate, with CD", ["BO"]),
    ]
    assert found[0].due is not None
    assert found[0].due.last == dt.date(2023, 6, 9)
