"""Every form of label, reference and owner that the catalogue counts, one invented line each."""

from __future__ import annotations

import sys
from types import FrameType

import pytest

from pipeline.extract.items.labels import label, word
from pipeline.model import Action, ActionKind
from tests.support.typed import minutes_of

PROSE = (
    "The officers spoke to the paper at some length and members asked several questions of them."
)
TASK = "prepare a note on fuel for members."


def labelled(body: str) -> list[Action]:
    """Give the labelled actions of an item with this body, between two others."""
    text = f"1. Apologies\nNone.\n2. Fleet\n{PROSE}\n{body}\n3. Any other business\nNone.\n"
    return [one for one in minutes_of(text).actions if one.kind is ActionKind.LABELLED]


def owners(action: Action) -> set[str]:
    return {owner.text for owner in action.owners}


@pytest.mark.parametrize(
    "label",
    [
        "AP1: ",
        "AP 4 – ",
        "A1: ",
        "A1. ",
        "HSP07 – ",
        "29/MBA: ",
        "BOD 60/17(h) ",
        "Agreed Action: ",
        "NEW ACTION – ",
        "Follow-up action: ",
        "Further actions: ",
        "Action arising: ",
        "Action to be taken: ",
        "Actions from this item: ",
        "Action Note: ",
        "Task: ",
        "To do: ",
        "ACTION NO. 4: ",
        "Action #4: ",
        "Action A3: ",
        "Action (12) – ",
        "Action ref 12/23: ",
        "Action1: ",
        "Action. ",
        "Action; ",
        "Action > ",
        "Action 12. ",
        "(Action) ",
        "[ACTION] ",
        "**ACTION** ",
        "BOD 4: ",
    ],
)
def test_each_label_before_an_owner_marks_one_action(label: str) -> None:
    (action,) = labelled(f"{label}BO to {TASK}")
    assert (action.text, owners(action)) == (f"BO to {TASK}", {"BO"})


@pytest.mark.parametrize(
    "line",
    [
        f"Action by BO: {TASK}",
        f"Action for BO – {TASK}",
        f"BO Action: {TASK}",
        f"BO – Action: {TASK}",
    ],
)
def test_an_owner_may_stand_inside_the_label_or_before_it(line: str) -> None:
    (action,) = labelled(line)
    assert owners(action) == {"BO"}
    assert TASK in action.text


@pytest.mark.parametrize("break_", [" ", "\n"])
@pytest.mark.parametrize(
    "tag",
    [
        "Action by: CD",
        "Action by CD",
        "Action for: CD",
        "ACTION BY CD",
        "Action owner: CD",
        "Action: CD to action",
        "ACTION – CD to lead",
    ],
)
def test_a_tag_of_owners_marks_the_sentence_before_it(tag: str, break_: str) -> None:
    (action,) = labelled(f"The fleet figures would be sent to members.{break_}{tag}")
    assert (action.text, owners(action)) == ("The fleet figures would be sent to members.", {"CD"})


@pytest.mark.parametrize("end", [" - ACTION", ". ACTION", " (ACTION)", " [action]", ". Action"])
def test_a_label_may_end_the_sentence_that_it_marks(end: str) -> None:
    (action,) = labelled(f"BO to write to the yard about tyres{end}")
    assert owners(action) == {"BO"}
    assert action.text.startswith("BO to write to the yard about tyres")


@pytest.mark.parametrize(
    "line",
    [
        "Action: none",
        "ACTION: None.",
        "Actions: Nil",
        "Action: N/A",
        "Actions: There were no actions arising.",
        "ACTION: None arising from this item.",
        "Action: no further action required",
        "Action: see item 4.",
        "Action: as above",
        "Actions\nNone.",
        "The paper covers action by partners.",
        "Members asked for action on speeding.",
        "Task and finish group: the Chair spoke.",
    ],
)
def test_words_that_set_no_task_are_no_actions(line: str) -> None:
    assert labelled(line) == []


@pytest.mark.parametrize(
    "fields",
    [
        " Lead: BO. Due: 30 June 2023",
        " Owner: BO. Deadline: 30 June 2023.",
        "\nOwner: BO\nDue: 30 June 2023",
        "\nResponsible: BO\nBy: 30 June 2023",
        "\nDeadline: 30 June 2023\nLead officer: BO",
    ],
)
def test_fields_give_owner_and_deadline(fields: str) -> None:
    (action,) = labelled(f"Action: The fleet figures to be sent to members.{fields}")
    assert owners(action) == {"BO"}
    assert action.due is not None
    assert str(action.due.last) == "2023-06-30"


@pytest.mark.parametrize(
    "body",
    [
        "Actions\n1. BO to send the figures.\n2. CD to pay for the tyres.",
        "Actions:\n- BO to send the figures.\n- CD to pay for the tyres.",
        "Actions:\nBO to send the figures.\nCD to pay for the tyres.\nThe item was left there.",
        "Actions agreed:\n(a) BO to send the figures.\n(b) CD to pay for the tyres.",
        "Actions: 1. BO to send the figures. 2. CD to pay for the tyres.",
        "Action 1: BO to send the figures. Action 2: CD to pay for the tyres.",
        "New Action Items:\n- Send the figures – BO\n- Pay for the tyres – CD",
    ],
)
def test_one_label_may_mark_several_actions(body: str) -> None:
    assert [owners(action) for action in labelled(body)] == [{"BO"}, {"CD"}]


@pytest.mark.parametrize(
    "owner",
    [
        "Head of Estates",
        "Head of HR",
        "Director of People and Organisational Development",
        "Chief Finance Officer",
        "Estates team",
        "Working group",
        "Board members",
        "All Board members",
        "Officers",
        "Jo",
        "HR",
        "Internal Audit",
        "ACC (Crime)",
        "PCP Complaints Sub Committee",
        "A/ACC Poole",
        "RMacD",
    ],
)
@pytest.mark.parametrize(
    "form", ["Action: {} to check the tyres.", "Action 12 – {} to check them."]
)
def test_posts_bodies_and_people_who_were_not_there_own_actions(owner: str, form: str) -> None:
    (action,) = labelled(form.format(owner))
    assert owners(action) == {owner}


def test_an_action_that_its_label_calls_earlier_is_no_new_one() -> None:
    text = (
        f"1. Apologies\nNone.\n2. Fleet\n{PROSE}\nOutstanding action: BO to send the figures.\n"
        "3. Any other business\nNone.\n"
    )
    found = minutes_of(text)
    assert [one for one in found.actions if one.kind is ActionKind.LABELLED] == []
    assert [one.quote for one in found.updates] == ["BO to send the figures."]


@pytest.mark.parametrize(
    ("line", "who"),
    [
        ("Action: a note on tyres to be sent – Jane Poole", {"Jane Poole"}),
        ("Action: a note on tyres to be sent (Jane Poole)", {"Jane Poole"}),
        ("Action: a note on tyres to be sent – B. Marsh", {"B. Marsh"}),
        ("Action: a visit to be made – Fox Lane", set()),
        ("Action: a note to go to the July board", set()),
        ("2.4 Action: Town Clerk to send a note", {"Town Clerk"}),
    ],
)
def test_people_who_were_not_there_are_told_from_places_and_boards(
    line: str, who: set[str]
) -> None:
    (action,) = labelled(line)
    assert owners(action) == who


def test_a_name_before_a_colon_owns_the_task() -> None:
    (action,) = labelled("Action: Peter: need to talk to the yard about the tyres.")
    assert owners(action) == {"Peter"}


def test_lines_that_say_who_is_to_act_are_no_headings() -> None:
    found = labelled(
        "Actions:\nPeter to write it up\nAll to analyse those that are left\nJo to send the list"
    )
    assert [owners(one) for one in found] == [{"Peter"}, {"All"}, {"Jo"}]


PEOPLE = "Present\nPaula Munro (PM) – Flood Officer\nSam Kerr (SK) – Engineer\nMina Dahl – Data\n"


@pytest.mark.parametrize(
    ("line", "who", "due"),
    [
        ("ACTION (PM): ask the depot to join by the end of March", {"PM"}, "end of March"),
        ("→ ACTION (PM): ask Sam Kerr to join by the end of March", {"PM"}, "end of March"),
        ("Action (SK/PM) – first draft of the report to the group", {"SK", "PM"}, ""),
        ("ACTION 12 (SK): collect the photographs of the flood", {"SK"}, ""),
        ("AP-60 (Mina, 3 May): draft the change of the list", {"Mina"}, "3 May"),
        ("AP-61 (Mina, before the call): draft the change of the list", {"Mina"}, ""),
        ("AP 62 (Claire): draft the change of the list", {"Claire"}, ""),
    ],
)
def test_who_stands_in_brackets_behind_the_label(line: str, who: set[str], due: str) -> None:
    text = f"{PEOPLE}1. Apologies\nNone.\n2. Fleet\n{PROSE}\n{line}\n3. Any other business\nNone.\n"
    (action,) = (a for a in minutes_of(text).actions if a.kind is ActionKind.LABELLED)
    assert owners(action) == who
    assert due in (action.due.text if action.due else "")


PUBLISH = "Publish a plain summary of the plan on both of the websites that members use"


@pytest.mark.parametrize("label", ["ACTION", "ACTION 1", "Action 12/3"])
def test_a_label_alone_marks_the_line_below_which_says_who_and_when_at_its_end(label: str) -> None:
    (action,) = labelled(f"{label}\n{PUBLISH}. Sam Kerr, by 29 April")
    assert owners(action) == {"Sam Kerr"}
    assert action.due is not None
    assert action.due.text == "29 April"


@pytest.mark.parametrize("words", ["Custody", "Vehicles", "Urgent", "Item 4", "New"])
def test_a_subject_in_brackets_owns_nothing(words: str) -> None:
    (action,) = labelled(f"Action ({words}): ring the landlord about the lease of the old yard")
    assert owners(action) == set()


@pytest.mark.parametrize("mark", ["Action", "AP 62", "Action 12"])
@pytest.mark.parametrize("status", ["Complete", "Closed", "Ongoing"])
def test_a_status_in_brackets_marks_no_new_action_and_owns_nothing(mark: str, status: str) -> None:
    assert labelled(f"{mark} ({status}): ring the landlord about the lease of the old yard") == []


@pytest.mark.parametrize("line", ["Action 12 (vehicles): SK to write to the depot about them"])
def test_a_subject_in_brackets_is_nobody(line: str) -> None:
    text = f"{PEOPLE}1. Apologies\nNone.\n2. Fleet\n{PROSE}\n{line}\n3. Any other business\nNone.\n"
    (action,) = (a for a in minutes_of(text).actions if a.kind is ActionKind.LABELLED)
    assert owners(action) == {"SK"}


@pytest.mark.parametrize("words", ["booking form", "keys to the yard"])
def test_a_code_of_action_points_marks_what_stands_behind_owners_and_a_dash(words: str) -> None:
    (action,) = labelled(f"AP8 BO/CD – {words}.")
    assert (action.ref, owners(action)) == ("AP8", {"BO", "CD"})


def test_a_code_before_an_owner_who_did_something_marks_nothing() -> None:
    assert labelled("AP8 BO spoke of the yard.") == []


@pytest.mark.parametrize("lines", ["By: 9 June 2023", "Deadline: 9 June 2023", "9 June 2023"])
def test_a_deadline_may_stand_on_the_line_below_the_owner(lines: str) -> None:
    (action,) = labelled(f"The yard would be asked for a price.\nAction: CD\n{lines}\n{PROSE}")
    assert action.text == "The yard would be asked for a price."
    assert action.due is not None
    assert str(action.due.last) == "2023-06-09"


@pytest.mark.parametrize("before", ["", "(", "•**", "Outstanding ", "NEW ", "Follow-up ", "_"])
@pytest.mark.parametrize(
    "mark",
    [
        "Action",
        "ACTION POINTS",
        "Actions agreed",
        "action",
        "AP3:",
        "A12:",
        "TO DO",
        "Task",
        "To-do",
        "Next steps",
        "Follow up",
        "Actions to be taken forward",
        "Action(s)",
    ],
)
def test_a_look_for_the_word_alone_misses_no_label(before: str, mark: str) -> None:
    text = f"The note was read. {before}{mark}: BO to {TASK}"
    assert label().search(text) is None or word().search(text) is not None


def steps(line: str, times: int) -> int:
    """Count the calls that it takes to understand a paragraph of the same labelled words."""
    calls = 0

    def count(_frame: FrameType, event: str, _what: object) -> None:
        nonlocal calls
        calls += event in {"call", "c_call"}

    sys.setprofile(count)
    try:
        minutes_of(
            f"1. Apologies\nNone.\n2. Action updates\n{line * times}\n3. Fleet\n{line * times}\n"
        )
    finally:
        sys.setprofile(None)
    return calls


@pytest.mark.parametrize(
    "line",
    [
        "Action: AB to write. ",
        "AP3 – AB to write. ",
        "(Action 4) ",
        "Action: ",
        "ACTION: . ",
        "(Action) ",
        "Action 4: ",
    ],
)
def test_a_paragraph_of_labels_alone_takes_steps_in_proportion(line: str) -> None:
    steps(line, 2)  # compiles what is compiled once
    assert steps(line, 400) < 5 * steps(line, 100)


def test_a_label_without_words_behind_another_marks_nothing_further() -> None:
    (action,) = labelled("BO to write to the yard. ACTION: ACTION: ACTION:")
    assert action.text == "BO to write to the yard."
