"""Minutes composed of parts of notation: each action is found once, with its owners and deadline.

Label, owners, deadline and place are drawn apart from each other, so that combinations that no
document has shown are tried too; what stands between the actions is prose and traps.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.model import Action, ActionKind
from tests.support.typed import HEAD, Typed, minutes_of, page

LABELS = [
    "Action: ",
    "ACTION: ",
    "Action – ",
    "ACTION - ",
    "Action ",
    "Action 11: ",
    "Action 3/24 – ",
    "Action 2023/47: ",
    "Action 57a (ii): ",
    "ACTION POINT: ",
    "Action point 4: ",
    "AP3: ",
    "HSP07 – ",
    "New action: ",
    "(Action) ",
    "Action No. 6 – ",
    "Actions: ",
    "Action required: ",
    "ACTION NO. 4: ",
    "Agreed action – ",
    "Action; ",
    "A1. ",
    "29/MBA: ",
    "BOD 60/17(h): ",
    "Action (12): ",
    "Action #4: ",
    "Follow-up action: ",
    "Action item – ",
    "• Action: ",
    "2.4 Action: ",
    "Action(s): ",
    "To do: ",
]
OWNERS = [
    ("BO", {"BO"}),
    ("BO/CD", {"BO", "CD"}),
    ("BO, CD and DN", {"BO", "CD", "DN"}),
    ("The Treasurer", {"Treasurer"}),
    ("Force", {"Force"}),
    ("The Force and OPCC", {"Force", "OPCC"}),
    ("Ben Osei", {"Ben Osei"}),
    ("DCC Marsh", {"DCC Marsh"}),
    ("Head of Estates", {"Head of Estates"}),
    ("JBa", {"JBa"}),
    ("Estates team", {"Estates team"}),
    ("Policy Officer", {"Policy Officer"}),
    ("Jane Poole", {"Jane Poole"}),
    ("B. Marsh", {"B. Marsh"}),
    ("Mrs Poole", {"Mrs Poole"}),
    ("The PCC and Chief Constable", {"PCC", "Chief Constable"}),
    ("HR", {"HR"}),
    ("Legal Services", {"Legal Services"}),
    ("All members", {"All members"}),
    ("XY", {"XY"}),
    ("A/ACC Poole", {"A/ACC Poole"}),
    ("Director of People and Change", {"Director of People and Change"}),
    ("BO & CD", {"BO", "CD"}),
    ("BO / Cora Dale", {"BO", "Cora Dale"}),
    ("PCP Complaints Sub Committee", {"PCP Complaints Sub Committee"}),
    ("Town Clerk", {"Town Clerk"}),
    ("Ben", {"Ben"}),
    ("Chief Executive and Chair", {"Chief Executive", "Chair"}),
]
DATES = [
    ("", "", ""),
    (" by 30 June 2023", "30 June 2023", "2023-06-30"),
    (" by the 28/07/2023", "28/07/2023", "2023-07-28"),
    (" by the end of July", "the end of July", "2023-07-31"),
    (" before the start of September 2023", "the start of September 2023", "2023-08-31"),
    (" within two weeks", "within two weeks", "2023-05-31"),
    (" by end of Q2", "end of Q2", "2023-09-30"),
    (" w/c 12 June 2023", "w/c 12 June 2023", "2023-06-18"),
    (" asap", "asap", ""),
    (" by June 2023", "June 2023", "2023-06-30"),
    (" by Friday 9 June", "Friday 9 June", "2023-06-09"),
    (" no later than 9 June 2023", "9 June 2023", "2023-06-09"),
    (" by 09.06.23", "09.06.23", "2023-06-09"),
    (" by the end of the financial year", "", "2024-03-31"),
    (" by the end of next month", "", "2023-06-30"),
    (" in 3 months", "in 3 months", "2023-08-17"),
    (" within 10 days", "within 10 days", "2023-05-27"),
    (" by the July board", "", "2023-07-31"),
    (" in the autumn", "", ""),
    (" when available", "", ""),
    (" to a future meeting of this Board", "", ""),
    (" by Q3 2023/24", "", "2023-12-31"),
    (" prior to the beginning of March 2024", "", "2024-02-29"),
    (" by 31st December", "", "2023-12-31"),
    (" to the June 2023 meeting", "", "2023-06-30"),
    (" by week commencing 3 July 2023", "", "2023-07-09"),
    (" by close of play on 2 June 2023", "", "2023-06-02"),
    (" by the end of the calendar year", "", "2023-12-31"),
    (" this week", "", ""),
    (" by tomorrow", "", ""),
    (" by mid-June", "", ""),
    (" by Christmas", "", "2023-12-25"),
]
TASKS = [
    ("send", "the fuel figures"),
    ("write", "a note on tyres"),
    ("check", "the yard lights"),
    ("share", "the stable plans"),
]
PROSE = [
    "The officers spoke to the paper at some length and members asked several questions of them.",
    "There was an increase in action taken across all crime types in the year.",
    "The action plan was discussed, and Action Fraud had not answered.",
    "See Action 683a.",
    "Members were content with the answer that was given to them.",
]


@dataclass(frozen=True)
class Truth:
    """What one composed action says: words of its task, its owners, its deadline."""

    words: str
    owners: frozenset[str]
    due: str


Lines = list[str | Typed]


def _spoken(number: int, date: str) -> str:
    return f"It was agreed that {TASKS[number][1]} be sent out{date}."


def _task(number: int, owner: str, date: str) -> str:
    return f"{owner} to {TASKS[number][0]} {TASKS[number][1]}{date}"


def _open(number: int, date: str) -> str:
    return f"{TASKS[number][1]} to be sent out{date}"


def _grid(table: int, *rows: tuple[str, ...]) -> Lines:
    return [
        Typed(words, cell=(table, row, column))
        for row, held in enumerate(rows)
        for column, words in enumerate(held)
        if words
    ]


def _imperative(number: int) -> str:
    return f"{TASKS[number][0].title()} {TASKS[number][1]}"


PLACES: dict[str, Callable[[int, str, str, str], Lines]] = {
    "lead": lambda n, label, who, by: [f"{label}{_task(n, who, by)}."],
    "lead, no stop": lambda n, label, who, by: [f"{label}{_task(n, who, by)}"],
    "inside": lambda n, _, who, by: [f"{PROSE[0]} Action: {_task(n, who, by)}."],
    "behind a dash": lambda n, _, who, by: [f"{PROSE[4][:-1]} – ACTION: {_task(n, who, by)}."],
    "in brackets": lambda n, _, who, by: [f"{PROSE[0]} [Action: {_task(n, who, by)}]"],
    "tag": lambda n, _, who, by: [f"{_spoken(n, by)} Action: {who}"],
    "tag in brackets": lambda n, _, who, by: [f"{PROSE[0]} {_spoken(n, by)} (Action: {who})"],
    "tag by": lambda n, _, who, by: [f"{_spoken(n, by)} Action by {who}"],
    "tag below": lambda n, _, who, by: [f"{PROSE[0]} {_spoken(n, by)}", f"ACTION: {who}"],
    "tag to action": lambda n, _, who, by: [f"{_spoken(n, by)} ACTION – {who} to action."],
    "label and tag": lambda n, _, who, by: [f"Action: {_open(n, by)}. Action: {who}"],
    "bracket": lambda n, _, who, by: [f"Action 9: {_open(n, by)} ({who})"],
    "lead in bracket": lambda n, _, who, by: [f"Action 9: {_open(n, by)} (Lead: {who})"],
    "dash": lambda n, _, who, by: [f"Action: {_open(n, by)} – {who}"],
    "field": lambda n, _, who, by: [f"Action: {_open(n, by)}. Owner: {who}"],
    "fields": lambda n, _, who, by: [f"Action: {_open(n, by)}. Lead: {who}. Status: open"],
    "field below": lambda n, _, who, by: [f"Action: {_open(n, by)}.", f"Lead: {who}"],
    "owner below": lambda n, _, __, by: [f"Action: {_open(n, by)}.", "BO/CD"],
    "owner before": lambda n, _, __, by: [f"BO/CD Action 12 – {_open(n, by)}."],
    "owner in label": lambda n, _, who, by: [f"Action for {who}: {_open(n, by)}."],
    "end": lambda n, _, who, by: [f"{_task(n, who, by)}. ACTION"],
    "list": lambda n, _, who, by: ["Actions:", Typed(_task(n, who, by), marker="•")],
    "numbers": lambda n, _, who, by: ["Actions agreed:", f"1. {_task(n, who, by)}"],
    "signed list": lambda n, _, who, by: ["Actions:", Typed(f"{_open(n, by)} – {who}", marker="•")],
    "headed": lambda n, _, who, by: [
        Typed("Action points", bold=True, heading="Heading 2"),
        Typed(_task(n, who, by), marker="•"),
    ],
    "bold": lambda n, _, who, by: [Typed(f"{_task(n, who, by)}.", bold=True)],
    "side": lambda n, _, who, by: [_spoken(n, by), Typed(who, style="side-column")],
    "table": lambda n, _, who, by: _grid(
        n, ("Action", "Owner", "By when"), (_imperative(n), who, by.strip() or "-")
    ),
    "numbered table": lambda n, _, who, by: _grid(
        n,
        ("No", "Paper", "Action", "Lead", "Target date", "Status"),
        ("4", "Fleet", _imperative(n), who, by.strip(), ""),
    ),
    "who what when": lambda n, _, who, by: _grid(
        n, ("Who", "What", "When"), (who, _imperative(n), by.strip() or "-")
    ),
    "margin of owners": lambda n, _, who, by: _grid(
        n, ("Item", "Discussion", "Action"), ("a", f"{PROSE[0]} {_spoken(n, by)}", who)
    ),
    "margin of tasks": lambda n, _, who, by: _grid(
        n, ("Item", "Minutes", "Actions"), ("a", PROSE[0], _task(n, who, by))
    ),
    "rows that say what they are": lambda n, _, who, by: _grid(
        n, ("Action", who, f"{_imperative(n)}{by}"), ("Info", "", PROSE[0])
    ),
}
"""The lines of an action by its place: number of the task, label, owners and deadline as written."""

FIXED = {"owner below": {"BO", "CD"}, "owner before": {"BO", "CD"}}
"""Places that take one form of owner only."""

KNOWN = {"bold", "side"}
"""Places in which an owner must have been there: no label says that the words name one."""

PRESENT = {"BO", "CD", "DN", "Ben Osei", "Treasurer", "Policy Officer"}
"""Owners who were there."""


@st.composite
def composed(draw: st.DrawFn, number: int) -> tuple[Lines, Truth]:
    """Draw the lines of one action, and its truth."""
    label = draw(st.sampled_from(LABELS))
    date, _, due = draw(st.sampled_from(DATES))
    place = draw(st.sampled_from(sorted(PLACES)))
    known = [one for one in OWNERS if place not in KNOWN or one[1] <= PRESENT]
    owner, owners = draw(st.sampled_from(known))
    lines = PLACES[place](number, label, owner, date)
    owners = FIXED.get(place, owners)
    return lines, Truth(words=TASKS[number][1], owners=frozenset(owners), due=due)


@st.composite
def meetings(draw: st.DrawFn) -> tuple[list[str | Typed], list[Truth]]:
    """Draw a meeting of up to four actions with prose around them, and the truth about it."""
    lines: list[str | Typed] = [*HEAD.splitlines(), Typed("1. Apologies", bold=True), "None."]
    truths = []
    for number in range(draw(st.integers(1, len(TASKS)))):
        lines += [Typed(f"{number + 2}. Item {'ABCD'[number]} of the paper", bold=True)]
        lines += [draw(st.sampled_from(PROSE))]
        found, truth = draw(composed(number))
        lines += [*found, draw(st.sampled_from(PROSE))]
        truths.append(truth)
    return lines, truths


def told(action: Action, truth: Truth) -> Truth:
    """Give what was found in the form of the truth."""
    due = action.due.last if action.due else None
    words = truth.words if truth.words in action.text else action.text
    return Truth(
        words=words,
        owners=frozenset(owner.text for owner in action.owners),
        due=due.isoformat() if due else "",
    )


@settings(max_examples=60, deadline=None, derandomize=True)
@given(meetings())
def test_each_composed_action_is_found_once(meeting: tuple[list[str | Typed], list[Truth]]) -> None:
    lines, truths = meeting
    found = minutes_of(page(*lines)).actions
    marked = [one for one in found if one.kind is ActionKind.LABELLED]
    assert [told(a, t) for a, t in zip(marked, truths, strict=False)] == truths
    assert len(marked) == len(truths)
